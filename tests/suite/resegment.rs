//! Text that has not changed keeps its sentences until `extract --resegment`.

use super::support::Sandbox;

const SENTENCES: &str = "source = \"en\"\nlocales = [\"es\", \"zh\"]\n\
    [[edition]]\nname = \"guaranda\"\nlocale = \"es-EC\"\nformats = [\"md\"]\n\
    [[edition]]\nname = \"weifang\"\nlocale = \"zh-Hans-CN\"\nformats = [\"md\"]\n";
const NEWS: &str = "# Masks\n\nThe city gave masks. It has [a page](https://example.org/a). Guaranda thanked it.\n";

fn paragraphs() -> String {
    format!("segmentation = \"paragraph\"\n{SENTENCES}")
}

/// A project with its sentences translated into Spanish and Chinese.
fn translated() -> Sandbox {
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", SENTENCES)
        .file("content/news.md", NEWS);
    sandbox.run(&["extract"]).code(0);
    for (id, es, zh) in [
        ("masks", "Mascarillas", "口罩"),
        (
            "the-city-gave-masks",
            "La ciudad donó mascarillas.",
            "该市捐赠了口罩。",
        ),
        (
            "it-has-a-page",
            "Tiene [una página]({ $url1 }).",
            "它有[一个网页]({ $url1 })。",
        ),
        (
            "guaranda-thanked-it",
            "Guaranda lo agradeció.",
            "瓜兰达表示感谢。",
        ),
    ] {
        fill(&sandbox, "es", id, es);
        fill(&sandbox, "zh", id, zh);
    }
    sandbox
        .run(&["extract"])
        .code(0)
        .says("es: all translated")
        .says("zh: all translated");
    sandbox
}

fn fill(sandbox: &Sandbox, locale: &str, id: &str, text: &str) {
    let path = format!("locales/{locale}/news.md.ftl");
    sandbox.edit(&path, &format!("# {id} ="), &format!("{id} = {text}"));
}

fn rows(sandbox: &Sandbox, locale: &str) -> String {
    let said = sandbox
        .run(&["status", "--locale", locale, "--format", "json"])
        .code(0)
        .json();
    let row = &said[0];
    format!(
        "{} {} {} {}",
        row["translated"], row["stale"], row["draft"], row["missing"]
    )
}

#[test]
fn another_segmentation_changes_nothing_by_itself() {
    let sandbox = translated();
    sandbox.write("fluentdown.toml", paragraphs());
    let before = sandbox.snapshot();
    sandbox
        .run(&["extract"])
        .code(0)
        .says("nothing to change")
        .says("1 block keeps the sentences of an earlier extraction");
    sandbox.run(&["extract", "--check"]).code(0);
    assert_eq!(sandbox.snapshot(), before);
    // What the author changes is divided as the configuration says now.
    sandbox.edit("content/news.md", "thanked it", "thanked the city");
    sandbox.run(&["extract"]).code(0);
    let source = sandbox.read("locales/en/news.md.ftl");
    assert!(
        source.contains(
            "The city gave masks. It has [a page]({ $url1 }). Guaranda thanked the city.\n"
        ),
        "{source}"
    );
}

#[test]
fn joined_sentences_take_their_translations_along_and_give_them_back() {
    let sandbox = translated();
    let (es, source) = (
        sandbox.read("locales/es/news.md.ftl"),
        sandbox.read("locales/en/news.md.ftl"),
    );
    sandbox.write("fluentdown.toml", paragraphs());
    sandbox
        .run(&["extract", "--resegment"])
        .code(0)
        .says("es: all translated")
        .says("zh: all translated");
    let joined = sandbox.read("locales/es/news.md.ftl");
    assert!(
        joined.contains("\nthe-city-gave-masks = La ciudad donó mascarillas. Tiene [una página]({ $url1 }). Guaranda lo agradeció.\n"),
        "{joined}"
    );
    assert!(
        sandbox
            .read("locales/zh/news.md.ftl")
            .contains("= 该市捐赠了口罩。它有[一个网页]({ $url1 })。瓜兰达表示感谢。\n")
    );
    assert_eq!(rows(&sandbox, "es"), "2 0 0 0");
    sandbox.run(&["extract"]).code(0).says("nothing to change");
    sandbox.run(&["build"]).code(0);
    assert_eq!(
        sandbox.read("dist/guaranda/news.md"),
        "# Mascarillas\n\nLa ciudad donó mascarillas. Tiene [una página](https://example.org/a). Guaranda lo agradeció.\n"
    );
    // And back: what was written for the sentences was kept.
    sandbox.write("fluentdown.toml", SENTENCES);
    sandbox
        .run(&["extract", "--resegment"])
        .code(0)
        .says("es: all translated");
    assert_eq!(sandbox.read("locales/es/news.md.ftl"), es);
    assert_eq!(sandbox.read("locales/en/news.md.ftl"), source);
}

