//! Units of data sheets and manuals: tension, current, pressure, rates, pixels.

use super::units::{Dimension, Measure, Unit};

const fn measure(name: &'static str, kind: Dimension, factor: i128) -> Unit {
    Unit::Measure(Measure { name, kind, factor })
}

const VOLT: Unit = measure("V", Dimension::Voltage, 1_000);
const KILOVOLT: Unit = measure("kV", Dimension::Voltage, 1_000_000);
const AMPERE: Unit = measure("A", Dimension::Current, 1_000);
const MILLIAMPERE: Unit = measure("mA", Dimension::Current, 1);
const AMPERE_HOUR: Unit = measure("Ah", Dimension::Charge, 1_000);
const MILLIAMPERE_HOUR: Unit = measure("mAh", Dimension::Charge, 1);
const WATT_HOUR: Unit = measure("Wh", Dimension::Energy, 1);
const BAR: Unit = measure("bar", Dimension::Pressure, 100_000);
const HECTOPASCAL: Unit = measure("hPa", Dimension::Pressure, 100);
const KILOPASCAL: Unit = measure("kPa", Dimension::Pressure, 1_000);
const MEGAPASCAL: Unit = measure("MPa", Dimension::Pressure, 1_000_000);
const DECIBEL: Unit = measure("dB", Dimension::Sound, 1);
const MICROGRAM: Unit = measure("µg", Dimension::Submass, 1);
const NANOMETRE: Unit = measure("nm", Dimension::Sublength, 1);
const MICROMETRE: Unit = measure("µm", Dimension::Sublength, 1_000);
const PIXEL: Unit = measure("px", Dimension::Pixels, 1);
const MEGAPIXEL: Unit = measure("MP", Dimension::Pixels, 1_000_000);
const KNOT: Unit = measure("kn", Dimension::Speed, 1_852_000);

/// Returns the unit of a symbol behind a figure: capitals count, since `16 a` is no
/// current.
pub(super) fn of_symbol(symbol: &str) -> Option<Unit> {
    Some(match symbol {
        "V" => VOLT,
        "kV" => KILOVOLT,
        "A" => AMPERE,
        "mA" => MILLIAMPERE,
        "Ah" => AMPERE_HOUR,
        "mAh" => MILLIAMPERE_HOUR,
        "Wh" => WATT_HOUR,
        "bar" | "bares" => BAR,
        "psi" | "PSI" => measure("psi", Dimension::Pressure, 6_895),
        "hPa" | "mbar" => HECTOPASCAL,
        "kPa" => KILOPASCAL,
        "MPa" => MEGAPASCAL,
        "dB" => DECIBEL,
        "mcg" | "µg" | "μg" => MICROGRAM,
        "nm" => NANOMETRE,
        "µm" | "μm" => MICROMETRE,
        "px" => PIXEL,
        "MP" => MEGAPIXEL,
        "kbps" | "Kbps" => measure("kbps", Dimension::Rate, 1_000),
        "Mbps" | "Mb/s" => measure("Mbps", Dimension::Rate, 1_000_000),
        "Gbps" | "Gb/s" => measure("Gbps", Dimension::Rate, 1_000_000_000),
        _ => return None,
    })
}

/// Returns whether a symbol stands right behind its figure, and makes no name of it
/// as `14A` is one.
pub(super) fn is_suffix(symbol: &str) -> bool {
    symbol != "A" && of_symbol(symbol).is_some()
}

/// Returns the unit that a word of a Latin language names, accents left out.
pub(super) fn of_word(word: &str) -> Option<Unit> {
    Some(match word {
        "volt" | "volts" | "voltio" | "voltios" => VOLT,
        "kilovolt" | "kilovolts" | "kilovoltio" | "kilovoltios" => KILOVOLT,
        "amp" | "amps" | "ampere" | "amperes" | "amperio" | "amperios" => AMPERE,
        "milliamp" | "milliamps" | "miliamperio" | "miliamperios" => MILLIAMPERE,
        "kilopascal" | "kilopascals" | "kilopascales" => KILOPASCAL,
        "hectopascal" | "hectopascals" | "hectopascales" => HECTOPASCAL,
        "decibel" | "decibels" | "decibelio" | "decibelios" | "decibeles" => DECIBEL,
        "microgram" | "micrograms" | "microgramo" | "microgramos" => MICROGRAM,
        "nanometre" | "nanometres" | "nanometer" | "nanometers" | "nanometro" | "nanometros" => {
            NANOMETRE
        }
        "micrometre" | "micrometres" | "micrometer" | "micrometers" | "micron" | "microns"
        | "micra" | "micras" | "micrometro" | "micrometros" => MICROMETRE,
        "pixel" | "pixels" | "pixeles" => PIXEL,
        "megapixel" | "megapixels" | "megapixeles" => MEGAPIXEL,
        "knot" | "knots" | "nudo" | "nudos" => KNOT,
        _ => return None,
    })
}

/// Chinese words right behind a figure, longer ones before their beginnings.
pub(super) const CHINESE: [(&str, Unit); 27] = [
    ("千伏", KILOVOLT),
    ("伏特", VOLT),
    ("伏", VOLT),
    ("毫安时", MILLIAMPERE_HOUR),
    ("毫安時", MILLIAMPERE_HOUR),
    ("毫安", MILLIAMPERE),
    ("安时", AMPERE_HOUR),
    ("安培", AMPERE),
    ("兆瓦时", measure("MWh", Dimension::Energy, 1_000_000)),
    ("瓦时", WATT_HOUR),
    ("瓦特", measure("W", Dimension::Power, 1)),
    ("瓦", measure("W", Dimension::Power, 1)),
    ("百帕", HECTOPASCAL),
    ("千帕", KILOPASCAL),
    ("兆帕", MEGAPASCAL),
    ("分贝", DECIBEL),
    ("分貝", DECIBEL),
    ("微克", MICROGRAM),
    ("纳米", NANOMETRE),
    ("奈米", NANOMETRE),
    ("微米", MICROMETRE),
    ("像素", PIXEL),
    ("畫素", PIXEL),
    ("吉赫", measure("GHz", Dimension::Frequency, 1_000_000_000)),
    ("兆赫", measure("MHz", Dimension::Frequency, 1_000_000)),
    ("千赫", measure("kHz", Dimension::Frequency, 1_000)),
    ("赫兹", measure("Hz", Dimension::Frequency, 1)),
];
