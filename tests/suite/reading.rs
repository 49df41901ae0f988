//! What cannot be read is left out, reported whatever was asked for, and stays as it is.

use super::support::{Run, Sandbox};

/// Two documents in two languages, translated.
fn translated() -> Sandbox {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "source = \"en\"\nlocales = [\"es\", \"fr\"]\n",
        )
        .file("content/a.md", "# Masks\n\nThe city gave masks.\n")
        .file(
            "content/b.md",
            "# Gloves\n\nThe city gave gloves. See [masks](a.md).\n",
        );
    sandbox.run(&["extract", "-q"]).code(0);
    for locale in ["es", "fr"] {
        for (document, id, text) in [
            ("a", "masks", "T1"),
            ("a", "the-city-gave-masks", "T2."),
            ("b", "gloves", "T3"),
            ("b", "the-city-gave-gloves", "T4."),
            ("b", "see-masks", "T5 [m]({ $url1 })."),
        ] {
            let path = format!("locales/{locale}/{document}.md.ftl");
            sandbox.edit(&path, &format!("# {id} =\n"), &format!("{id} = {text}\n"));
        }
    }
    sandbox.run(&["extract", "-q"]).code(0);
    sandbox.run(&["check", "--deny", "warnings"]).code(0);
    sandbox
}

/// Writes something over a file that is no text.
fn spoil(sandbox: &Sandbox, path: &str) {
    let mut bytes = std::fs::read(sandbox.path(path)).unwrap_or_default();
    bytes.extend(b"x = \xf1\n");
    sandbox.write(path, bytes);
}

/// All files under a folder with their bytes.
fn all(sandbox: &Sandbox, folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![sandbox.path(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let name = entry.path().to_string_lossy().into_owned();
                found.push((name, std::fs::read(entry.path()).unwrap_or_default()));
            }
        }
    }
    found.sort();
    found
}

fn says_not(run: &Run, text: &str) {
    assert!(!run.stderr.contains(text), "{}", run.stderr);
    assert!(!run.stdout.contains(text), "{}", run.stdout);
}

#[test]
fn one_bad_resource_leaves_out_its_document_in_its_locale() {
    let sandbox = translated();
    sandbox.run(&["build", "-q"]).code(0);
    spoil(&sandbox, "locales/fr/a.md.ftl");
    let before = all(&sandbox, "locales");
    let run = sandbox.run(&["check"]).code(1).says("not-utf8");
    says_not(&run, "missing-translation");
    let json = sandbox.run(&["check", "--format", "json"]).code(1).json();
    let one = &json[0];
    assert_eq!(json.as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(one["path"], "locales/fr/a.md.ftl");
    assert_eq!(
        (&one["locale"], &one["document"]),
        (&"fr".into(), &"a.md".into())
    );
    let lines = before
        .iter()
        .find(|(path, _)| path.ends_with("fr/a.md.ftl"))
        .map(|(_, bytes)| bytes.iter().filter(|byte| **byte == b'\n').count());
    assert_eq!(one["line"].as_u64(), lines.map(|lines| lines as u64));
    assert_eq!(one["column"], 5);
    sandbox.run(&["extract"]).code(1);
    assert_eq!(all(&sandbox, "locales"), before);
    sandbox.run(&["extract", "--check"]).code(1);
    let run = sandbox.run(&["status", "--format", "json"]).code(1);
    let rows = run.json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows.iter().all(|row| row["missing"] == 0));
    // The others are built; the page of before stays.
    sandbox.edit("content/b.md", "Gloves", "White gloves");
    let page = sandbox.read("dist/fr/a.html");
    sandbox.run(&["build", "-q"]).code(1);
    assert!(sandbox.read("dist/en/b.html").contains("White gloves"));
    assert_eq!(sandbox.read("dist/fr/a.html"), page);
    std::fs::remove_dir_all(sandbox.path("dist")).expect("removed");
    sandbox.run(&["build", "-q"]).code(1);
    assert!(sandbox.path("dist/fr/b.html").exists() && sandbox.path("dist/es/a.html").exists());
    assert!(!sandbox.path("dist/fr/a.html").exists());
}