#[test]
fn a_divided_paragraph_gives_drafts() {
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", paragraphs())
        .file("content/news.md", NEWS);
    sandbox.run(&["extract"]).code(0);
    fill(
        &sandbox,
        "es",
        "the-city-gave-masks-it-has",
        "La ciudad donó mascarillas. Tiene [una página]({ $url1 }). Guaranda lo agradeció.",
    );
    // Two sentences for three: nobody can say which is which.
    fill(
        &sandbox,
        "zh",
        "the-city-gave-masks-it-has",
        "该市捐赠了口罩，它有[一个网页]({ $url1 })。瓜兰达表示感谢。",
    );
    sandbox.run(&["extract"]).code(0);
    sandbox.write("fluentdown.toml", SENTENCES);
    sandbox.run(&["extract", "--resegment"]).code(0);
    let es = sandbox.read("locales/es/news.md.ftl");
    for line in [
        "the-city-gave-masks-it-has = La ciudad donó mascarillas.",
        "it-has-a-page = Tiene [una página]({ $url1 }).",
        "guaranda-thanked-it = Guaranda lo agradeció.",
    ] {
        assert!(es.contains(&format!("\n{line}\n")), "{es}");
    }
    assert_eq!(rows(&sandbox, "es"), "0 0 3 1");
    let zh = sandbox.read("locales/zh/news.md.ftl");
    assert!(
        zh.contains(
            "\nthe-city-gave-masks-it-has = 该市捐赠了口罩，它有[一个网页]({ $url1 })。瓜兰达表示感谢。\n"
        ),
        "{zh}"
    );
    assert_eq!(rows(&sandbox, "zh"), "0 0 1 3");
    sandbox
        .run(&["accept", "--locale", "es"])
        .code(0)
        .says("3 translations accepted");
    sandbox.run(&["extract"]).code(0);
    assert_eq!(rows(&sandbox, "es"), "3 0 0 1");
    // The paragraph, once it is one again, has its own translation.
    sandbox.write("fluentdown.toml", paragraphs());
    sandbox.run(&["extract", "--resegment"]).code(0);
    assert_eq!(rows(&sandbox, "es"), "1 0 0 1");
}

#[test]
fn what_is_joined_is_no_better_than_its_parts() {
    // A part is missing: a draft. A part is stale: stale.
    for (change, wanted) in [(false, "1 0 1 0"), (true, "1 1 0 0")] {
        let sandbox = translated();
        if change {
            sandbox.edit("content/news.md", "gave masks", "gave 30,000 masks");
            sandbox.run(&["extract"]).code(0);
            assert_eq!(rows(&sandbox, "es"), "3 1 0 0");
        } else {
            sandbox.edit(
                "locales/es/news.md.ftl",
                "guaranda-thanked-it = Guaranda lo agradeció.",
                "# guaranda-thanked-it =",
            );
        }
        sandbox.write("fluentdown.toml", paragraphs());
        sandbox.run(&["extract", "--resegment"]).code(0);
        assert_eq!(rows(&sandbox, "es"), wanted);
    }
}

#[test]
fn a_selector_is_joined_but_not_divided() {
    let text = "{ $audience ->\n        [guaranda] Gracias. Muchas.\n       *[other] Bien. Está bien.\n    }";
    let sandbox = translated();
    sandbox.edit("locales/es/news.md.ftl", "Guaranda lo agradeció.", text);
    sandbox.run(&["extract"]).code(0);
    sandbox.write("fluentdown.toml", paragraphs());
    sandbox
        .run(&["extract", "--resegment"])
        .code(0)
        .says("es: all translated");
    sandbox.run(&["build", "guaranda"]).code(0);
    assert!(
        sandbox
            .read("dist/guaranda/news.md")
            .contains("(https://example.org/a). Gracias. Muchas.\n")
    );
    sandbox.write("fluentdown.toml", SENTENCES);
    sandbox.write("locales/es/attic.ftl", "");
    sandbox.run(&["extract", "--resegment"]).code(0);
    assert_eq!(rows(&sandbox, "es"), "1 0 1 2");
}
