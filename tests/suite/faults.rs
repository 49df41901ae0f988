//! Faults planted one by one into good translations: what share is found.
//!
//! The pairs are comprehensive-rust's published ones, and the release. A class
//! of faults takes a pair, adds what it needs to both sides where the pair has
//! none of it (a date, a footnote), and spoils the translation. A fault is found
//! where the rules say something of the spoilt text that they do not say of the
//! good one.

#![expect(clippy::print_stdout, reason = "shares are printed")]

use super::published::{LOCALES, corpus, prose};
use super::support::Sandbox;
use fluentdown::edition::Rendering;
use fluentdown::rules::{Block, Message, check};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many faults of each class are planted in each language.
const EACH: usize = 60;

/// A pair with a fault: source, good translation, spoilt translation.
type Planted = (String, String, String);

/// Spoils a translation: source, translation, whether it is Chinese, how many came
/// before. `None` where a pair does not suit.
type Spoil = fn(&str, &str, bool, usize) -> Option<Planted>;

/// How a fault is planted.
#[derive(Clone)]
enum Plant {
    /// In what is there.
    Spoil(Spoil),
    /// In a sentence that is added to both sides: the rows of the table, which take
    /// turns.
    Add(Vec<[&'static str; 5]>),
}

/// A class of faults.
#[derive(Clone)]
struct Class {
    name: &'static str,
    /// Whether a careful editor would call it an error, not a matter of taste.
    grave: bool,
    plant: Plant,
}

impl Class {
    fn plant(&self, source: &str, target: &str, zh: bool, n: usize) -> Option<Planted> {
        match &self.plant {
            Plant::Spoil(spoil) => spoil(source, target, zh, n),
            Plant::Add(rows) => {
                let [own, rest @ ..] = rows[n % rows.len()];
                let [good, bad] = if zh {
                    [rest[2], rest[3]]
                } else {
                    [rest[0], rest[1]]
                };
                (good != "-").then(|| added(source, target, zh, own, good, bad))
            }
        }
    }
}

/// Returns all classes, those of the table first.
fn classes() -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    let rows = include_str!("../tables/faults.tsv").lines();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, grave, texts @ ..] = &cells[..] else {
            panic!("a row of seven cells: {row}");
        };
        let texts: [&str; 5] = texts.try_into().expect("a row of seven cells");
        assert!(matches!(*grave, "grave" | "light"), "{row}");
        match classes.last_mut() {
            Some(Class {
                name: last,
                plant: Plant::Add(rows),
                ..
            }) if last == name => rows.push(texts),
            _ => classes.push(Class {
                name,
                grave: *grave == "grave",
                plant: Plant::Add(vec![texts]),
            }),
        }
    }
    classes.extend(SPOILERS.iter().cloned());
    classes
}

const fn class(name: &'static str, grave: bool, spoil: Spoil) -> Class {
    Class {
        name,
        grave,
        plant: Plant::Spoil(spoil),
    }
}