#[test]
fn one_bad_document_loses_no_translation() {
    let sandbox = translated();
    sandbox.run(&["build", "-q"]).code(0);
    let before = all(&sandbox, "locales");
    spoil(&sandbox, "content/a.md");
    let run = sandbox.run(&["extract"]).code(1).says("content/a.md");
    says_not(&run, "removed");
    assert_eq!(all(&sandbox, "locales"), before);
    let run = sandbox.run(&["check"]).code(1);
    says_not(&run, "missing-file");
    let page = sandbox.read("dist/es/a.html");
    sandbox.run(&["build", "-q"]).code(1);
    assert_eq!(sandbox.read("dist/es/a.html"), page);
    assert!(sandbox.path("dist/es/b.html").exists());
}

#[test]
fn facts_that_cannot_be_read_leave_out_their_locale() {
    let sandbox = translated();
    sandbox.run(&["build", "-q"]).code(0);
    spoil(&sandbox, "locales/fr/translations.state");
    let before = all(&sandbox, "locales/fr");
    sandbox.edit("content/a.md", "gave masks", "gave many masks");
    let run = sandbox.run(&["extract"]).code(1);
    says_not(&run, "fr: ");
    assert_eq!(all(&sandbox, "locales/fr"), before);
    assert!(
        sandbox
            .read("locales/es/a.md.ftl")
            .contains("gave many masks")
    );
    let pages = all(&sandbox, "dist/fr");
    sandbox.run(&["build", "-q"]).code(1);
    assert_eq!(all(&sandbox, "dist/fr"), pages);
    for command in [
        &["accept", "--locale", "fr"][..],
        &["prune", "--locale", "fr"],
        &["pseudo", "--locale", "fr"],
    ] {
        sandbox.run(command).code(2).says("translations.state");
    }
    assert_eq!(all(&sandbox, "locales/fr"), before);
    // The source's facts say what all others saw.
    spoil(&sandbox, "locales/en/translations.state");
    let before = all(&sandbox, "locales");
    sandbox.edit("content/a.md", "many masks", "more masks");
    sandbox.run(&["extract"]).code(1);
    assert_eq!(all(&sandbox, "locales"), before);
}

#[test]
fn without_its_attic_nothing_is_written_in_a_locale() {
    let sandbox = translated();
    sandbox.write("locales/fr/attic.ftl", b"x = \xf1\n");
    let before = all(&sandbox, "locales/fr");
    sandbox.edit("content/a.md", "The city gave masks.", "");
    sandbox.run(&["extract"]).code(1).says("attic.ftl");
    assert_eq!(all(&sandbox, "locales/fr"), before);
    assert!(sandbox.read("locales/es/attic.ftl").contains("T2."));
}

#[test]
fn no_filter_hides_what_was_not_read() {
    let sandbox = translated();
    sandbox
        .run(&["check", "--format", "json", "--output-file", "known.json"])
        .code(0);
    spoil(&sandbox, "locales/fr/b.md.ftl");
    sandbox
        .run(&["check", "--format", "json", "--output-file", "known.json"])
        .code(1);
    let config = sandbox.read("fluentdown.toml");
    for args in [
        &["--locale", "es"][..],
        &["content/a.md"],
        &["locales/es"],
        &["--allow", "not-utf8"],
        &["--warn", "not-utf8"],
        &["--baseline", "known.json"],
    ] {
        let args = [&["check"][..], args].concat();
        sandbox.run(&args).code(1).says("not-utf8");
    }
    for more in [
        "[rules]\nnot-utf8 = \"allow\"\n",
        "[[allow]]\nrule = \"not-utf8\"\nreason = \"so\"\n",
    ] {
        sandbox.write("fluentdown.toml", format!("{config}{more}"));
        sandbox.run(&["check"]).code(1).says("not-utf8");
    }
}

#[test]
fn a_faulty_configuration_exits_2_for_every_command() {
    for fault in [
        "foo = 1\n",
        "[rules]\nno-such = \"warn\"\n",
        "source = \n",
        "locales = [\"x y\"]\n",
    ] {
        let sandbox = Sandbox::empty()
            .file("fluentdown.toml", fault)
            .file("content/a.md", "# Masks\n");
        for command in [
            &["check"][..],
            &["check", "--locale", "es"],
            &["check", "content/a.md"],
            &["check", "--allow", "configuration"],
            &["check", "--fix"],
            &["extract"],
            &["extract", "--check"],
            &["build"],
            &["status"],
            &["facts"],
            &["accept", "--locale", "es"],
            &["prune"],
            &["pseudo"],
            &["export", "--locale", "es"],
        ] {
            sandbox.run(command).code(2).says("fluentdown.toml:");
        }
        for format in ["json", "sarif", "github"] {
            let run = sandbox
                .run(&["check", "--locale", "es", "--format", format])
                .code(2);
            assert!(run.stdout.contains("configuration"), "{}", run.stdout);
        }
        assert!(!sandbox.path("locales").exists());
    }
}

