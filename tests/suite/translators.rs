//! How resources stand after what authors, translators, tools and git do to
//! them: no stale text passes for translated, and no translation is lost.

#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use super::support::{Run, Sandbox};
use std::process::Command;

const RESOURCE: &str = "locales/es/a.md.ftl";
const STATE: &str = "locales/es/translations.state";
const OLD: &str = "The city gave 30,000 masks.";
const NEW: &str = "The city gave 40,000 masks.";

/// A project with two sentences under a heading, both translated.
fn project(configuration: &str) -> Sandbox {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            format!("locales = [\"es\"]\n{configuration}"),
        )
        .file(
            "content/a.md",
            format!("# News\n\n{OLD}\n\nThe people were glad.\n"),
        );
    sandbox.run(&["extract"]).code(0);
    let text = sandbox.read("locales/en/a.md.ftl");
    assert!(text.contains("the-city-gave-30-000-masks ="), "{text}");
    sandbox.write(
        RESOURCE,
        "# Hecho en Guaranda.\n\n\
         news = Noticias\n\n\
         the-city-gave-30-000-masks = La ciudad donó 30.000 mascarillas.\n\n\
         the-people-were-glad = La gente se alegró.\n",
    );
    sandbox.run(&["extract"]).code(0);
    sandbox
}

/// Counts of the locale: translated, stale, draft, missing.
fn counts(sandbox: &Sandbox) -> [u64; 4] {
    let rows = sandbox.run(&["status", "--format", "json"]).code(0).json();
    let sum = |name: &str| {
        let rows = rows.as_array().expect("rows");
        rows.iter().filter_map(|row| row[name].as_u64()).sum()
    };
    ["translated", "stale", "draft", "missing"].map(sum)
}

fn author_edits(sandbox: &Sandbox) {
    sandbox.edit("content/a.md", OLD, NEW);
}

fn translator_edits(sandbox: &Sandbox) {
    sandbox.edit(RESOURCE, "La ciudad donó", "La ciudad entregó");
}

fn git(sandbox: &Sandbox, args: &[&str]) -> Run {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "core.autocrlf=false",
        ])
        .args(args)
        .current_dir(sandbox.path("."))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git runs");
    Run::from(output)
}

fn commit(sandbox: &Sandbox) {
    git(sandbox, &["add", "-A"]).code(0);
    git(sandbox, &["commit", "-qm", "a step"]).code(0);
}

/// Both sides work on branches of their own; returns how git's merge went.
fn merge(sandbox: &Sandbox, author: &[fn(&Sandbox)], translator: &[fn(&Sandbox)]) -> Run {
    git(sandbox, &["init", "-q", "-b", "main"]).code(0);
    commit(sandbox);
    for (branch, steps) in [("author", author), ("translator", translator)] {
        git(sandbox, &["checkout", "-q", "-b", branch, "main"]).code(0);
        steps.iter().for_each(|step| step(sandbox));
        commit(sandbox);
    }
    git(sandbox, &["merge", "-q", "--no-edit", "author"])
}

fn extract(sandbox: &Sandbox) {
    sandbox.run(&["extract"]);
    let before = sandbox.snapshot();
    sandbox.run(&["extract"]);
    assert_eq!(sandbox.snapshot(), before, "a second run changed something");
}

/// Takes one side of every conflict in a file.
fn resolve(sandbox: &Sandbox, path: &str, ours: bool) {
    let text = sandbox.read(path);
    let (mut out, mut side) = (String::new(), None);
    for line in text.split_inclusive('\n') {
        match line.get(..7) {
            Some("<<<<<<<") => side = Some(true),
            Some("=======") => side = Some(false),
            Some(">>>>>>>") => side = None,
            _ if side.is_none_or(|side| side == ours) => out.push_str(line),
            _ => {}
        }
    }
    sandbox.write(path, out);
}

#[test]
fn the_author_edits() {
    let sandbox = project("");
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
    author_edits(&sandbox);
    assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
    let text = sandbox.read(RESOURCE);
    let wanted = format!(
        "# IN: News\n# WAS: {OLD}\n# EN: {NEW}\nthe-city-gave-30-000-masks = La ciudad donó 30.000 mascarillas.\n"
    );
    assert!(text.contains(&wanted), "{text}");
    sandbox.run(&["check"]).says("stale-translation").says(OLD);
    // Back again: it was made from this very text.
    sandbox.edit("content/a.md", NEW, OLD);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
}

