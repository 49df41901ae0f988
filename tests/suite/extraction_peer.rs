//! What is offered to translators, beside what mdbook-i18n-helpers extracts.

use super::support::walk;
use fluentdown::document::Format;
use fluentdown::segment::{Mode, Options, split};
use pulldown_cmark::{BrokenLink, CowStr, Event, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// How many examples of a class are printed.
const SHOWN: usize = 5;

/// A message of either side, with its words as a reader sees them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Message {
    text: String,
    words: Vec<String>,
}

/// Makes a message of Markdown.
fn message(text: &str) -> Message {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    Message {
        text: text.to_owned(),
        words: words(&plain(text)),
    }
}

/// Returns what is seen of inline Markdown: no addresses, labels and tags.
fn plain(text: &str) -> String {
    let take = |link: BrokenLink<'_>| {
        let is_note = link.reference.starts_with('^') || link.reference.starts_with('!');
        (!is_note).then_some((CowStr::from("x"), CowStr::from("")))
    };
    let options = fluentdown::document::OPTIONS;
    let mut out = String::new();
    for event in Parser::new_with_broken_link_callback(text, options, Some(take)) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => out.push_str(&text),
            Event::Html(text) | Event::InlineHtml(text) => out.push_str(&untagged(&text)),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(end) if !matches!(end, TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong) => {
                out.push(' ');
            }
            _ => {}
        }
    }
    out
}

/// Takes the tags and comments out of HTML.
fn untagged(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        out.push(' ');
        let end = if rest[at..].starts_with("<!--") {
            "-->"
        } else {
            ">"
        };
        rest = rest[at..]
            .find(end)
            .map_or("", |length| &rest[at + length + end.len()..]);
    }
    out + rest
}

/// Finds `needle` in `hay`, as a run of words.
fn holds(hay: &[String], needle: &[String]) -> bool {
    needle.is_empty() || hay.windows(needle.len()).any(|window| window == needle)
}

/// Returns what we offer for a document, block by block.
fn ours(text: &str) -> Vec<Message> {
    let options = Options {
        locale: "en".into(),
        mode: Mode::Paragraph,
        fields: ["title", "description", "summary"]
            .map(str::to_owned)
            .to_vec(),
        ..Options::default()
    };
    let split = split("a.md", text, Format::Markdown, &options);
    (0..split.segments.len())
        .map(|at| message(split.inline(at)))
        .collect()
}

/// Returns the words of a text that is no Markdown.
fn literal(text: &str) -> Vec<String> {
    message(&format!("~~~~~~~~\n{text}\n~~~~~~~~")).words
}

/// What stands where in a document, as words.
struct Places {
    code: Vec<String>,
    html: Vec<String>,
    front: Vec<String>,
}

impl Places {
    fn of(text: &str) -> Self {
        let (mut code, mut html, mut in_code) = (String::new(), String::new(), false);
        for event in Parser::new_ext(text, fluentdown::document::OPTIONS) {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(text) if in_code => {
                    code.push_str(&text);
                    code.push(' ');
                }
                Event::Html(text) => html.push_str(&text),
                _ => {}
            }
        }
        let front = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---"))
            .map_or("", |(front, _)| front);
        Self {
            code: literal(&code),
            // Markdown inside of HTML is no Markdown; its marks are no words.
            html: literal(&untagged(&html)),
            front: literal(front),
        }
    }
}

/// Whether a text has no words but those of code spans.
fn is_code_alone(text: &str) -> bool {
    let mut bare = text.to_owned();
    while let Some(at) = bare.find('`') {
        let run = bare[at..].len() - bare[at..].trim_start_matches('`').len();
        let mark = "`".repeat(run);
        let Some(end) = bare[at + run..].find(&mark) else {
            break;
        };
        bare.replace_range(at..at + end + 2 * run, "");
    }
    message(&bare).words.is_empty()
}

/// Runs mdbook-xgettext over the documents, each as a chapter, and returns its
/// messages by document.
fn theirs(tool: &OsString, documents: &BTreeMap<String, String>) -> BTreeMap<String, Vec<Message>> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("src")).expect("made");
    fs::write(folder.path().join("src/SUMMARY.md"), "# Summary\n").expect("written");
    let chapters: Vec<_> = documents
        .iter()
        .map(|(path, text)| {
            serde_json::json!({"Chapter": {
                "name": path, "content": text, "number": null, "sub_items": [],
                "path": path, "source_path": path, "parent_names": [],
            }})
        })
        .collect();
    // Of mdBook 0.4 and 0.5, which name the chapters otherwise.
    let context = serde_json::json!({
        "version": "0.4.52",
        "root": folder.path(),
        "book": {"sections": chapters, "items": chapters, "__non_exhaustive": null},
        "config": {
            "book": {"title": "x", "authors": [], "language": "en", "src": "src"},
            "output": {"xgettext": {"pot-file": "messages.pot"}},
        },
        "destination": folder.path().join("out"),
        "chapter_titles": {},
    });
    let mut child = Command::new(tool)
        .stdin(Stdio::piped())
        .current_dir(folder.path())
        .spawn()
        .expect("the tool runs");
    let mut input = child.stdin.take().expect("a pipe");
    input
        .write_all(context.to_string().as_bytes())
        .expect("sent");
    drop(input);
    assert!(
        child.wait().expect("ends").success(),
        "mdbook-xgettext fails"
    );
    let pot = fs::read_to_string(folder.path().join("out/messages.pot")).expect("a catalog");
    read_po(&pot)
}

