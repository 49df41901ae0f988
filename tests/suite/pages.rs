//! Pages: what stands in them, what leads to them, what goes with them.

use super::support::Sandbox;

const CONFIG: &str = "source = \"en\"\nlocales = [\"es\", \"ar\"]\n\
    [[edition]]\nname = \"wire\"\nlabel = \"English\"\nlocale = \"en\"\nformats = [\"html\"]\n\
    [[edition]]\nname = \"quito\"\nlabel = \"Español\"\nlocale = \"es-EC\"\nformats = [\"html\"]\n\
    [[edition]]\nname = \"cairo\"\nlabel = \"العربية\"\nlocale = \"ar\"\nformats = [\"html\"]\n";

fn project(documents: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::empty().file("fluentdown.toml", CONFIG);
    for (path, text) in documents {
        sandbox.write(path, text);
    }
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox
}

/// Fills in a translation by its id.
fn translate(sandbox: &Sandbox, resource: &str, id: &str, text: &str) {
    sandbox.edit(resource, &format!("# {id} ="), &format!("{id} = {text}"));
}

#[test]
fn an_index_lists_the_documents_in_the_order_of_reading() {
    let sandbox = project(&[
        (
            "content/b.md",
            "---\ntitle: B\ndate: 2020-09-17\ndescription: About B\n---\n\n# B\n",
        ),
        (
            "content/a.md",
            "---\ntitle: A\ndate: 2019-01-02\n---\n\n# A\n",
        ),
        ("content/c d/ü.md", "# Third\n"),
        ("content/note.txt", "A note\n\nIt says something.\n"),
    ]);
    translate(&sandbox, "locales/es/b.md.ftl", "b", "La B");
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["build", "--quiet"]).code(0);
    let index = sandbox.read("dist/quito/index.html");
    let at = |text: &str| {
        index
            .find(text)
            .unwrap_or_else(|| panic!("{text}\n{index}"))
    };
    assert!(at(">La B</a>") < at(">A</a>"));
    assert!(at(">A</a>") < at("href=\"c%20d/%C3%BC.html\""));
    assert!(at("<time datetime=\"2020-09-17\">17 de septiembre de 2020</time>") > at(">La B</a>"));
    assert!(index.contains("<p lang=\"en\">About B</p>"), "{index}");
    assert!(index.contains("<h1>Documentos</h1>"));
    assert!(
        index.contains("<h2 lang=\"en\"><a href=\"note.html\">A note</a></h2>"),
        "{index}"
    );
    let root = sandbox.read("dist/index.html");
    assert!(root.contains(
        "<li lang=\"es-EC\" dir=\"ltr\" data-heading=\"Documentos\">\n\
         <h2><a href=\"quito/index.html\" hreflang=\"es-EC\">Español</a></h2>"
    ));
    assert!(root.contains("<li lang=\"ar\" dir=\"rtl\""));
    let arabic = sandbox.read("dist/cairo/index.html");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(arabic.contains("<h2 lang=\"en\" dir=\"ltr\">"), "{arabic}");
}

#[test]
fn a_document_named_index_is_the_index() {
    let sandbox = project(&[
        ("content/index.md", "# Welcome\n\n[all](a.md)\n"),
        ("content/a.md", "[up](./)\n"),
    ]);
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/wire/index.html");
    assert!(page.contains("<h1 id=\"welcome\">Welcome</h1>"));
    assert!(!page.contains("class=\"up\""));
    assert!(
        sandbox
            .read("dist/wire/a.html")
            .contains("<a href=\"index.html\">up</a>")
    );
}

