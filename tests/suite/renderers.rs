//! Markdown outputs as other people's renderers show them, with raw HTML on:
//! nothing of a translation is live there that its source does not have.
//!
//! The peers stand in `tests/peers` (`render.py`, `render.mjs`, `render.rb`);
//! `.ci/peers` installs what they need. One that is not there is skipped, and
//! that is said. `FLUENTDOWN_JUDGED` names another binary to judge, so that an
//! older version's figure can be had.

#![expect(clippy::print_stdout, reason = "a figure, and a peer that is skipped")]

use super::support::{Sandbox, walk};
use super::untrusted::{DOCUMENT, look, pattern, quoted, runs, vectors};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// How a vector stands in a translation.
const WAYS: [&str; 7] = [
    "VECTOR",
    "Un VECTOR dos",
    "**VECTOR** y *VECTOR*",
    "Un \\VECTOR",
    "Un ` VECTOR",
    "Vea [VECTOR](https://example.org/a)",
    "Uno\\\nVECTOR",
];

/// A renderer that reads raw HTML.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    program: &'static str,
    script: &'static str,
    args: &'static [&'static str],
}

const PEERS: [Peer; 4] = [
    peer("Python-Markdown", "python3", "render.py", &["plain"]),
    peer("markdown-it", "node", "render.mjs", &["markdown-it"]),
    peer("Showdown", "node", "render.mjs", &["showdown"]),
    peer("kramdown", "ruby", "render.rb", &[]),
];

pub(crate) const fn peer(
    name: &'static str,
    program: &'static str,
    script: &'static str,
    args: &'static [&'static str],
) -> Peer {
    Peer {
        name,
        program,
        script,
        args,
    }
}

impl Peer {
    /// Renders texts; `None`, said, where the peer is not installed.
    pub(crate) fn render(&self, texts: &[String], folder: &Path) -> Option<Vec<String>> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/peers")
            .join(self.script);
        let input = tempfile::NamedTempFile::new().expect("a temporary file");
        let json = serde_json::to_string(texts).expect("JSON");
        input.as_file().write_all(json.as_bytes()).expect("written");
        let output = Command::new(self.program)
            .arg(script)
            .args(self.args)
            .arg(folder)
            .stdin(Stdio::from(input.reopen().expect("opened")))
            .output();
        let html = output.ok().and_then(|output| {
            let html: Option<Vec<String>> = serde_json::from_slice(&output.stdout).ok();
            html.ok_or_else(|| println!("{}", String::from_utf8_lossy(&output.stderr)))
                .ok()
        });
        if html.is_none() {
            println!("skipped: {} is not installed (.ci/peers)", self.name);
        }
        html
    }
}

/// Renders with comrak, raw HTML and its extensions on.
fn comrak(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.description_lists = true;
    options.extension.alerts = true;
    comrak::markdown_to_html(text, &options)
}

/// Runs the binary that is judged.
pub(crate) fn run(sandbox: &Sandbox, args: &[&str]) {
    judge(sandbox, args);
}

/// Runs the binary that is judged, and returns what it says.
pub(crate) fn judge(sandbox: &Sandbox, args: &[&str]) -> Vec<u8> {
    let own = env!("CARGO_BIN_EXE_fluentdown").into();
    let binary = std::env::var_os("FLUENTDOWN_JUDGED").unwrap_or(own);
    let output = Command::new(binary)
        .args(args)
        .current_dir(sandbox.path(""))
        .output();
    let output = output.expect("the binary runs");
    assert!(output.status.code() != Some(2), "{output:?}");
    output.stdout
}

/// Writes each text into every place of a document of its own, in Spanish, and
/// returns the outputs without their front matter, in order.
pub(crate) fn published(documents: &[(String, String)]) -> (Sandbox, Vec<String>) {
    let sandbox = Sandbox::empty().file(
        "fluentdown.toml",
        "source = \"en\"\nlocales = [\"es\"]\nfront_matter = [\"title\", \"description\"]\n\
         [[edition]]\nname = \"es\"\nlocale = \"es\"\nformats = [\"md\"]\n",
    );
    for (number, (document, _)) in documents.iter().enumerate() {
        sandbox.write(&format!("content/v{number:04}.md"), document);
    }
    run(&sandbox, &["extract", "--quiet"]);
    for (number, (_, text)) in documents.iter().enumerate() {
        let path = format!("locales/es/v{number:04}.md.ftl");
        let mut out = String::new();
        for line in sandbox.read(&path).lines() {
            let stub = line
                .strip_prefix("# ")
                .and_then(|rest| rest.strip_suffix(" ="));
            match stub.filter(|id| !id.contains(' ')) {
                Some(id) => out.push_str(&format!("{id} = {}\n", pattern(text))),
                None => out.push_str(&format!("{line}\n")),
            }
        }
        sandbox.write(&path, out);
    }
    run(&sandbox, &["extract", "--quiet"]);
    run(&sandbox, &["build", "--quiet"]);
    let mut files = Vec::new();
    walk(&sandbox.path("dist/es"), &mut files);
    files.retain(|file| file.extension().is_some_and(|one| one == "md"));
    files.sort();
    assert_eq!(files.len(), documents.len());
    let read = |file: &std::path::PathBuf| std::fs::read_to_string(file).expect("UTF-8");
    let texts = files.iter().map(read).collect();
    (sandbox, texts)
}

