//! The way of a translation through the commands.

use super::support::Sandbox;

fn translated() -> Sandbox {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    let resource = "locales/es/news.md.ftl";
    let ids = ids(&sandbox);
    sandbox.write(
        resource,
        format!(
            "{} = Mascarillas\n{} = Mascarillas\n{} = La ciudad entregó 30.000 mascarillas.\n\
             {} = Tiene [una página]({{ $url1 }}).\n",
            ids[0], ids[1], ids[2], ids[3]
        ),
    );
    sandbox.run(&["extract"]).code(0);
    sandbox
}

fn ids(sandbox: &Sandbox) -> Vec<String> {
    let json = sandbox
        .run(&["extract", "--check", "--quiet", "--format", "json"])
        .json();
    let records = json.as_array().expect("an array").iter();
    records
        .map(|one| one["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn a_translation_reaches_its_edition() {
    let sandbox = translated();
    sandbox.run(&["build"]).code(0);
    let text = sandbox.read("dist/guaranda/news.md");
    let expected = "---\ntitle: Mascarillas\n---\n\n# Mascarillas\n\n\
        La ciudad entregó 30.000 mascarillas. Tiene [una página](https://example.org/a).\n";
    assert_eq!(text, expected);
    let page = sandbox.read("dist/guaranda/news.html");
    assert!(
        page.contains("<html lang=\"es-EC\"") && page.contains("href=\"https://example.org/a\"")
    );
    assert!(sandbox.read("dist/guaranda/news.txt").contains("30.000"));
}

#[test]
fn an_authors_change_makes_a_translation_stale_until_it_is_accepted() {
    let sandbox = translated();
    sandbox.edit("content/news.md", "The city gave", "The city sent");
    sandbox.run(&["check"]).code(0).says("stale");
    sandbox.run(&["extract"]).code(0).says("1 stale");
    assert!(
        sandbox
            .read("locales/es/news.md.ftl")
            .contains("# WAS: The city gave")
    );
    sandbox.run(&["check", "--deny", "warnings"]).code(1);
    sandbox
        .run(&["accept", "--locale", "es", "news.md"])
        .code(0)
        .says("1 translation accepted");
    let status = sandbox.run(&["status", "--format", "json"]).json();
    assert_eq!(
        (&status[0]["segments"], &status[0]["translated"]),
        (&4.into(), &4.into())
    );
}

#[test]
fn a_missing_message_falls_back_with_its_block_and_is_a_warning() {
    let sandbox = translated();
    sandbox.edit("content/news.md", "It has", "There is more. It has");
    sandbox.run(&["extract"]).code(0).says("1 missing");
    sandbox.run(&["build"]).code(0);
    let text = sandbox.read("dist/guaranda/news.md");
    assert!(
        text.contains("The city gave 30,000 masks. There is more. It has"),
        "{text}"
    );
    sandbox.run(&["build", "--strict"]).code(1);
    sandbox.run(&["status"]).code(0).says("es news.md");
}

#[test]
fn a_wrong_number_is_found() {
    let sandbox = translated();
    sandbox.run(&["check"]).code(0);
    sandbox.edit("locales/es/news.md.ftl", "30.000", "3.000");
    let run = sandbox
        .run(&["check"])
        .code(1)
        .says("locales/es/news.md.ftl");
    assert!(
        run.stdout.contains("30000") || run.stdout.contains("30,000"),
        "{}",
        run.stdout
    );
    sandbox.run(&["check", "--locale", "es"]).code(1);
    sandbox
        .run(&["check", "--format", "json", "--output-file", "known.json"])
        .code(1);
    sandbox.run(&["check", "--baseline", "known.json"]).code(0);
}

#[test]
fn a_table_goes_to_a_translator_and_comes_back() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    sandbox
        .run(&["export", "--locale", "es", "--to", "csv", "--out", "es.csv"])
        .code(0);
    let table = sandbox.read("es.csv");
    assert!(table.contains("The city gave 30,000 masks."), "{table}");
    let before = sandbox.snapshot();
    sandbox.run(&["import", "--locale", "es", "es.csv"]).code(0);
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn only_one_edition_and_one_format_can_be_built() {
    let sandbox = translated();
    sandbox.run(&["build", "guaranda", "--to", "txt"]).code(0);
    assert!(sandbox.path("dist/guaranda/news.txt").exists());
    assert!(!sandbox.path("dist/guaranda/news.md").exists());
    assert!(!sandbox.path("dist/wire").exists());
    sandbox
        .run(&["build", "guarand"])
        .code(2)
        .says("did you mean `guaranda`?");
    sandbox.run(&["build", "--out", "elsewhere"]).code(0);
    assert!(sandbox.path("elsewhere/wire/news.html").exists());
}

#[test]
fn every_rule_explains_itself() {
    let sandbox = Sandbox::empty();
    let list = sandbox.run(&["explain"]).code(0).stdout;
    let rules = list.lines().filter(|line| line.starts_with("  "));
    for line in rules {
        let rule = line.split_whitespace().next().expect("a name");
        sandbox.run(&["explain", rule]).code(0);
    }
    sandbox.run(&["explain", "no-such-rule"]).code(2);
}

#[test]
fn check_finds_what_would_not_format() {
    let sandbox = translated();
    let path = "locales/es/news.md.ftl";
    let text = sandbox.read(path);
    let (head, _) = text.split_once(" = ").expect("a message");
    sandbox.write(path, format!("{head} = {{ $nobody }}\n"));
    sandbox
        .run(&["check"])
        .code(1)
        .says("format-error")
        .says("unknown variable `$nobody`");
}

#[test]
fn two_translations_of_one_text_are_found() {
    let sandbox = Sandbox::small().file("content/twice.md", "One text.\n\nOne text.\n");
    sandbox.run(&["extract"]).code(0);
    sandbox.write(
        "locales/es/twice.md.ftl",
        "one-text = Un texto.\n\none-text-2 = Otro texto.\n",
    );
    sandbox
        .run(&["check"])
        .says("inconsistent-translation")
        .says("locales/es/twice.md.ftl:3:");
    sandbox.edit("locales/es/twice.md.ftl", "Otro", "Un");
    let quiet = sandbox.run(&["check", "--format", "json"]).json();
    assert!(!quiet.to_string().contains("inconsistent-translation"));
}

#[test]
fn a_table_fills_what_is_missing_and_overwrites_nothing_newer() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract"]).code(0);
    let out = ["export", "--locale", "es", "--out", "es.csv"];
    sandbox.run(&out).code(0);
    let table = sandbox.read("es.csv");
    let filled = table.replace(
        "masks.\",,missing",
        "masks.\",**La ciudad** donó 30.000 mascarillas.,missing",
    );
    assert_ne!(table, filled, "{table}");
    sandbox.write("es.csv", filled.as_str());
    sandbox
        .run(&["import", "--locale", "es", "es.csv"])
        .code(0)
        .says("1 taken");
    let resource = sandbox.read("locales/es/news.md.ftl");
    assert!(
        resource.contains(" = **La ciudad** donó 30.000 mascarillas.\n"),
        "{resource}"
    );
    sandbox.run(&["extract"]).code(0);
    let status = sandbox.run(&["status", "--format", "json"]).json();
    assert_eq!(status[0]["translated"], 1);
    // Somebody else mends it in the project; the old table must not undo that.
    sandbox.edit("locales/es/news.md.ftl", "donó", "entregó");
    sandbox.run(&["extract"]).code(0);
    sandbox
        .run(&["import", "--locale", "es", "es.csv"])
        .code(1)
        .says("changed since the export");
    assert!(sandbox.read("locales/es/news.md.ftl").contains("entregó"));
    sandbox.write("es.csv", filled.replace("30.000 mascarillas.", "{ $x"));
    sandbox
        .run(&["import", "--locale", "es", "es.csv"])
        .code(1)
        .says("no Fluent");
}
