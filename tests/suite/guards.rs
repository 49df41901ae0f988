//! What keeps a run from taking most of a project away, and from folders that
//! belong to other tools.

use super::support::Sandbox;
use std::fs;

/// A project with `count` documents of one sentence, translated and built.
fn project(count: usize) -> Sandbox {
    let mut sandbox = Sandbox::empty().file(
        "fluentdown.toml",
        "source = \"en\"\nlocales = [\"es\"]\n[[edition]]\nname = \"quito\"\nlocale = \"es\"\nformats = [\"txt\"]\n",
    );
    for number in 0..count {
        let text = format!("The house in street {number} gave away its masks.\n");
        sandbox = sandbox.file(&format!("content/d{number}.txt"), text);
    }
    sandbox.run(&["extract"]).code(0);
    for number in 0..count {
        let path = format!("locales/es/d{number}.txt.ftl");
        let text = sandbox.read(&path);
        let stub = text.lines().last().expect("a stub");
        let line = stub.trim_start_matches("# ").to_owned() + &format!(" Hecho en {number}.");
        sandbox.edit(&path, stub, &line);
    }
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["build"]).code(0);
    sandbox
}

fn remove(sandbox: &Sandbox, numbers: std::ops::Range<usize>) {
    for number in numbers {
        fs::remove_file(sandbox.path(&format!("content/d{number}.txt"))).expect("removed");
    }
}

#[test]
fn without_its_content_folder_no_command_touches_anything() {
    let sandbox = project(2);
    fs::write(sandbox.path("es.csv"), "document,id,source,target\n").expect("written");
    for break_it in [
        || "content = \"contnet\"\n".to_owned(),
        || "content = \"a/b\"\n".to_owned(),
        || String::new(),
    ] {
        let (key, config) = (break_it(), sandbox.read("fluentdown.toml"));
        sandbox.write("fluentdown.toml", format!("{key}{config}"));
        if key.is_empty() {
            fs::rename(sandbox.path("content"), sandbox.path("elsewhere")).expect("renamed");
        }
        let before = sandbox.snapshot();
        for args in [
            &["extract"][..],
            &["extract", "--check"],
            &["extract", "--allow-removal"],
            &["build"],
            &["build", "--out", "site"],
            &["check"],
            &["check", "--fix"],
            &["status"],
            &["facts"],
            &["accept", "--locale", "es"],
            &["export", "--locale", "es", "--out", "new.csv"],
            &["import", "--locale", "es", "es.csv"],
            &["pseudo"],
            &["prune"],
        ] {
            sandbox.run(args).code(2).says("there is no folder");
            assert_eq!(sandbox.snapshot(), before, "{args:?}");
        }
        sandbox.write("fluentdown.toml", config);
    }
}

#[test]
fn most_of_a_locale_goes_to_the_attic_only_when_it_is_allowed() {
    let sandbox = project(50);
    remove(&sandbox, 0..25);
    // Half is not more than half.
    sandbox.run(&["extract"]).code(0);
    remove(&sandbox, 25..50);
    let before = sandbox.snapshot();
    for args in [
        &["extract"][..],
        &["extract", "--check"],
        &["extract", "--resegment"],
    ] {
        sandbox
            .run(args)
            .code(2)
            .says("this would move 25 of 25 translations of `es` to the attic")
            .says("`fluentdown extract --allow-removal`");
        assert_eq!(sandbox.snapshot(), before, "{args:?}");
    }
    sandbox.run(&["extract", "--allow-removal"]).code(0);
    let attic = sandbox.read("locales/es/attic.ftl");
    assert_eq!(attic.matches("= Hecho en ").count(), 50);
    sandbox.run(&["extract", "--check"]).code(0);
}

#[test]
fn a_few_translations_go_to_the_attic_without_being_asked_for() {
    let sandbox = project(20);
    remove(&sandbox, 0..20);
    sandbox.run(&["extract"]).code(0);
    let attic = sandbox.read("locales/es/attic.ftl");
    assert_eq!(attic.matches("= Hecho en ").count(), 20);
}

#[test]
fn most_of_the_outputs_go_only_when_it_is_allowed() {
    let sandbox = project(30);
    // Documents under a new name have the outputs that they had.
    for number in 0..30 {
        let name = |ending: &str| sandbox.path(&format!("content/d{number}.{ending}"));
        fs::rename(name("txt"), name("md")).expect("renamed");
    }
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["build"]).code(0);
    for (from, to) in [
        // An edition that is called otherwise, one that is gone, other formats.
        ("name = \"quito\"", "name = \"lima\""),
        ("formats = [\"txt\"]", "formats = [\"md\"]"),
    ] {
        let config = sandbox.read("fluentdown.toml");
        sandbox.edit("fluentdown.toml", from, to);
        let before = sandbox.snapshot();
        sandbox
            .run(&["build"])
            .code(2)
            .says("this would remove 30 of 30 outputs in `dist`")
            .says("`fluentdown build --allow-removal`");
        assert_eq!(sandbox.snapshot(), before, "{to}");
        sandbox.write("fluentdown.toml", config);
    }
    remove_all(&sandbox, 30, "md");
    sandbox.run(&["build", "quito"]).code(2);
    sandbox.run(&["build", "--out", "site"]).code(0);
    sandbox
        .run(&["build", "--allow-removal"])
        .code(0)
        .says("30 removed");
    assert!(!sandbox.path("dist/quito").exists());
}

