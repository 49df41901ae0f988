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

impl Language {
    /// Returns the language of a BCP 47 tag.
    pub(super) fn of(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let mut regions = parts;
        let tongue = match language {
            "en" => Tongue::English,
            "es" => Tongue::Spanish,
            "zh" | "yue" => Tongue::Chinese,
            _ => Tongue::Other,
        };
        let comma = match language {
            "es" => !regions.any(|part| POINT.contains(&part)),
            // Swiss and Liechtenstein's German, and Swiss Italian, have a point.
            "de" | "it" => !regions.any(|part| part == "CH" || part == "LI"),
            _ => COMMA.contains(&language),
        };
        Self { tongue, comma }
    }
}