static SPOILERS: &[Class] = &[
    class("a figure with another digit", true, |s, t, _, n| {
        let at = digit(s, t, n)?;
        let other = (t.as_bytes()[at] - b'0' + 1 + (n % 8) as u8) % 10 + b'0';
        spoil(
            s,
            t,
            replaced(t, at, at + 1, &char::from(other).to_string()),
        )
    }),
    class("a figure with a digit too many", true, |s, t, _, n| {
        let at = digit(s, t, n)?;
        spoil(s, t, replaced(t, at, at, "4"))
    }),
    class("code with a letter changed", true, |s, t, _, n| {
        let (a, b) = code(s, t, n, 4)?;
        let at = a
            + 1
            + t[a + 1..b - 1]
                .bytes()
                .position(|byte| byte.is_ascii_lowercase())?;
        let other = if t.as_bytes()[at] == b'z' { "q" } else { "z" };
        spoil(s, t, replaced(t, at, at + 1, other))
    }),
    class("code that is dropped", true, |s, t, _, n| {
        let (a, b) = code(s, t, n, 2)?;
        spoil(s, t, replaced(t, a, b, ""))
    }),
    class("code that is no code any more", true, |s, t, _, n| {
        let (a, b) = code(s, t, n, 2)?;
        let inner = t[a + 1..b - 1].to_owned();
        spoil(s, t, replaced(t, a, b, &inner))
    }),
    class("a backtick that is lost", true, |s, t, _, n| {
        let (_, b) = code(s, t, n, 2)?;
        spoil(s, t, replaced(t, b - 1, b, ""))
    }),
    class("a link that is dropped", true, |s, t, _, n| {
        let (a, mid, b) = link(s, t, n)?;
        let inner = t[a + 1..mid].to_owned();
        spoil(s, t, replaced(t, a, b, &inner))
    }),
    class("an address with a letter changed", true, |s, t, _, n| {
        let (_, mid, b) = link(s, t, n)?;
        let host = mid + 2 + t[mid + 2..b].find("://")? + 3;
        let other = if t.as_bytes()[host] == b'x' { "y" } else { "x" };
        spoil(s, t, replaced(t, host, host + 1, other))
    }),
    class("a blank between text and address", true, |s, t, _, n| {
        let (_, mid, _) = link(s, t, n)?;
        spoil(s, t, replaced(t, mid + 1, mid + 1, " "))
    }),
    class("a full-width comma in an address", true, |s, t, _, n| {
        let (_, _, b) = link(s, t, n)?;
        spoil(s, t, replaced(t, b - 1, b - 1, "，"))
    }),
    class("emphasis that is dropped", true, |s, t, _, _| {
        let (a, b) = marked(s, t)?;
        let inner = t[a + 1..b - 1].to_owned();
        spoil(s, t, replaced(t, a, b, &inner))
    }),
    class("emphasis that is not closed", true, |s, t, _, _| {
        let (_, b) = marked(s, t)?;
        spoil(s, t, replaced(t, b - 1, b, ""))
    }),
    class("a footnote's mark that is lost", true, |s, t, _, _| {
        Some((format!("{s}[^1]"), format!("{t}[^1]"), t.to_owned()))
    }),
    class("a hard break that is lost", false, |s, t, _, _| {
        Some((
            format!("{s}\\\nEnd"),
            format!("{t}\\\nFin"),
            format!("{t} Fin"),
        ))
    }),
    class("an image that is dropped", true, |s, t, _, _| {
        Some((
            format!("{s} ![a](b.png)"),
            format!("{t} ![a](b.png)"),
            t.to_owned(),
        ))
    }),
    class("a text that is not translated", true, |s, t, _, _| {
        let words = s
            .split_whitespace()
            .filter(|word| word.chars().all(char::is_alphabetic))
            .count();
        (words >= 5 && s != t).then(|| (s.to_owned(), t.to_owned(), s.to_owned()))
    }),
    class("a second half that is missing", true, |s, t, zh, _| {
        let stops: Vec<usize> = t
            .match_indices(if zh { "。" } else { ". " })
            .map(|(at, stop)| at + stop.trim().len())
            .collect();
        let first = *stops.first()?;
        let is_half = first * 2 < t.len() && s.len() > 120;
        is_half.then(|| (s.to_owned(), t.to_owned(), t[..first].to_owned()))
    }),
    class("a word that stands twice", true, |s, t, zh, n| {
        if zh {
            return None;
        }
        let words: Vec<(usize, &str)> = plain_words(t).filter(|(_, word)| word.len() > 3).collect();
        let (at, word) = *words.get(n % words.len().max(1))?;
        spoil(s, t, replaced(t, at, at, &format!("{word} ")))
    }),
    class("two blanks", false, |s, t, _, n| {
        let blanks: Vec<usize> = plain_words(t)
            .filter(|(at, _)| *at > 0 && t[..*at].ends_with(' '))
            .map(|(at, _)| at)
            .collect();
        let at = *blanks.get(n % blanks.len().max(1))?;
        spoil(s, t, replaced(t, at, at, " "))
    }),
    class("a replacement character", true, |s, t, _, n| {
        let words: Vec<(usize, &str)> = plain_words(t).collect();
        let (at, _) = *words.get(n % words.len().max(1))?;
        spoil(s, t, replaced(t, at, at, "\u{fffd}"))
    }),
    class("an invisible mark of direction", true, |s, t, _, n| {
        let words: Vec<(usize, &str)> = plain_words(t).collect();
        let (at, _) = *words.get(n % words.len().max(1))?;
        spoil(s, t, replaced(t, at, at, "\u{202e}"))
    }),
    class("an isolation mark left over", true, |s, t, _, n| {
        let words: Vec<(usize, &str)> = plain_words(t).collect();
        let (at, word) = *words.get(n % words.len().max(1))?;
        spoil(
            s,
            t,
            replaced(t, at, at + word.len(), &format!("\u{2068}{word}\u{2069}")),
        )
    }),
    class("letters that came out wrong", true, |s, t, zh, _| {
        (!zh && t.contains('ó')).then(|| spoil(s, t, t.replacen('ó', "Ã³", 1)))?
    }),
    class("a half-width comma after Han", false, |s, t, zh, n| {
        let commas: Vec<usize> = t.match_indices('，').map(|(at, _)| at).collect();
        let at = *commas.get(n % commas.len().max(1)).filter(|_| zh)?;
        spoil(s, t, replaced(t, at, at + '，'.len_utf8(), ","))
    }),
    class("a traditional character", false, |s, t, zh, _| {
        let pairs = [
            ('个', "個"),
            ('这', "這"),
            ('们', "們"),
            ('时', "時"),
            ('为', "為"),
        ];
        let (at, plain, other) = pairs
            .into_iter()
            .find_map(|(plain, other)| Some((t.find(plain)?, plain, other)))
            .filter(|_| zh)?;
        spoil(s, t, replaced(t, at, at + plain.len_utf8(), other))
    }),
];