#[test]
fn a_fix_of_a_stale_translation_leaves_it_stale() {
    for configuration in ["", "[locale.es]\ncomments = false\n"] {
        let sandbox = project(configuration);
        sandbox.edit(RESOURCE, "La ciudad donó", "La ciudad  donó");
        extract(&sandbox);
        author_edits(&sandbox);
        extract(&sandbox);
        assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
        sandbox.run(&["check", "--fix"]);
        assert!(sandbox.read(RESOURCE).contains("La ciudad donó"));
        assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
        extract(&sandbox);
        assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
    }
}

#[test]
fn the_translator_edits_after_extract() {
    let sandbox = project("");
    author_edits(&sandbox);
    extract(&sandbox);
    sandbox.edit(RESOURCE, "30.000", "40.000");
    // A merge leaves the very same lines: nobody can tell them apart.
    assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
    sandbox.edit(RESOURCE, &format!("# WAS: {OLD}\n"), "");
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
    assert!(!sandbox.read(RESOURCE).contains("# WAS"));
}

#[test]
fn the_translator_edits_before_extract() {
    for configuration in ["", "[locale.es]\ncomments = false\n"] {
        let sandbox = project(configuration);
        author_edits(&sandbox);
        translator_edits(&sandbox);
        assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
        extract(&sandbox);
        assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
        translator_edits_again(&sandbox);
        extract(&sandbox);
        assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
    }
}

fn translator_edits_again(sandbox: &Sandbox) {
    sandbox.edit(RESOURCE, "30.000", "40.000");
    let text = sandbox.read(RESOURCE);
    let settled = text.replace(&format!("# WAS: {OLD}\n"), "");
    sandbox.write(RESOURCE, settled);
}

#[test]
fn both_edit_on_branches_and_extract_or_not() {
    // Who ran `extract` on their branch: the author, the translator.
    for (author, translator) in [(false, false), (false, true), (true, true)] {
        let sandbox = project("");
        let steps = |edit: fn(&Sandbox), run: bool| {
            if run {
                vec![edit, extract as fn(&Sandbox)]
            } else {
                vec![edit]
            }
        };
        merge(
            &sandbox,
            &steps(author_edits, author),
            &steps(translator_edits, translator),
        );
        for path in [RESOURCE, STATE] {
            resolve(&sandbox, path, true);
        }
        assert_eq!(counts(&sandbox), [2, 1, 0, 0], "{author} {translator}");
        extract(&sandbox);
        assert_eq!(counts(&sandbox), [2, 1, 0, 0], "{author} {translator}");
        assert!(sandbox.read(RESOURCE).contains("entregó"));
    }
}

#[test]
fn an_authors_extract_and_a_translators_edit_are_a_conflict_that_loses_nothing() {
    let merged = || {
        let sandbox = project("");
        let run = merge(&sandbox, &[author_edits, extract], &[translator_edits]);
        assert_eq!(run.code, 1, "git must not merge the two as if nothing was");
        sandbox
    };
    // Unresolved: both texts stay, nothing passes for translated, and it is said.
    let sandbox = merged();
    let torn = sandbox.read(RESOURCE);
    assert!(torn.contains("<<<<<<<"), "{torn}");
    assert_eq!(counts(&sandbox)[0], 2, "{torn}");
    sandbox.run(&["check"]).code(1).says("syntax-error");
    sandbox.run(&["extract"]);
    let text = sandbox.read(RESOURCE);
    assert!(
        text.contains("donó 30.000") && text.contains("entregó 30.000"),
        "{text}"
    );
    assert_eq!(counts(&sandbox)[0], 2);
    // Resolved by taking the translator's side: the comment shows what they saw.
    let sandbox = merged();
    resolve(&sandbox, RESOURCE, true);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
    // By taking the author's: the old translation, stale as it was.
    let sandbox = merged();
    resolve(&sandbox, RESOURCE, false);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [2, 1, 0, 0]);
}

