//! Documents under embargo: kept out until then, and what is published stays.

use super::serve::Serving;
use super::support::Sandbox;

/// 2026-12-01T12:59:59Z, the second before it ends, and the one in which it does.
const BEFORE: &str = "1796129999";
const AFTER: &str = "1796130000";

fn project(front: &str) -> Sandbox {
    let sandbox = Sandbox::small();
    sandbox.write(
        "content/secret.md",
        format!("{front}\n\n# The secret\n\nNobody knows.\n"),
    );
    sandbox.edit(
        "content/news.md",
        "It has",
        "See [the other](secret.md). It has",
    );
    sandbox.run(&["extract", "--quiet"]);
    sandbox
}

fn held() -> Sandbox {
    project("---\ntitle: The secret\nembargo: 2026-12-01T08:00-05:00\n---")
}

/// Asserts that no output names the document.
#[track_caller]
fn hidden(sandbox: &Sandbox) {
    let mut files = Vec::new();
    super::support::walk(&sandbox.path("dist"), &mut files);
    assert!(files.len() > 4);
    for file in files {
        assert!(!file.to_string_lossy().contains("secret"), "{file:?}");
        let text = std::fs::read_to_string(&file).expect("text");
        let is_markdown = file.extension().is_some_and(|one| one == "md");
        // The link of the other document is its own text in Markdown.
        let names = text.contains("The secret") || (!is_markdown && text.contains("secret."));
        assert!(!names, "{file:?}: {text}");
    }
}

#[test]
fn a_document_is_kept_out_until_its_embargo_ends() {
    let sandbox = held();
    sandbox
        .run_at(BEFORE, &["build"])
        .code(0)
        .says("note[embargo]: `secret.md` is under embargo until 2026-12-01T08:00-05:00")
        .says("content/secret.md:3:1");
    hidden(&sandbox);
    sandbox.run_at(AFTER, &["build"]).code(0);
    for file in [
        "dist/wire/secret.html",
        "dist/guaranda/secret.md",
        "dist/wire/secret.txt",
    ] {
        assert!(sandbox.read(file).contains("Nobody knows."), "{file}");
    }
    let index = sandbox.read("dist/guaranda/index.html");
    assert!(index.contains("href=\"secret.html\"") && index.contains("href=\"news.html\""));
    let page = sandbox.read("dist/wire/secret.html");
    assert!(page.contains("hreflang=\"es-EC\"") && !page.contains("class=\"embargo\""));
    assert!(
        sandbox
            .read("dist/wire/news.html")
            .contains("href=\"secret.html\"")
    );
}

#[test]
fn toml_front_matter_has_embargoes_too() {
    let sandbox = project("+++\ntitle = \"The secret\"\nembargo = 2026-12-01T08:00:00-05:00\n+++");
    sandbox
        .run_at(BEFORE, &["build"])
        .code(0)
        .says("`secret.md` is under embargo until 2026-12-01T08:00:00-05:00");
    hidden(&sandbox);
    sandbox.run_at(AFTER, &["build"]).code(0);
    assert!(sandbox.path("dist/wire/secret.html").exists());
}

#[test]
fn what_is_published_stays_as_it_is() {
    let sandbox = project("---\ntitle: The first title\n---");
    sandbox.write("art/kite.png", "a kite");
    sandbox.edit(
        "content/secret.md",
        "Nobody",
        "![Kite](../art/kite.png)\n\nNobody",
    );
    sandbox.run_at(BEFORE, &["extract", "--quiet"]).code(0);
    sandbox.run_at(BEFORE, &["build"]).code(0);
    let all = ["html", "md", "txt"].map(|one| format!("dist/wire/secret.{one}"));
    let published = all.clone().map(|file| sandbox.read(&file));
    sandbox.edit(
        "content/secret.md",
        "The first title",
        "The second title\nembargo: 2026-12-01T08:00-05:00",
    );
    sandbox.edit(
        "content/secret.md",
        "![Kite](../art/kite.png)\n\nNobody",
        "Everybody",
    );
    sandbox.run(&["extract", "--quiet"]).code(0);
    for _ in 0..2 {
        sandbox.run_at(BEFORE, &["build"]).code(0).says("0 removed");
        assert_eq!(all.clone().map(|file| sandbox.read(&file)), published);
        assert_eq!(sandbox.read("dist/wire/_files/art/kite.png"), "a kite");
        let index = sandbox.read("dist/wire/index.html");
        assert!(
            index.contains("<a href=\"secret.html\">The first title</a>"),
            "{index}"
        );
        let all = [index, sandbox.read("dist/wire/news.html")].concat();
        assert!(!all.contains("The second title"));
        assert!(
            sandbox
                .read("dist/wire/news.html")
                .contains("href=\"secret.html\"")
        );
    }
    sandbox.run_at(AFTER, &["build"]).code(0);
    assert!(sandbox.read("dist/wire/secret.txt").contains("Everybody"));
    assert!(
        sandbox
            .read("dist/wire/index.html")
            .contains("The second title")
    );
    assert!(!sandbox.path("dist/wire/_files").exists());
}

