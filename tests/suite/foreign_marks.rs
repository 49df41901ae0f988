//! What only a translation has: marks of other renderers, tags in pieces,
//! labels that nobody defines. Each is an error, and its block falls back.

use super::support::Sandbox;

/// A project with one document and its translation, by id.
fn project(document: &str, lines: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "source = \"en\"\nlocales = [\"es\"]\n[[edition]]\nname = \"es\"\nlocale = \"es\"\n\
             formats = [\"md\", \"html\"]\n",
        )
        .file("content/a.md", document);
    sandbox.run(&["extract", "--quiet"]).code(0);
    for (id, text) in lines {
        sandbox.edit(
            "locales/es/a.md.ftl",
            &format!("# {id} ="),
            &format!("{id} = {text}"),
        );
    }
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox
}

/// Writes literal braces as Fluent does.
fn literal(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '{' | '}' => out.push_str(&format!("{{ \"{c}\" }}")),
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn a_mark_that_only_a_translation_has_is_an_error() {
    for mark in [
        "**Hola**{: onclick=alert(1) }",
        "{{#include /etc/hostname}}",
        "{% include_relative x %}",
        "{{< readfile \"x\" >}}",
        "{process.env.HOME}",
        "{(()=>alert(1))()}",
        "--8<-- \"x\"",
        "[TOC]",
    ] {
        let sandbox = project("Hello world.\n", &[("hello-world", &literal(mark))]);
        sandbox.run(&["check"]).code(1).says("breaks-structure");
        sandbox.run(&["build", "--quiet"]).code(1);
        assert_eq!(sandbox.read("dist/es/a.md"), "Hello world.\n", "{mark}");
    }
}

#[test]
fn a_mark_of_the_source_may_stay_and_its_words_may_differ() {
    let document = "Hello {name} at {{ site.url }}, 100 %.\n";
    let id = "hello-name-at-site-url-100";
    let mark = "Hola { \"{\" }nombre{ \"}\" } en { \"{{\" } site.url { \"}}\" }, 100 %.";
    let sandbox = project(document, &[(id, mark)]);
    sandbox.run(&["build", "--quiet"]).code(0);
    let text = sandbox.read("dist/es/a.md");
    assert_eq!(text, "Hola {nombre} en {{ site.url }}, 100 %.\n");
}

#[test]
fn a_tag_that_would_be_shown_as_text_is_an_error() {
    let document = "Press <kbd>Enter</kbd> now.\n";
    let id = "press-enter-now";
    for text in [
        "Pulse <kdb>Intro</kdb> ya.",
        "Pulse <kbd>Intro</kbd ya.",
        "Pulse <kbd>Intro ya.",
        "Pulse &lt;kbd&gt;Intro&lt;/kbd&gt; ya.",
    ] {
        let sandbox = project(document, &[(id, text)]);
        sandbox.run(&["check"]).code(1).says("breaks-structure");
        sandbox.run(&["build", "--quiet"]).code(1);
        assert_eq!(sandbox.read("dist/es/a.md"), document, "{text}");
    }
    // The value of an attribute that a reader sees is translated.
    let sandbox = project(
        "See <abbr title=\"World Health\">WHO</abbr> now.\n",
        &[(
            "see-who-now",
            "Vea <abbr title='Salud Mundial'>OMS</abbr> ya.",
        )],
    );
    sandbox.run(&["build", "--quiet"]).code(0);
    assert_eq!(
        sandbox.read("dist/es/a.md"),
        "Vea <abbr title='Salud Mundial'>OMS</abbr> ya.\n"
    );
}

#[test]
fn raw_html_of_a_translation_is_written_as_an_entity() {
    let sandbox = project(
        "# Title\n\nHello world.\n",
        &[(
            "hello-world",
            "Hola <script>alert(1)</script> a < b \\<img src=x onerror=alert(2)>",
        )],
    );
    sandbox.run(&["build", "--quiet"]);
    assert_eq!(
        sandbox.read("dist/es/a.md"),
        "# Title\n\nHola &lt;script>alert(1)&lt;/script> a < b &lt;img src=x onerror=alert(2)>\n"
    );
}

#[test]
fn a_reference_whose_label_nobody_defines_is_an_error() {
    let document = "Read [this page][] for help.\n\nRead [the page][guide] for help.\n\n\
        Read [this page] twice.\n\n[this page]: https://a.org\n[guide]: https://a.org\n";
    let sandbox = project(
        document,
        &[
            (
                "read-this-page-this-page-for",
                "Lea [esta página][] para ayuda.",
            ),
            (
                "read-the-page-guide-for-help",
                "Lea [la página][guía] para ayuda.",
            ),
            (
                "read-this-page-this-page-twice",
                "Lea [esta página] dos veces.",
            ),
        ],
    );
    let check = sandbox.run(&["check", "--format", "json"]).code(1);
    let errors: Vec<String> = check
        .json()
        .as_array()
        .expect("an array")
        .iter()
        .filter(|one| one["rule"] == "breaks-structure")
        .map(|one| one["id"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    sandbox.run(&["build", "--quiet"]).code(1);
    assert_eq!(sandbox.read("dist/es/a.md"), document);
}

#[test]
fn a_document_all_for_another_audience_has_no_page_in_an_edition() {
    let config = "source = \"en\"\nlocales = [\"es\"]\n\
        [[edition]]\nname = \"en\"\nlocale = \"en\"\nformats = [\"md\", \"html\", \"txt\"]\n\
        [[edition]]\nname = \"es\"\nlocale = \"es\"\nformats = [\"md\", \"html\", \"txt\"]\n";
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file("content/a.md", "# A\n\nText.\n")
        .file(
            "content/solo.md",
            "<!-- l10n:audience es -->\n\n# Solo\n\nTexto.\n\n<!-- l10n:end -->\n",
        )
        .file("content/empty.md", "<!-- nothing -->\n");
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["build", "--quiet"]).code(0);
    for file in ["solo.md", "solo.html", "solo.txt"] {
        assert!(!sandbox.path(&format!("dist/en/{file}")).exists(), "{file}");
        assert!(sandbox.path(&format!("dist/es/{file}")).exists(), "{file}");
    }
    assert!(!sandbox.read("dist/en/index.html").contains("solo.html"));
    assert!(
        !sandbox
            .read("dist/es/solo.html")
            .contains("../en/solo.html")
    );
    assert!(sandbox.path("dist/en/empty.md").exists());
}

#[test]
fn a_bare_address_is_a_link_in_pages_alone() {
    let document = "# See https://a.org/x_y_z.\n\nAt www.b.org, c@d.org. `https://e.org` [https://f.org](g.md) \
        <kbd>www.h.org</kbd>\n\n看https://i.org。\n";
    let sandbox = project(document, &[]);
    sandbox.run(&["build", "--quiet"]);
    assert_eq!(sandbox.read("dist/es/a.md"), document);
    let page = sandbox.read("dist/es/a.html");
    for link in [
        "<a href=\"https://a.org/x_y_z\">https://a.org/x_y_z</a>.",
        "<a href=\"http://www.b.org\">www.b.org</a>,",
        "<a href=\"mailto:c@d.org\">c@d.org</a>.",
        "<code>https://e.org</code>",
        "<kbd>www.h.org</kbd>",
        "<a href=\"https://i.org\">https://i.org</a>。",
    ] {
        assert!(page.contains(link), "{link}\n{page}");
    }
    assert!(!page.contains("href=\"https://f.org\""), "{page}");
}

#[test]
fn a_selector_in_a_source_document_is_a_valid_message() {
    let document = "---\ntitle: Gift\nmasks: 2\nfluent: true\n---\n\n{ NUMBER($masks) ->\n    \
        [one] One mask was sent. It is here.\n   *[other] { NUMBER($masks) } masks were sent.\n}\n\n\
        > There { $masks ->\n>   [one] is one\n>  *[other] are many\n> } today.\n";
    let config = "source = \"en\"\nlocales = [\"es\"]\n[[edition]]\nname = \"en\"\nlocale = \"en\"\n\
        formats = [\"md\"]\n[[edition]]\nname = \"es\"\nlocale = \"es\"\nformats = [\"md\"]\n";
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file("content/a.md", document);
    sandbox.run(&["extract", "--quiet"]).code(0);
    let before = sandbox.snapshot();
    sandbox.run(&["extract", "--quiet"]).code(0);
    assert_eq!(before, sandbox.snapshot());
    sandbox.run(&["extract", "--check"]).code(0);
    sandbox.run(&["check"]).code(0);
    sandbox.run(&["build", "--quiet"]).code(0);
    let text = sandbox.read("dist/en/a.md");
    assert!(text.contains("\n2 masks were sent.\n"), "{text}");
    assert!(text.contains("> There are many today.\n"), "{text}");
    let resource = sandbox.read("locales/en/a.md.ftl");
    assert!(
        fluent_syntax::parser::parse(resource.as_str()).is_ok(),
        "{resource}"
    );
    assert_eq!(resource.matches("*[other]").count(), 2, "{resource}");
}

#[test]
fn full_width_signs_of_fluent_are_found_and_mended() {
    let sandbox = project(
        "See [the page](https://a.org).\n\nThe masks arrived.\n",
        &[("see-the-page", "Vea [la página](｛ $url1 ｝).")],
    );
    sandbox.edit(
        "locales/es/a.md.ftl",
        "# the-masks-arrived =",
        "the-masks-arrived ＝ Las mascarillas llegaron.",
    );
    sandbox.run(&["check"]).code(1).says("full-width-syntax");
    sandbox.run(&["check", "--fix", "--quiet"]);
    let resource = sandbox.read("locales/es/a.md.ftl");
    assert!(
        resource.contains("see-the-page = Vea [la página]({ $url1 }).\n"),
        "{resource}"
    );
    assert!(
        resource.contains("the-masks-arrived = Las mascarillas llegaron.\n"),
        "{resource}"
    );
}

#[test]
fn full_width_braces_of_the_document_are_its_text() {
    let sandbox = project(
        "A page about Fluent shows `｛ $x ｝` here.\n",
        &[(
            "a-page-about-fluent-shows-x",
            "Una página muestra `｛ $x ｝` aquí.",
        )],
    );
    sandbox.run(&["check"]).code(0).says("no findings");
    // Of another name the document knows nothing.
    sandbox.edit(
        "locales/es/a.md.ftl",
        "`｛ $x ｝` aquí",
        "`｛ $x ｝` y ｛ $url1 ｝ aquí",
    );
    sandbox.run(&["check"]).says("full-width-syntax");
}

#[test]
fn a_build_after_pseudo_is_green() {
    let document = "---\ntitle: Processing\n---\n\n# Processing\n\nThis business process is needed.\n\n\
        Use {{ page.version }} and {% raw %}x{% endraw %}, {name}, <b>tags</b> and `{x}`.\n\n\
        [TOC]\n\n--8<-- \"some file.md\"\n\nSee [this page][] and [the page][guide].\n\n\
        ## Heading {#an-id .class}\n\n[this page]: https://a.org\n[guide]: https://a.org\n";
    let config = "source = \"en\"\nlocales = [\"qps-ploc\"]\n[[edition]]\nname = \"pseudo\"\n\
        locale = \"qps-ploc\"\nformats = [\"md\", \"html\", \"txt\"]\n";
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file("content/a.md", document);
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["pseudo", "--quiet"]).code(0);
    sandbox.run(&["build"]).code(0);
    let text = sandbox.read("dist/pseudo/a.md");
    for kept in ["{{ page.version }}", "{% raw %}", "{name}", "<b>", "`{x}`"] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
}
