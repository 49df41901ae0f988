//! What `init` makes runs with every command.

use super::support::Sandbox;

#[test]
fn every_command_runs_on_a_new_project() {
    let sandbox = Sandbox::empty();
    sandbox
        .run(&["init", "--source", "en", "--locale", "es", "--locale", "zh"])
        .code(0)
        .says("fluentdown.toml");
    for args in [
        &["check"][..],
        &["build"],
        &["extract"],
        &["extract", "--check"],
        &["build"],
        &["check"],
        &["status"],
        &["accept", "--locale", "es"],
        &["export", "--locale", "es", "--out", "es.csv"],
        &["import", "--locale", "es", "es.csv"],
        &["prune"],
        &["explain"],
        &["verify", "content"],
        &["completions", "bash"],
        &["man"],
    ] {
        sandbox.run(args).code(0);
    }
    assert!(sandbox.read("locales/es/welcome.md.ftl").contains("# EN: "));
    assert!(
        sandbox
            .read("dist/en/welcome.html")
            .contains("<html lang=\"en\"")
    );
}

#[test]
fn init_overwrites_nothing() {
    let sandbox = Sandbox::empty()
        .file("content/mine.md", "Mine.\n")
        .file(".gitignore", "/mine\n");
    sandbox.run(&["init", "--locale", "es"]).code(0);
    assert_eq!(sandbox.read(".gitignore"), "/mine\n");
    assert!(!sandbox.path("content/welcome.md").exists());
    sandbox.run(&["init"]).code(2).says("already");
}

#[test]
fn init_refuses_what_is_no_locale() {
    let sandbox = Sandbox::empty();
    sandbox.run(&["init", "--locale", "not a locale"]).code(2);
    sandbox
        .run(&["init", "--source", "en", "--locale", "en"])
        .code(2)
        .says("source locale");
    assert!(!sandbox.path("fluentdown.toml").exists());
}