#[test]
fn a_stub_filled_on_a_branch_where_the_author_edits_on_another_is_a_conflict() {
    let sandbox = project("");
    sandbox.edit(
        "content/a.md",
        "The people were glad.\n",
        "The people were glad.\n\nA third thing.\n",
    );
    extract(&sandbox);
    let run = merge(
        &sandbox,
        &[
            |s| s.edit("content/a.md", "A third thing.", "A third thing happened."),
            extract,
        ],
        &[|s| {
            s.edit(
                RESOURCE,
                "# a-third-thing =",
                "a-third-thing = Una tercera cosa.",
            )
        }],
    );
    assert_eq!(run.code, 1);
    resolve(&sandbox, RESOURCE, true);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [3, 1, 0, 0]);
}

#[test]
fn neighbours_that_two_translators_edit_merge_without_a_conflict() {
    let sandbox = project("");
    let run = merge(
        &sandbox,
        &[translator_edits, extract],
        &[
            |s| s.edit(RESOURCE, "se alegró", "se puso contenta"),
            extract,
        ],
    );
    run.code(0);
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
    sandbox.run(&["extract", "--check"]).code(0);
}

#[test]
fn a_state_file_that_is_torn_doubled_full_of_garbage_or_gone() {
    let sandbox = project("");
    author_edits(&sandbox);
    extract(&sandbox);
    let state = sandbox.read(STATE);
    let resource = sandbox.read(RESOURCE);
    let record = state
        .lines()
        .find(|line| line.contains("30,000"))
        .expect("a record")
        .to_owned();
    for (torn, wanted) in [
        (
            format!("<<<<<<< ours\n{state}=======\n{state}>>>>>>> theirs\n"),
            [2, 1, 0, 0],
        ),
        (format!("{state}{state}"), [2, 1, 0, 0]),
        (
            format!("\u{0}\u{fffd}garbage\n\t\t\t\t\n{state}a.md\tx"),
            [2, 1, 0, 0],
        ),
        (state.replace('\n', "\r\n"), [2, 1, 0, 0]),
        (format!("\u{feff}{state}"), [2, 1, 0, 0]),
        // A record is gone: who knows what the text was made from.
        (
            state.replace(&record, "a.md\tthe-city-gave-30"),
            [2, 0, 1, 0],
        ),
        (state.replace(&record, ""), [2, 0, 1, 0]),
        (String::new(), [0, 0, 3, 0]),
        ("garbage\n".to_owned(), [0, 0, 3, 0]),
    ] {
        sandbox.write(STATE, &torn);
        sandbox.write(RESOURCE, &resource);
        assert_eq!(counts(&sandbox), wanted, "{torn}");
        extract(&sandbox);
        assert_eq!(counts(&sandbox), wanted, "{torn}");
    }
    std::fs::remove_file(sandbox.path(STATE)).expect("removed");
    assert_eq!(counts(&sandbox), [0, 0, 3, 0]);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [0, 0, 3, 0]);
    sandbox
        .run(&["accept", "--locale", "es", "a.md#news"])
        .code(0)
        .says("1 translation accepted");
    assert_eq!(counts(&sandbox), [1, 0, 2, 0]);
    sandbox.run(&["accept", "--locale", "es"]).code(0);
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
}

#[test]
fn a_locale_that_comes_without_facts_is_all_draft_until_it_is_accepted() {
    let sandbox = project("");
    std::fs::remove_file(sandbox.path(STATE)).expect("removed");
    sandbox.write(
        RESOURCE,
        "news = Noticias\n\nthe-people-were-glad = La gente se alegró.\n",
    );
    assert_eq!(counts(&sandbox), [0, 0, 2, 1]);
    extract(&sandbox);
    // What is filled in from now on is a person's work on the text shown.
    sandbox.edit(
        RESOURCE,
        "# the-city-gave-30-000-masks =",
        "# the-city-gave-30-000-masks = La ciudad donó.",
    );
    assert_eq!(counts(&sandbox), [1, 0, 2, 0]);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [1, 0, 2, 0]);
    sandbox
        .run(&["accept", "--locale", "es", "content/a.md"])
        .code(0);
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
}

