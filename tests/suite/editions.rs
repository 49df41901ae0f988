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

/// Titles are blocks as others are, and a term's marks are none in front matter and HTML.
#[test]
fn an_author_writes_fluent_in_front_matter_and_in_html() {
    let project = Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("locales/en/terms.ftl", "-home = **Weifang** \\& *Co*\n")
        .file("locales/es/terms.ftl", "-home = **Weifang** y *Cía*\n")
        .file(
            "content/a.md",
            "---\ntitle: \"To { -home } on { DATETIME($date) }\"\nslug: \"{ -home }\"\n\
             date: 2020-09-17\nfluent: true\n---\n\n<p title=\"{ -home }\">In { -home }</p>\n\n\
             { $title } with { -home }\n",
        );
    project.run(&["extract"]).code(0);
    project.write(
        "locales/es/a.md.ftl",
        "to-home-on = A { -home }, { $city }, el { DATETIME($date) }\nin-home = En { -home }\n",
    );
    project.run(&["extract"]).code(0);
    project.run(&["build"]).code(0);
    assert_eq!(
        project.read("dist/desk/a.md"),
        "---\ntitle: \"To Weifang & Co on 9/17/2020\"\nslug: \"{ -home }\"\ndate: 2020-09-17\n\
         fluent: true\n---\n\n<p title=\"Weifang &amp; Co\">In Weifang &amp; Co</p>\n\n\
         To Weifang &amp; Co on 9/17/2020 with **Weifang** \\& *Co*\n"
    );
    let spanish = project.read("dist/guaranda/a.md");
    assert!(
        spanish.contains("title: \"A Weifang y Cía, Guaranda, el 17/9/2020\"\n"),
        "{spanish}"
    );
    assert!(spanish.contains(">En Weifang y Cía</p>"), "{spanish}");
}