#[test]
fn only_the_edition_that_has_it_is_named() {
    let sandbox = project("---\ntitle: The secret\n---");
    sandbox.run_at(BEFORE, &["build", "wire"]).code(0);
    sandbox.edit(
        "content/secret.md",
        "secret\n",
        "secret\nembargo: 2026-12-01T08:00-05:00\n",
    );
    sandbox.run_at(BEFORE, &["build"]).code(0);
    assert!(sandbox.path("dist/wire/secret.html").exists());
    assert!(!sandbox.path("dist/guaranda/secret.html").exists());
    assert!(!sandbox.read("dist/guaranda/index.html").contains("secret"));
}

#[test]
fn the_clock_is_asked_where_nobody_says_what_time_it_is() {
    let sandbox = project("---\nembargo: 9999-12-01T08:00-05:00\n---");
    sandbox.run(&["build"]).code(0).says("under embargo until");
    hidden(&sandbox);
    sandbox.edit("content/secret.md", "9999", "1999");
    sandbox.run(&["build"]).code(0);
    assert!(sandbox.path("dist/wire/secret.html").exists());
}

#[test]
fn a_time_that_is_no_number_ends_the_run() {
    let sandbox = held();
    for value in ["", "soon", "-1", "1.5", "99999999999999999999"] {
        let run = sandbox.run_at(value, &["build"]).code(2);
        assert!(run.stderr.contains("SOURCE_DATE_EPOCH"), "{}", run.stderr);
        assert!(!sandbox.path("dist").exists());
    }
    // Without an embargo the time is no input.
    let sandbox = Sandbox::small();
    sandbox.run(&["extract", "--quiet"]);
    sandbox.run_at("soon", &["build", "--quiet"]).code(0);
}

#[test]
fn strict_fails_while_a_document_is_kept_out() {
    let sandbox = held();
    sandbox
        .run_at(BEFORE, &["build", "wire", "--strict"])
        .code(1)
        .says("error[embargo]: `secret.md` is under embargo until 2026-12-01T08:00-05:00");
    sandbox
        .run_at(AFTER, &["build", "wire", "--strict"])
        .code(0);
}

#[test]
fn an_embargo_that_cannot_be_read_is_an_error_and_keeps_the_document_out() {
    for value in [
        "2026-12-01",
        "2026-12-01T08:00",
        "2026-02-30T08:00Z",
        "soon",
        "",
        "[1]",
    ] {
        let sandbox = project(&format!("---\ntitle: The secret\nembargo: {value}\n---"));
        sandbox
            .run_at(AFTER, &["build"])
            .code(1)
            .says("error[invalid-document]: the embargo")
            .says("content/secret.md:3:1");
        hidden(&sandbox);
        sandbox.run(&["check"]).code(1).says("the embargo");
    }
}

#[test]
fn an_embargo_that_has_passed_changes_nothing() {
    let sandbox = project("---\ntitle: The secret\nembargo: 2020-12-01T08:00-05:00\n---");
    let run = sandbox.run(&["build"]).code(0);
    assert!(!run.stderr.contains("embargo"), "{}", run.stderr);
    assert!(
        sandbox
            .read("dist/wire/secret.html")
            .contains("Nobody knows.")
    );
}

#[test]
fn serve_shows_the_document_and_says_that_it_is_under_embargo() {
    let sandbox = project("---\ntitle: The secret\nembargo: 9999-12-01T08:00-05:00\n---");
    let serving = Serving::start(&sandbox);
    let page = serving.get("/wire/secret.html");
    let mark = "<p class=\"embargo\" role=\"status\">Under embargo: 9999-12-01T08:00-05:00</p>";
    assert!(
        page.contains(mark) && page.contains("Nobody knows."),
        "{page}"
    );
    assert!(!serving.get("/wire/news.html").contains("class=\"embargo\""));
    assert!(
        serving
            .get("/wire/index.html")
            .contains("href=\"secret.html\"")
    );
    assert!(!sandbox.path("dist").exists());
    // One that cannot be read is marked too; what is wrong is shown over the page.
    sandbox.edit("content/secret.md", "9999-12-01T08:00-05:00", "soon");
    let page = serving.until("/wire/secret.html", "the embargo `soon`");
    assert!(
        page.contains("<p class=\"embargo\" role=\"status\">Under embargo</p>"),
        "{page}"
    );
}
