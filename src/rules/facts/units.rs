//! Percentages, currencies and measures, by the words that name them.

use super::technical;
use std::fmt;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hundredths.
    Percent,
    /// Money, by the code of the currency; `$`, `¥`, `元` and a dollar are any that is
    /// written so.
    Money(&'static str),
    /// A measure.
    Measure(Measure),
}

/// A measure: its symbol, what it measures, and its size in the base of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Its symbol.
    pub name: &'static str,
    /// What it measures: only measures of one kind can be the same amount.
    pub kind: Dimension,
    /// Its size; an area's in thirds of a square centimetre, so that `亩` is whole.
    pub factor: i128,
}

impl Measure {
    /// Returns whether it is a measure of one country's custom: what is told in it
    /// is told elsewhere in another, and rounded.
    #[must_use]
    pub fn is_customary(self) -> bool {
        matches!(
            self.name,
            "in" | "ft"
                | "yd"
                | "mi"
                | "mi²"
                | "ft²"
                | "mph"
                | "acre"
                | "lb"
                | "oz"
                | "gal"
                | "mu"
                | "ping"
                | "jin"
                | "li"
                | "nmi"
                | "psi"
                | "kn"
        )
    }
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Dimension {
    Length,
    Mass,
    Area,
    Volume,
    /// Seconds to weeks.
    Duration,
    /// Months to centuries.
    Months,
    Celsius,
    Fahrenheit,
    Speed,
    Data,
    Power,
    Energy,
    Frequency,
    Voltage,
    Current,
    Charge,
    Pressure,
    Sound,
    /// Micrograms, which are never told as grams.
    Submass,
    /// Nanometres and micrometres.
    Sublength,
    Pixels,
    /// Bits by the second.
    Rate,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Percent => "%",
            Self::Money(code) => code,
            Self::Measure(measure) => measure.name,
        })
    }
}

impl Unit {
    /// Returns whether both may be meant by one amount of the same figure.
    pub(super) fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Money(one), Self::Money(other)) => same_money(one, other),
            (Self::Money("pound"), Self::Measure(one))
            | (Self::Measure(one), Self::Money("pound")) => one.name == "lb",
            (Self::Measure(one), Self::Measure(other)) => {
                one.kind == other.kind && one.factor == other.factor
            }
            _ => self == other,
        }
    }
}