#[test]
fn wide_text_is_named() {
    let sandbox = translated();
    let text = sandbox.read("locales/es/a.md.ftl");
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    sandbox.write("locales/es/a.md.ftl", [b"\xff\xfe", &bytes[..]].concat());
    sandbox
        .run(&["check"])
        .code(1)
        .says("UTF-16")
        .says("locales/es/a.md.ftl:1:1");
    sandbox.write("locales/es/a.md.ftl", &bytes);
    sandbox.run(&["extract"]).code(1).says("UTF-16");
    let after = std::fs::read(sandbox.path("locales/es/a.md.ftl")).expect("read");
    assert_eq!(after, bytes);
}

#[cfg(unix)]
mod odd {
    use super::*;
    use std::process::Command;

    fn pipe(sandbox: &Sandbox, path: &str) {
        let full = sandbox.path(path);
        std::fs::create_dir_all(full.parent().expect("a folder")).expect("made");
        let _ = std::fs::remove_file(&full);
        let made = Command::new("mkfifo").arg(&full).status();
        assert!(made.is_ok_and(|status| status.success()), "{path}");
    }

    fn folder(sandbox: &Sandbox, path: &str) {
        let _ = std::fs::remove_file(sandbox.path(path));
        std::fs::create_dir_all(sandbox.path(path)).expect("made");
    }

    /// Places of files, and what the finding about each is at.
    const PLACES: [&str; 13] = [
        "locales/es/a.md.ftl",
        "locales/en/a.md.ftl",
        "locales/es/translations.state",
        "locales/en/translations.state",
        "locales/es/terms.ftl",
        "locales/en/terms.ftl",
        "locales/es/attic.ftl",
        "content/a.md",
        "content/picture.svg",
        "content/.gitignore",
        "content/.ignore",
        ".gitignore",
        ".ignore",
    ];

    #[test]
    fn what_is_no_file_in_the_place_of_one_is_a_finding_and_never_a_wait() {
        for make in [pipe, folder] {
            for place in PLACES {
                let is_folder = std::ptr::fn_addr_eq(make, folder as fn(&Sandbox, &str));
                if is_folder && place == "content/picture.svg" {
                    continue;
                }
                let sandbox = translated();
                sandbox.run(&["build", "-q"]).code(0);
                make(&sandbox, place);
                let before = all(&sandbox, "locales");
                for command in ["status", "check", "extract", "build"] {
                    let run = sandbox.run(&[command]);
                    assert_eq!(run.code, 1, "{command} at {place}: {}", run.stderr);
                    let run = run.says(place);
                    says_not(&run, "panicked");
                }
                let after = all(&sandbox, "locales");
                assert_eq!(after, before, "{place}");
                assert!(sandbox.path("dist/es/a.html").exists(), "{place}");
            }
        }
    }

    #[test]
    fn a_template_that_is_no_file_is_a_finding() {
        for make in [pipe, folder] {
            let sandbox = translated();
            sandbox.write(
                "fluentdown.toml",
                "locales = [\"es\", \"fr\"]\ntemplate = \"page.html\"\n",
            );
            make(&sandbox, "page.html");
            sandbox.run(&["check"]).code(1).says("broken-template");
            sandbox.run(&["build"]).code(1).says("fluentdown.toml:2");
        }
    }

    #[test]
    fn verify_goes_on_and_counts_what_it_leaves_out() {
        let sandbox = translated();
        sandbox.write("content/bad.md", b"\xff\xfe#\0 \0");
        pipe(&sandbox, "content/c.md");
        pipe(&sandbox, "content/x/.gitignore");
        sandbox.write("content/y/.gitignore", "z.md\n");
        sandbox.write("content/y/z.md", "Z.\n");
        sandbox.write("content/.hidden.md", "H.\n");
        sandbox.write("content/page.rst", "R.\n");
        let content = sandbox.path("content");
        let content = content.to_str().expect("UTF-8");
        sandbox
            .run(&["verify", content])
            .code(1)
            .says("2 of 5 documents hold")
            .says("UTF-16")
            .says("c.md")
            .says("1 ignored")
            .says("1 of other types")
            .says("2 hidden");
        sandbox.write("none/page.rst", "R.\n");
        let none = sandbox.path("none");
        sandbox
            .run(&["verify", none.to_str().expect("UTF-8")])
            .code(2)
            .says("no document")
            .says("1 of other types");
    }
}
