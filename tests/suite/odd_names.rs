//! Documents and resources with odd names, links, and other things where a
//! file or a folder is expected: each gets a right result or a diagnostic, and
//! the rest of the run goes on.

use super::support::Sandbox;
use std::fs;

/// A document of its own for each name.
fn title(name: &str) -> String {
    let word: String = format!("{:08x}", name.len() * 257 + usize::from(name.as_bytes()[0]))
        .bytes()
        .map(|digit| char::from(b'g' + digit % 16))
        .collect();
    format!("# The city of {word}\n")
}

const ANSWER: &str = "# La ciudad";

/// A project whose one document is extracted and translated.
fn settled() -> Sandbox {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "source = \"en\"\nlocales = [\"es\"]\n[[edition]]\nname = \"g\"\nlocale = \"es\"\nformats = [\"md\", \"html\", \"txt\"]\n",
        )
        .file("content/ok.md", "# The city\n");
    sandbox.run(&["extract"]).code(0);
    sandbox.edit(
        "locales/es/ok.md.ftl",
        "# the-city =",
        "the-city = La ciudad",
    );
    sandbox.run(&["extract"]).code(0);
    sandbox
}

/// Asserts that the document beside is extracted, whatever else is there.
fn goes_on(sandbox: &Sandbox) {
    assert!(
        sandbox
            .read("locales/es/ok.md.ftl")
            .ends_with("the-city = La ciudad\n")
    );
    let status = sandbox.run(&["status", "--format", "json"]).json();
    let mut rows = status.as_array().expect("an array").iter();
    let row = rows.find(|row| row["document"] == "ok.md").expect("a row");
    assert_eq!(row["translated"], 1, "{row}");
    assert!(!sandbox.path(".fluentdown-undo").exists());
}

#[test]
fn every_name_that_a_disk_takes_goes_all_the_way() {
    let long = "n".repeat(255 - ".md.ftl".len()) + ".md";
    let han = "潍".repeat(82) + ".md";
    let names = [
        "a b.md",
        " lead.md",
        "trail .md",
        "é.md",
        "e\u{301}.md",
        "it's \"q\".md",
        "new\nline.md",
        "tab\ttab.md",
        "terms.md",
        "terms.ftl.md",
        "attic.md",
        "attic.ftl.md",
        "translations.state.md",
        "ok.md.md",
        "A.md",
        "#x.md",
        "x#y.md",
        "a&b.md",
        "<b>.md",
        "-dash.md",
        "--help.md",
        "%20.md",
        "dot..md",
        "con.md",
        "es.md",
        "=x.md",
        "{ $x }.md",
        "[a](b).md",
        "*?.md",
        "$HOME.md",
        "\u{202e}rtl.md",
        "ctl\u{1}\u{1b}[31m.md",
        "weird.MD",
        "deep.md/in.md",
        "terms/x.md",
        "attic/x.md",
        long.as_str(),
        han.as_str(),
    ];
    let sandbox = settled();
    for name in names {
        sandbox.write(&format!("content/{name}"), title(name));
    }
    sandbox.run(&["extract"]).code(0);
    for name in names {
        let path = format!("locales/es/{name}.ftl");
        let text = sandbox.read(&path);
        let text = text
            .replace("# the-city-of", "the-city-of")
            .replace(" =\n", " = La ciudad\n");
        sandbox.write(&path, text);
    }
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["extract"]).code(0).says("nothing to change");
    sandbox.run(&["extract", "--check"]).code(0);
    let status = sandbox.run(&["status", "--format", "json"]).code(0).json();
    for row in status.as_array().expect("an array") {
        assert_eq!(row["translated"], row["segments"], "{row}");
    }
    // Each can be named on the command line, also where it looks like `DOC#ID`.
    for name in [
        "x#y.md",
        "x#y.md#the-city-of-gggggmnl",
        "a b.md",
        "./content/é.md",
    ] {
        sandbox
            .run(&["accept", "--locale", "es", name])
            .code(if name.starts_with('.') { 2 } else { 0 });
    }
    sandbox
        .run(&["accept", "--locale", "es", "--", "--help.md"])
        .code(0);
    let table = sandbox.run(&[
        "export", "--locale", "es", "--only", "all", "--out", "t.csv",
    ]);
    table.code(0);
    sandbox.run(&["import", "--locale", "es", "t.csv"]).code(0);
    let built = sandbox.run(&["build", "--to", "md"]).code(0);
    assert!(!built.stdout.contains('\u{1b}') && !built.stderr.contains('\u{1b}'));
    for name in names {
        let text = fs::read_to_string(sandbox.path(&format!("dist/g/{name}")));
        assert_eq!(text.expect(name), format!("{ANSWER}\n"), "{name}");
    }
    // What leaves finds back, also over a name with a line end in it.
    for name in ["new\nline.md", "x#y.md"] {
        fs::remove_file(sandbox.path(&format!("content/{name}"))).expect("removed");
        sandbox.run(&["extract"]).code(0);
        sandbox.write(&format!("content/{name}"), title(name));
        sandbox.run(&["extract"]).code(0);
        assert!(
            sandbox
                .read(&format!("locales/es/{name}.ftl"))
                .contains("= La ciudad"),
            "{name}"
        );
    }
    goes_on(&sandbox);
}

