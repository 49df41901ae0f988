//! What people and tools push is never a red build; what an author owes is.

use super::support::{Run, Sandbox};

const RESOURCE: &str = "locales/es/a.md.ftl";
const TEXT: &str = "# Masks\n\nThe city gave 30,000 masks. Everybody was glad.\n";

fn sandbox(configuration: &str) -> Sandbox {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            format!("locales = [\"es\"]\n{configuration}"),
        )
        .file("content/a.md", TEXT);
    sandbox.run(&["extract"]).code(0);
    sandbox
}

fn check(sandbox: &Sandbox) -> Run {
    sandbox.run(&["extract", "--check"])
}

/// What `check` says is what it says after `extract`.
fn is_judged_as_recorded(sandbox: &Sandbox) {
    let states = || sandbox.run(&["status", "--format", "json"]).stdout;
    let before = states();
    sandbox.run(&["extract"]).code(0);
    assert_eq!(states(), before);
    check(sandbox).code(0);
    sandbox.run(&["extract"]).code(0).says("nothing to change");
}

#[test]
fn a_stub_that_was_filled_in_is_counted() {
    for (from, to) in [
        ("# masks =", "masks = Mascarillas"),
        ("# masks =", "# masks = Mascarillas"),
        (
            "# masks =",
            "masks =\n    { $n ->\n       *[other] Mascarillas\n    }",
        ),
    ] {
        let sandbox = sandbox("");
        sandbox.edit(RESOURCE, from, to);
        check(&sandbox)
            .code(0)
            .says("es: 1 translation not recorded yet");
        is_judged_as_recorded(&sandbox);
    }
}

#[test]
fn a_file_as_a_tool_writes_it_is_not_owed() {
    let whole = "everybody-was-glad = Todos contentos.\n\nmasks = Mascarillas\nthe-city-gave-30-000-masks = La ciudad dio 30.000 mascarillas.\n";
    for text in [
        whole.to_owned(),
        whole.replace("masks = Mascarillas\n", ""),
        format!("# Weblate\n{whole}"),
        whole.replace('\n', "\r\n"),
    ] {
        for configuration in ["", "[locale.es]\ncomments = false\n"] {
            let sandbox = sandbox(configuration);
            sandbox.write(RESOURCE, &text);
            check(&sandbox).code(0).says("not recorded yet");
            is_judged_as_recorded(&sandbox);
        }
    }
}

#[test]
fn a_file_where_there_was_none_is_not_owed() {
    let sandbox = sandbox("[locale.es]\ncomments = false\n");
    std::fs::remove_file(sandbox.path(RESOURCE)).expect("removed");
    sandbox.write(RESOURCE, "masks = Mascarillas\n");
    check(&sandbox)
        .code(0)
        .says("es: 1 translation not recorded yet");
    is_judged_as_recorded(&sandbox);
}

#[test]
fn a_resource_without_comments_is_there_from_the_first_extraction() {
    let sandbox = sandbox("[locale.es]\ncomments = false\n");
    assert_eq!(sandbox.read(RESOURCE), "### Kept in step by fluentdown\n");
    check(&sandbox).code(0);
    sandbox.run(&["extract"]).code(0).says("nothing to change");
    sandbox.write(
        RESOURCE,
        "### Kept in step by fluentdown\n\nmasks = Mascarillas\n",
    );
    check(&sandbox).code(0);
    is_judged_as_recorded(&sandbox);
    std::fs::rename(sandbox.path("content/a.md"), sandbox.path("content/b.md")).expect("renamed");
    sandbox.run(&["extract"]).code(0);
    assert_eq!(
        sandbox.read("locales/es/b.md.ftl"),
        "### Kept in step by fluentdown\n\nmasks = Mascarillas\n"
    );
    assert!(!sandbox.path(RESOURCE).exists());
    sandbox.write("locales/es/b.md.ftl", "### Kept in step by fluentdown\n");
    sandbox.write("content/b.md", "\n");
    sandbox.run(&["extract"]).code(0);
    assert!(!sandbox.path("locales/es/b.md.ftl").exists());
}

#[test]
fn what_an_author_owes_is_red() {
    for (text, path) in [
        (TEXT.replace("30,000", "40,000"), "locales/en/a.md.ftl"),
        (format!("{TEXT}\nMore.\n"), RESOURCE),
        (TEXT.replace(" Everybody was glad.", ""), RESOURCE),
    ] {
        let sandbox = sandbox("");
        sandbox.edit(RESOURCE, "# masks =", "masks = Mascarillas");
        sandbox.write("content/a.md", text);
        check(&sandbox)
            .code(1)
            .says(&format!("out of step: {path}"))
            .says("es: 1 translation not recorded yet");
        // Half of what `extract` wrote is not enough.
        let old = sandbox.read(RESOURCE);
        sandbox.run(&["extract"]).code(0);
        check(&sandbox).code(0);
        sandbox.write(RESOURCE, old);
        check(&sandbox).code(1).says(RESOURCE);
    }
}