impl Unit {
    /// Returns the measure; a pound may be one.
    pub(super) fn measured(self) -> Option<Measure> {
        match self {
            Self::Measure(one) => Some(one),
            Self::Money("pound") => match of_word("lb") {
                Some(Self::Measure(one)) => Some(one),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Returns whether two signs may be one currency's.
fn same_money(one: &str, other: &str) -> bool {
    let is_dollar = |code: &str| matches!(code, "USD" | "HKD" | "TWD" | "AUD" | "CAD" | "SGD");
    let covers = |sign: &str, code: &str| match sign {
        "$" => is_dollar(code) || matches!(code, "dollar" | "peso" | "MXN"),
        "dollar" => is_dollar(code),
        "¥" => matches!(code, "CNY" | "JPY" | "元"),
        "元" => matches!(code, "CNY" | "TWD"),
        "¢" => !matches!(code, "JPY"),
        "peso" => code == "MXN",
        "pound" => code == "GBP",
        "franc" => code == "CHF",
        _ => false,
    };
    one == other || covers(one, other) || covers(other, one)
}

const fn measure(name: &'static str, kind: Dimension, factor: i128) -> Option<Unit> {
    Some(Unit::Measure(Measure { name, kind, factor }))
}

/// Returns the measure that a word of a Latin language names, accents left out.
pub(super) fn of_word(word: &str) -> Option<Unit> {
    use Dimension::{Area, Data, Duration, Energy, Frequency, Length, Mass, Months, Power, Volume};
    match word {
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" | "milimetro"
        | "milimetros" => measure("mm", Length, 10),
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" | "centimetro"
        | "centimetros" => measure("cm", Length, 100),
        "m" | "metre" | "metres" | "meter" | "meters" | "metro" | "metros" => {
            measure("m", Length, 10_000)
        }
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "kilometro"
        | "kilometros" => measure("km", Length, 10_000_000),
        "inch" | "inches" | "pulgada" | "pulgadas" => measure("in", Length, 254),
        "foot" | "feet" | "ft" | "pie" | "pies" => measure("ft", Length, 3_048),
        "yard" | "yards" | "yarda" | "yardas" => measure("yd", Length, 9_144),
        "mile" | "miles" | "mi" | "milla" | "millas" => measure("mi", Length, 16_093_440),
        "mg" | "milligram" | "milligrams" | "miligramo" | "miligramos" => measure("mg", Mass, 100),
        "g" | "gram" | "grams" | "gramo" | "gramos" => measure("g", Mass, 100_000),
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramo" | "kilogramos" => {
            measure("kg", Mass, 100_000_000)
        }
        "t" | "ton" | "tons" | "tonne" | "tonnes" | "tonelada" | "toneladas" => {
            measure("t", Mass, 100_000_000_000)
        }
        "lb" | "lbs" => measure("lb", Mass, 45_359_237),
        "ounce" | "ounces" | "oz" | "onza" | "onzas" => measure("oz", Mass, 2_834_952),
        "ha" | "hectare" | "hectares" | "hectarea" | "hectareas" => {
            measure("ha", Area, 300_000_000)
        }
        "mu" | "mus" => measure("mu", Area, 20_000_000),
        "acre" | "acres" => measure("acre", Area, 121_405_692),
        "gallon" | "gallons" | "galon" | "galones" => measure("gal", Volume, 3_785),
        "l" | "litre" | "litres" | "liter" | "liters" | "litro" | "litros" => {
            measure("l", Volume, 1_000)
        }
        "ml" | "millilitre" | "millilitres" | "milliliter" | "milliliters" | "mililitro"
        | "mililitros" => measure("ml", Volume, 1),
        "ms" | "millisecond" | "milliseconds" | "milisegundo" | "milisegundos" => {
            measure("ms", Duration, 1)
        }
        "second" | "seconds" | "sec" | "segundo" | "segundos" => measure("s", Duration, 1_000),
        "minute" | "minutes" | "min" | "mins" | "minuto" | "minutos" => {
            measure("min", Duration, 60_000)
        }
        "hour" | "hours" | "hora" | "horas" | "hr" | "hrs" | "h" => {
            measure("h", Duration, 3_600_000)
        }
        "day" | "days" | "dia" | "dias" => measure("d", Duration, 86_400_000),
        "week" | "weeks" | "semana" | "semanas" => measure("wk", Duration, 604_800_000),
        "month" | "months" | "mes" | "meses" => measure("month", Months, 1),
        "year" | "years" | "ano" | "anos" => measure("year", Months, 12),
        "decade" | "decades" | "decada" | "decadas" => measure("decade", Months, 120),
        "trimestre" | "trimestres" => measure("quarter", Months, 3),
        "semestre" | "semestres" | "semester" | "semesters" => measure("half-year", Months, 6),
        "lustro" | "lustros" | "quinquenio" => measure("five years", Months, 60),
        "century" | "centuries" | "siglo" | "siglos" => measure("century", Months, 1_200),
        "millennium" | "millennia" | "milenio" | "milenios" => {
            measure("millennium", Months, 12_000)
        }
        "kb" | "kilobyte" | "kilobytes" => measure("kB", Data, 1_000),
        "mb" | "megabyte" | "megabytes" => measure("MB", Data, 1_000_000),
        "gb" | "gigabyte" | "gigabytes" => measure("GB", Data, 1_000_000_000),
        "tb" | "terabyte" | "terabytes" => measure("TB", Data, 1_000_000_000_000),
        "kib" => measure("KiB", Data, 1 << 10),
        "mib" => measure("MiB", Data, 1 << 20),
        "gib" => measure("GiB", Data, 1 << 30),
        "w" | "watt" | "watts" | "vatio" | "vatios" => measure("W", Power, 1),
        "kw" | "kilowatt" | "kilowatts" | "kilovatio" | "kilovatios" => measure("kW", Power, 1_000),
        "mw" | "megawatt" | "megawatts" | "megavatio" | "megavatios" => {
            measure("MW", Power, 1_000_000)
        }
        "gw" | "gigawatt" | "gigawatts" | "gigavatio" | "gigavatios" => {
            measure("GW", Power, 1_000_000_000)
        }
        "kwh" => measure("kWh", Energy, 1_000),
        "mwh" => measure("MWh", Energy, 1_000_000),
        "gwh" => measure("GWh", Energy, 1_000_000_000),
        "hz" | "hertz" => measure("Hz", Frequency, 1),
        "khz" => measure("kHz", Frequency, 1_000),
        "mhz" => measure("MHz", Frequency, 1_000_000),
        "ghz" => measure("GHz", Frequency, 1_000_000_000),
        _ => technical::of_word(word),
    }
}

/// Returns a measure of length by the hour.
pub(super) fn by_hour(unit: Unit) -> Option<Unit> {
    match unit {
        Unit::Measure(one) if one.name == "km" => measure("km/h", Dimension::Speed, 1_000_000),
        Unit::Measure(one) if one.name == "mi" => measure("mph", Dimension::Speed, 1_609_344),
        _ => None,
    }
}

/// Returns whether a word is a unit made of two.
pub(super) fn is_compound(word: &str) -> bool {
    matches!(word, "kmh" | "kph" | "mph" | "c" | "f")
}

/// Returns the square of a length.
pub(super) fn squared(unit: Unit) -> Option<Unit> {
    let Unit::Measure(one) = unit else {
        return None;
    };
    match one.name {
        "km" => measure("km²", Dimension::Area, 30_000_000_000),
        "m" => measure("m²", Dimension::Area, 30_000),
        "cm" => measure("cm²", Dimension::Area, 3),
        "mi" => measure("mi²", Dimension::Area, 77_699_643_309),
        "ft" => measure("ft²", Dimension::Area, 2_787),
        _ => None,
    }
}

/// Returns the cube of a length.
pub(super) fn cubed(unit: Unit) -> Option<Unit> {
    match unit {
        Unit::Measure(one) if one.name == "m" => measure("m³", Dimension::Volume, 1_000_000),
        Unit::Measure(one) if one.name == "cm" => measure("cm³", Dimension::Volume, 1),
        _ => None,
    }
}

/// Miles at sea.
pub(super) const fn nautical() -> Unit {
    Unit::Measure(Measure {
        name: "nmi",
        kind: Dimension::Length,
        factor: 18_520_000,
    })
}

/// Degrees of Celsius or of Fahrenheit.
pub(super) const fn degrees(celsius: bool) -> Option<Unit> {
    if celsius {
        measure("°C", Dimension::Celsius, 1)
    } else {
        measure("°F", Dimension::Fahrenheit, 1)
    }
}

/// Returns the currency that a word after a figure names, accents left out.
pub(super) fn money_of_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "dollar" | "dollars" | "dolar" | "dolares" | "buck" | "bucks" => "dollar",
        "usd" => "USD",
        "euro" | "euros" | "eur" => "EUR",
        "gbp" => "GBP",
        "yuan" | "yuans" | "yuanes" | "renminbi" | "rmb" | "cny" => "CNY",
        "yen" | "yens" | "yenes" | "jpy" => "JPY",
        "peso" | "pesos" => "peso",
        "mxn" => "MXN",
        "rupee" | "rupees" | "rupia" | "rupias" | "inr" => "INR",
        "ruble" | "rubles" | "rouble" | "roubles" | "rublo" | "rublos" | "rub" => "RUB",
        "sucre" | "sucres" => "ECS",
        "soles" | "pen" => "PEN",
        "franc" | "francs" | "franco" | "francos" => "franc",
        "won" | "wones" => "KRW",
        "reais" | "reales" | "brl" => "BRL",
        "lira" | "liras" => "lira",
        "rand" | "rands" => "ZAR",
        "baht" | "bahts" => "THB",
        "krona" | "kronor" | "kroner" | "crowns" | "coronas" => "crown",
        "shekel" | "shekels" | "sequeles" => "ILS",
        "riyal" | "riyals" | "riales" => "riyal",
        "dirham" | "dirhams" | "dirhames" => "dirham",
        "zloty" | "zlotys" => "PLN",
        "hkd" => "HKD",
        "twd" => "TWD",
        "chf" => "CHF",
        _ => return None,
    })
}