/// Adds a sentence to both sides, and its spoilt form to the third.
fn added(source: &str, target: &str, zh: bool, own: &str, good: &str, bad: &str) -> Planted {
    let gap = if zh { "" } else { " " };
    (
        format!("{source} {own}"),
        format!("{target}{gap}{good}"),
        format!("{target}{gap}{bad}"),
    )
}

fn spoil(source: &str, target: &str, bad: String) -> Option<Planted> {
    (bad != target).then(|| (source.to_owned(), target.to_owned(), bad))
}

fn replaced(text: &str, start: usize, end: usize, with: &str) -> String {
    format!("{}{with}{}", &text[..start], &text[end..])
}

/// Returns the words of a text outside of code, links and tags, with their places.
fn plain_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    text.split_inclusive(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len();
            Some((start, word.trim_end()))
        })
        .filter(move |(_, word)| {
            let was = inside;
            if word.matches('`').count() % 2 == 1 {
                inside = !inside;
            }
            !was && !inside
                && !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, ',' | '。' | '，'))
                && word.chars().next().is_some_and(char::is_alphabetic)
        })
        .map(|(at, word)| (at, word.trim_end_matches([',', '。', '，'])))
}

/// Returns the place of a digit of a figure in prose, which the rules may compare.
fn digit(source: &str, text: &str, n: usize) -> Option<usize> {
    let mut inside = false;
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        inside ^= c == '`';
        let alone = before == ' ' || before as u32 > 0x2e80 || before.is_ascii_digit();
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let ends =
            after == ' ' || matches!(after, '.' | ',' | '，' | '。') || after as u32 > 0x2e80;
        if c.is_ascii_digit() && !inside && alone && ends && c != '0' && c != '1' {
            found.push(at);
        }
        before = c;
    }
    let is_address = |at: &usize| {
        text[..*at]
            .rfind(['(', '<'])
            .is_some_and(|open| !text[open..*at].contains([')', '>', ' ']))
    };
    let is_in_source = |at: &usize| {
        let is_digit = |c: char| c.is_ascii_digit();
        let start = *at
            - text[..*at]
                .chars()
                .rev()
                .take_while(|c| is_digit(*c))
                .count();
        let figure: String = text[start..].chars().take_while(|c| is_digit(*c)).collect();
        source
            .split(|c: char| !is_digit(c))
            .any(|one| one == figure)
    };
    found.retain(|at| !is_address(at) && is_in_source(at));
    found.get(n % found.len().max(1)).copied()
}

/// Returns the place of a code span of at least `least` bytes inside.
fn code(source: &str, text: &str, n: usize, least: usize) -> Option<(usize, usize)> {
    let ticks: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
    if text.contains("``") || text.contains("\\`") || ticks.len() % 2 == 1 {
        return None;
    }
    let spans: Vec<(usize, usize)> = ticks
        .chunks(2)
        .map(|pair| (pair[0], pair[1] + 1))
        .filter(|(a, b)| {
            b - a >= least + 2
                && text[*a..*b].bytes().any(|byte| byte.is_ascii_lowercase())
                && source.contains(&text[*a..*b])
        })
        .collect();
    spans.get(n % spans.len().max(1)).copied()
}