#[test]
fn accept_says_that_a_stale_translation_holds_and_refuses_what_is_not_there() {
    let sandbox = project("");
    author_edits(&sandbox);
    extract(&sandbox);
    sandbox
        .run(&["accept", "--locale", "es", "b.md"])
        .code(2)
        .says("a.md");
    sandbox
        .run(&["accept", "--locale", "es", "a.md#nwes"])
        .code(2)
        .says("news");
    sandbox
        .run(&["accept", "--locale", "fr"])
        .code(2)
        .says("es");
    sandbox
        .run(&[
            "accept",
            "--locale",
            "es",
            "a.md#the-city-gave-30-000-masks",
        ])
        .code(0)
        .says("accepted a.md#the-city-gave-30-000-masks");
    assert_eq!(counts(&sandbox), [3, 0, 0, 0]);
    extract(&sandbox);
    assert!(!sandbox.read(RESOURCE).contains("# WAS"));
    sandbox
        .run(&["accept", "--locale", "es"])
        .code(0)
        .says("0 translations accepted");
}

#[test]
fn a_stub_counts_however_it_is_filled() {
    for (filled, text) in [
        ("the-people-were-glad = Alegres.\n", "Alegres."),
        ("# the-people-were-glad = Alegres.\n", "Alegres."),
        (
            "# the-people-were-glad =\n#     Alegres\\\n#     todos.\n",
            "Alegres\\\ntodos.",
        ),
        (
            "the-people-were-glad =\n    Alegres\\\n    todos.\n",
            "Alegres\\\ntodos.",
        ),
        ("# the-people-were-glad =\n    Alegres.\n", "Alegres."),
        (
            "# the-people-were-glad = { $audience ->\n#     [wire] Alegres.\n#    *[other] Contentos.\n# }\n",
            "Contentos.",
        ),
        (
            "the-people-were-glad = Alegres.\n    .title = Título\n",
            "Alegres.",
        ),
        (
            "# the-people-were-glad = Alegres.\n#     .title = Título\n",
            "Alegres.",
        ),
        (
            "the-people-were-glad = **Alegres**\\\n    todos.\n",
            "**Alegres**\\\ntodos.",
        ),
    ] {
        let sandbox = project("[[edition]]\nname = \"e\"\nlocale = \"es\"\nformats = [\"md\"]\n");
        sandbox.edit(
            RESOURCE,
            "the-people-were-glad = La gente se alegró.\n",
            "# the-people-were-glad =\n",
        );
        extract(&sandbox);
        assert_eq!(counts(&sandbox), [2, 0, 0, 1]);
        sandbox.edit(RESOURCE, "# the-people-were-glad =\n", filled);
        assert_eq!(counts(&sandbox), [3, 0, 0, 0], "{filled}");
        extract(&sandbox);
        assert_eq!(counts(&sandbox), [3, 0, 0, 0], "{filled}");
        let resource = sandbox.read(RESOURCE);
        assert!(resource.contains("\nthe-people-were-glad ="), "{resource}");
        assert_eq!(
            filled.contains(".title"),
            resource.contains("\n    .title = Título\n"),
            "{resource}"
        );
        sandbox.run(&["build"]).code(0);
        assert!(
            sandbox.read("dist/e/a.md").ends_with(&format!("{text}\n")),
            "{}",
            sandbox.read("dist/e/a.md")
        );
    }
}

#[test]
fn an_empty_translation_is_meant_where_it_is_written_so() {
    let sandbox = project("");
    sandbox.edit("content/a.md", "glad.\n", "glad. Very glad.\n");
    extract(&sandbox);
    sandbox.edit(RESOURCE, "# very-glad =", "very-glad =");
    assert_eq!(counts(&sandbox), [3, 0, 0, 1]);
    extract(&sandbox);
    assert!(sandbox.read(RESOURCE).contains("\n# very-glad =\n"));
    sandbox.edit(RESOURCE, "# very-glad =", "very-glad = { \"\" }");
    assert_eq!(counts(&sandbox), [4, 0, 0, 0]);
    sandbox.run(&["check"]).code(0);
}

