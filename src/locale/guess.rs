//! What was meant by a name that is not a locale.

use super::Locale;

/// Languages by their English names and their own, in lower case.
const NAMES: [(&str, &str); 118] = [
    ("afrikaans", "af"),
    ("albanian", "sq"),
    ("amharic", "am"),
    ("arabic", "ar"),
    ("armenian", "hy"),
    ("aymara", "ay"),
    ("azerbaijani", "az"),
    ("basque", "eu"),
    ("belarusian", "be"),
    ("bengali", "bn"),
    ("bosnian", "bs"),
    ("brazilian", "pt-BR"),
    ("brazilian portuguese", "pt-BR"),
    ("bulgarian", "bg"),
    ("burmese", "my"),
    ("cantonese", "yue"),
    ("castellano", "es"),
    ("castilian", "es"),
    ("catalan", "ca"),
    ("català", "ca"),
    ("chinese", "zh"),
    ("chinese simplified", "zh-Hans"),
    ("chinese traditional", "zh-Hant"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dansk", "da"),
    ("deutsch", "de"),
    ("dutch", "nl"),
    ("english", "en"),
    ("español", "es"),
    ("espanol", "es"),
    ("esperanto", "eo"),
    ("estonian", "et"),
    ("euskara", "eu"),
    ("farsi", "fa"),
    ("filipino", "fil"),
    ("finnish", "fi"),
    ("flemish", "nl-BE"),
    ("français", "fr"),
    ("francais", "fr"),
    ("french", "fr"),
    ("galego", "gl"),
    ("galician", "gl"),
    ("georgian", "ka"),
    ("german", "de"),
    ("greek", "el"),
    ("guarani", "gn"),
    ("gujarati", "gu"),
    ("haitian", "ht"),
    ("haitian creole", "ht"),
    ("hausa", "ha"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("icelandic", "is"),
    ("indonesian", "id"),
    ("irish", "ga"),
    ("italian", "it"),
    ("italiano", "it"),
    ("japanese", "ja"),
    ("javanese", "jv"),
    ("kannada", "kn"),
    ("kazakh", "kk"),
    ("khmer", "km"),
    ("kichwa", "qu-EC"),
    ("klingon", "tlh"),
    ("korean", "ko"),
    ("kurdish", "ku"),
    ("kyrgyz", "ky"),
    ("lao", "lo"),
    ("latin", "la"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("macedonian", "mk"),
    ("malay", "ms"),
    ("malayalam", "ml"),
    ("mandarin", "zh"),
    ("marathi", "mr"),
    ("mongolian", "mn"),
    ("nederlands", "nl"),
    ("nepali", "ne"),
    ("norsk", "nb"),
    ("norwegian", "nb"),
    ("pashto", "ps"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("punjabi", "pa"),
    ("quechua", "qu"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("simplified chinese", "zh-Hans"),
    ("slovak", "sk"),
    ("slovenian", "sl"),
    ("somali", "so"),
    ("spanish", "es"),
    ("suomi", "fi"),
    ("svenska", "sv"),
    ("swahili", "sw"),
    ("swedish", "sv"),
    ("tagalog", "fil"),
    ("tamil", "ta"),
    ("telugu", "te"),
    ("thai", "th"),
    ("traditional chinese", "zh-Hant"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
    ("vietnamese", "vi"),
    ("welsh", "cy"),
    ("yoruba", "yo"),
    ("中文", "zh"),
    ("日本語", "ja"),
    ("русский", "ru"),
];

/// Tags of before BCP 47 that Unicode's grammar does not have (RFC 5646, 2.2.8), with
/// what the registry prefers to them.
const OLD: [(&str, &str); 14] = [
    ("en-gb-oed", "en-GB-oxendict"),
    ("i-ami", "ami"),
    ("i-hak", "hak"),
    ("i-klingon", "tlh"),
    ("i-lux", "lb"),
    ("i-navajo", "nv"),
    ("no-bok", "nb"),
    ("no-nyn", "nn"),
    ("sgn-be-fr", "sfb"),
    ("zh-cmn", "zh"),
    ("zh-cmn-hans", "zh-Hans"),
    ("zh-guoyu", "zh"),
    ("zh-min-nan", "nan"),
    ("zh-yue", "yue"),
];

/// The codes of ISO 639-1, and those that it had before.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr \
cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz \
ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo \
lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm \
rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty \
ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes of countries that are often taken for those of their languages.
const COUNTRIES: [(&str, &str); 12] = [
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("ec", "es-EC"),
    ("gb", "en-GB"),
    ("gr", "el"),
    ("jp", "ja"),
    ("mx", "es-MX"),
    ("sp", "es"),
    ("ua", "uk"),
    ("us", "en-US"),
    ("vn", "vi"),
];

fn look_up(table: &'static [(&str, &str)], name: &str) -> Option<&'static str> {
    let found = table.iter().find(|(one, _)| *one == name);
    found.map(|(_, tag)| *tag)
}

/// Returns the locale that `name`, which is none, was probably meant to be.
pub(super) fn guess(name: &str) -> Option<String> {
    let lower = name.trim().to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (spaced, dashed) = (words.join(" "), words.join("-"));
    let known = look_up(&NAMES, &spaced).or_else(|| look_up(&OLD, &dashed));
    if let Some(tag) = known {
        return Some(tag.to_owned());
    }
    if let Some(tag) = beginning(&words) {
        return Some(tag);
    }
    // `Spanish (Ecuador)`, `spannish`.
    let first = words.first().copied().unwrap_or_default();
    let close = |word: &str| {
        let likely = NAMES
            .iter()
            .map(|(name, tag)| (strsim::jaro_winkler(word, name), *tag));
        let best = likely.max_by(|left, right| left.0.total_cmp(&right.0));
        best.filter(|(likeness, _)| *likeness > 0.9)
    };
    let found = look_up(&NAMES, first).or_else(|| {
        let long = first.chars().count() > 4;
        long.then(|| close(first)).flatten().map(|(_, tag)| tag)
    });
    found.map(str::to_owned)
}

/// Returns the language, script and region that the parts of a name begin with:
/// `es_EC.UTF-8`, `zh-Hans-Hans`.
fn beginning(parts: &[&str]) -> Option<String> {
    let (language, mut rest) = parts.split_first()?;
    let mut tag = (*language).to_owned();
    let is_script = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_region = |part: &&str| {
        let letters = part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
        letters || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
    };
    for fits in [&is_script as &dyn Fn(&&str) -> bool, &is_region] {
        if let Some((part, after)) = rest.split_first().filter(|(part, _)| fits(part)) {
            tag.push('-');
            tag.push_str(part);
            rest = after;
        }
    }
    let known = language.len() != 2 || TWO_LETTERS.split(' ').any(|code| code == *language);
    let locale = Locale::parse(&tag).ok().filter(|_| known)?;
    Some(locale.to_string())
}

/// Says of a language of two letters that ISO 639-1 does not have what it was
/// probably meant to be, if anything; `None` where it has it.
pub(super) fn unknown(language: &str) -> Option<Option<&'static str>> {
    let known = language.len() != 2 || TWO_LETTERS.split(' ').any(|code| code == language);
    (!known).then(|| look_up(&COUNTRIES, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found() {
        for (name, meant) in [
            ("spanish", "es"),
            ("Spanish", "es"),
            ("Spanish (Ecuador)", "es"),
            ("spannish", "es"),
            ("español", "es"),
            ("Simplified Chinese", "zh-Hans"),
            ("chinese_traditional", "zh-Hant"),
            ("i-klingon", "tlh"),
            ("zh-min-nan", "nan"),
            ("es_EC.UTF-8", "es-EC"),
            ("ca_ES@valencia", "ca-ES"),
            (" es ", "es"),
            ("zh-Hans-Hans", "zh-Hans"),
            ("es-EC-abcdefghijk", "es-EC"),
            ("es-", "es"),
        ] {
            assert_eq!(guess(name).as_deref(), Some(meant), "{name}");
        }
        for name in [
            "",
            "🦀",
            "und",
            "und-Latn",
            "x-private",
            "----",
            "12",
            "qwertz",
        ] {
            assert_eq!(guess(name), None, "{name}");
        }
    }

    #[test]
    fn names_are_sorted_out_and_lead_to_locales() {
        for (name, tag) in NAMES.iter().chain(&OLD).chain(&COUNTRIES) {
            let locale = Locale::parse(tag);
            assert!(locale.is_ok(), "{name}");
            assert_eq!(*name, name.to_lowercase());
        }
        assert_eq!(unknown("es"), None);
        assert_eq!(unknown("jp"), Some(Some("ja")));
        assert_eq!(unknown("xx"), Some(None));
        assert_eq!(unknown("qps"), None);
    }
}
