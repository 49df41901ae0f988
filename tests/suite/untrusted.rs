//! Texts of translators, variables, terms, labels and front matter that would
//! run script where they were not taken for text.

use super::browser;
use super::support::{Sandbox, walk};
use html5gum::{Token, Tokenizer};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const VECTORS: &str = include_str!("../tables/vectors.txt");

/// A document with every kind of place that takes a translation.
pub(crate) const DOCUMENT: &str = "---\ntitle: Title of it\ndescription: What it is\ncorrection: It was put right\npayload: PAYLOAD\nauthor: PAYLOAD\nsource: PAYLOAD\ncontact: PAYLOAD\n\
publisher: PAYLOAD\nimage: PAYLOAD\ndate: PAYLOAD\nupdated: PAYLOAD\n---\n\n# Heading one\n\nA paragraph of text.\n\n\
- An item\n- [ ] A task\n\n| Head |\n|---|\n| Cell |\n\n![Alone](x.png \"Tip of it\")\n\n<!-- l10n:caption -->\n\nThe caption\n\n\
See [a link](https://example.org/a \"Tip\") here.\n\nSee [ref] too.\n\n[ref]: https://example.org/b \"Reference title\"\n\n\
<div title=\"Attribute one\"><p>Raw text</p><img src=\"x.png\" alt=\"Raw alternative\"><b title='Single'>x</b></div>\n\n\
> A quotation\n\n> [!NOTE]\n> An alert\n\nA note.[^1]\n\n[^1]: The note.\n\nTerm\n\n: Definition\n\nSetext\n------\n";

/// The languages, by how a text gets in: as a translation, in the middle of
/// one, as an address, as a variable, as a term.
const WAYS: [&str; 5] = ["es", "pt", "fr", "de", "it"];

pub(crate) fn vectors() -> Vec<String> {
    let lines = VECTORS
        .lines()
        .filter(|line| !line.starts_with('#') || line.starts_with("# x"));
    lines
        .map(|line| {
            line.replace('␤', "\n")
                .replace('␉', "\t")
                .replace('␁', "\u{1}")
        })
        .collect()
}

/// Writes a text as a Fluent pattern that gives it as it is.
pub(crate) fn pattern(text: &str) -> String {
    let mut out = String::from("{ \"");
    for character in text.chars() {
        match character {
            '\\' | '"' => out.extend(['\\', character]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\" }"
}

pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

/// Makes a project in which each of `texts` stands in every place, in a
/// document of its own, and builds it; `template` is a template of its pages.
fn built(texts: &[String], ways: &[&str], template: Option<&str>) -> Sandbox {
    let mut config = String::new();
    if template.is_some() {
        config.push_str("template = \"page.html\"\n");
    }
    config.push_str(&format!(
        "locales = {ways:?}\nfront_matter = [\"title\", \"description\", \"correction\", \"source\", \"contact\"]\n"
    ));
    for locale in ["en"].iter().chain(ways) {
        config.push_str(&format!(
            "[[edition]]\nname = \"{locale}\"\nlocale = \"{locale}\"\nformats = [\"md\", \"html\", \"wechat\"]\n"
        ));
    }
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file("content/x.png", "x");
    sandbox.write("page.html", template.unwrap_or_default());
    let mut terms = String::new();
    for (number, text) in texts.iter().enumerate() {
        let document = DOCUMENT.replace("PAYLOAD", &quoted(text));
        sandbox.write(&format!("content/v{number}.md"), document);
        terms.push_str(&format!("-term{number} = {}\n", pattern(text)));
    }
    sandbox.write("locales/it/terms.ftl", terms);
    sandbox.run(&["extract", "--quiet"]);
    for (number, text) in texts.iter().enumerate() {
        for way in ways {
            let path = format!("locales/{way}/v{number}.md.ftl");
            sandbox.write(&path, fill(&sandbox.read(&path), way, number, text));
        }
    }
    sandbox.run(&["extract", "--quiet"]);
    sandbox.run(&["build", "--quiet"]);
    sandbox
}

/// Fills every stub of a resource.
fn fill(resource: &str, way: &str, number: usize, text: &str) -> String {
    let mut out = String::new();
    for line in resource.lines() {
        let stub = line
            .strip_prefix("# ")
            .and_then(|rest| rest.strip_suffix(" ="));
        let Some(id) = stub.filter(|id| !id.contains(' ')) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let value = match way {
            "pt" => format!("Um {} dois", pattern(text)),
            "fr" => format!(
                "Voir [un lien]({}) et [deux](<{}>)",
                pattern(text),
                pattern(text)
            ),
            "de" => "Ein { $payload } da".to_owned(),
            "it" => format!("Ecco {{ -term{number} }} qui"),
            _ => pattern(text),
        };
        out.push_str(&format!("{id} = {value}\n"));
    }
    out
}

/// The outputs with this extension, by path.
fn outputs(sandbox: &Sandbox, extension: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    walk(&sandbox.path("dist"), &mut files);
    files.retain(|file| file.extension().is_some_and(|one| one == extension));
    files.sort();
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("UTF-8");
        (file, text)
    };
    files.into_iter().map(read).collect()
}

/// What a page has: its elements with their attributes, and what it leads to.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) marks: BTreeSet<(String, String)>,
    pub(crate) addresses: Vec<String>,
    scripts: usize,
}

pub(crate) fn look(html: &str) -> Seen {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut seen = Seen::default();
    let mut emitter = html5gum::emitters::default::DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        let name = text(&tag.name);
        seen.scripts += usize::from(name == "script");
        seen.marks.insert((name.clone(), String::new()));
        for (attribute, value) in &tag.attributes {
            let attribute = text(attribute);
            if [
                "href",
                "src",
                "action",
                "formaction",
                "data",
                "poster",
                "srcset",
            ]
            .contains(&attribute.as_str())
            {
                seen.addresses.push(text(value));
            }
            seen.marks.insert((name.clone(), attribute));
        }
    }
    seen
}

