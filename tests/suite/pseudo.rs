//! `pseudo`: a locale that shows what is not localised.

use super::support::Sandbox;

const CONFIG: &str = "source = \"en\"\nlocales = [\"es\", \"qps-ploc\"]\n\
     [[edition]]\nname = \"wire\"\nlocale = \"en\"\nformats = [\"md\", \"html\", \"txt\"]\n\
     [[edition]]\nname = \"pseudo\"\nlocale = \"qps-ploc\"\nformats = [\"md\", \"html\", \"txt\"]\n";

const NEWS: &str = "---\ntitle: Masks\nfluent: true\nmasks: 30000\n---\n\n# { -city } thanks\n\n\
     { -city } got { NUMBER($masks) } masks. See `cargo run`, [a page](https://example.org/a) and \
     <https://example.org/b>.\n\n<p title=\"Hello\">AT&amp;T <b>there</b></p>\n\n\
     | a | b |\n|---|---|\n| one | **two** |\n";

fn sandbox() -> Sandbox {
    Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/news.md", NEWS)
        .file(
            "locales/en/terms.ftl",
            "# The city.\n-city = Guaranda\n    .kind = feminine\n",
        )
}

#[test]
fn an_edition_of_the_pseudo_locale_builds_and_keeps_what_is_not_text() {
    let sandbox = sandbox();
    sandbox.run(&["pseudo"]).code(0).says("written");
    sandbox.run(&["extract", "--check"]).code(0);
    sandbox.run(&["build", "--strict", "pseudo"]).code(0);
    let page = sandbox.read("dist/pseudo/news.md");
    for kept in [
        "`cargo run`",
        "](https://example.org/a)",
        "<https://example.org/b>",
        "&amp;",
        "<b>",
        "<p title=\"⟦",
        "|---|---|",
        "masks: 30000",
        "30",
    ] {
        assert!(page.contains(kept), "{kept} is not in\n{page}");
    }
    for changed in [
        "title: ⟦Ɱáášķš⟧",
        "# ⟦Ğúúáářááñđáá ţĥááñķš⟧",
        "⟦óóñéé⟧",
        "⟦**ţŵóó**⟧",
    ] {
        assert!(page.contains(changed), "{changed} is not in\n{page}");
    }
    sandbox
        .run(&["check", "--locale", "qps-ploc", "--deny", "warnings"])
        .code(0);
}

#[test]
fn a_second_run_changes_nothing_and_a_changed_source_is_followed() {
    let sandbox = sandbox();
    sandbox.run(&["pseudo"]).code(0);
    let before = sandbox.snapshot();
    sandbox.run(&["pseudo"]).code(0).says("0 messages written");
    assert_eq!(before, sandbox.snapshot());
    sandbox.edit("content/news.md", "| one |", "| one more |");
    sandbox.edit("locales/en/terms.ftl", "Guaranda", "Quito");
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["pseudo"]).code(0).says("1 message written");
    let resource = sandbox.read("locales/qps-ploc/news.md.ftl");
    assert!(resource.contains("⟦óóñéé ɱóóřéé⟧"), "{resource}");
    assert!(!resource.contains("# WAS"), "{resource}");
    assert!(
        sandbox
            .read("locales/qps-ploc/terms.ftl")
            .contains("-city = Ɋúúííţóó")
    );
}

#[test]
fn what_people_wrote_stays() {
    let sandbox = sandbox();
    sandbox.run(&["pseudo"]).code(0);
    sandbox.edit("locales/qps-ploc/news.md.ftl", "⟦óóñéé⟧", "mine");
    sandbox.edit("locales/qps-ploc/terms.ftl", "Ğúúáářááñđáá", "My city");
    let before = sandbox.read("locales/qps-ploc/news.md.ftl");
    sandbox.run(&["extract"]).code(0);
    sandbox
        .run(&["pseudo"])
        .code(0)
        .says("1 by hand and kept")
        .says("kept news.md#one")
        .says("kept terms.ftl");
    assert_eq!(before, sandbox.read("locales/qps-ploc/news.md.ftl"));
    // Also once its source has changed.
    sandbox.edit("content/news.md", "| one |", "| one more |");
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["pseudo"]).code(0).says("1 by hand and kept");
    assert!(
        sandbox
            .read("locales/qps-ploc/news.md.ftl")
            .contains("= mine")
    );
}

#[test]
fn a_locale_that_people_translate_is_refused() {
    let sandbox = sandbox();
    sandbox.run(&["extract"]).code(0);
    sandbox.edit("locales/es/news.md.ftl", "# one =", "one = uno");
    sandbox.run(&["extract"]).code(0);
    let before = sandbox.snapshot();
    sandbox
        .run(&["pseudo", "--locale", "es"])
        .code(2)
        .says("is a locale that people translate");
    assert_eq!(before, sandbox.snapshot());
    for (locale, why) in [("en", "source locale"), ("../x", "language tag")] {
        sandbox
            .run(&["pseudo", "--locale", locale])
            .code(2)
            .says(why);
    }
    assert_eq!(before, sandbox.snapshot());
}

#[test]
fn a_chinese_source_and_a_project_that_does_not_name_the_locale() {
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", "source = \"zh\"\nlocales = [\"en\"]\n")
        .file("content/a.txt", "瓜兰达收到口罩。大家很高兴。\n");
    sandbox
        .run(&["pseudo"])
        .code(0)
        .says("no edition shows it yet");
    let resource = sandbox.read("locales/qps-ploc/a.txt.ftl");
    assert!(resource.contains("⟦瓜兰达收到口罩。～～⟧"), "{resource}");
}
