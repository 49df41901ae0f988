//! Fixes over everything that may stand beside each other: they come to an
//! end, and touch nothing that is right.

use super::super::tests::fix_once;
use proptest::prelude::*;

/// What no fix may ever change.
const SACRED: &[&str] = &[
    "2020年9月17日",
    "3万只",
    "（甲）",
    "“乙”",
    "《丙》",
    "……",
    "——",
    "`a, b!  c`",
    "https://x.org/a,b?c(d)",
    "[丁](https://x.org/a,b)",
    "**戊**",
    "<b class=\"a, b\">",
    "9:30",
    "1.5",
    "COVID-19",
];

/// What fixes are about.
const LOOSE: &[&str] = &[
    "，", ", ", ",", ". ", ".", ":", "; ", "!", "?", " ", "  ", "(", ")", "\"", "「", "」", "«",
    "»", "...", "--", " — ", "文", "中文", "Ａ", "%", "5 %", "*", "_", "~", "的的", "“", "”", "¿",
    "Qué", "hola", "。", "\u{200b}",
];

fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(SACRED).prop_map(str::to_owned),
        prop::sample::select(LOOSE).prop_map(str::to_owned),
        prop::sample::select(LOOSE).prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..12).prop_map(|parts| parts.concat())
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

proptest! {
    #[test]
    fn fixes_come_to_an_end_and_spare_what_is_right(text in text(), chinese in any::<bool>()) {
        let locale = if chinese { "zh-Hans-CN" } else { "es-EC" };
        let mut now = text.clone();
        let mut rounds = 0;
        while let Some(next) = fix_once("Words.", &now, locale) {
            prop_assert!(rounds < 8, "no end: {text:?} {now:?} {next:?}");
            now = next;
            rounds += 1;
        }
        for part in ["`a, b!  c`", "https://x.org/a,b?c(d)", "https://x.org/a,b)", "<b class=\"a, b\">"] {
            if count(&text, part) != count(&now, part) {
                // Marks of code and tags may pair otherwise by chance.
                prop_assume!(!text.contains(['"', '*', '_', '~']) );
            }
            prop_assert_eq!(count(&text, part), count(&now, part), "{:?} => {:?}", text, now);
        }
        if chinese {
            for part in ["2020年9月17日", "3万只", "（甲）", "《丙》", "**戊**"] {
                prop_assert!(count(&text, part) <= count(&now, part), "{part}: {text:?} => {now:?}");
            }
        }
    }
}
