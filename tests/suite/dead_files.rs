//! Links to files of the content that are not there, in projects without pages.

use super::support::Sandbox;

fn found(sandbox: &Sandbox) -> Vec<(String, u64, u64)> {
    let json = sandbox.run(&["check", "--format", "json"]).json();
    let list = json.as_array().expect("findings").iter();
    list.filter(|one| one["rule"] == "missing-file")
        .map(|one| {
            let word = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            let place = |name: &str| one[name].as_u64().unwrap_or_default();
            (word("path"), place("line"), place("column"))
        })
        .collect()
}

fn sandbox(document: &str) -> Sandbox {
    Sandbox::empty()
        .file(
            "fluentdown.toml",
            "locales = [\"es\"]\n[[edition]]\nname = \"e\"\nlocale = \"es\"\nformats = [\"md\"]\n",
        )
        .file("content/sub/a.md", document)
        .file("content/other.md", "Other.\n")
        .file("content/sub/README.md", "Read.\n")
        .file("content/sub/b c.md", "See.\n")
        .file("content/sub/pic.png", "png")
        .file("content/.hidden/x.png", "png")
        .file("LICENSE.md", "Free.\n")
}

#[test]
fn dead_addresses_are_found() {
    for (document, column) in [
        ("See [x](gone.md).\n", 9),
        ("See [x](gone.md#part).\n", 9),
        ("See [x](../gone.md?a=b \"T\").\n", 9),
        ("See [x](<b  c.md>).\n", 10),
        ("See ![x](../pic.png).\n", 10),
        ("See [x][y].\n\n[y]: gone.csv\n", 6),
        ("See <img src=\"gone.svg\"> it.\n", 15),
        ("<p>\n<a href=\"gone.md\">x</a>\n</p>\n", 10),
        ("| [x](b%20d.md) |\n|---|\n", 7),
    ] {
        let found = found(&sandbox(document));
        assert_eq!(found.len(), 1, "{document}");
        assert_eq!(
            (found[0].0.as_str(), found[0].2),
            ("content/sub/a.md", column),
            "{document}"
        );
    }
}

#[test]
fn what_may_be_there_is_let_be() {
    for document in [
        "[x](../other.md) [y](b%20c.md#z) [z](<b c.md>) ![p](pic.png?v=1) [r](README.md) [s](./)\n",
        "[x](https://example.org/gone.md) [y](mailto:a@b.c) [z](//example.org/x.png)\n",
        "[x](/gone.md) [y](/img/x.png) [z](@site/x.png) [w](~/x.md)\n",
        "[x](other) [y](../other/) [z](../x/y) [w](v1.2) [v](#gone) [u](?a=b.md)\n",
        "[x](../other.html) [y](print.html) [z](feed.xml) [w](index.php) [d](all.pdf) [a](all.zip)\n",
        "[x](index.md) [y](index.md#read)\n",
        "[x]({{ site.base }}/gone.md) [y]({{<ref_gone.md>}}) [z](${x}/gone.md)\n",
        "[x](../../LICENSE.md) [y](../../../gone.md) [z](../.hidden/x.png)\n",
        "`[x](gone.md)`\n\n    [x](gone.md)\n\n\\[x](gone.md)\n",
        "---\npermalink: /x/\n---\n[x](gone.md)\n",
    ] {
        assert_eq!(found(&sandbox(document)), [], "{document}");
    }
}

#[test]
fn a_translation_of_its_own_address_is_looked_at() {
    let sandbox = sandbox("See [the page](../other.md).\n");
    sandbox.write("content/es.md", "Es.\n");
    sandbox.write(
        "locales/es/sub/a.md.ftl",
        "see-the-page = Vea [la página](../es.md).\n",
    );
    sandbox.run(&["extract"]).code(0);
    assert_eq!(found(&sandbox), []);
    sandbox.write(
        "locales/es/sub/a.md.ftl",
        "see-the-page = Vea [la página](../fr.md).\n",
    );
    assert_eq!(
        found(&sandbox),
        [("locales/es/sub/a.md.ftl".to_owned(), 1, 32)]
    );
}

/// Where pages are made as well, one finding says it.
#[test]
fn pages_say_it_no_second_time() {
    let sandbox = sandbox("See [x](gone.md) and [y](gone.html).\n");
    sandbox.write(
        "fluentdown.toml",
        "locales = [\"es\"]\n[[edition]]\nname = \"e\"\nlocale = \"es\"\nformats = [\"md\", \"html\"]\n",
    );
    assert_eq!(found(&sandbox).len(), 2);
}
