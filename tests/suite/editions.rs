//! Editions through the binary: audiences, variables, what falls back to what.

use super::support::Sandbox;

const CONFIG: &str = "source = \"en\"\nlocales = [\"es\"]\n\
    [[edition]]\nname = \"desk\"\nlocale = \"en\"\naudience = \"wire_desk\"\nformats = [\"md\", \"txt\"]\n\
    vars = { city = \"G_u*a\", n = 30000, sign = \"1 < 2 & \\\"3\\\"\" }\n\
    [[edition]]\nname = \"guaranda\"\nlocale = \"es-EC\"\nformats = [\"md\", \"txt\"]\n\
    vars = { city = \"Guaranda\", n = 1000000, sign = \"1 < 2\" }\n";

const DOCUMENT: &str = "---
title: Hello
fluent: true
date: 2020-09-17T10:30:00-05:00
version: 1.10
city: never
flag: true
audience: [wire_desk, guaranda]
---

# { $title } on { DATETIME($date, dateStyle: \"long\") }

Version { $version }, flag { $flag }, city { $city }, for { $audience }, { NUMBER($n) } masks.

<div title=\"x { $sign }\">Text { $sign }</div>

Sign { $sign }, `{ $city }`.

<!-- l10n:audience guaranda -->
<!-- l10n:id special -->
Only for Guaranda, { DATETIME($date, timeStyle: \"short\") }.
<!-- l10n:end -->
";

const SPANISH: &str = "hello = Hola { $city }
title-on = { $title }, el { DATETIME($date, dateStyle: \"long\") }
version-version-flag-flag-city-city = Versión { $version }, { $audience ->
        [guaranda] para Guaranda
       *[other] para { $audience }
    }, { $n ->
        [many] { NUMBER($n) } de mascarillas
       *[other] { NUMBER($n) } mascarillas
    }.
special = Solo para { -home }, a las { DATETIME($date, timeStyle: \"short\") }
";

fn project() -> Sandbox {
    Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/a.md", DOCUMENT)
        .file("content/only.md", "---\naudience: guaranda\n---\nSecret.\n")
        .file("content/plain.txt", "A { $city } *b* 1 < 2.\n")
}

#[test]
fn variables_and_audiences_reach_every_place() {
    let project = project();
    project.run(&["extract"]).code(0);
    project.write("locales/es/a.md.ftl", SPANISH);
    project.write("locales/es/terms.ftl", "-home = **Guaranda**\n");
    project.write(
        "locales/es/plain.txt.ftl",
        "a-city-b-1-2 = Una { $city } *b* { $sign }.\n",
    );
    project.run(&["extract"]).code(0);
    project.run(&["build"]).code(0);

    let desk = project.read("dist/desk/a.md");
    for text in [
        "# Hello on September 17, 2020\n",
        "Version 1.10, flag true, city G\\_u\\*a, for wire\\_desk, 30,000 masks.\n",
        "<div title=\"x 1 &lt; 2 &amp; &quot;3&quot;\">Text 1 &lt; 2 &amp; &quot;3&quot;</div>",
        "Sign 1 \\< 2 \\& \"3\", `{ $city }`.\n",
    ] {
        assert!(desk.contains(text), "{text} is not in\n{desk}");
    }
    assert!(!desk.contains("Only for"), "{desk}");
    assert!(!project.path("dist/desk/only.md").exists());

    let guaranda = project.read("dist/guaranda/a.md");
    for text in [
        "title: Hola Guaranda\n",
        "# Hola Guaranda, el 17 de septiembre de 2020\n",
        "Versión 1.10, para Guaranda, 1.000.000 de mascarillas.\n",
        "\nSolo para **Guaranda**, a las 10:30 a. m.\n",
        // What is not translated speaks English, with its formats.
        "Sign 1 \\< 2, `{ $city }`.\n",
    ] {
        assert!(guaranda.contains(text), "{text} is not in\n{guaranda}");
    }
    assert_eq!(
        project.read("dist/guaranda/only.md").trim_end(),
        "---\naudience: guaranda\n---\nSecret."
    );
    assert_eq!(
        project.read("dist/guaranda/plain.txt"),
        "Una Guaranda *b* 1 < 2.\n"
    );
}

#[test]
fn what_does_not_format_falls_back_and_has_its_place() {
    let project = project();
    project.run(&["extract"]).code(0);
    for (pattern, message, column) in [
        ("Solo { $nobody }.", "unknown variable `$nobody`", 18),
        ("Solo { NUMBR($n) }.", "unknown function `NUMBR`", 18),
        (
            "Solo { NUMBER($n, style: \"percent\") }.",
            "cannot write `style: \"percent\"`",
            18,
        ),
        (
            "Solo { NUMBER($city) }.",
            "takes a number, and this is text",
            18,
        ),
        (
            "Solo { DATETIME($n) }.",
            "takes a date, and this is a number",
            18,
        ),
        ("Solo { NUMBER($n, none: 1) }.", "has no option `none`", 18),
        ("Solo { -nowhere }.", "there is no term `-nowhere`", 18),
        ("Solo { nowhere }.", "there is no message `nowhere`", 18),
        ("Solo { special }.", "refers to itself", 18),
        (
            "Solo { $n -> [one] x *[other] y }.",
            "stand on lines of their own",
            24,
        ),
    ] {
        project.write("locales/es/a.md.ftl", format!("# a\nspecial = {pattern}\n"));
        let run = project.run(&["build", "guaranda"]).code(1).says(message);
        let place = format!("locales/es/a.md.ftl:2:{column}");
        assert!(
            run.stderr.contains(&place),
            "{pattern}: {place}\n{}",
            run.stderr
        );
        assert!(
            project
                .read("dist/guaranda/a.md")
                .contains("\nOnly for Guaranda, 10:30 AM.\n")
        );
    }
    // A fault of the source leaves the document out, and points into it.
    project.edit(
        "content/a.md",
        "for { $audience }",
        "for { $audience } and { $nobody }",
    );
    project
        .run(&["build", "desk"])
        .code(1)
        .says("content/a.md:13:79");
    assert!(!project.path("dist/desk/a.md").exists());
}