/// Reads the messages of a catalog, by the document that each comes from.
fn read_po(text: &str) -> BTreeMap<String, Vec<Message>> {
    let mut found: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for entry in text.split("\n\n") {
        let mut places = BTreeSet::new();
        let (mut id, mut open) = (String::new(), false);
        for line in entry.lines() {
            if let Some(list) = line.strip_prefix("#: ") {
                for place in list.split(' ') {
                    let path = place.rsplit_once(':').map_or(place, |(path, _)| path);
                    places.insert(path.strip_prefix("src/").unwrap_or(path).to_owned());
                }
            } else if let Some(first) = line.strip_prefix("msgid ") {
                id.push_str(first);
                open = true;
            } else if open && line.starts_with('"') {
                id.push_str(line);
            } else {
                open = false;
            }
        }
        let id = unescaped(&id);
        for place in places {
            if !id.is_empty() {
                found.entry(place).or_default().push(message(&id));
            }
        }
    }
    found
}

/// Joins the lines of a catalog's string.
fn unescaped(quoted: &str) -> String {
    let mut out = String::new();
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {}
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                other => out.extend(other),
            },
            _ => out.push(c),
        }
    }
    out
}

/// Counts by class, with examples.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, Vec<String>)>);

impl Tally {
    fn add(&mut self, class: &'static str, path: &str, text: &str) {
        let (count, examples) = self.0.entry(class).or_default();
        *count += 1;
        let line: String = text.chars().take(110).collect();
        examples.push(format!("{path}: {}", line.replace('\n', "⏎")));
    }

    #[expect(clippy::print_stdout, reason = "the comparison is to be read")]
    fn print(&self, title: &str) {
        println!("{title}");
        for (class, (count, examples)) in &self.0 {
            println!("{count:6}  {class}");
            let step = (examples.len() / SHOWN).max(1);
            for example in examples.iter().step_by(step).take(SHOWN) {
                println!("            {example}");
            }
        }
    }

    fn count(&self, class: &str) -> usize {
        self.0.get(class).map_or(0, |(count, _)| *count)
    }
}

const SAME: &str = "the same text on both sides";
const PARTS: &str = "the same words, cut otherwise";
const CODE: &str = "code blocks: whole, or the comments and strings in them";
const CODE_ALONE: &str = "blocks that hold nothing but code";
const NO_WORDS: &str = "blocks without a word: marks, rules, empty code";
const FRONT: &str = "front matter, taken for text";
const MARKS: &str = "lines of mdBook's own, in braces";
const IN_HTML: &str = "text in a block of HTML";
const ATTRIBUTE: &str = "attributes of HTML that readers see";
const OTHER: &str = "not explained";

/// Says how a message of one side stands to what the other offers.
fn class_of(one: &Message, others: &[Message], places: &Places) -> &'static str {
    let all: Vec<String> = others.iter().flat_map(|one| one.words.clone()).collect();
    if one.words.is_empty() {
        NO_WORDS
    } else if others.iter().any(|other| other.words == one.words) {
        SAME
    } else if one.text.starts_with("{{") && one.text.ends_with("}}") {
        MARKS
    } else if is_code_alone(&one.text) {
        CODE_ALONE
    } else if holds(&places.code, &literal(&one.text)) {
        CODE
    } else if holds(&all, &one.words) {
        PARTS
    } else if holds(&places.front, &one.words) {
        FRONT
    } else if holds(&places.html, &one.words) {
        IN_HTML
    } else {
        OTHER
    }
}

/// Every text that mdbook-i18n-helpers offers for comprehensive-rust is offered
/// here, but for code; what we offer beyond is front matter and texts inside
/// HTML and links.
#[test]
#[ignore = "needs mdbook-xgettext (`cargo install mdbook-i18n-helpers`), in PATH or FLUENTDOWN_XGETTEXT; \
            run `cargo test --test suite extraction_peer -- --ignored --nocapture`"]
fn nothing_translatable_is_missed_that_mdbook_offers() {
    let tool = env::var_os("FLUENTDOWN_XGETTEXT").unwrap_or_else(|| "mdbook-xgettext".into());
    let there = Command::new(&tool).stdin(Stdio::null()).output().is_ok();
    let root = env::var_os("FLUENTDOWN_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
        PathBuf::from,
    );
    let folder = root.join("comprehensive-rust/src");
    if !there || !folder.is_dir() {
        println!("skipped: no mdbook-xgettext, or no comprehensive-rust");
        return;
    }
    let mut files = Vec::new();
    walk(&folder, &mut files);
    let documents: BTreeMap<String, String> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| !path.ends_with("SUMMARY.md"))
        .map(|path| {
            let name = path
                .strip_prefix(&folder)
                .expect("inside")
                .to_string_lossy();
            (name.into_owned(), fs::read_to_string(path).expect("UTF-8"))
        })
        .collect();
    let peer = theirs(&tool, &documents);
    let (mut there, mut here) = (Tally::default(), Tally::default());
    for (path, text) in &documents {
        let none = Vec::new();
        let theirs = peer.get(path).unwrap_or(&none);
        let ours = ours(text);
        let places = Places::of(text);
        for one in theirs {
            there.add(class_of(one, &ours, &places), path, &one.text);
        }
        for one in &ours {
            let class = match class_of(one, theirs, &places) {
                OTHER if text.contains(&format!("=\"{}\"", one.text)) => ATTRIBUTE,
                class => class,
            };
            here.add(class, path, &one.text);
        }
    }
    there.print("mdbook-i18n-helpers offers");
    here.print("fluentdown offers");
    assert!(there.count(SAME) > 1000, "the tools hardly agree");
    assert_eq!(there.count(OTHER), 0, "something is not offered here");
    assert_eq!(
        here.count(OTHER),
        0,
        "something is offered without a reason"
    );
}