fn remove_all(sandbox: &Sandbox, count: usize, ending: &str) {
    for number in 0..count {
        fs::remove_file(sandbox.path(&format!("content/d{number}.{ending}"))).expect("removed");
    }
}

#[test]
#[ignore = "500 projects, a minute; cargo test --release --test suite guards -- --ignored"]
fn of_any_project_most_goes_only_when_it_is_allowed() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize % sides
    };
    for _ in 0..500 {
        let all = 1 + roll(60);
        let gone = roll(all + 1);
        let sandbox = project(all);
        remove(&sandbox, 0..gone);
        let wanted = if gone > 20 && gone * 2 > all { 2 } else { 0 };
        let before = sandbox.snapshot();
        for args in [["extract"], ["build"]] {
            let run = sandbox.run(&args);
            assert_eq!(run.code, wanted, "{args:?}, {gone} of {all}: {run:?}");
        }
        if wanted == 2 {
            assert_eq!(sandbox.snapshot(), before, "{gone} of {all}");
        }
    }
}

#[test]
fn an_output_that_somebody_changed_is_left_and_told() {
    let sandbox = project(2);
    sandbox.write("dist/quito/d0.txt", "By hand.\n");
    sandbox.edit("content/d0.txt", "gave away", "gave all");
    sandbox
        .run(&["build"])
        .code(1)
        .says("`quito/d0.txt` was changed since fluentdown wrote it");
    assert_eq!(sandbox.read("dist/quito/d0.txt"), "By hand.\n");
    // What is no longer made is not removed either.
    remove(&sandbox, 0..1);
    sandbox.run(&["build"]).code(1);
    assert_eq!(sandbox.read("dist/quito/d0.txt"), "By hand.\n");
    fs::remove_file(sandbox.path("dist/quito/d0.txt")).expect("removed");
    sandbox.run(&["build"]).code(0);
    // A manifest of an earlier version lists paths alone.
    let manifest = "dist/.fluentdown-manifest";
    sandbox.write(
        manifest,
        "# Written by fluentdown: the files here that it may replace and remove.\nquito/d1.txt\n",
    );
    sandbox.edit("locales/es/d1.txt.ftl", "Hecho", "Listo");
    sandbox.run(&["build"]).code(0).says("1 file written");
    assert!(sandbox.read(manifest).contains(" quito/d1.txt\n"));
}

#[cfg(unix)]
#[test]
fn folders_of_other_tools_are_never_written_or_read() {
    use std::os::unix::fs::symlink;
    let sandbox = project(1);
    fs::create_dir_all(sandbox.path(".git/hooks")).expect("made");
    sandbox.write(".git/config", "SECRET\n");
    symlink(".git", sandbox.path("way")).expect("linked");
    symlink("../.git/config", sandbox.path("content/config.md")).expect("linked");
    symlink(".git/config", sandbox.path("page.html")).expect("linked");
    let config = sandbox.read("fluentdown.toml");
    let git = || {
        let all = sandbox.snapshot().into_iter();
        all.filter(|file| file.0.starts_with(sandbox.path(".git")))
            .collect::<Vec<_>>()
    };
    let before = git();
    for (key, value) in [
        ("out", ".git"),
        ("out", ".Git/x"),
        ("out", "way"),
        ("out", "way/x"),
        ("locales_dir", ".git"),
        ("locales_dir", "way"),
        ("content", ".git"),
        ("content", "way"),
        ("template", ".git/config"),
        ("template", "way/config"),
        ("template", "page.html"),
        ("template", ".hidden/page.html"),
    ] {
        sandbox.write("fluentdown.toml", format!("{key} = \"{value}\"\n{config}"));
        for command in ["extract", "build", "check"] {
            sandbox.run(&[command]).code(2).says("hidden");
        }
    }
    sandbox.write("fluentdown.toml", &config);
    for out in [
        ".git",
        ".git/x",
        "./.git",
        "way",
        "way/x",
        "content/../.git/x",
        ".hidden",
    ] {
        sandbox.run(&["build", "--out", out]).code(2).says("hidden");
    }
    for file in [".git/config", ".git/new", "way/new", "page.html"] {
        let export = ["export", "--locale", "es", "--out", file];
        sandbox.run(&export).code(2).says("hidden");
        let check = ["check", "--format", "json", "--output-file", file];
        sandbox.run(&check).code(2).says("hidden");
    }
    sandbox.run(&["init", ".git/x"]).code(2).says("hidden");
    // A link among the documents is left out, and the rest is built.
    sandbox.run(&["build"]).code(1).says("content/config.md");
    assert_eq!(git(), before);
    for (path, bytes, _) in sandbox.snapshot() {
        let is_out = path.starts_with(sandbox.path("dist"));
        assert!(
            !is_out || !String::from_utf8_lossy(&bytes).contains("SECRET"),
            "{path:?}"
        );
    }
}
