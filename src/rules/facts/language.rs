//! How a language writes figures.

/// A language, as far as its figures and dates go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Spanish,
    Chinese,
    Other,
}

/// A language with the marks of its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Language {
    pub(super) tongue: Tongue,
    /// Whether a comma stands before the fraction, and a point groups.
    pub(super) comma: bool,
    /// Whether its words are read: a figure that is not found is not there.
    pub(super) known: bool,
    /// Whether its scale words are read: `1.5` is not one and a half million.
    pub(super) scaled: bool,
    /// Whether a time up to twelve may be in the afternoon, by words that are not read.
    pub(super) twelve: bool,
}

/// CLDR 48: the regions whose Spanish has a decimal point.
const POINT: [&str; 12] = [
    "MX", "US", "PR", "DO", "GT", "HN", "NI", "PA", "PE", "SV", "CU", "419",
];

/// CLDR 48: languages that write a decimal comma.
const COMMA: [&str; 53] = [
    "af", "az", "be", "bg", "br", "bs", "ca", "cs", "da", "de", "el", "et", "eu", "fi", "fo", "fr",
    "fur", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "kl", "ky", "lb", "lt", "lv",
    "mk", "nb", "nl", "nn", "no", "oc", "pl", "pt", "ro", "ru", "sc", "se", "sk", "sl", "sq", "sr",
    "sv", "tr", "uk", "uz", "vi", "wo",
];

/// How words of other languages scale a figure, by their beginnings; longer
/// ones before their own beginnings.
const SCALES: [(&str, i128); 58] = [
    ("milliard", 1_000_000_000),
    ("miliard", 1_000_000_000),
    ("miljard", 1_000_000_000),
    ("milyar", 1_000_000_000),
    ("miliar", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("mld", 1_000_000_000),
    ("million", 1_000_000),
    ("milion", 1_000_000),
    ("miljon", 1_000_000),
    ("miljoen", 1_000_000),
    ("milhão", 1_000_000),
    ("milhões", 1_000_000),
    ("milió", 1_000_000),
    ("milyon", 1_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("bilhão", 1_000_000_000),
    ("bilhões", 1_000_000_000),
    ("bilião", 1_000_000_000_000),
    ("biliões", 1_000_000_000_000),
    ("billion", 1_000_000_000_000),
    ("bilion", 1_000_000_000_000),
    ("biljoen", 1_000_000_000_000),
    ("biljon", 1_000_000_000_000),
    ("trilhão", 1_000_000_000_000),
    ("trilhões", 1_000_000_000_000),
    ("trilyon", 1_000_000_000_000),
    ("triliun", 1_000_000_000_000),
    ("tausend", 1_000),
    ("duizend", 1_000),
    ("tusen", 1_000),
    ("tusind", 1_000),
    ("tysi", 1_000),
    ("tisíc", 1_000),
    ("mille", 1_000),
    ("mila", 1_000),
    ("mil", 1_000),
    ("ribu", 1_000),
    ("juta", 1_000_000),
    ("nghìn", 1_000),
    ("triệu", 1_000_000),
    ("tỷ", 1_000_000_000),
    ("тыс", 1_000),
    ("тис", 1_000),
    ("миллиард", 1_000_000_000),
    ("мільярд", 1_000_000_000),
    ("млрд", 1_000_000_000),
    ("миллион", 1_000_000),
    ("мільйон", 1_000_000),
    ("млн", 1_000_000),
    ("триллион", 1_000_000_000_000),
    ("χιλιάδ", 1_000),
    ("εκατομμ", 1_000_000),
    ("만", 10_000),
    ("억", 100_000_000),
    ("조", 1_000_000_000_000),
    ("천", 1_000),
];

/// Returns the factor of a scale word of a language that is not read further.
pub(super) fn scale(word: &str) -> Option<i128> {
    let found = SCALES.iter().find(|(name, _)| word.starts_with(name));
    // Short ones are whole words: `mil`, not `milk`.
    found
        .filter(|(name, _)| !name.is_ascii() || name.len() > 3 || word.len() <= name.len() + 1)
        .map(|(_, factor)| *factor)
}

impl Language {
    /// Returns the language of a BCP 47 tag.
    pub(super) fn of(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let mut regions = parts;
        let tongue = match language {
            "en" => Tongue::English,
            "es" => Tongue::Spanish,
            // Japanese writes its figures and dates as Chinese does.
            "zh" | "yue" | "ja" => Tongue::Chinese,
            _ => Tongue::Other,
        };
        let comma = match language {
            "es" => !regions.any(|part| POINT.contains(&part)),
            // Swiss and Liechtenstein's German, and Swiss Italian, have a point.
            "de" | "it" => !regions.any(|part| part == "CH" || part == "LI"),
            _ => COMMA.contains(&language),
        };
        let known = tongue != Tongue::Other && language != "ja";
        let european = COMMA.contains(&language);
        Self {
            tongue,
            comma,
            known,
            scaled: tongue != Tongue::Other || european || matches!(language, "ko" | "ms"),
            twelve: tongue == Tongue::English || tongue == Tongue::Other && !european,
        }
    }
}
