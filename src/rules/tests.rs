//! The table of rules, and the examples of their pages.

use super::terms::Term;
use super::{Block, Check, Fault, Message, Place, RULES, Rule, check, terms};
use crate::edition::{Rendering, renderings};
use crate::text::{Edit, apply};
use std::sync::LazyLock;

/// The glossary of the pages' examples.
const GLOSSARY: [(&str, &str); 3] = [
    (
        "en",
        "-weifang = Weifang\n-medical-masks = medical masks\n-gloves = gloves\n",
    ),
    (
        "es",
        "-weifang = Weifang\n-medical-masks = mascarillas médicas\n    .avoid = tapabocas | barbijos médicos\n    .avoid-2 = máscaras médicas\n-gloves = guantes\n",
    ),
    (
        "zh",
        "-weifang = 潍坊\n-medical-masks = 医用口罩\n    .avoid = 医疗面具\n-gloves = 手套\n",
    ),
];

fn glossary(locale: &str) -> &'static [Term] {
    static READ: LazyLock<[Vec<Term>; 2]> = LazyLock::new(|| {
        let [source, spanish, chinese] = GLOSSARY;
        [spanish, chinese].map(|(_, target)| terms::pair(&[source.1], &[target]))
    });
    &READ[usize::from(locale.starts_with("zh"))]
}

/// Returns what the rules find in a translation; patterns stand for their texts.
fn faults(
    source: &str,
    target: &str,
    locale: &str,
) -> (Vec<Rendering>, Vec<(&'static Rule, Fault)>) {
    let variants = renderings(target, &shown);
    let first = |pattern: &str| {
        let mut all = renderings(pattern, &shown);
        (!all.is_empty()).then(|| all.swap_remove(0).text)
    };
    let formatted =
        [source, target].map(|pattern| first(pattern).unwrap_or_else(|| pattern.to_owned()));
    let message = Message {
        source_pattern: source,
        target_pattern: target,
        source: &formatted[0],
        target: &formatted[1],
        variants: &variants,
    };
    let messages = [message];
    let block = Block {
        terms: glossary(locale),
        ..Block::new("en", locale, &messages)
    };
    let found = check(&block);
    (variants, found)
}

/// Shows a placeable as itself, and an address as one.
fn shown(placeable: &str) -> Option<String> {
    let name = placeable.trim_matches(['{', '}', ' ']);
    Some(match name.strip_prefix("$url") {
        Some(number) => format!("https://example.org/{number}"),
        // What Fluent quotes is no quotation.
        None => placeable.replace('"', ""),
    })
}

/// Returns the names of the rules that find something.
fn found(source: &str, target: &str, locale: &str) -> Vec<&'static str> {
    let (_, found) = faults(source, target, locale);
    found.into_iter().map(|(rule, _)| rule.name).collect()
}

/// Applies what the fixes of `faults` would write.
fn fixed(target: &str, variants: &[Rendering], faults: &[(&Rule, Fault)]) -> String {
    let mut edits: Vec<Edit> = faults
        .iter()
        .flat_map(|(_, fault)| {
            let first = fault.fix.clone().map(|fix| (fault.place, fix));
            first.into_iter().chain(fault.with.clone())
        })
        .filter_map(|(place, fix)| {
            let Place::Variant(variant, span) = place else {
                return None;
            };
            Some(Edit::new(variants.get(variant)?.exact(span)?, fix))
        })
        .collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    apply(target, &edits).expect("the fixes fit together")
}

/// Applies the fixes that fit together once; `None` where there are none.
pub(super) fn fix_once(source: &str, target: &str, locale: &str) -> Option<String> {
    let (variants, faults) = faults(source, target, locale);
    let mut edits: Vec<Edit> = Vec::new();
    for (_, fault) in &faults {
        let place = |(place, fix): (Place, String)| match place {
            Place::Variant(variant, span) => {
                Some(Edit::new(variants.get(variant)?.exact(span)?, fix))
            }
            _ => None,
        };
        let first = fault.fix.clone().map(|fix| (fault.place, fix));
        let both: Vec<Edit> = first
            .into_iter()
            .chain(fault.with.clone())
            .filter_map(place)
            .collect();
        let apart = |edit: &Edit| {
            edits.iter().all(|one| {
                one.span != edit.span
                    && (one.span.end <= edit.span.start || edit.span.end <= one.span.start)
            })
        };
        if both.iter().all(apart) {
            edits.extend(both);
        }
    }
    let fixed = apply(target, &edits)?;
    (fixed != target).then_some(fixed)
}

#[test]
fn rules_are_sorted_and_each_has_its_page() {
    assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
    for rule in RULES {
        let heading = format!("# {}\n", rule.summary);
        assert!(rule.page.starts_with(&heading), "{}", rule.name);
    }
}

/// An example: its language, whether it passes, its source, its translation,
/// and what the fix makes of that.
struct Example<'a> {
    locale: &'static str,
    ok: bool,
    /// Another rule that finds the same fault.
    also: Option<&'a str>,
    source: &'a str,
    target: String,
    fixed: Option<&'a str>,
}