#[test]
fn variables_and_audiences_reach_every_place() {
    let project = project();
    project.run(&["extract"]).code(0);
    let stubs = project.read("locales/es/a.md.ftl");
    assert!(
        stubs.contains("# IN: { $title } on { DATETIME($date"),
        "{stubs}"
    );
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
        "Sign 1 &lt; 2 &amp; \"3\", `{ $city }`.\n",
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
        "Sign 1 &lt; 2, `{ $city }`.\n",
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

/// Editions, with what each is to read of the folders that are there.
const CHAINS: [(&str, &str); 21] = [
    ("es-EC", "es-EC"),
    ("es-MX", "es-419"),
    ("es-ES", "es"),
    ("es", "es"),
    ("zh-HK", "zh-Hant"),
    ("zh-TW", "zh-Hant"),
    ("zh-Hant-MO", "zh-Hant"),
    ("zh-Hans-CN", "zh"),
    ("zh-SG", "zh"),
    ("sr-RS", "sr"),
    ("sr-Cyrl", "sr"),
    ("sr-Latn-RS", "sr-Latn"),
    ("pt-AO", "pt-PT"),
    ("pt-BR", "pt"),
    ("pt", "pt"),
    ("en-AU", "en-001"),
    ("en-US", "the source"),
    ("de-CH", "de"),
    ("ar-EG-u-nu-latn", "ar"),
    ("qu", "es-EC"),
    ("fr", "the source"),
];

/// What a folder's translation says: no figures, which would be compared.
fn word(folder: &str) -> String {
    let word = folder.replace("001", "world").replace("419", "latin");
    word.replace("the source", "The source")
}

#[test]
fn an_edition_reads_the_nearest_folder_and_never_another_script() {
    let mut folders: Vec<&str> = CHAINS.iter().map(|(_, folder)| *folder).collect();
    folders.retain(|folder| *folder != "the source");
    folders.sort_unstable();
    folders.dedup();
    let mut config = format!("source = \"en\"\nlocales = {folders:?}\n");
    for (locale, _) in CHAINS {
        let name = locale.to_lowercase();
        config +=
            &format!("[[edition]]\nname = \"{name}\"\nlocale = \"{locale}\"\nformats = [\"md\"]\n");
    }
    config += "[locale.qu]\nfallback = [\"es-EC\", \"es\"]\n";
    let project = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file("content/a.md", "The source.\n");
    for folder in &folders {
        project.write(
            &format!("locales/{folder}/a.md.ftl"),
            format!("the-source = {}\n", word(folder)),
        );
    }
    project.run(&["extract", "--quiet"]).code(0);
    for folder in &folders {
        project.run(&["accept", "--locale", folder]).code(0);
    }
    let rows = project.run(&["build", "--format", "json"]).code(0).json();
    for (locale, folder) in CHAINS {
        let name = locale.to_lowercase();
        let text = project.read(&format!("dist/{name}/a.md"));
        assert_eq!(
            text.trim_end().trim_end_matches('.'),
            word(folder),
            "{locale}"
        );
        let row = rows
            .as_array()
            .and_then(|rows| rows.iter().find(|row| row["edition"] == *name))
            .expect("a row for each edition");
        let fell = row["fallback"].as_array().map_or(0, Vec::len);
        assert_eq!(fell, usize::from(locale == "fr"), "{row}");
        assert_eq!(row["missing"], u64::from(locale == "fr"), "{row}");
    }
}

#[test]
fn blocks_fall_back_whole_and_the_report_says_where() {
    let project = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "source = \"en\"\nlocales = [\"es\", \"es-EC\", \"pt\"]\n\
             [[edition]]\nname = \"ec\"\nlocale = \"es-EC\"\nformats = [\"md\"]\n\
             [[edition]]\nname = \"eager\"\nlocale = \"es-EC\"\nformats = [\"md\"]\ndrafts = true\n\
             [[edition]]\nname = \"careful\"\nlocale = \"es-EC\"\nformats = [\"md\"]\npublish_at = 0.9\n\
             [[edition]]\nname = \"qu\"\nlocale = \"qu\"\nformats = [\"md\"]\n\
             [locale.qu]\nfallback = [\"es\", \"pt\"]\n",
        )
        .file("content/a.md", "# One\n\nTwo. Three.\n\n- Four\n- Five\n");
    project.run(&["extract", "--quiet"]).code(0);
    project.write(
        "locales/es/a.md.ftl",
        "one = Uno\ntwo = Dos.\nthree = Tres.\nfour = Cuatro\n",
    );
    project.write("locales/es-EC/a.md.ftl", "three = Tres, pues.\n");
    project.write("locales/pt/a.md.ftl", "five = Cinco (pt)\nthree = Três.\n");
    project.run(&["extract", "--quiet"]).code(0);
    // What stands in a folder without facts is draft until it is accepted.
    project.run(&["accept", "--locale", "es-EC"]).code(0);
    let rows = project.run(&["build", "--format", "json"]).code(0).json();
    // The overlay gives one sentence, its base the other; the source the rest.
    assert_eq!(
        project.read("dist/ec/a.md"),
        "# Uno\n\nDos. Tres, pues.\n\n- Cuatro\n- Five\n"
    );
    assert_eq!(
        project.read("dist/qu/a.md"),
        "# Uno\n\nDos. Tres.\n\n- Cuatro\n- Cinco (pt)\n"
    );
    assert!(!project.path("dist/careful/a.md").exists());
    let row = |name: &str| {
        let rows = rows.as_array().expect("an array");
        rows.iter()
            .find(|row| row["edition"] == name)
            .expect(name)
            .clone()
    };
    assert_eq!(
        row("ec"),
        serde_json::json!({
            "edition": "ec", "locale": "es-EC", "document": "a.md",
            "segments": 5, "translated": 4, "stale": 0, "draft": 0, "missing": 1, "blocks": 4,
            "fallback": [{"locale": "en", "kind": "list-item", "line": 6, "column": 3}],
            "files": ["ec/a.md"], "left_out": false,
        })
    );
    assert_eq!(
        row("qu")["fallback"],
        serde_json::json!([{"locale": "pt", "kind": "list-item", "line": 6, "column": 3}])
    );
    assert_eq!(row("careful")["left_out"], true);
    project
        .run(&["build", "ec", "--strict"])
        .code(1)
        .says("1 of 5 segments are not translated");
    assert!(!project.path("dist/ec/a.md").exists());

    // A stale sentence is shown, a draft where the edition asks for it.
    project.edit("content/a.md", "Four", "Fourth");
    let rows = project.run(&["build", "--format", "json"]).code(0).json();
    assert_eq!(rows[0]["stale"], 1, "{rows}");
    assert!(project.read("dist/ec/a.md").contains("- Cuatro\n"));
    std::fs::remove_file(project.path("locales/es/translations.state")).expect("it was there");
    project.run(&["build"]).code(0);
    assert!(project.read("dist/ec/a.md").starts_with("# One\n"));
    assert!(project.read("dist/eager/a.md").starts_with("# Uno\n"));
}