/// Returns a link with a web address: its start, its `](`, its end.
fn link(source: &str, text: &str, n: usize) -> Option<(usize, usize, usize)> {
    let mids: Vec<usize> = text.match_indices("](http").map(|(at, _)| at).collect();
    let mid = *mids.get(n % mids.len().max(1))?;
    let start = text[..mid].rfind('[')?;
    let end = mid + text[mid..].find(')')? + 1;
    let is_image = text[..start].ends_with('!');
    (!is_image
        && source.contains(&text[mid..end])
        && !text[..start].ends_with('\\')
        && !text[start..mid].contains(']')
        && !text[mid..end].contains(' '))
    .then_some((start, mid, end))
}

/// Returns a run of emphasis by single marks.
fn marked(source: &str, text: &str) -> Option<(usize, usize)> {
    if text.contains("**") || text.contains("__") || text.contains('`') || text.contains('\\') {
        return None;
    }
    let mark = ['*', '_']
        .into_iter()
        .find(|mark| text.matches(*mark).count() == 2)?;
    if source.contains(['`', '\\']) || source.matches(['*', '_']).count() != 2 {
        return None;
    }
    let start = text.find(mark)?;
    let end = text.rfind(mark)? + 1;
    let clear = !text[start..end].contains(['(', '[']) && !text[..start].contains("](");
    clear.then_some((start, end))
}

/// Returns what the rules say of a translation: rule and message.
fn said(source: &str, target: &str, locale: &str) -> Vec<(&'static str, String)> {
    let variants = [Rendering::literal(target)];
    let messages = [Message {
        source_pattern: source,
        target_pattern: target,
        source,
        target,
        variants: &variants,
    }];
    let found = check(&Block::new("en", locale, &messages));
    found
        .into_iter()
        .map(|(rule, fault)| (rule.name, fault.message))
        .collect()
}

/// Returns the rules that find a planted fault.
fn finders(planted: &Planted, locale: &str) -> Vec<&'static str> {
    let (source, good, bad) = planted;
    let before = said(source, good, locale);
    let mut names: Vec<&str> = said(source, bad, locale)
        .into_iter()
        .filter(|one| !before.contains(one))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A fault in a file of translations: its name, what is replaced, and by what.
