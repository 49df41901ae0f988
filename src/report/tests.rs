use super::*;
use crate::rules::RULES;
use crate::text::Edit;

const PATH: &str = "locales/es/año nuevo.md.ftl";

fn texts() -> BTreeMap<String, String> {
    let target = "\u{feff}uno = Sí\r\n# EN: 30,000 masks\nmasks = ¡3.000 mascarillas\n";
    let source = "masks = 30,000 masks\n";
    BTreeMap::from([
        (PATH.to_owned(), target.to_owned()),
        ("locales/en/a.md.ftl".to_owned(), source.to_owned()),
    ])
}

fn findings() -> Vec<Finding> {
    let texts = texts();
    let at = texts[PATH].find("3.000").expect("in the text");
    vec![
        Finding::new(
            "number-differs",
            Severity::Error,
            PATH,
            "the source says 30000, this says 3000",
        )
        .at(at..at + 5)
        .of("es", "a.md", "masks")
        .text("3.000")
        .related("locales/en/a.md.ftl", 8..14, "30000 here")
        .fix(PATH, Edit::new(at..at + 5, "30.000")),
        Finding::new(
            "not-utf8",
            Severity::Warning,
            "content/b, 1.md",
            "100%\nbroken",
        ),
    ]
}

fn rendered(format: Format) -> String {
    let (findings, texts) = (findings(), texts());
    render(&Report::new(&findings, &texts), format, false)
}

#[test]
fn text_draws_both_sides() {
    let text = rendered(Format::Text);
    let expected = [
        "error[number-differs]: the source says 30000, this says 3000",
        &format!("{PATH}:3:10"),
        "masks = ¡3.000 mascarillas",
        "^^^^^",
        "locales/en/a.md.ftl:1:9",
        "------ 30000 here",
        "check --fix",
        "warning[not-utf8]",
    ];
    for part in expected {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn json_counts_code_points_from_one() {
    let value: serde_json::Value = serde_json::from_str(&rendered(Format::Json)).expect("JSON");
    let first = &value[0];
    assert_eq!((&first["line"], &first["column"]), (&3.into(), &10.into()));
    assert_eq!(
        (&first["end_line"], &first["end_column"]),
        (&3.into(), &15.into())
    );
    assert_eq!(first["related"][0]["column"], 9);
    assert_eq!(first["fix"][0]["text"], "30.000");
    assert_eq!(first["fingerprint"].as_str().map(str::len), Some(16));
    assert!(
        value[1]["line"].is_null() && value[1]["fix"].is_null() && value[1]["locale"].is_null()
    );
}

#[test]
fn sarif_lists_each_rule_and_escapes_paths() {
    let value: serde_json::Value = serde_json::from_str(&rendered(Format::Sarif)).expect("JSON");
    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: Vec<&str> = rules
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    assert!(RULES.iter().all(|rule| ids.contains(&rule.name)));
    let index = run["results"][0]["ruleIndex"].as_u64().expect("an index");
    assert_eq!(ids[index as usize], "number-differs");
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "locales/es/a%C3%B1o%20nuevo.md.ftl"
    );
    assert_eq!(place["region"]["startColumn"], 10);
    let change = &run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["deletedRegion"]["endColumn"], 15);
    assert_eq!(change["insertedContent"]["text"], "30.000");
}

#[test]
fn what_counts_from_the_repository_has_the_projects_folder() {
    let (findings, texts) = (findings(), texts());
    let report = Report::new(&findings, &texts).within("docs/site/");
    let github = render(&report, Format::Github, false);
    assert!(
        github.contains("::warning file=docs/site/content/b%2C 1.md,"),
        "{github}"
    );
    let sarif = render(&report, Format::Sarif, false);
    assert!(
        sarif.contains("\"uri\": \"docs/site/locales/es/a%C3%B1o%20nuevo.md.ftl\""),
        "{sarif}"
    );
    let json = render(&report, Format::Json, false);
    assert!(json.contains("\"path\": \"content/b, 1.md\""), "{json}");
}

#[test]
fn github_commands_are_escaped() {
    let text = rendered(Format::Github);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains("line=3,endLine=3,col=10,endColumn=15,title=number-differs::"));
    assert_eq!(
        lines[1],
        "::warning file=content/b%2C 1.md,title=not-utf8::100%25%0Abroken"
    );
}

#[test]
fn the_column_of_a_place_far_along_a_line_is_the_files() {
    for color in [false, true] {
        let line = format!("id = {}x  y\n", "中文 word ".repeat(400));
        let at = line.find("  y").expect("the blanks");
        let column = line[..at].chars().count() + 1;
        let texts = BTreeMap::from([("a.ftl".to_owned(), format!("first = 1\n{line}"))]);
        let start = "first = 1\n".len() + at;
        let finding = Finding::new("x", Severity::Note, "a.ftl", "two blanks").at(start..start + 2);
        let findings = [finding];
        let text = render(&Report::new(&findings, &texts), Format::Text, color);
        assert!(text.contains(&format!("a.ftl:2:{column}")), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() < 200),
            "{text}"
        );
    }
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let findings = [Finding::new("x", Severity::Note, "a", "\u{1b}[2J\u{202e}")];
    let texts = BTreeMap::new();
    let text = render(&Report::new(&findings, &texts), Format::Text, false);
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn fingerprints_outlive_moved_lines() {
    let one = &findings()[0];
    let mut moved = one.clone().at(0..3);
    assert_eq!(one.fingerprint(), moved.fingerprint());
    moved.text = "other".to_owned();
    assert_ne!(one.fingerprint(), moved.fingerprint());
}

#[test]
fn nouns_have_plurals() {
    assert_eq!(plural(1, "error"), "1 error");
    assert_eq!(plural(0, "entry"), "0 entries");
    assert_eq!(summary(&findings()).as_deref(), Some("1 error, 1 warning"));
}

#[test]
fn a_name_of_a_file_does_not_steer_the_terminal() {
    let path = "a\u{1b}[2J.md";
    let texts = BTreeMap::from([(path.to_owned(), "one two\n".to_owned())]);
    let placed = Finding::new("x", Severity::Note, path, "m").at(0..3);
    let findings = [Finding::new("x", Severity::Note, path, "m"), placed];
    let text = render(&Report::new(&findings, &texts), Format::Text, false);
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(
        text.contains("one two") && text.contains(".md:1:1"),
        "{text}"
    );
}
