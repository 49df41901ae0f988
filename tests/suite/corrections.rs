//! `correction:` of the front matter: translated, and shown above the text.

use super::support::Sandbox;

fn project(body: &str) -> Sandbox {
    let sandbox = Sandbox::small().file(
        "content/news.md",
        format!("---\ntitle: Masks\ncorrection: The figure was wrong.\n---\n\n{body}"),
    );
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox
}

fn translate(sandbox: &Sandbox, text: &str) {
    let path = "locales/es/news.md.ftl";
    let resource = sandbox.read(path);
    assert!(
        resource.contains("# the-figure-was-wrong =\n"),
        "{resource}"
    );
    let value = format!("the-figure-was-wrong = {text}\n");
    sandbox.write(path, resource.replace("# the-figure-was-wrong =\n", &value));
}

#[test]
fn a_correction_is_translated_and_shown_after_the_headline() {
    let sandbox = project("# Masks\n\nThe city gave 30,000.\n");
    translate(&sandbox, "La cifra *era* errónea.");
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/guaranda/news.html");
    let place = |text: &str| page.find(text).expect(text);
    assert!(page.contains(
        "<aside class=\"correction\" role=\"note\" aria-labelledby=\"page.correction\">"
    ));
    assert!(
        page.contains("id=\"page.correction\">Corrección</p>\n<p>La cifra era errónea.</p>"),
        "{page}"
    );
    assert!(place("</h1>") < place("<aside") && place("</aside>") < place("30,000."));
    assert!(
        page.contains("\"correction\":\"La cifra era errónea.\""),
        "{page}"
    );
    let text = sandbox.read("dist/guaranda/news.txt");
    assert!(
        text.starts_with("Masks\n\nCorrección: La cifra era errónea.\n\nThe city gave"),
        "{text}"
    );
    let wire = sandbox.read("dist/wire/news.html");
    assert!(
        wire.contains(">Correction</p>\n<p>The figure was wrong.</p>"),
        "{wire}"
    );
    assert!(
        sandbox
            .read("dist/guaranda/news.md")
            .contains("correction: La cifra *era* errónea.")
    );
}

#[test]
fn a_text_without_a_headline_has_the_correction_first() {
    let sandbox = project("The city gave 30,000.\n\n## Later\n\nMore.\n");
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/guaranda/news.html");
    // It falls back, and says in which language it is.
    assert!(
        page.contains("<p lang=\"en\">The figure was wrong.</p>"),
        "{page}"
    );
    let text = sandbox.read("dist/guaranda/news.txt");
    assert!(
        text.starts_with("Masks\n\nCorrección: The figure was wrong.\n\nThe city"),
        "{text}"
    );
}

#[test]
fn no_correction_leaves_no_box() {
    for correction in [
        "",
        "correction:\n",
        "correction: \"\"\n",
        "correction: false\n",
    ] {
        let sandbox = Sandbox::small().file(
            "content/news.md",
            format!("---\ntitle: Masks\n{correction}---\n\nText.\n"),
        );
        sandbox.run(&["extract", "--quiet"]).code(0);
        sandbox.run(&["build", "--quiet"]).code(0);
        let page = sandbox.read("dist/wire/news.html");
        assert!(
            !page.contains("<aside") && !page.contains("\"correction\""),
            "{page}"
        );
        assert_eq!(sandbox.read("dist/wire/news.txt"), "Masks\n\nText.\n");
    }
}

#[test]
fn a_correction_brings_in_no_markup() {
    let sandbox = project("# Masks\n\nThe city gave 30,000.\n");
    translate(
        &sandbox,
        "</p><script>alert(1)</script> [x](javascript:y) \"a\"",
    );
    sandbox.run(&["build", "--quiet"]);
    let page = sandbox.read("dist/guaranda/news.html");
    assert!(
        !page.contains("<script>") && !page.contains("href=\"javascript"),
        "{page}"
    );
}