/// Returns why an address is one that may run script.
pub(crate) fn runs(address: &str) -> bool {
    let bare: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let bare = bare.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:", "blob:", "filesystem:"]
        .iter()
        .any(|scheme| bare.starts_with(scheme))
        && bare != "data:,"
        // A picture that we wrote ourselves.
        && !bare.starts_with("data:image/png;base64,")
}

/// The marks that harmless texts bring, and those of inline Markdown.
fn allowed() -> BTreeSet<(String, String)> {
    let texts = ["harmless".to_owned()];
    let mut allowed = BTreeSet::new();
    for (_, html) in outputs(&built(&texts, &WAYS, None), "html") {
        allowed.extend(look(&html).marks);
    }
    let inline = [
        ("em", ""),
        ("strong", ""),
        ("code", ""),
        ("del", ""),
        ("br", ""),
        ("a", "title"),
        ("span", ""),
        ("span", "lang"),
        ("span", "class"),
        ("span", "translate"),
        ("img", "title"),
        ("img", "lang"),
        ("p", "lang"),
        ("figcaption", "lang"),
        ("dd", "lang"),
        ("h1", "lang"),
        ("h2", "lang"),
        ("td", "lang"),
        ("th", "lang"),
        ("dt", "lang"),
        ("title", "lang"),
        ("meta", "lang"),
        ("a", "class"),
        ("em", "style"),
        ("strong", "style"),
        ("code", "style"),
        ("del", "style"),
        ("span", "style"),
        ("img", "style"),
    ];
    allowed.extend(inline.map(|(element, attribute)| (element.to_owned(), attribute.to_owned())));
    allowed
}

/// Asserts that a text of HTML has no mark but these and no address that runs.
fn harmless(path: &Path, html: &str, allowed: &BTreeSet<(String, String)>) {
    let seen = look(html);
    let foreign: Vec<_> = seen.marks.difference(allowed).collect();
    assert!(foreign.is_empty(), "{}: {foreign:?}", path.display());
    let bad: Vec<_> = seen
        .addresses
        .iter()
        .filter(|address| runs(address))
        .collect();
    assert!(bad.is_empty(), "{}: {bad:?}", path.display());
    assert!(seen.scripts <= 1, "{}", path.display());
}

/// Asserts that a fragment for WeChat has inline styles alone, and no link.
fn keeps_to_styles(path: &Path, html: &str) {
    let seen = look(html);
    for (element, attribute) in &seen.marks {
        assert!(
            !["a", "script", "style", "svg", "link", "iframe"].contains(&element.as_str()),
            "{}: {element}",
            path.display()
        );
        assert!(
            [
                "", "style", "lang", "dir", "src", "alt", "colspan", "rowspan", "start"
            ]
            .contains(&attribute.as_str()),
            "{}: {element} {attribute}",
            path.display()
        );
    }
}