/// Returns the currency that a sign names.
pub(super) fn money_of_sign(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" | "＄" => "$",
        "€" => "EUR",
        "£" | "￡" => "GBP",
        "¥" | "￥" => "¥",
        "₩" => "KRW",
        "₹" => "INR",
        "₽" => "RUB",
        _ => return None,
    })
}

/// Chinese words right behind a figure, longer ones before their beginnings.
const CHINESE: [(&str, Option<Unit>); 121] = {
    use Dimension::{Area, Duration, Energy, Length, Mass, Months, Power, Speed, Volume};
    const fn money(code: &'static str) -> Option<Unit> {
        Some(Unit::Money(code))
    }
    [
        ("个百分点", Some(Unit::Percent)),
        ("個百分點", Some(Unit::Percent)),
        ("百分点", Some(Unit::Percent)),
        ("平方公里", measure("km²", Area, 30_000_000_000)),
        ("平方千米", measure("km²", Area, 30_000_000_000)),
        ("平方厘米", measure("cm²", Area, 3)),
        ("平方米", measure("m²", Area, 30_000)),
        ("平方公尺", measure("m²", Area, 30_000)),
        ("平方英里", measure("mi²", Area, 77_699_643_309)),
        ("平方英尺", measure("ft²", Area, 2_787)),
        ("立方厘米", measure("cm³", Volume, 1)),
        ("立方米", measure("m³", Volume, 1_000_000)),
        ("公里/小时", measure("km/h", Speed, 1_000_000)),
        ("千米/小时", measure("km/h", Speed, 1_000_000)),
        ("千瓦时", measure("kWh", Energy, 1_000)),
        ("千瓦", measure("kW", Power, 1_000)),
        ("兆瓦", measure("MW", Power, 1_000_000)),
        ("吉瓦", measure("GW", Power, 1_000_000_000)),
        ("公里", measure("km", Length, 10_000_000)),
        ("千米", measure("km", Length, 10_000_000)),
        ("海里", measure("nmi", Length, 18_520_000)),
        ("英里", measure("mi", Length, 16_093_440)),
        ("英尺", measure("ft", Length, 3_048)),
        ("英寸", measure("in", Length, 254)),
        ("英呎", measure("ft", Length, 3_048)),
        ("英吋", measure("in", Length, 254)),
        ("华里", measure("li", Length, 5_000_000)),
        ("厘米", measure("cm", Length, 100)),
        ("公分", measure("cm", Length, 100)),
        ("毫米", measure("mm", Length, 10)),
        ("公尺", measure("m", Length, 10_000)),
        ("米", measure("m", Length, 10_000)),
        ("公斤", measure("kg", Mass, 100_000_000)),
        ("千克", measure("kg", Mass, 100_000_000)),
        ("毫克", measure("mg", Mass, 100)),
        ("市斤", measure("jin", Mass, 50_000_000)),
        ("磅", measure("lb", Mass, 45_359_237)),
        ("瑞士法郎", money("CHF")),
        ("法郎", money("franc")),
        ("雷亚尔", money("BRL")),
        ("泰铢", money("THB")),
        ("里拉", money("lira")),
        ("克朗", money("crown")),
        ("盎司", measure("oz", Mass, 2_834_952)),
        ("公吨", measure("t", Mass, 100_000_000_000)),
        ("公顷", measure("ha", Area, 300_000_000)),
        ("公頃", measure("ha", Area, 300_000_000)),
        ("亩", measure("mu", Area, 20_000_000)),
        ("畝", measure("mu", Area, 20_000_000)),
        ("坪", measure("ping", Area, 99_174)),
        ("英畝", measure("acre", Area, 121_405_692)),
        ("英亩", measure("acre", Area, 121_405_692)),
        ("公噸", measure("t", Mass, 100_000_000_000)),
        ("公克", measure("g", Mass, 100_000)),
        ("立方公尺", measure("m³", Volume, 1_000_000)),
        ("毫升", measure("ml", Volume, 1)),
        ("加仑", measure("gal", Volume, 3_785)),
        ("加侖", measure("gal", Volume, 3_785)),
        ("公升", measure("l", Volume, 1_000)),
        ("摄氏度", degrees(true)),
        ("攝氏度", degrees(true)),
        ("华氏度", degrees(false)),
        ("華氏度", degrees(false)),
        ("美元", money("USD")),
        ("美金", money("USD")),
        ("美分", money("¢")),
        ("欧分", money("¢")),
        ("歐分", money("¢")),
        ("英鎊", money("GBP")),
        ("日圓", money("JPY")),
        ("港幣", money("HKD")),
        ("韓元", money("KRW")),
        ("韩圆", money("KRW")),
        ("人民幣", money("CNY")),
        ("元人民幣", money("CNY")),
        ("新臺幣", money("TWD")),
        ("新台幣", money("TWD")),
        ("盧布", money("RUB")),
        ("盧比", money("INR")),
        ("塊錢", money("元")),
        ("欧元", money("EUR")),
        ("歐元", money("EUR")),
        ("英镑", money("GBP")),
        ("日元", money("JPY")),
        ("日圆", money("JPY")),
        ("港元", money("HKD")),
        ("港币", money("HKD")),
        ("韩元", money("KRW")),
        ("加元", money("CAD")),
        ("澳元", money("AUD")),
        ("人民币", money("CNY")),
        ("元人民币", money("CNY")),
        ("新台币", money("TWD")),
        ("卢布", money("RUB")),
        ("卢比", money("INR")),
        ("比索", money("peso")),
        ("块钱", money("元")),
        ("元", money("元")),
        ("毫秒", measure("ms", Duration, 1)),
        ("秒", measure("s", Duration, 1_000)),
        ("分钟", measure("min", Duration, 60_000)),
        ("分鐘", measure("min", Duration, 60_000)),
        ("小时", measure("h", Duration, 3_600_000)),
        ("小時", measure("h", Duration, 3_600_000)),
        ("钟头", measure("h", Duration, 3_600_000)),
        ("鐘頭", measure("h", Duration, 3_600_000)),
        ("天", measure("d", Duration, 86_400_000)),
        ("工作日", measure("d", Duration, 86_400_000)),
        ("交易日", measure("d", Duration, 86_400_000)),
        ("自然日", measure("d", Duration, 86_400_000)),
        ("日内", measure("d", Duration, 86_400_000)),
        ("周年", measure("year", Months, 12)),
        ("周岁", measure("year", Months, 12)),
        ("星期", measure("wk", Duration, 604_800_000)),
        ("礼拜", measure("wk", Duration, 604_800_000)),
        ("周", measure("wk", Duration, 604_800_000)),
        ("年", measure("year", Months, 12)),
        ("岁", measure("year", Months, 12)),
        ("歲", measure("year", Months, 12)),
        ("週年", measure("year", Months, 12)),
        ("週", measure("wk", Duration, 604_800_000)),
    ]
};