#[test]
fn a_name_that_can_have_no_resource_is_left_out() {
    for name in [
        "n".repeat(252) + ".md",
        "translations.state/x.md".to_owned(),
        "attic.ftl/x.md".to_owned(),
        "Terms.FTL/x.md".to_owned(),
        "ok.md.ftl/x.md".to_owned(),
    ] {
        let sandbox = settled();
        sandbox.write(&format!("content/{name}"), "# Another\n");
        sandbox.write("content/new.md", "# New\n");
        for command in ["extract", "check", "build", "status"] {
            sandbox
                .run(&[command])
                .code(1)
                .says("error[unusable-file]")
                .says(&name);
        }
        assert!(sandbox.path("locales/es/new.md.ftl").exists(), "{name}");
        goes_on(&sandbox);
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_left_out() {
    use std::os::unix::ffi::OsStrExt as _;
    for bytes in [&b"bad\xff.md"[..], b"back\\slash.md"] {
        let sandbox = settled();
        let name = std::ffi::OsStr::from_bytes(bytes);
        let content = sandbox.path("content").join(name);
        fs::write(content, "# Another\n").expect("written");
        fs::write(
            sandbox
                .path("locales/es")
                .join(name)
                .with_extension("md.ftl"),
            "a = b\n",
        )
        .expect("written");
        sandbox.write("content/new.md", "# New\n");
        sandbox
            .run(&["extract"])
            .code(1)
            .says("its name is not UTF-8, or holds a backslash");
        assert!(sandbox.path("locales/es/new.md.ftl").exists());
        goes_on(&sandbox);
    }
}

/// Asserts that `extract` names what stands in its way and leaves it there,
/// does its work beside it, and there once it is gone.
#[cfg(unix)]
fn stands_in_the_way(sandbox: &Sandbox, path: &str, says: &str, free: impl Fn()) {
    sandbox.write("content/new.md", "# New\n");
    sandbox.write("content/beside.md", "# Beside\n");
    let kind = |path: &str| {
        let data = fs::symlink_metadata(sandbox.path(path)).expect(path);
        format!("{:?}", data.file_type())
    };
    let before = kind(path);
    let mut names_before = Vec::new();
    for run in 0..2 {
        sandbox.run(&["extract"]).code(1).says(path).says(says);
        assert_eq!(kind(path), before);
        if run == 0 {
            names_before = names(sandbox);
        }
        assert_eq!(names(sandbox), names_before, "twice is as once");
    }
    sandbox.run(&["check"]).code(1).says(path).says(says);
    free();
    let run = sandbox.run(&["extract"]);
    assert!(run.code < 2, "{run:?}");
    for locale in ["en", "es"] {
        for name in ["new", "beside"] {
            let resource = format!("locales/{locale}/{name}.md.ftl");
            assert!(sandbox.path(&resource).exists(), "{resource}");
        }
    }
    sandbox.run(&["extract"]).says("nothing to change");
}

/// What stands where, also where it cannot be read.
#[cfg(unix)]
fn names(sandbox: &Sandbox) -> Vec<std::path::PathBuf> {
    let walk = ignore::WalkBuilder::new(sandbox.path(""))
        .standard_filters(false)
        .build();
    let mut paths: Vec<_> = walk
        .map(|entry| entry.expect("an entry").into_path())
        .collect();
    paths.sort();
    paths
}

#[cfg(unix)]
#[test]
fn what_stands_in_the_place_of_a_file_is_named_and_left_there() {
    let folder = |path: &'static str| {
        let sandbox = settled();
        if sandbox.path(path).exists() {
            fs::remove_file(sandbox.path(path)).expect("removed");
        }
        fs::create_dir_all(sandbox.path(path)).expect("made");
        stands_in_the_way(&sandbox, path, "a folder stands in its place", || {
            fs::remove_dir_all(sandbox.path(path)).expect("removed");
        });
    };
    folder("locales/es/new.md.ftl");
    folder("locales/en/new.md.ftl");
    folder("locales/es/translations.state");
    folder("locales/en/translations.state");
    for path in ["locales", "locales/es"] {
        let sandbox = settled();
        fs::remove_dir_all(sandbox.path(path)).expect("removed");
        sandbox.write(path, "x");
        let (code, says) = if path == "locales" {
            (2, "is not a folder")
        } else {
            (1, "a file stands where a folder should be")
        };
        sandbox.write("content/new.md", "# New\n");
        sandbox.run(&["extract"]).code(code).says(path).says(says);
        if path != "locales" {
            sandbox.run(&["check", "--locale", "es"]).code(1).says(says);
        }
        fs::remove_file(sandbox.path(path)).expect("removed");
        sandbox.run(&["extract"]).code(0);
    }
    let sandbox = settled();
    fs::remove_dir_all(sandbox.path("content")).expect("removed");
    sandbox.write("content", "x");
    for command in ["extract", "check", "build", "status"] {
        sandbox
            .run(&[command])
            .code(2)
            .says("content` is not a folder");
    }
}

#[cfg(unix)]
#[test]
fn nobody_waits_for_a_pipe() {
    let sandbox = settled();
    let pipe = |path: &str| {
        let made = std::process::Command::new("mkfifo")
            .arg(sandbox.path(path))
            .status();
        made.expect("mkfifo runs").success()
    };
    assert!(pipe("content/pipe.md") && pipe("locales/es/new.md.ftl"));
    stands_in_the_way(
        &sandbox,
        "locales/es/new.md.ftl",
        "a pipe stands in its place",
        || {
            fs::remove_file(sandbox.path("locales/es/new.md.ftl")).expect("removed");
        },
    );
    goes_on(&sandbox);
}

#[cfg(unix)]
#[test]
fn links_lead_inside_or_are_named() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    let secret = outside.path().join("secret.ftl");
    fs::write(&secret, "secret = S\n").expect("written");
    // Inside: the link stays, what it leads to is written.
    let sandbox = settled();
    fs::create_dir(sandbox.path("real")).expect("made");
    fs::rename(
        sandbox.path("locales/es/ok.md.ftl"),
        sandbox.path("real/ok.ftl"),
    )
    .expect("moved");
    symlink("../../real/ok.ftl", sandbox.path("locales/es/ok.md.ftl")).expect("linked");
    sandbox.write("real/shared.md", "# Shared\n");
    symlink("../real/shared.md", sandbox.path("content/shared.md")).expect("linked");
    sandbox.edit("content/ok.md", "The city", "The whole city");
    sandbox.run(&["extract"]).code(0);
    assert!(sandbox.read("real/ok.ftl").contains("# WAS: The city\n"));
    let data = fs::symlink_metadata(sandbox.path("locales/es/ok.md.ftl")).expect("there");
    assert!(data.is_symlink() && sandbox.read("locales/es/shared.md.ftl").contains("Shared"));
    // Out, nowhere, in a circle: named, and the rest goes on.
    let sandbox = settled();
    for (target, link) in [
        ("nowhere", "content/nowhere.md"),
        ("loop.md", "content/loop.md"),
        (".", "content/self"),
        ("/", "content/root"),
        ("nowhere.ftl", "locales/es/no.md.ftl"),
    ] {
        symlink(target, sandbox.path(link)).expect("linked");
    }
    sandbox.write("content/new.md", "# New\n");
    let run = sandbox
        .run(&["extract"])
        .code(1)
        .says("a link leads nowhere");
    run.says("a link leads back to itself")
        .says("a link leads out of the project");
    assert!(sandbox.path("locales/es/new.md.ftl").exists());
    goes_on(&sandbox);
    // In the place of what is to be written: nothing is, inside or outside.
    for path in ["locales/es/new.md.ftl", "locales/es/translations.state"] {
        let sandbox = settled();
        let _ = fs::remove_file(sandbox.path(path));
        symlink(&secret, sandbox.path(path)).expect("linked");
        stands_in_the_way(&sandbox, path, "leads out of the project", || {
            fs::remove_file(sandbox.path(path)).expect("removed");
        });
    }
    let sandbox = settled();
    fs::rename(sandbox.path("locales/es"), sandbox.path("es")).expect("moved");
    symlink(outside.path(), sandbox.path("locales/es")).expect("linked");
    stands_in_the_way(&sandbox, "locales/es", "leads out of the project", || {
        fs::remove_file(sandbox.path("locales/es")).expect("removed");
    });
    assert_eq!(fs::read_to_string(&secret).expect("there"), "secret = S\n");
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 1);
}

#[test]
fn names_that_differ_in_case_alone_are_two_documents() {
    let sandbox = settled();
    sandbox.write("content/OK.md", "# The town\n");
    if fs::read_dir(sandbox.path("content"))
        .expect("a folder")
        .count()
        < 2
    {
        println!("skipped: this disk takes the two names for one");
        return;
    }
    sandbox.run(&["extract"]).code(0);
    assert!(
        sandbox
            .read("locales/es/OK.md.ftl")
            .contains("# the-town =")
    );
    goes_on(&sandbox);
}