/// Reads the examples of a page: blocks that open with "```en-es" or "```en-zh",
/// with ` ok` where they pass, ` +RULE` where that rule finds it too; the first line is the source, then comes the
/// translation, and at last `=> ` with what the fix makes of it.
fn examples(page: &str) -> Vec<Example<'_>> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```en-") else {
            continue;
        };
        let (language, ok) = info
            .split_once(' ')
            .map_or((info, false), |(language, rest)| (language, rest == "ok"));
        let locale = match language {
            "es" => "es-EC",
            "zh" => "zh-Hans-CN",
            other => panic!("no examples are in {other}"),
        };
        let mut rest: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let fixed = rest.last().and_then(|line| line.strip_prefix("=> "));
        if fixed.is_some() {
            rest.pop();
        }
        examples.push(Example {
            locale,
            ok,
            also: info.split_once(" +").map(|(_, name)| name),
            source: rest[0],
            target: rest[1..].join("\n"),
            fixed,
        });
    }
    examples
}

/// Says what is wrong with an example of a page, if anything.
fn judge(rule: &Rule, example: &Example<'_>) -> Option<String> {
    let Example { source, target, .. } = example;
    let (variants, all) = faults(source, target, example.locale);
    let names: Vec<&str> = all.iter().map(|(rule, _)| rule.name).collect();
    if example.ok {
        return (!all.is_empty()).then(|| format!("{target}: {names:?}"));
    }
    if all.is_empty()
        || names
            .iter()
            .any(|name| *name != rule.name && example.also != Some(name))
    {
        return Some(format!("{target}: {names:?}"));
    }
    let wanted = example.fixed?;
    let mended = fixed(target, &variants, &all);
    let again = found(source, &mended, example.locale);
    (mended != wanted || !again.is_empty()).then(|| format!("{target} => {mended}: {again:?}"))
}

#[test]
fn the_examples_of_the_pages_hold() {
    let mut wrong = Vec::new();
    let checked = |rule: &&Rule| !matches!(rule.check, Check::Elsewhere);
    for rule in RULES.iter().filter(checked) {
        let (failing, passing) = examples(rule.page).iter().fold((0, 0), |(bad, good), one| {
            wrong.extend(judge(rule, one).map(|why| format!("{}: {why}", rule.name)));
            if one.ok {
                (bad, good + 1)
            } else {
                (bad + 1, good)
            }
        });
        if failing == 0 || passing == 0 {
            wrong.push(format!("{} does not show both", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_low_line_inside_a_word_is_no_broken_mark() {
    let source = "Save it under a name.";
    for (target, locale) in [
        ("Guárdelo como señal_x.", "es-EC"),
        ("Guárdelo como x_señal y año_útil_2.", "es-EC"),
        ("Guárdelo como está_.", "es-EC"),
        ("保存为 名_é。", "zh-Hans-CN"),
        ("保存为文件_名。", "zh-Hans-CN"),
        ("Guárdelo con vec![\\] /* y nada más */.", "es-EC"),
    ] {
        let is_broken = found(source, target, locale).contains(&"broken-markup");
        assert_eq!(is_broken, target.ends_with("_."), "{target}");
    }
    // Among Han a pair of them is emphasis that did not open.
    assert!(found(source, "这是_强调_的。", "zh-Hans-CN").contains(&"broken-markup"));
}

#[test]
fn code_that_a_translator_may_word_is_no_changed_code() {
    for (source, target, wrong) in [
        (
            "See `your-domain.com/rss.xml`.",
            "Véase `tu-dominio.com/rss.xml`.",
            false,
        ),
        (
            "See `your-domain.com/rss.xml`.",
            "Véase `tu-dominio.com/rs.xml`.",
            true,
        ),
        (
            "See `https://x.io/username/a`.",
            "Véase `https://x.io/usuario/a`.",
            false,
        ),
        ("A suffix `u8`.", "Un sufijo `...u8`.", false),
        (
            "Write `z.array(/* one */)`.",
            "Escriba `z.array(/* uno */)`.",
            false,
        ),
        (
            "Write `z.array(/* one */)`.",
            "Escriba `z.arrays(/* uno */)`.",
            true,
        ),
        ("Open `/en/guide`.", "Abra `/es/guide`.", false),
        ("Run `version`.", "Ejecute `hexo version`.", false),
        ("Run `version`.", "Ejecute `verson`.", true),
        ("Use `'a'`.", "Use `\"a\"`.", true),
        ("Use `{{ a.b}}`.", "Use `{{ a.b }}`.", false),
    ] {
        let is_found = found(source, target, "es-EC").contains(&"changed-code");
        assert_eq!(is_found, wrong, "{source} {target}");
    }
}

proptest::proptest! {
    /// Whatever a translation holds, the rules read it: blanks of several
    /// bytes, marks at its ends, letters of every kind.
    #[test]
    fn no_text_is_too_odd_for_the_rules(
        source in "([a-zé ]|Sept\\. |1[.,]|[?!¿¡\u{a0}\u{202f}\u{3000}]|中文|\\*\\*|`|[(\u{201c}\u{201d}«»)]){0,16}",
        target in "([a-zé ]|Sept\\. |1[.,]|[?!¿¡\u{a0}\u{202f}\u{3000}]|中文|？|，|…|%|\\*\\*|_|`|[(\u{201c}\u{201d}«»（）)]|\\[|\\]\\(|𠀀|\\n){0,24}",
        chinese: bool,
    ) {
        let locale = if chinese { "zh-Hans-CN" } else { "es-EC" };
        let (variants, found) = faults(&source, &target, locale);
        for (_, fault) in found {
            if let Place::Variant(variant, span) = fault.place {
                let text = &variants[variant].text;
                proptest::prop_assert!(text.get(span.start..span.end).is_some());
            }
        }
    }
}
