//! A second run changes nothing, and reading commands write nothing.

use super::support::Sandbox;

#[test]
fn extract_twice_changes_nothing() {
    let sandbox = Sandbox::small();
    sandbox
        .run(&["extract"])
        .code(0)
        .says("locales/es/news.md.ftl");
    let first = sandbox.snapshot();
    sandbox.run(&["extract"]).code(0).says("nothing to change");
    assert_eq!(sandbox.snapshot(), first);
    sandbox.run(&["extract", "--check"]).code(0);
}

#[test]
fn extract_check_tells_what_is_out_of_step_and_writes_nothing() {
    let sandbox = Sandbox::small();
    let before = sandbox.snapshot();
    sandbox
        .run(&["extract", "--check"])
        .code(1)
        .says("out of step: locales/en/news.md.ftl");
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn build_twice_writes_nothing() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["build"]).code(0);
    assert_eq!(
        sandbox.read("dist/wire/news.md"),
        sandbox.read("content/news.md")
    );
    let first = sandbox.snapshot();
    sandbox.run(&["build"]).code(0);
    assert_eq!(sandbox.snapshot(), first);
}

#[test]
fn build_removes_what_it_no_longer_makes_and_nothing_else() {
    let sandbox = Sandbox::small().file("content/other.md", "Other.\n");
    sandbox.run(&["build"]).code(0);
    sandbox.write("dist/wire/mine.md", "Mine.\n");
    assert!(sandbox.path("dist/wire/other.html").exists());
    std::fs::remove_file(sandbox.path("content/other.md")).expect("removed");
    sandbox.run(&["build"]).code(0);
    assert!(!sandbox.path("dist/wire/other.html").exists());
    assert!(sandbox.path("dist/wire/mine.md").exists());
    assert!(sandbox.path("dist/wire/news.html").exists());
}

#[cfg(unix)]
#[test]
fn check_and_status_run_where_nothing_may_be_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    let before = sandbox.snapshot();
    let folders = ["", "content", "locales", "locales/es", "locales/en"];
    let set = |mode| {
        for folder in folders {
            let mode = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(sandbox.path(folder), mode).expect("set");
        }
    };
    set(0o555);
    let runs = [&["check"][..], &["status"], &["extract", "--check"]].map(|args| sandbox.run(args));
    set(0o755);
    for run in runs {
        run.code(0);
    }
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn headings_keep_the_sources_anchors_where_that_is_asked_for() {
    let sandbox = Sandbox::small();
    sandbox.edit(
        "fluentdown.toml",
        "source = \"en\"\n",
        "source = \"en\"\nanchors = \"attribute\"\n",
    );
    sandbox.run(&["extract"]).code(0);
    sandbox.edit(
        "locales/es/news.md.ftl",
        "# masks-2 =",
        "masks-2 = Mascarillas",
    );
    sandbox.run(&["build"]).code(0);
    assert!(
        sandbox
            .read("dist/guaranda/news.md")
            .contains("# Mascarillas {#masks}\n")
    );
    assert_eq!(
        sandbox.read("dist/wire/news.md"),
        sandbox.read("content/news.md")
    );
}