/// CLDR's own list of parents, where ICU4X's fallback is to be the same.
#[test]
#[ignore = "needs cldr-core (npm), found by NODE_PATH; cargo test --test suite editions -- --ignored"]
fn chains_are_those_of_cldr() {
    let script =
        "console.log(JSON.stringify(require('cldr-core/supplemental/parentLocales.json')))";
    let output = std::process::Command::new("node")
        .args(["-e", script])
        .output();
    let Some(all) = output
        .ok()
        .and_then(|output| serde_json::from_slice::<serde_json::Value>(&output.stdout).ok())
    else {
        println!("skipped: node does not find cldr-core (set NODE_PATH)");
        return;
    };
    let parents = all["supplemental"]["parentLocales"]["parentLocale"]
        .as_object()
        .expect("a list of parents");
    let mut differ = Vec::new();
    for (child, parent) in parents {
        let parent = parent.as_str().expect("a locale");
        let Ok(locale) = fluentdown::locale::Locale::parse(child) else {
            continue;
        };
        let next = locale
            .chain()
            .get(1)
            .map_or("und".to_owned(), ToString::to_string);
        // Across languages, chains are set by hand.
        let same = child == "ht"
            || fluentdown::locale::Locale::parse(parent).is_ok_and(|parent| {
                locale
                    .chain()
                    .get(1)
                    .is_some_and(|next| next.matches(&parent))
            });
        if !same && next != parent {
            differ.push(format!("{child}: {next}, not {parent}"));
        }
    }
    println!("{} parents, {} differ", parents.len(), differ.len());
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Returns the outputs of a project with the time of their last change.
fn outputs(project: &Sandbox) -> Vec<(std::path::PathBuf, Vec<u8>, std::time::SystemTime)> {
    let mut all = project.snapshot();
    all.retain(|(path, ..)| path.components().any(|part| part.as_os_str() == "dist"));
    all
}

#[test]
fn only_what_changes_is_written() {
    let project = Sandbox::small()
        .file("content/other.md", "# Other\n\nOther text.\n")
        .file("content/picture.svg", "<svg/>");
    project.run(&["build"]).code(0);
    let before = outputs(&project);
    project.edit("content/other.md", "Other text.", "Another text.");
    project.run(&["build"]).code(0).says("6 files written");
    let after = outputs(&project);
    assert_eq!(before.len(), after.len());
    for (old, new) in before.iter().zip(&after) {
        let name = new.0.to_string_lossy();
        assert_eq!(old.0, new.0);
        // The manifest says what each file holds.
        let differs = name.contains("/other.") || name.ends_with(".fluentdown-manifest");
        assert_eq!(old.2 == new.2, !differs, "{name}");
    }
    // A part of the editions leaves the others alone; an edition that is gone goes.
    project
        .run(&["build", "wire", "--to", "md"])
        .code(0)
        .says("0 removed");
    project.edit("fluentdown.toml", "name = \"guaranda\"", "name = \"quito\"");
    project.run(&["build"]).code(0);
    assert!(!project.path("dist/guaranda").exists());
    assert!(project.path("dist/quito/news.html").exists());
}

#[test]
fn outputs_are_the_same_on_any_number_of_threads() {
    let mut project = Sandbox::small();
    for number in 0..20 {
        let text = format!(
            "# Page {number}\n\n[The next](p{}.md), in {{ $x }}.\n",
            number + 1
        );
        project = project.file(&format!("content/p{number}.md"), text);
    }
    project = project.file("content/p20.md", "# The end\n");
    project.run(&["extract", "--quiet"]).code(0);
    let build = |threads: &str| {
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_fluentdown"))
            .args(["build", "--quiet", "--out", threads])
            .env("RAYON_NUM_THREADS", threads)
            .current_dir(project.path(""))
            .output()
            .expect("the binary runs");
        assert!(status.status.success(), "{status:?}");
        let mut files = Vec::new();
        super::support::walk(&project.path(threads), &mut files);
        files.sort();
        let read = |path: &std::path::PathBuf| std::fs::read(path).expect("a file");
        files.iter().map(read).collect::<Vec<_>>()
    };
    let one = build("1");
    assert!(one.len() > 100);
    assert_eq!(one, build("4"));
}

#[test]
fn outputs_never_become_input() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract", "--quiet"]).code(0);
    let before = sandbox.snapshot();
    for folder in [
        "content",
        "locales",
        "content/a/b",
        "./content/../locales/es",
        "locales/x",
    ] {
        sandbox
            .run(&["build", "--out", folder])
            .code(2)
            .says("choose another folder");
    }
    let config = sandbox.read("fluentdown.toml");
    sandbox.write(
        "fluentdown.toml",
        format!("{config}\n[[edition]]\nname = \"content\"\nlocale = \"en\"\n"),
    );
    sandbox
        .run(&["build", "--out", "."])
        .code(2)
        .says("choose another folder");
    sandbox.write("fluentdown.toml", config);
    sandbox
        .run(&["build", "--quiet", "--out", "new/deep"])
        .code(0);
    assert!(sandbox.read("new/deep/wire/news.md").contains("masks"));
    std::fs::remove_dir_all(sandbox.path("new")).expect("removed");
    let files = |all: Vec<(std::path::PathBuf, Vec<u8>, _)>| -> Vec<_> {
        all.into_iter()
            .map(|(path, bytes, _)| (path, bytes))
            .collect()
    };
    assert_eq!(files(sandbox.snapshot()), files(before));
}

