//! Odd documents at growing sizes: how much longer twice the size takes, for
//! the parser alone and for splitting, marking every segment and rebuilding.
//!
//! Near 2 is linear. `cargo bench --bench odd [-- NAME]`.

#![expect(clippy::print_stdout, reason = "a benchmark reports")]

use fluentdown::document::{Format, OPTIONS};
use fluentdown::segment::{BlockText, Mode, Options, split};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The largest size, in bytes; two smaller ones are measured before it.
const LARGEST: usize = 4_000_000;

/// Longer than this is not waited for at the next size.
const PATIENCE: Duration = Duration::from_secs(20);

/// Makes a document of about this size.
type Make = Box<dyn Fn(usize) -> String>;

fn main() {
    let wanted = std::env::args()
        .nth(1)
        .filter(|word| !word.starts_with('-'));
    let repeated = |what: &'static str| move |size: usize| what.repeat(size / what.len());
    let odd: Vec<(&str, Make)> = vec![
        (
            "one line of prose",
            Box::new(repeated("Some words stand here, and more. ")),
        ),
        (
            "one line of Han",
            Box::new(repeated("这里有一些字，还有更多。")),
        ),
        ("one word", Box::new(repeated("a"))),
        (
            "paragraphs",
            Box::new(repeated("Some words. And more.\n\n")),
        ),
        ("lines", Box::new(repeated("Some words stand here\n"))),
        ("list items", Box::new(repeated("- an item\n"))),
        ("headings", Box::new(repeated("# A heading\n"))),
        (
            "deep headings",
            Box::new(repeated("# A\n## B\n### C\n#### D\n")),
        ),
        (
            "table rows",
            Box::new(|size| "| a | b |\n|---|---|\n".to_owned() + &"| c | d |\n".repeat(size / 10)),
        ),
        (
            "wide table",
            Box::new(|size| {
                let n = size / 8;
                format!(
                    "{}\n{}\n{}\n",
                    "|a".repeat(n),
                    "|--".repeat(n),
                    "|c".repeat(n)
                )
            }),
        ),
        (
            "nested quotes",
            Box::new(|size| ">".repeat(size / 400) + " deep\n\n" + &"a\n\n".repeat(size / 12)),
        ),
        (
            "nested lists",
            Box::new(|size| {
                let depth = ((size / 100) as f64).sqrt() as usize;
                (0..depth)
                    .map(|at| "  ".repeat(at) + "- an item\n")
                    .collect()
            }),
        ),
        ("open brackets", Box::new(repeated("["))),
        ("images", Box::new(repeated("!["))),
        ("closing brackets", Box::new(repeated("]("))),
        ("links", Box::new(repeated("[a](b) "))),
        ("footnotes", Box::new(repeated("[^a]: x\n\n"))),
        ("definitions", Box::new(repeated("[a]: b 'Title'\n"))),
        (
            "labels",
            Box::new(|size| "[a]: b 'Title'\n\n".to_owned() + &"See [a] here. ".repeat(size / 14)),
        ),
        ("stars", Box::new(repeated("*"))),
        ("stars and letters", Box::new(repeated("*a **b _c "))),
        ("marks among Han", Box::new(repeated("**中：**文 "))),
        ("backticks", Box::new(repeated("`"))),
        ("backticks and letters", Box::new(repeated("`a``b```c "))),
        ("less-than", Box::new(repeated("<"))),
        ("tags", Box::new(repeated("<b>a</b> "))),
        ("open tags", Box::new(repeated("<a b='"))),
        ("comments", Box::new(repeated("<!-- "))),
        ("blocks of HTML", Box::new(repeated("<div>\na\n\n"))),
        (
            "one block of HTML",
            Box::new(repeated("<p title='x'>a</p>\n")),
        ),
        ("nested HTML", Box::new(repeated("<div translate=no>\n"))),
        ("pipes", Box::new(repeated("|"))),
        ("dollars", Box::new(repeated("$a$$b "))),
        ("tildes", Box::new(repeated("~a~~b "))),
        ("backslashes", Box::new(repeated("\\"))),
        ("ampersands", Box::new(repeated("&a"))),
        ("colons", Box::new(repeated(": a\n\n"))),
        ("containers", Box::new(repeated("::: a\nb\n"))),
        ("Liquid", Box::new(repeated("{% a %}\n*b*\n"))),
        (
            "braces",
            Box::new(|size| "---\nfluent: true\n---\n".to_owned() + &"{ ".repeat(size / 2)),
        ),
        (
            "placeables",
            Box::new(|size| "---\nfluent: true\n---\n".to_owned() + &"{ $a } b ".repeat(size / 9)),
        ),
        (
            "YAML",
            Box::new(|size| format!("---\ntitle: {}\n---\na\n", "b ".repeat(size / 2))),
        ),
        (
            "YAML fields",
            Box::new(|size| {
                let fields: String = (0..size / 16).map(|at| format!("a{at}: b\n")).collect();
                format!("---\n{fields}---\na\n")
            }),
        ),
        (
            "directives",
            Box::new(repeated("<!-- l10n:note a -->\n\nb\n\n")),
        ),
        (
            "audiences",
            Box::new(repeated(
                "<!-- l10n:audience a -->\n\nb\n\n<!-- l10n:end -->\n\n",
            )),
        ),
        ("quotes in prose", Box::new(repeated("“a (b [c “"))),
        ("links and braces", Box::new(repeated("See {a} [b](c). "))),
        ("labels in brackets", Box::new(repeated("A (b. (c "))),
        (
            "quotations without blanks",
            Box::new(repeated("“甲。”甲“Stop！”Tom")),
        ),
        (
            "strong sentences of Han",
            Box::new(repeated("**一。** 二二。DM")),
        ),
        (
            "marks that open",
            Box::new(|size| "**a ".repeat(size / 8) + &"a_ ".repeat(size / 6) + "中"),
        ),
        ("hard breaks", Box::new(repeated("a\\\n"))),
        ("CR", Box::new(repeated("a\r"))),
        ("NUL", Box::new(repeated("\0"))),
        ("marks of direction", Box::new(repeated("\u{202e}a"))),
        ("blank lines", Box::new(repeated("\n"))),
        ("blanks", Box::new(repeated(" "))),
        ("tabs", Box::new(repeated("\t"))),
    ];
    for (name, make) in odd {
        if wanted
            .as_ref()
            .is_some_and(|word| !name.contains(word.as_str()))
        {
            continue;
        }
        let mut line = format!("{name:>24}");
        let mut before: Option<(Duration, Duration)> = None;
        for size in [LARGEST / 4, LARGEST / 2, LARGEST] {
            let text = make(size);
            let (parser, ours) = (parsed(&text), whole(&text));
            let ratio = |now: Duration, then: Option<Duration>| match then {
                Some(then) => format!(" ({:.1})", now.as_secs_f64() / then.as_secs_f64()),
                None => String::new(),
            };
            line.push_str(&format!(
                " | {:>6.0} ms{} of {:>6.0}{}",
                ours.as_secs_f64() * 1e3,
                ratio(ours, before.map(|(_, ours)| ours)),
                parser.as_secs_f64() * 1e3,
                ratio(parser, before.map(|(parser, _)| parser)),
            ));
            before = Some((parser, ours));
            if ours > PATIENCE {
                break;
            }
        }
        println!("{line}");
    }
}

fn parsed(text: &str) -> Duration {
    let start = Instant::now();
    black_box(
        pulldown_cmark::Parser::new_ext(text, OPTIONS)
            .into_offset_iter()
            .count(),
    );
    start.elapsed()
}

fn whole(text: &str) -> Duration {
    let start = Instant::now();
    let options = Options {
        locale: "en".into(),
        mode: Mode::Sentence,
        fields: vec!["title".into()],
        ..Options::default()
    };
    let split = split("a.md", text, Format::Markdown, &options);
    let mark = |text: String| format!("Xx {text}");
    let texts: Vec<BlockText> = (0..split.blocks.len())
        .map(|block| BlockText::Text(split.source_texts(block).into_iter().map(mark).collect()))
        .collect();
    black_box(split.rebuild(&texts, Some("a")));
    start.elapsed()
}