/// More Chinese words, only behind a figure with no other reading.
const CHINESE_SHORT: [(&str, Option<Unit>); 11] = {
    use Dimension::{Length, Mass, Months, Volume};
    [
        ("里", measure("li", Length, 5_000_000)),
        ("吨", measure("t", Mass, 100_000_000_000)),
        ("噸", measure("t", Mass, 100_000_000_000)),
        ("斤", measure("jin", Mass, 50_000_000)),
        ("克", measure("g", Mass, 100_000)),
        ("升", measure("l", Volume, 1_000)),
        ("世纪", measure("century", Months, 1_200)),
        ("世紀", measure("century", Months, 1_200)),
        ("季度", measure("quarter", Months, 3)),
        ("个月", measure("month", Months, 1)),
        ("個月", measure("month", Months, 1)),
    ]
};

/// Returns the unit that a Chinese text begins with, and its length.
pub(super) fn of_chinese(rest: &str) -> Option<(Unit, usize)> {
    let head = rest.strip_prefix(['个', '個']).unwrap_or(rest);
    let skipped = rest.len() - head.len();
    let find = |rest: &str| {
        let technical = technical::CHINESE.iter();
        let mut technical = technical.filter(|(name, _)| rest.starts_with(name));
        if let Some((name, unit)) = technical.next() {
            return Some((*unit, name.len()));
        }
        let tables = CHINESE.iter().chain(CHINESE_SHORT.iter());
        tables
            .into_iter()
            .find(|(name, _)| rest.starts_with(name))
            .and_then(|(name, unit)| unit.map(|unit| (unit, name.len())))
    };
    if let Some(found) = find(rest) {
        // `5元旦`, `3年级`, `3年代`, `5天然` are no amounts.
        let after = &rest[found.1..];
        let inside = rest.starts_with('里')
            && after.starts_with(['面', '边', '邊', '头', '頭', '程', '有', '的', '斯']);
        let other = inside
            || after.starts_with(['旦', '级', '級', '代'])
            || rest.starts_with("天然")
            || rest.starts_with("周期");
        return (!other).then_some(found);
    }
    // `最后一个星期五` is a day.
    let day = |name: &str| {
        let rest = head.strip_prefix(name).unwrap_or_default();
        let mut behind = rest.chars();
        behind.next().is_some_and(|c| "一二三四五六日".contains(c))
            && behind.next().is_none_or(|c| !"天个個次".contains(c))
    };
    if skipped > 0 && ["星期", "礼拜", "周", "週"].into_iter().any(day) {
        return None;
    }
    find(head)
        .filter(|(unit, _)| skipped > 0 && matches!(unit, Unit::Measure(_)))
        .map(|(unit, len)| (unit, len + skipped))
}