/// Renders Markdown as pulldown-cmark does by itself.
fn plain(markdown: &str) -> String {
    let body = markdown.splitn(3, "---\n").nth(2).expect("front matter");
    let events = pulldown_cmark::Parser::new_ext(body, fluentdown::document::OPTIONS);
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

#[test]
fn no_text_becomes_markup_in_pages_and_in_markdown() {
    // The others stand in the test below: variables and terms are read alike.
    nothing_comes_in(&["es", "fr"]);
}

#[test]
#[ignore = "takes half a minute in debug; cargo test --release --test suite untrusted -- --ignored"]
fn no_text_becomes_markup_however_it_gets_in() {
    nothing_comes_in(&WAYS);
}

fn nothing_comes_in(ways: &[&str]) {
    let vectors = vectors();
    assert!(vectors.len() >= 100);
    let allowed = allowed();
    let sandbox = built(&vectors, ways, None);
    let pages = outputs(&sandbox, "html");
    // A page, a fragment and the page that copies it for each document, and the indexes.
    let editions = ways.len() + 1;
    assert_eq!(pages.len(), (3 * vectors.len() + 1) * editions + 1);
    for (path, html) in &pages {
        harmless(path, html, &allowed);
        let name = path.to_string_lossy();
        if name.ends_with(".wechat.html") {
            keeps_to_styles(path, html);
        }
    }
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.description_lists = true;
    options.extension.alerts = true;
    let mut in_markdown = look(&comrak::markdown_to_html(DOCUMENT, &options)).marks;
    in_markdown.extend(look(&plain(DOCUMENT)).marks);
    in_markdown.extend(allowed);
    for (path, markdown) in outputs(&sandbox, "md") {
        let html = comrak::markdown_to_html(&markdown, &options);
        harmless(&path, &html, &in_markdown);
        harmless(&path, &plain(&markdown), &in_markdown);
    }
}

/// A project whose editions are labelled and titled by the vectors, and whose
/// interface says nothing else.
fn labelled(vectors: &[String], template: Option<&str>) -> Sandbox {
    let words = [
        "all-documents",
        "all-releases",
        "article-copied",
        "article-not-copied",
        "back",
        "caution",
        "contact",
        "copy-article",
        "correction",
        "documents",
        "editions",
        "footnotes",
        "important",
        "note",
        "nothing",
        "plain-text",
        "published",
        "releases",
        "skip",
        "source",
        "table",
        "task-done",
        "task-open",
        "tip",
        "warning",
    ];
    let locales = ["ar", "de", "es", "fr", "he", "it", "ja"];
    let mut config = template.map_or_else(String::new, |_| "template = \"page.html\"\n".to_owned());
    config.push_str(&format!("kind = \"releases\"\nlocales = {locales:?}\n"));
    for (number, vector) in vectors.iter().enumerate() {
        let locale = locales[number % locales.len()];
        let vector = quoted(vector);
        config.push_str(&format!(
            "[[edition]]\nname = \"e{number}\"\nlocale = \"{locale}\"\nlabel = {vector}\ntitle = {vector}\nmasthead = {vector}\nformats = [\"html\", \"wechat\", \"txt\", \"md\"]\n\
             vars = {{ v = {vector} }}\n"
        ));
    }
    let sandbox = Sandbox::empty().file("fluentdown.toml", config).file(
        "content/a.md",
        "---\nfluent: true\ncorrection: Now { $v }\ndate: 2020-09-17\nsource: S\ncontact: C\n---\n\n# A { $v }\n\nText { $v }.\n\n> [!TIP]\n> Tip\n\n- [x] { $v }\n\n| { $v } |\n|---|\n| b |\n\nNote[^1].\n\n[^1]: Note { $v }\n\n<p title=\"{ $v }\">{ $v }</p>\n",
    );
    sandbox.write("page.html", template.unwrap_or_default());
    let mut vectors = vectors.iter().cycle();
    for locale in locales {
        let lines =
            words.map(|word| format!("{word} = {}\n", pattern(vectors.next().expect("a cycle"))));
        sandbox.write(&format!("locales/{locale}/interface.ftl"), lines.concat());
    }
    sandbox.run(&["build", "--quiet"]);
    sandbox
}

#[test]
fn no_label_becomes_markup() {
    let mut allowed: BTreeSet<_> = outputs(
        &labelled(&["harmless".to_owned(), "words".to_owned()], None),
        "html",
    )
    .iter()
    .flat_map(|(_, html)| look(html).marks)
    .collect();
    // An address of mail is shown as a link, here by its colour.
    allowed.insert(("span".to_owned(), "style".to_owned()));
    let vectors = vectors();
    let pages = outputs(&labelled(&vectors, None), "html");
    assert_eq!(pages.len(), vectors.len() * 4 + 1);
    for (path, html) in &pages {
        harmless(path, html, &allowed);
    }
}

/// Catches what would run, and tries what a reader could do.
const TRAP: &str = r##"{% extends "page.html" %}
{% block style %}{% endblock %}
{% block head %}<script>
const tell = (what) => parent.postMessage(what + " " + location.pathname, "*");
window.alert = window.confirm = window.prompt = window.print = () => tell("hit");
</script>{% endblock %}
{% block footer %}<script>
addEventListener("load", () => setTimeout(() => {
  for (const element of document.querySelectorAll("body *")) {
    for (const kind of ["mouseover", "focus", "toggle", "error", "click"]) {
      if (kind === "click" && element.closest("a[href]")) continue;
      element.dispatchEvent(new Event(kind));
    }
  }
  for (const link of document.querySelectorAll("a[href], area[href]")) {
    if (!["https:", "http:", "file:", "mailto:"].includes(link.protocol)) link.click();
  }
  setTimeout(() => tell("done"), 200);
}, 100));
</script>{% endblock %}
"##;

/// Shows pages in frames, and returns which of them ran script.
fn tried(chromium: &Path, sandbox: &Sandbox, pages: &[PathBuf]) -> Vec<String> {
    let mut hits = Vec::new();
    for (batch, pages) in pages.chunks(60).enumerate() {
        let frames: String = pages
            .iter()
            .map(|page| format!("<iframe src=\"file://{}\"></iframe>\n", page.display()))
            .collect();
        let top = format!(
            "<!doctype html><title>trap</title><pre id=told></pre><script>addEventListener(\"message\", (event) => \
             {{ told.textContent += event.data + \"\\n\"; }});</script>\n{frames}"
        );
        let file = format!("top{batch}.html");
        sandbox.write(&file, top);
        let address = format!("file://{}", sandbox.path(&file).display());
        let dom = browser::dump(chromium, &address, 20_000);
        let done = dom.lines().filter(|line| line.contains("done /")).count();
        assert_eq!(
            done,
            pages.len(),
            "every page was tried: {}",
            &dom[..dom.len().min(2000)]
        );
        let hit = dom.lines().filter(|line| line.contains("hit /"));
        hits.extend(hit.map(str::to_owned));
    }
    hits
}

#[test]
#[ignore = "needs Chromium and a minute; cargo test --release --test suite untrusted -- --ignored"]
fn nothing_runs_in_chromium() {
    let Some(chromium) = browser::chromium() else {
        return;
    };
    let vectors = vectors();
    for sandbox in [
        built(&vectors, &WAYS, Some(TRAP)),
        labelled(&vectors, Some(TRAP)),
    ] {
        // Articles for WeChat have no template, and so no trap; the tests above read them.
        let is_page = |path: &PathBuf| !path.to_string_lossy().contains(".wechat");
        let pages: Vec<PathBuf> = outputs(&sandbox, "html")
            .into_iter()
            .map(|(path, _)| path)
            .filter(is_page)
            .collect();
        assert!(pages.len() > vectors.len());
        let hits = tried(&chromium, &sandbox, &pages);
        assert!(hits.is_empty(), "{hits:#?}");
    }
    // What the source has is kept: it shows that the trap catches.
    let config = "template = \"page.html\"\n[[edition]]\nname = \"en\"\nformats = [\"html\"]\n";
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file("page.html", TRAP)
        .file("content/script.md", "<script>alert(1)</script>\n")
        .file("content/event.md", "Text <img src=x onerror=alert(1)>\n")
        .file(
            "content/link.md",
            "<p><a href=\"javascript:alert(1)\">x</a></p>\n",
        )
        .file("content/over.md", "<p onmouseover=\"alert(1)\">x</p>\n");
    sandbox.run(&["build", "--quiet"]).code(0);
    let pages = ["script", "event", "link", "over"]
        .map(|name| sandbox.path(&format!("dist/en/{name}.html")));
    let mut hits = tried(&chromium, &sandbox, &pages);
    hits.dedup();
    for page in ["script", "event", "link", "over"] {
        assert!(
            hits.iter().any(|hit| hit.contains(page)),
            "{page}: {hits:?}"
        );
    }
}