#[test]
fn a_tool_that_drops_comments_loses_nothing() {
    let sandbox = project("");
    sandbox.edit("content/a.md", "glad.\n", "glad.\n\nOne more.\n");
    author_edits(&sandbox);
    extract(&sandbox);
    let text = sandbox.read(RESOURCE);
    let bare: String = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .fold(String::new(), |all, line| all + line + "\n");
    sandbox.write(RESOURCE, format!("{bare}\none-more = Otra.\n"));
    assert_eq!(counts(&sandbox), [3, 1, 0, 0]);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [3, 1, 0, 0]);
    assert!(sandbox.read(RESOURCE).contains("# WAS: "));
}

#[test]
fn a_locale_without_comments_gets_none_and_counts_the_same() {
    let sandbox = project("[locale.es]\ncomments = false\n");
    let text = sandbox.read(RESOURCE);
    assert!(
        !text.contains("# EN") && text.starts_with("# Hecho en Guaranda.\n"),
        "{text}"
    );
    sandbox.edit("content/a.md", "glad.\n", "glad.\n\nOne more.\n");
    extract(&sandbox);
    assert_eq!(sandbox.read(RESOURCE), text);
    assert_eq!(counts(&sandbox), [3, 0, 0, 1]);
    sandbox.write(RESOURCE, format!("{text}one-more = Otra.\n"));
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [4, 0, 0, 0]);
    author_edits(&sandbox);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [3, 1, 0, 0]);
}

#[test]
fn overlays_get_no_stubs_and_audiences_owe_only_their_own() {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "locales = [\"es\", \"es-EC\", \"zh\"]\n\
             [[edition]]\nname = \"guaranda\"\nlocale = \"es-EC\"\n\
             [[edition]]\nname = \"weifang\"\nlocale = \"zh-Hans-CN\"\n",
        )
        .file(
            "content/a.md",
            "For all.\n\n<!-- l10n:audience weifang -->\n\nFor Weifang.\n\n<!-- l10n:end -->\n",
        )
        .file("locales/es-EC/terms.ftl", "-x = X\n");
    extract(&sandbox);
    assert!(!sandbox.path("locales/es-EC/a.md.ftl").exists());
    let es = sandbox.read(RESOURCE);
    assert!(
        es.contains("# for-all =") && !es.contains("Weifang"),
        "{es}"
    );
    assert!(
        sandbox
            .read("locales/zh/a.md.ftl")
            .contains("# for-weifang =")
    );
    assert_eq!(counts(&sandbox), [0, 0, 0, 3]);
    // A translation that nobody owes stays, and is not counted.
    sandbox.write(RESOURCE, format!("{es}\nfor-weifang = Para Weifang.\n"));
    extract(&sandbox);
    assert!(
        sandbox
            .read(RESOURCE)
            .contains("for-weifang = Para Weifang.")
    );
    assert_eq!(counts(&sandbox), [0, 0, 0, 3]);
    sandbox.write("locales/es-EC/a.md.ftl", "for-all = Para todos, pues.\n");
    extract(&sandbox);
    assert!(
        sandbox
            .read("locales/es-EC/a.md.ftl")
            .contains("for-all = Para todos, pues.")
    );
    assert_eq!(counts(&sandbox), [0, 0, 0, 3]);
}

/// Rewrites a resource with translate-toolkit; `id` gets a text where it is given.
const TRANSLATE_TOOLKIT: &str = r#"
import sys
try:
    from translate.storage.fluent import FluentFile
except ImportError:
    sys.exit(print("absent"))
path, id, text = sys.argv[1:4]
file = FluentFile.parsefile(path)
for unit in file.units:
    if unit.getid() == id:
        unit.source = text
open(path, "wb").write(bytes(file))
print("written")
"#;

/// Does the same with moz.l10n.
const MOZ_L10N: &str = r#"
import sys
try:
    from moz.l10n.resource import parse_resource, serialize_resource
    from moz.l10n.formats import Format
    from moz.l10n.message import parse_message
    from moz.l10n.model import Entry
except ImportError:
    sys.exit(print("absent"))
path, id, text = sys.argv[1:4]
resource = parse_resource(path)
for section in resource.sections:
    for entry in section.entries:
        if isinstance(entry, Entry) and entry.id == (id,):
            entry.value = parse_message(Format.fluent, text)