#[test]
fn links_lead_to_pages_of_the_same_edition() {
    let sandbox = project(&[
        (
            "content/guide/a b.md",
            "# Top\n\n[one](../news.md#what-was-said) [two][ref] <a href=\"../news.md?x=1&amp;y=2#z\">raw</a>\n\n\
             [ref]: c.markdown 'T'\n\n<div><a href=\"/news.md\">rooted</a> <img src='pic one.svg' alt=\"A picture\"></div>\n\n\
             ![Alt](pic%20one.svg) [out](https://example.org/a.md) [mail](mailto:a@b.c) [here](#top) <x@y.z> [page](c)\n",
        ),
        (
            "content/guide/c.markdown",
            "[back](a%20b.md) [folder](../guide/)\n",
        ),
        ("content/guide/README.md", "# Guide\n"),
        ("content/news.md", "# News\n\n## What was said\n\nText.\n"),
        (
            "content/guide/pic one.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
    ]);
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/wire/guide/a b.html");
    for expected in [
        "<a href=\"../news.html#what-was-said\">one</a>",
        "<a href=\"c.html\" title=\"T\">two</a>",
        "<a href=\"../news.html?x=1&amp;y=2#z\">raw</a>",
        "<a href=\"../news.html\">rooted</a>",
        "<img src='pic%20one.svg' alt=\"A picture\">",
        "<img src=\"pic%20one.svg\" alt=\"Alt\">",
        "<a href=\"https://example.org/a.md\">out</a>",
        "<a href=\"mailto:a@b.c\">mail</a>",
        "<a href=\"#top\">here</a>",
        "<a href=\"mailto:x@y.z\">x@y.z</a>",
        "<a href=\"c.html\">page</a>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let other = sandbox.read("dist/wire/guide/c.html");
    assert!(
        other.contains("href=\"a%20b.html\"") && other.contains("href=\"README.html\""),
        "{other}"
    );
    assert!(sandbox.path("dist/quito/guide/pic one.svg").exists());
    assert!(
        sandbox
            .read("dist/wire/news.html")
            .contains("<h2 id=\"what-was-said\">")
    );
}

#[test]
fn anchors_are_the_sources_in_every_edition() {
    let sandbox = project(&[(
        "content/a.md",
        "# Top\n\n## One thing\n\nText.\n\n## One thing\n\n<!-- l10n:skip -->\n\n## Kept as it is\n\n## Own {#chosen}\n\n## `code`\n",
    )]);
    translate(&sandbox, "locales/es/a.md.ftl", "one-thing", "Una cosa");
    translate(&sandbox, "locales/es/a.md.ftl", "own", "Propio");
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/quito/a.html");
    for expected in [
        "<h2 id=\"one-thing\">Una cosa</h2>",
        "<h2 id=\"one-thing-1\" lang=\"en\">One thing</h2>",
        "<h2 id=\"kept-as-it-is\">Kept as it is</h2>",
        "<h2 id=\"chosen\">Propio</h2>",
        "<h2 id=\"code\">",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn what_fell_back_says_its_language() {
    let sandbox = project(&[
        (
            "content/a.md",
            "---\ntitle: Title\n---\n\n# Title\n\nA **bold** paragraph.\n\n- an item\n  - inner\n- [ ] to do\n\n\
         | Head |\n|---|\n| cell |\n\n![Alt](x.svg)\n\n<div><p>raw text</p><img src=\"x.svg\" alt=\"raw alt\"></div>\n\n\
         > quoted\n\nA note.[^n]\n\n[^n]: The note.\n",
        ),
        ("content/x.svg", "<svg/>"),
    ]);
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/cairo/a.html");
    for expected in [
        "<title lang=\"en\" dir=\"ltr\">Title</title>",
        "<h1 id=\"title\" lang=\"en\" dir=\"ltr\">Title</h1>",
        "<p lang=\"en\" dir=\"ltr\">A <strong>bold</strong> paragraph.</p>",
        "<li><span lang=\"en\" dir=\"ltr\">an item</span>",
        "aria-label=\"غير منجز\"> <span lang=\"en\" dir=\"ltr\">to do</span>",
        "<th scope=\"col\" lang=\"en\" dir=\"ltr\">Head</th>",
        "<td lang=\"en\" dir=\"ltr\">cell</td>",
        "<img src=\"x.svg\" alt=\"Alt\" lang=\"en\" dir=\"ltr\">",
        "<p><span lang=\"en\" dir=\"ltr\">raw text</span></p>",
        "<img src=\"x.svg\" lang=\"en\" dir=\"ltr\" alt=\"raw alt\">",
        "<p lang=\"en\" dir=\"ltr\">quoted</p>",
        "<p lang=\"en\" dir=\"ltr\">The note. <a href=\"#ref.1\" role=\"doc-backlink\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(!sandbox.read("dist/wire/a.html").contains("<p lang="));
}

#[test]
fn a_page_knows_the_others() {
    let sandbox = project(&[
        (
            "content/x/a.md",
            "---\ntitle: A\nimage: ../p.png\nauthor: Ana <b>\ndate: 2020-09-17\n---\n\n# A\n",
        ),
        ("content/p.png", "png"),
    ]);
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/quito/x/a.html");
    for expected in [
        "<link rel=\"alternate\" hreflang=\"en\" href=\"../../wire/x/a.html\">",
        "<link rel=\"alternate\" hreflang=\"es-EC\" href=\"a.html\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"../../wire/x/a.html\">",
        "<a href=\"a.html\" aria-current=\"page\">Español</a>",
        "<a href=\"../../wire/x/a.html\" rel=\"alternate\" lang=\"en\" dir=\"ltr\" hreflang=\"en\">English</a>",
        "<a href=\"../index.html\">Todos los documentos</a>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    sandbox.write(
        "fluentdown.toml",
        format!("base_url = \"https://news.example/x/\"\n{CONFIG}"),
    );
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/quito/x/a.html");
    for expected in [
        "<link rel=\"canonical\" href=\"https://news.example/x/quito/x/a.html\">",
        "hreflang=\"en\" href=\"https://news.example/x/wire/x/a.html\"",
        "<meta property=\"og:image\" content=\"https://news.example/x/quito/p.png\">",
        "\"author\":{\"@type\":\"Person\",\"name\":\"Ana \\u003cb\\u003e\"}",
        "\"datePublished\":\"2020-09-17\"",
        "\"image\":\"https://news.example/x/quito/p.png\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let index = sandbox.read("dist/quito/index.html");
    assert!(index.contains("<link rel=\"canonical\" href=\"https://news.example/x/quito/\">"));
    assert!(index.contains("hreflang=\"x-default\" href=\"https://news.example/x/\""));
}

#[test]
fn a_switcher_leads_only_to_what_is_there() {
    let sandbox = project(&[
        ("content/a.md", "# Title\n"),
        (
            "content/b.md",
            "---\naudience: wire\n---\n\n# B\n\n[a](a.md)\n",
        ),
        ("content/c.md", "See [the other](b.md).\n"),
    ]);
    let config = CONFIG.replace("name = \"quito\"", "publish_at = 1.0\nname = \"quito\"");
    sandbox.write("fluentdown.toml", config);
    sandbox.run(&["build", "--quiet"]).code(0);
    assert!(!sandbox.read("dist/wire/a.html").contains("quito/a.html"));
    assert!(sandbox.read("dist/wire/b.html").contains("href=\"a.html\""));
    assert!(
        sandbox
            .read("dist/cairo/c.html")
            .contains("<a>the other</a>")
    );
    // A part of the editions knows as much of the others.
    sandbox
        .run(&["build", "wire", "--quiet", "--out", "part"])
        .code(0);
    let whole = sandbox.read("dist/wire/a.html");
    assert_eq!(sandbox.read("part/wire/a.html"), whole);
    sandbox
        .run(&["check"])
        .code(0)
        .says("no-page")
        .says("content/c.md:1:17");
}

#[test]
fn what_a_page_shows_goes_along_and_what_is_missing_is_found() {
    let sandbox = project(&[
        (
            "content/a.md",
            "![one](ñ%20a.png)\n\n![two](../art/two.png)\n\n![none](gone.png) and ![out](../../../etc/passwd)\n\n[env](../.env)\n",
        ),
        ("content/ñ a.png", "1"),
        ("art/two.png", "2"),
        ("art/three.png", "3"),
        (".env", "secret"),
    ]);
    translate(&sandbox, "locales/es/a.md.ftl", "one", "uno");
    let check = sandbox.run(&["check"]).code(0).says("missing-file");
    for place in ["content/a.md:5:9", "content/a.md:5:30", "content/a.md:7:7"] {
        assert!(check.stdout.contains(place), "{place}\n{}", check.stdout);
    }
    sandbox.run(&["build", "--quiet"]).code(0);
    assert_eq!(sandbox.read("dist/wire/ñ a.png"), "1");
    assert_eq!(sandbox.read("dist/wire/_files/art/two.png"), "2");
    assert!(!sandbox.path("dist/wire/_files/art/three.png").exists());
    let page = sandbox.read("dist/wire/a.html");
    assert!(
        page.contains("<img src=\"_files/art/two.png\" alt=\"two\">"),
        "{page}"
    );
    let files = sandbox.snapshot();
    let leaks = files
        .iter()
        .filter(|(path, bytes, _)| path.starts_with(sandbox.path("dist")) && bytes == b"secret");
    assert_eq!(leaks.count(), 0);
}

#[test]
fn a_translation_publishes_no_file_of_its_own_choice() {
    let sandbox = project(&[
        (
            "content/a.md",
            "See [a picture](https://example.org/a) here.\n",
        ),
        ("private/key.txt", "secret"),
        ("content/es.png", "es"),
    ]);
    translate(&sandbox, "locales/es/a.md.ftl", "see-a-picture-here", "x");
    sandbox.edit(
        "locales/es/a.md.ftl",
        " = x",
        " = Vea [una imagen](../private/key.txt) aquí.",
    );
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["build", "--quiet"]).code(0);
    sandbox
        .run(&["check"])
        .says("missing-file")
        .says("locales/es/a.md.ftl");
    assert!(!sandbox.path("dist/quito/_files").exists());
    sandbox.edit("locales/es/a.md.ftl", "../private/key.txt", "es.png");
    sandbox.run(&["build", "--quiet"]).code(0);
    assert!(
        sandbox
            .read("dist/quito/a.html")
            .contains("href=\"es.png\"")
    );
}

#[test]
fn a_project_may_have_a_template() {
    let sandbox = project(&[(
        "content/a.md",
        "---\ntitle: A & B\nauthor: Ana\n---\n\n# A\n",
    )]);
    sandbox.write(
        "fluentdown.toml",
        format!("template = \"theme/page.html\"\n{CONFIG}"),
    );
    sandbox
        .run(&["build", "--quiet"])
        .code(1)
        .says("there is no template `theme/page.html`")
        .says("fluentdown.toml:1:12");
    sandbox.write("theme/page.html", "{% extends \"page.html\" %}\n{% block footer %}<footer>{{ fields.author }}: {{ title.text }}</footer>{% endblock %}\n");
    sandbox
        .run(&["build", "--quiet"])
        .code(1)
        .says("theme/page.html:2:");
    sandbox.write("theme/page.html", "{% extends \"page.html\" %}\n{% block footer %}{% if fields.author %}<footer>{{ fields.author }}: {{ title.text }}</footer>{% endif %}{% endblock %}\n");
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/wire/a.html");
    assert!(page.contains("<footer>Ana: A &amp; B</footer>"), "{page}");
    // A broken template says where, and no page goes away.
    sandbox.write(
        "theme/page.html",
        "<p>\n{% if title %}\n{{ title.text }\n{% endif %}\n",
    );
    sandbox
        .run(&["build", "--quiet"])
        .code(1)
        .says("broken-template")
        .says("theme/page.html:3:");
    assert_eq!(sandbox.read("dist/wire/a.html"), page);
}

#[test]
fn interface_words_are_a_projects_to_change() {
    let sandbox = project(&[(
        "content/a.md",
        "> [!NOTE]\n> Mind it.\n\n| a |\n|---|\n| b |\n",
    )]);
    sandbox.write(
        "locales/es/interface.ftl",
        "note = Ojo <b>\neditions = \"><script>alert(1)</script>\n",
    );
    sandbox.run(&["build", "--quiet"]).code(0);
    sandbox.run(&["check"]).code(0);
    let page = sandbox.read("dist/quito/a.html");
    assert!(
        page.contains("<p class=\"alert-title\">Ojo &lt;b&gt;</p>"),
        "{page}"
    );
    assert!(page.contains("aria-label=\"Tabla\"") && !page.contains("<script>alert"));
}

#[test]
fn faulty_interface_words_are_found_at_their_lines_and_not_shown() {
    let sandbox = project(&[("content/a.md", "> [!NOTE]\n> Mind it.\n")]);
    sandbox.write(
        "locales/es/interface.ftl",
        "note = { -none }\ntip = { tip }\nwarning = {\n",
    );
    let run = sandbox.run(&["check"]).code(1);
    for place in [
        "unknown-reference",
        "locales/es/interface.ftl:1:10",
        "cyclic-reference",
        "locales/es/interface.ftl:2:1",
        "syntax-error",
        "locales/es/interface.ftl:4:1",
    ] {
        assert!(run.stdout.contains(place), "{place}: {}", run.stdout);
    }
    sandbox.run(&["build", "--quiet"]).code(1);
    let page = sandbox.read("dist/quito/a.html");
    assert!(
        page.contains("<p class=\"alert-title\" lang=\"en\" dir=\"ltr\">Note</p>"),
        "{page}"
    );
}

#[test]
fn pictures_of_other_hosts_are_links() {
    let sandbox = project(&[(
        "content/a.md",
        "[![Build](https://img.example/d.svg)](https://ci.example/) ![A badge](https://img.example/b.svg \"T\") ![](//img.example/c.png) ![d](data:image/gif;base64,R0lGODlhAQABAAAAACw=)\n",
    )]);
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/wire/a.html");
    assert!(
        page.contains(
            "<a class=\"picture\" href=\"https://img.example/b.svg\" title=\"T\">A badge</a>"
        ),
        "{page}"
    );
    assert!(page.contains("href=\"//img.example/c.png\">//img.example/c.png</a>"));
    assert!(
        page.contains("<a href=\"https://ci.example/\"><span>Build</span></a>"),
        "{page}"
    );
    assert!(page.contains("<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" alt=\"d\">"));
}

#[test]
fn notes_tasks_formulas_and_code() {
    let sandbox = project(&[(
        "content/a.md",
        "# A\n\nOne[^b] two[^a] one[^b], $x < y$ or US$5 and A$6.\n\n[^a]: Note a with[^c].\n[^b]: Note b.\n\n[^c]: Note c.\n[^d]: Unused.\n\n- [x] done\n\n```rust,editable\nlet a = 1 < 2;\n```\n\nTerm\n: Meaning\n",
    )]);
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = sandbox.read("dist/wire/a.html");
    for expected in [
        "One<sup><a id=\"ref.1\" href=\"#note.1\" role=\"doc-noteref\">1</a></sup> two<sup><a id=\"ref.2\"",
        "<a id=\"ref.1.2\" href=\"#note.1\"",
        "<li id=\"note.1\">\n<p>Note b. <a href=\"#ref.1\"",
        "<li id=\"note.3\">\n<p>Note c.",
        "<li id=\"note.4\">\n<p>Unused.",
        "<span class=\"math\" translate=\"no\">$x &lt; y$</span>",
        "<input type=\"checkbox\" disabled checked aria-label=\"Done\">",
        "<pre tabindex=\"0\" translate=\"no\"><code class=\"language-rust\">let a = 1 &lt; 2;\n</code></pre>",
        "<dt>Term</dt>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(page.contains("$5 and A$</span>6"), "{page}");
}

#[test]
fn no_mark_shows_where_there_is_no_markup() {
    let config = CONFIG
        .replace("formats = [\"html\"]", "formats = [\"html\", \"txt\"]")
        .replace(
            "name = \"quito\"",
            "name = \"quito\"\nvars = { who = \"A & B <c>\" }",
        )
        .replace(
            "name = \"cairo\"",
            "name = \"cairo\"\nvars = { who = \"[x]\" }",
        )
        .replace(
            "name = \"wire\"",
            "name = \"wire\"\nvars = { who = \"C*l_l\" }",
        );
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file(
            "content/a.md",
            "---\ntitle: The *first* of `all` & [more](http://x.y)\n\
             description: Some **words**, 5 * 3 \\* 2, Vec<T>.\nfluent: true\n---\n\nText.\n",
        )
        .file(
            "content/b.md",
            "---\nfluent: true\n---\n\n# By *the* { $who }, <b>bold</b> \\* `a_b`\n\nText.\n",
        )
        .file("content/c.txt", "By the office\n\nText.\n");
    sandbox.write("locales/es/terms.ftl", "-office = la **oficina** 1\\*2\n");
    sandbox.run(&["extract", "--quiet"]).code(0);
    translate(
        &sandbox,
        "locales/es/a.md.ftl",
        "the-first-of-all-more-http",
        "El *primero* de { $who } y { -office }",
    );
    translate(
        &sandbox,
        "locales/es/c.txt.ftl",
        "by-the-office",
        "*De* { -office }",
    );
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["build", "--quiet"]);
    let page = sandbox.read("dist/wire/a.html");
    for text in [
        "<title>The first of all &amp; more</title>",
        "content=\"Some words, 5 * 3 * 2, Vec&lt;T&gt;.\"",
        "\"headline\":\"The first of all \\u0026 more\"",
        "<h1>The first of all &amp; more</h1>",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let page = sandbox.read("dist/wire/b.html");
    assert!(
        page.contains("<title>By the C*l_l, bold * a_b</title>"),
        "{page}"
    );
    let page = sandbox.read("dist/cairo/b.html");
    assert!(
        page.contains("<title lang=\"en\" dir=\"ltr\">By the [x], bold * a_b</title>"),
        "{page}"
    );
    let page = sandbox.read("dist/quito/a.html");
    let title = "El primero de A &amp; B &lt;c&gt; y la oficina 1*2";
    assert!(page.contains(&format!("<title>{title}</title>")), "{page}");
    let index = sandbox.read("dist/quito/index.html");
    assert!(
        index.contains(&format!("<a href=\"a.html\">{title}</a>")),
        "{index}"
    );
    assert!(
        sandbox
            .read("dist/quito/a.txt")
            .starts_with("El primero de A & B <c> y la oficina 1*2\n")
    );
    // In a plain text every character is the author's, but a term is Markdown.
    assert!(
        sandbox
            .read("dist/quito/c.txt")
            .starts_with("*De* la oficina 1*2\n")
    );
}

#[test]
fn a_text_has_only_addresses_that_lead_somewhere() {
    let config = CONFIG.replace("formats = [\"html\"]", "formats = [\"html\", \"txt\"]");
    let text = "[b](b.md#x) [file](f.pdf) [gone](gone.md) [out](https://a.b/) [root](/x) [bad](javascript:x)\n";
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", &config)
        .file("content/a.md", text)
        .file("content/b.md", "# X\n")
        .file("content/f.pdf", "%PDF");
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["build", "--quiet"]);
    let all = "b file gone out [1] root bad\n\n[1] https://a.b/\n";
    assert_eq!(sandbox.read("dist/wire/a.txt"), all);
    sandbox.write(
        "fluentdown.toml",
        format!("base_url = \"https://n.x\"\n{config}"),
    );
    sandbox.run(&["build", "--quiet"]);
    let all = "b [1] file [2] gone out [3] root bad\n\n\
        [1] https://n.x/wire/b.html#x\n[2] https://n.x/wire/f.pdf\n[3] https://a.b/\n";
    assert_eq!(sandbox.read("dist/wire/a.txt"), all);
}