#[test]
fn what_is_let_be_is_let_be_in_a_build_too() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.edit("locales/es/news.md.ftl", "# masks =", "masks = { $nobody }");
    sandbox
        .run(&["build"])
        .code(1)
        .says("unknown variable `$nobody`");
    let config = sandbox.read("fluentdown.toml");
    let allow = "[[allow]]\nrule = \"format-error\"\nreason = \"it is on its way\"\n";
    sandbox.write("fluentdown.toml", format!("{config}\n{allow}"));
    sandbox.run(&["check"]).code(0);
    sandbox.run(&["build"]).code(0);
}

#[test]
fn a_part_of_the_editions_says_what_is_wrong_in_all() {
    let sandbox = Sandbox::small().file("content/other.md", "See [this](gone.md).\n");
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.edit("locales/es/news.md.ftl", "# masks =", "masks = { $nobody }");
    for part in [
        &["build", "wire", "--to", "txt"][..],
        &["build", "wire"][..],
        &["build", "--to", "md"][..],
    ] {
        let run = sandbox.run(part).code(1).says("unknown variable `$nobody`");
        // A broken link is a warning of `check`, counted here, whatever is built.
        let count = |text: &str| text.matches("`fluentdown check` shows them").count();
        assert_eq!(count(&run.stderr), 1, "{}", run.stderr);
    }
    let all = |args: &[&str]| {
        sandbox
            .run(args)
            .stderr
            .lines()
            .filter(|line| line.contains("fluentdown check"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(all(&["build", "wire", "--to", "txt"]), all(&["build"]));
    assert!(!sandbox.path("dist/guaranda/gone.html").exists());
}

#[test]
fn a_document_that_collides_is_left_out_and_says_so() {
    let sandbox = Sandbox::small().file("content/news.txt", "News\n\nOf { $nobody }.\n");
    sandbox.run(&["extract", "--quiet"]).code(0);
    let rows = sandbox
        .run(&["build", "--format", "json"])
        .code(1)
        .says("would both be written as")
        .json();
    let of = |document: &str| {
        let rows = rows.as_array().expect("rows");
        let all = rows.iter().filter(|row| row["document"] == document);
        all.map(|row| row["left_out"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("news.md"), [false, false]);
    assert_eq!(of("news.txt"), [true, true]);
    assert!(sandbox.read("dist/wire/news.txt").contains("masks"));
}