written = "".join(serialize_resource(resource))
open(path, "w", encoding="utf-8", newline="").write(written)
print("written")
"#;

/// Runs a script over the resource; `false` where Python or the tool is absent.
fn tool(sandbox: &Sandbox, script: &str, id: &str, text: &str) -> bool {
    let run = Command::new("python3")
        .args(["-c", script])
        .arg(sandbox.path(RESOURCE))
        .args([id, text])
        .output();
    let Ok(output) = run else { return false };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        matches!(said.trim(), "written" | "absent"),
        "{said}{errors}"
    );
    said.trim() == "written"
}

/// A project whose resource has what tools lay out in their own way.
fn project_of_tools(script: &str, name: &str) -> Option<Sandbox> {
    let sandbox = project("");
    sandbox.edit(
        "content/a.md",
        "glad.\n",
        "glad.\n\nOne\\\ntwo.\n\nThree things.\n\nFour things.\n",
    );
    extract(&sandbox);
    sandbox.edit(
        RESOURCE,
        "# one-two =",
        "one-two =\n        Uno\\\n        dos { $audience ->\n  [wire] y\n  *[other] o\n  } tres",
    );
    sandbox.edit(
        RESOURCE,
        "# three-things =",
        "three-things = Tres {\"{\"}cosas{ \"\" }",
    );
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [5, 0, 0, 1]);
    if !tool(&sandbox, script, "none", "") {
        println!("skipped: {name} is not installed");
        return None;
    }
    Some(sandbox)
}

fn a_rewriting_tool_changes_no_state(script: &str, name: &str) {
    let Some(sandbox) = project_of_tools(script, name) else {
        return;
    };
    assert_eq!(counts(&sandbox), [5, 0, 0, 1]);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [5, 0, 0, 1]);
    // The author's edit makes stale what the tool rewrites, before and after.
    author_edits(&sandbox);
    sandbox.edit("content/a.md", "Three things.", "Three good things.");
    sandbox.edit("content/a.md", "two.", "two, too.");
    assert!(tool(&sandbox, script, "none", ""));
    assert_eq!(counts(&sandbox), [2, 3, 0, 1]);
    extract(&sandbox);
    assert!(tool(&sandbox, script, "none", ""));
    assert_eq!(counts(&sandbox), [2, 3, 0, 1]);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [2, 3, 0, 1]);
    // What is translated in the tool is translated, and nothing else is.
    assert!(tool(
        &sandbox,
        script,
        "the-city-gave-30-000-masks",
        "La ciudad donó 40.000 mascarillas."
    ));
    // With comments the tool leaves the line of the old text there.
    assert_eq!(counts(&sandbox), [2, 3, 0, 1]);
    extract(&sandbox);
    let message = "a.md#the-city-gave-30-000-masks";
    sandbox.run(&["accept", "--locale", "es", message]).code(0);
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [3, 2, 0, 1]);
    // Translated in the tool from what the author has changed meanwhile.
    sandbox.edit("content/a.md", NEW, "The city gave 50,000 masks.");
    assert!(tool(
        &sandbox,
        script,
        "the-city-gave-30-000-masks",
        "La ciudad entregó 40.000 mascarillas."
    ));
    extract(&sandbox);
    assert_eq!(counts(&sandbox), [2, 3, 0, 1]);
    let text = sandbox.read(RESOURCE);
    assert!(
        text.contains("# Hecho en Guaranda.")
            && text.contains("# WAS: The city gave 40,000 masks."),
        "{text}"
    );
    assert!(text.contains("# four-things =\n"), "{text}");
}

#[test]
#[ignore = "needs Python with translate-toolkit; run with: cargo test --test suite translators -- --ignored"]
fn translate_toolkit_changes_no_state() {
    a_rewriting_tool_changes_no_state(TRANSLATE_TOOLKIT, "translate-toolkit");
}

#[test]
#[ignore = "needs Python with moz.l10n; run with: cargo test --test suite translators -- --ignored"]
fn moz_l10n_changes_no_state() {
    a_rewriting_tool_changes_no_state(MOZ_L10N, "moz.l10n");
}