type Edit = (&'static str, &'static str, &'static str);

/// Faults of Fluent and of state, planted in the project's own release.
const EDITS: &[Edit] = &[
    (
        "a variable that is misspelt",
        "{ NUMBER($masks) }",
        "{ NUMBER($mask) }",
    ),
    (
        "a function that is dropped",
        "{ NUMBER($masks) }",
        "{ $masks }",
    ),
    (
        "a function that is misspelt",
        "{ NUMBER($masks) }",
        "{ NUMBERS($masks) }",
    ),
    (
        "a figure in the place of a variable",
        "{ NUMBER($masks) }",
        "3000",
    ),
    ("a term that is misspelt", "{ -", "{ -x"),
    ("a brace that is not closed", " }", " "),
    ("a brace that is not opened", "{ -", " -"),
    ("an address that is dropped", "({ $url1 })", "()"),
    (
        "an address that is another's",
        "{ $url1 }",
        "https://example.net/x",
    ),
    (
        "a variable of an address that is misspelt",
        "{ $url1 }",
        "{ $url9 }",
    ),
    ("a placeable that is literal", "{ -", "{{ -"),
];

/// Plants each fault at every place of the release where it can be, one by one.
#[test]
#[ignore = "runs the program some hundreds of times; run it by `cargo test --release --test suite faults -- --ignored --nocapture`"]
fn faults_of_fluent_are_found_in_the_release() {
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let sandbox = Sandbox::copy(own, &["fluentdown.toml", "content", "locales"]);
    let sound = sandbox.run(&["check", "--format", "json"]).code(0).json();
    assert_eq!(
        sound.as_array().map(Vec::len),
        Some(0),
        "the release is clean"
    );
    let (mut planted, mut found) = (0, 0);
    for (name, from, to) in EDITS {
        let (mut here, mut seen) = (0, 0);
        for locale in ["es", "zh"] {
            let path = format!("locales/{locale}/releases/2020-09-17-weifang-guaranda.md.ftl");
            let text = sandbox.read(&path);
            for (at, _) in text.match_indices(from) {
                let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
                if text[line..].starts_with('#') || here >= 40 {
                    continue;
                }
                sandbox.write(&path, replaced(&text, at, at + from.len(), to));
                let findings = sandbox.run(&["check", "--format", "json"]).json();
                let is_found = findings
                    .as_array()
                    .is_some_and(|all| all.iter().any(|one| one["path"] == path.as_str()));
                here += 1;
                seen += usize::from(is_found);
                if !is_found {
                    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                    println!("    missed: {name}: {}", &text[line..end]);
                }
            }
            sandbox.write(&path, &text);
        }
        println!("{name:45} {seen:4} of {here:4}");
        planted += here;
        found += seen;
    }
    println!("{found} of {planted} faults of Fluent");
    assert!(planted > 60, "{planted} faults");
    assert_eq!(found, planted);
}

#[derive(Default)]
struct Tally {
    planted: usize,
    found: usize,
    by: BTreeMap<&'static str, usize>,
    missed: Vec<Planted>,
}

/// Prints the share of planted faults that is found, by class. With
/// `FLUENTDOWN_FAULTS=FILE` it also writes them, for other tools to be tried on.
#[test]
#[ignore = "plants some thousands of faults; run it by `cargo test --release --test suite faults -- --ignored --nocapture`"]
fn planted_faults_are_found() {
    let Some(corpus) = corpus() else { return };
    let classes = classes();
    let mut tallies: Vec<Tally> = classes.iter().map(|_| Tally::default()).collect();
    let mut list = String::new();
    for (file, locale) in LOCALES {
        let zh = locale.starts_with("zh");
        let mut pairs = prose(&corpus, file);
        // Comments and messages of programs are no documents.
        pairs.retain(|(source, _)| source.starts_with(char::is_alphabetic));
        for (class, tally) in classes.iter().zip(&mut tallies) {
            let mut count = 0;
            // Every seventh pair from a place of the class's own, so that classes differ.
            for n in 0..pairs.len() {
                let (source, target) = &pairs[(n * 7 + class.name.len() * 31) % pairs.len()];
                let Some(planted) = class.plant(source, target, zh, n) else {
                    continue;
                };
                let (source, good, bad) = &planted;
                let row = [class.name, locale, source, good, bad];
                let _ = writeln!(
                    list,
                    "{}",
                    row.map(|cell| cell.replace('\n', "\\n")).join("\t")
                );
                let names = finders(&planted, locale);
                tally.planted += 1;
                tally.found += usize::from(!names.is_empty());
                for name in &names {
                    *tally.by.entry(name).or_default() += 1;
                }
                if names.is_empty() {
                    tally.missed.push(planted);
                }
                count += 1;
                if count == EACH {
                    break;
                }
            }
        }
    }
    if let Some(path) = std::env::var_os("FLUENTDOWN_FAULTS") {
        std::fs::write(path, list).expect("the list can be written");
    }
    let (grave_planted, grave_found) = report(&classes, &tallies);
    assert!(grave_planted > 2000, "{grave_planted} faults");
    assert!(
        grave_found * 100 >= grave_planted * 97,
        "{grave_found} of {grave_planted}"
    );
}

/// Prints the tallies, and returns how many grave faults were planted and found.
fn report(classes: &[Class], tallies: &[Tally]) -> (usize, usize) {
    let (mut planted, mut found) = (0, 0);
    for (class, tally) in classes.iter().zip(tallies) {
        let share = tally.found * 1000 / tally.planted.max(1);
        let by: Vec<String> = tally
            .by
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        println!(
            "{:45} {:4} of {:4}  {}.{} %  {}",
            class.name,
            tally.found,
            tally.planted,
            share / 10,
            share % 10,
            by.join(", ")
        );
        for (source, good, bad) in tally.missed.iter().take(2) {
            println!("    missed: {source:?}\n       good: {good:?}\n        bad: {bad:?}");
        }
        if class.grave {
            planted += tally.planted;
            found += tally.found;
        }
    }
    println!("{found} of {planted} faults that an editor would call errors");
    (planted, found)
}
