//! Small inputs that would cost very much: their time and stack are bounded, and
//! what cannot be read is told.

use super::support::Sandbox;
use std::fmt::Write as _;

/// Commands that read a project, each with its exit status where all is well.
const READERS: [&[&str]; 5] = [
    &["status"],
    &["check"],
    &["build"],
    &["facts"],
    &["export", "--locale", "es"],
];

const CONFIG: &str = "source = \"en\"\nlocales = [\"es\"]\n";

#[test]
fn a_tag_with_thousands_of_attributes_ends_no_command() {
    let tag = format!("<a {}>x</a>", "b=\"c\" ".repeat(7_000));
    let author = Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/inline.md", format!("Text {tag}\n"))
        .file(
            "content/block.md",
            format!("<div {}>x</div>\n", "title=\"c\" ".repeat(7_000)),
        );
    author.run(&["extract"]).code(0);
    for command in READERS {
        author.run(command).code(0);
    }
    author.run(&["verify", "content"]).code(0);

    let translator = Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/a.md", "Hello world.\n")
        .file(
            "locales/es/a.md.ftl",
            format!("# EN: Hello world.\nhello-world = {tag}\n"),
        );
    translator.run(&["extract"]).code(0);
    for command in READERS {
        // A tag that the source does not have is an error, and nothing else is.
        let code = i32::from(matches!(command, ["check" | "build"]));
        translator.run(command).code(code);
    }
    assert_eq!(translator.read("dist/es/a.md"), "Hello world.\n");
}

#[test]
fn terms_that_name_terms_cost_no_more_than_their_text() {
    let mut terms = String::from("-l0 = lol\n");
    for level in 1..=30 {
        let one = format!("{{ -l{} }}", level - 1);
        let _ = writeln!(terms, "-l{level} = {}", one.repeat(10));
    }
    let project = Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/a.md", "# Title\n")
        .file("locales/en/terms.ftl", terms.as_str())
        .file("locales/es/terms.ftl", terms.as_str())
        .file("locales/es/a.md.ftl", "# EN: Title\ntitle = { -l30 }\n");
    project.run(&["extract"]).code(0);
    project
        .run(&["check"])
        .code(1)
        .says("the text grows too long");
    project.run(&["build"]).code(1);
    assert_eq!(project.read("dist/es/a.md"), "# Title\n");
}

#[test]
fn a_call_with_thousands_of_arguments_is_told() {
    let named: String = (0..20_000).fold(String::new(), |mut all, at| {
        let _ = write!(all, ", a{at}: 1");
        all
    });
    let project = Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/a.md", "# Title\n\nMore text.\n");
    project.run(&["extract"]).code(0);
    let call = format!("title = {{ NUMBER(1{named}) }}");
    project.edit("locales/es/a.md.ftl", "# title =", &call);
    project.edit(
        "locales/es/a.md.ftl",
        "# more-text =",
        "more-text = Más texto.",
    );
    project.run(&["extract"]).code(0);
    let run = project
        .run(&["check"])
        .code(1)
        .says("too many named arguments");
    assert!(
        run.stdout.contains("locales/es/a.md.ftl:2:"),
        "{}",
        run.stdout
    );
    project.run(&["build"]).code(1);
    assert_eq!(project.read("dist/es/a.md"), "# Title\n\nMás texto.\n");
}

#[cfg(unix)]
#[test]
fn no_control_character_of_a_file_or_its_name_reaches_the_terminal() {
    // Some terminals take U+009B for the beginning of a command.
    let project = Sandbox::small()
        .file(
            "content/a\u{9b}31m\u{1b}[2Jb.md",
            "Costs 5 euros\u{9b}31m.\n",
        )
        .file("content/c.md", "Costs 7 euros.\n")
        .file(
            "locales/es/c.md.ftl",
            "# EN: Costs 7 euros.\ncosts-7-euros = Vale 8\u{9b}31m euros.\n",
        );
    let first = project.run(&["extract"]);
    let mut said = vec![first.stdout, first.stderr];
    for command in [
        &["status"][..],
        &["status", "--format", "json"],
        &["facts"],
        &["facts", "--format", "json"],
        &["build"],
        &["build", "--format", "json"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["verify", "content"],
        &["extract", "--format", "json"],
        &["accept", "--locale", "es"],
    ] {
        let run = project.run(command);
        if command.contains(&"json") || command.contains(&"sarif") {
            run.json();
        }
        said.extend([run.stdout, run.stderr]);
    }
    for text in said {
        let found = text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(found, None, "{text}");
    }
}
