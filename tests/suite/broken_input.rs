//! Bad input gets a diagnostic, and the rest of the run goes on.

use super::support::Sandbox;

#[test]
fn a_document_that_is_not_utf8_is_left_out() {
    let sandbox = Sandbox::small().file("content/bad.md", b"ok\n\xff\xfe\n");
    sandbox
        .run(&["check"])
        .code(1)
        .says("not-utf8")
        .says("content/bad.md:2:1");
    sandbox.run(&["extract"]).code(1);
    assert!(sandbox.path("locales/es/news.md.ftl").exists());
    assert!(!sandbox.path("locales/es/bad.md.ftl").exists());
}

#[test]
fn a_resource_that_is_not_utf8_is_never_overwritten() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    let bytes = b"masks = M\xe1scaras\n";
    sandbox.write("locales/es/news.md.ftl", bytes);
    sandbox.run(&["extract"]).code(1).says("not-utf8");
    let after = std::fs::read(sandbox.path("locales/es/news.md.ftl")).expect("read");
    assert_eq!(after, bytes);
}

#[test]
fn an_empty_project_runs() {
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", "")
        .file("content/.keep", "");
    for command in ["extract", "build", "check", "status"] {
        sandbox.run(&[command]).code(0);
    }
    assert!(!sandbox.path("dist").exists());
}

#[test]
fn empty_documents_run() {
    let sandbox = Sandbox::small()
        .file("content/a.md", "")
        .file("content/b.txt", "\n\n")
        .file("content/c.md", "\u{feff}");
    for command in ["extract", "build", "check", "status"] {
        sandbox.run(&[command]).code(0);
    }
    assert_eq!(sandbox.read("dist/wire/c.md"), "\u{feff}");
}

#[test]
fn names_with_blanks_and_accents_work() {
    let sandbox = Sandbox::small().file("content/año nuevo/é 中文.md", "Hello there.\n");
    sandbox.run(&["extract"]).code(0);
    assert!(
        sandbox
            .read("locales/es/año nuevo/é 中文.md.ftl")
            .contains("# EN: Hello there.")
    );
    sandbox.run(&["build"]).code(0);
    assert!(sandbox.path("dist/wire/año nuevo/é 中文.html").exists());
    sandbox
        .run(&["check", "--format", "sarif"])
        .code(0)
        .says("a%C3%B1o%20nuevo");
}

#[test]
fn an_unknown_key_is_an_error_at_its_place() {
    let sandbox = Sandbox::small();
    sandbox.edit("fluentdown.toml", "source", "sorce");
    sandbox
        .run(&["check"])
        .code(2)
        .says("fluentdown.toml:1:1")
        .says("did you mean `source`?");
    sandbox.run(&["build"]).code(2).says("unknown key `sorce`");
    sandbox.run(&["extract"]).code(2);
    assert!(!sandbox.path("dist").exists() && !sandbox.path("locales").exists());
    let json = sandbox.run(&["check", "--format", "json"]).json();
    assert_eq!(
        (&json[0]["line"], &json[0]["end_column"]),
        (&1.into(), &6.into())
    );
}

#[test]
fn a_broken_resource_is_reported_and_kept() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    sandbox.write("locales/es/news.md.ftl", "masks = Máscaras\nbroken { = x\n");
    sandbox
        .run(&["check"])
        .code(1)
        .says("locales/es/news.md.ftl:2:");
    sandbox.run(&["extract"]);
    let text = sandbox.read("locales/es/news.md.ftl");
    assert!(
        text.contains("masks = Máscaras\n") && text.contains("broken { = x\n"),
        "{text}"
    );
}

#[test]
fn two_documents_cannot_have_one_output() {
    let sandbox = Sandbox::small().file("content/news.txt", "News.\n");
    sandbox
        .run(&["build"])
        .code(1)
        .says("news.md")
        .says("news.txt");
}

#[test]
fn without_a_project_there_is_a_hint() {
    let sandbox = Sandbox::empty();
    sandbox.run(&["check"]).code(2).says("fluentdown init");
    sandbox.run(&["check", "--config", "no.toml"]).code(2);
    sandbox.run(&["chek"]).code(2).says("check");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_project() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.md"), "Secret.\n").expect("written");
    let sandbox = Sandbox::small();
    std::os::unix::fs::symlink(outside.path(), sandbox.path("content/link")).expect("linked");
    sandbox
        .run(&["build"])
        .code(1)
        .says("leads out of the project");
    assert!(!sandbox.path("dist/wire/link/secret.md").exists());
    std::os::unix::fs::symlink(outside.path(), sandbox.path("dist/guaranda/x")).ok();
    std::fs::remove_file(sandbox.path("content/link")).expect("removed");
    sandbox.write("content/x/a.md", "A.\n");
    sandbox
        .run(&["build"])
        .code(2)
        .says("leads out of the project");
    assert_eq!(
        std::fs::read_dir(outside.path()).expect("a folder").count(),
        1
    );
}

/// A CR alone ends a line in every output; what is not shown holds nothing up.
#[test]
fn odd_line_ends_and_controls_run() {
    let sandbox = Sandbox::small()
        .file(
            "content/cr.md",
            "---\rtitle: A\r---\r# Head\r\rText.\r\r- one\r- two\r",
        )
        .file(
            "content/ff.md",
            "One.\u{c}\n\n\u{b}Two.\0\n\n\u{202e}Three\u{202c}.\n",
        );
    for command in ["extract", "build", "check"] {
        sandbox.run(&[command]).code(0);
    }
    for name in ["cr.md", "ff.md"] {
        let edition = sandbox.read(&format!("dist/wire/{name}"));
        assert_eq!(edition, sandbox.read(&format!("content/{name}")));
        let path = format!("content/{name}");
        let full = sandbox.path(&path);
        let full = full.to_str().expect("UTF-8");
        sandbox.run(&["verify", full]).code(0);
    }
    let page = sandbox.read("dist/wire/cr.html");
    assert!(page.contains("<li>one</li>"), "{page}");
}
