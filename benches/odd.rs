//! Odd documents and projects at growing sizes: how much longer twice the size takes, for
//! the parser alone and for splitting, marking every segment and rebuilding.
//!
//! Near 2 is linear. `cargo bench --bench odd [-- NAME]`.

#![expect(clippy::print_stdout, reason = "a benchmark reports")]

use fluentdown::document::{Format, OPTIONS};
use fluentdown::project::config::FILE_NAME;
use fluentdown::project::files::Root;
use fluentdown::project::{Project, check, load};
use fluentdown::segment::{BlockText, Mode, Options, split};
use std::hint::black_box;
use std::path::Path;
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
        (
            "attributes",
            Box::new(|size| format!("<a {}>x</a>\n", "b=\"c\" ".repeat(size / 6))),
        ),
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
    projects(wanted.as_deref());
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

/// Writes a project in which one thing stands this many times.
type Write = fn(&Path, usize);

/// Measures projects in which one thing stands very often, by reading them whole
/// and looking for everything that `check` finds.
fn projects(wanted: Option<&str>) {
    let odd: [(&str, usize, Write); 5] = [
        ("locales", 400, |folder, count| {
            let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
            let names: Vec<String> = (0..count)
                .map(|at| format!("\"{}{}{}\"", letter(at), letter(at / 26), letter(at / 676)))
                .filter(|name| {
                    !["\"und\"", "\"mul\"", "\"mis\"", "\"zxx\""].contains(&name.as_str())
                })
                .collect();
            write(
                folder,
                "fluentdown.toml",
                &format!("locales = [{}]\n", names.join(", ")),
            );
            write(folder, "content/a.md", "# Title\n");
        }),
        ("allowances", 400, |folder, count| {
            let mut config = "locales = [\"es\"]\n".to_owned();
            for at in 0..count {
                config.push_str(&format!(
                    "[[allow]]\nrule = \"missing-translation\"\nreason = \"known\"\npath = \"old/{at}/**/*.md\"\n"
                ));
            }
            write(folder, "fluentdown.toml", &config);
            let text: String = (0..count * 20)
                .map(|at| format!("Sentence {at}.\n\n"))
                .collect();
            write(folder, "content/a.md", &text);
        }),
        ("terms that name terms", 2_000, |folder, count| {
            let mut terms = "-l0 = lol\n".to_owned();
            for at in 1..=count {
                terms.push_str(&format!(
                    "-l{at} = {}\n",
                    format!("{{ -l{} }}", at - 1).repeat(10)
                ));
            }
            write(folder, "fluentdown.toml", "locales = [\"es\"]\n");
            write(folder, "content/a.md", "# Title\n");
            write(folder, "locales/en/terms.ftl", &terms);
            write(folder, "locales/es/terms.ftl", &terms);
        }),
        ("named arguments", 200_000, |folder, count| {
            let named: String = (0..count).map(|at| format!(", a{at}: 1")).collect();
            write(folder, "fluentdown.toml", "locales = [\"es\"]\n");
            write(folder, "content/a.md", "# Title\n");
            let text = format!("# EN: Title\ntitle = {{ NUMBER(1{named}) }}\n");
            write(folder, "locales/es/a.md.ftl", &text);
        }),
        ("attributes translated", 40_000, |folder, count| {
            write(folder, "fluentdown.toml", "locales = [\"es\"]\n");
            write(folder, "content/a.md", "# Title\n");
            let text = format!(
                "# EN: Title\ntitle = <a {}>x</a>\n",
                "b=\"c\" ".repeat(count)
            );
            write(folder, "locales/es/a.md.ftl", &text);
        }),
    ];
    for (name, largest, make) in odd {
        if wanted.is_some_and(|word| !name.contains(word)) {
            continue;
        }
        let mut line = format!("{name:>24}");
        let mut before: Option<Duration> = None;
        for count in [largest / 4, largest / 2, largest] {
            let Ok(folder) = tempfile::tempdir() else {
                return;
            };
            make(folder.path(), count);
            let start = Instant::now();
            let Ok(root) = Root::open(folder.path()) else {
                return;
            };
            let project = Project::open(root, FILE_NAME.to_owned(), &load::Options::default());
            let Ok(project) = project else { return };
            black_box(check::findings(&project).len());
            let now = start.elapsed();
            let ratio =
                before.map(|then| format!(" ({:.1})", now.as_secs_f64() / then.as_secs_f64()));
            let milliseconds = now.as_secs_f64() * 1e3;
            line.push_str(&format!(
                " | {milliseconds:>6.0} ms{}",
                ratio.unwrap_or_default()
            ));
            before = Some(now);
            if now > PATIENCE {
                break;
            }
        }
        println!("{line}");
    }
}

/// Writes a file of a project.
#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark plays the user, who has files"
)]
fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    if let Err(error) = made.and_then(|()| std::fs::write(&path, text)) {
        println!("{}: {error}", path.display());
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