pub(crate) fn body(text: &str) -> String {
    let mut parts = text.splitn(3, "---\n");
    match (parts.next(), parts.next(), parts.next()) {
        (Some(""), Some(_), Some(body)) => body.to_owned(),
        _ => text.to_owned(),
    }
}

/// What inline Markdown and harmless blocks make.
pub(crate) fn harmless() -> BTreeSet<(String, String)> {
    let elements = [
        "em",
        "strong",
        "code",
        "del",
        "br",
        "a",
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "pre",
        "img",
        "sup",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "abbr",
    ];
    let attributes = [
        ("a", "href"),
        ("a", "title"),
        ("img", "src"),
        ("img", "alt"),
        ("img", "title"),
        ("code", "class"),
        ("h1", "id"),
        ("h2", "id"),
        ("ol", "start"),
        // `[x]` is a task's box for Showdown.
        ("input", "checked"),
    ];
    let elements = elements.map(|element| (element.to_owned(), String::new()));
    let attributes = attributes.map(|(element, name)| (element.to_owned(), name.to_owned()));
    elements.into_iter().chain(attributes).collect()
}

/// Says what is live in a rendering that its source's does not have.
fn live(html: &str, source: &BTreeSet<(String, String)>) -> Option<String> {
    let seen = look(html);
    let foreign: Vec<_> = seen.marks.difference(source).collect();
    let bad: Vec<_> = seen.addresses.iter().filter(|one| runs(one)).collect();
    (!foreign.is_empty() || !bad.is_empty()).then(|| format!("{foreign:?} {bad:?}"))
}

#[test]
#[ignore = "renders 749 documents by up to five renderers, see .ci/peers; cargo test --test suite renderers -- --ignored --nocapture"]
fn no_renderer_runs_what_a_translation_brings() {
    let vectors = vectors();
    let mut documents = vec![(DOCUMENT.replace("PAYLOAD", "x"), "inocuo".to_owned())];
    for vector in &vectors {
        for way in WAYS {
            let text = way.replace("VECTOR", vector);
            documents.push((DOCUMENT.replace("PAYLOAD", &quoted("x")), text));
        }
    }
    let (sandbox, outputs) = published(&documents);
    let mut bodies: Vec<String> = outputs.iter().map(|text| body(text)).collect();
    let source = body(&documents[0].0);
    bodies.push(source);
    let mut renderings = vec![(
        "comrak",
        bodies.iter().map(|text| comrak(text)).collect::<Vec<_>>(),
    )];
    for peer in &PEERS {
        if let Some(html) = peer.render(&bodies, &sandbox.path("")) {
            renderings.push((peer.name, html));
        }
    }
    let mut faults = BTreeSet::new();
    let mut said = Vec::new();
    for (name, html) in &renderings {
        assert_eq!(html.len(), bodies.len(), "{name}");
        let mut allowed = harmless();
        allowed.extend(look(&html[html.len() - 1]).marks);
        allowed.extend(look(&html[0]).marks);
        let mut count = 0;
        for (number, (_, text)) in documents.iter().enumerate() {
            if let Some(what) = live(&html[number], &allowed) {
                faults.insert(number);
                said.push(format!("{name}: {text:?}: {what}"));
                count += 1;
            }
        }
        println!(
            "{name}: {count} of {} documents have something live",
            documents.len() - 1
        );
    }
    // Front matter, which themes print as it stands.
    for (number, text) in outputs.iter().enumerate() {
        let head = text.split("---\n").nth(1).unwrap_or_default();
        let mut lines = head.lines();
        // A name with a colon is no element that any browser knows.
        let is_live = |line: &str| {
            let marks = look(line).marks;
            let mut marks = marks.iter();
            marks.any(|(element, attribute)| !attribute.is_empty() || !element.contains(':'))
        };
        if lines.any(|line| line.starts_with("title:") && is_live(line)) {
            faults.insert(number);
            said.push(format!("front matter: {head}"));
        }
    }
    println!(
        "{} of {} documents have something live in one renderer at least",
        faults.len(),
        documents.len() - 1
    );
    assert!(faults.is_empty(), "{}", said.join("\n"));
}
