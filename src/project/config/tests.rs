use super::*;

fn read(text: &str) -> (Config, Vec<Finding>) {
    Config::parse(FILE_NAME, text)
}

#[test]
fn an_empty_file_has_every_default() {
    let (config, findings) = read("");
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(config.source, "en");
    assert_eq!(config.content, "content");
    assert_eq!(config.locales_dir, "locales");
    assert_eq!(config.out, "dist");
    assert_eq!(
        config.front_matter,
        ["title", "description", "summary", "correction"]
    );
    assert_eq!(config.editions.len(), 1);
    assert_eq!(config.editions[0].name, "en");
}

#[test]
fn unknown_keys_are_errors_with_a_place_and_a_guess() {
    let text = "sorce = \"en\"\n[[edition]]\nname = \"a\"\nlocal = \"es\"\n";
    let (_, findings) = read(text);
    assert_eq!(findings.len(), 2, "{findings:?}");
    for (finding, key, guess) in [
        (&findings[0], "local", "locale"),
        (&findings[1], "sorce", "source"),
    ] {
        assert_eq!(finding.span.expect("a place").slice(text), key);
        assert_eq!(
            finding.help.as_deref(),
            Some(&*format!("did you mean `{guess}`?"))
        );
    }
}

#[test]
fn every_fault_is_found_in_one_go() {
    let text = "source = 3\nlocales = [\"es\", \"e_\", \"es\"]\nout = \"../x\"\nsegmentation = \"sentense\"\n\
        [[edition]]\nname = \"a b\"\n[[edition]]\nname = \"x\"\npublish_at = 95\nvars = { url1 = 1, ok = 2020-09-17 }\n";
    let (config, findings) = read(text);
    let messages: Vec<&str> = findings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(messages.len(), 8, "{messages:#?}");
    assert_eq!(config.editions.len(), 1);
    assert_eq!(
        config.editions[0].vars["ok"],
        Scalar::Date("2020-09-17".to_owned())
    );
}

#[test]
fn broken_toml_is_a_finding_and_the_rest_is_read() {
    let (config, findings) = read("source = \"zh\"\nlocales = [\n");
    assert!(!findings.is_empty());
    assert_eq!(config.source, "zh");
}

#[test]
fn folders_may_not_lie_in_each_other() {
    let (_, findings) = read("out = \"content/dist\"\n");
    assert_eq!(findings.len(), 1);
    let (_, findings) = read("out = \"content2\"\n");
    assert!(findings.is_empty());
}

#[test]
fn the_schema_lists_the_keys_that_are_read() {
    let text = "[style]\n[locale.es]\n[[allow]]\n[[edition]]\nname = \"a\"\n";
    let (_, keys, _) = Typed::parse(FILE_NAME, text);
    let schema = include_str!("../../../schema/fluentdown.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("the schema is JSON");
    let listed = |pointer: &str| -> Vec<String> {
        let object = schema.pointer(pointer).and_then(|value| value.as_object());
        object.expect(pointer).keys().cloned().collect()
    };
    let sorted = |mut keys: Vec<&'static str>| {
        keys.sort_unstable();
        keys
    };
    assert_eq!(listed("/properties"), sorted(keys.project));
    assert_eq!(listed("/$defs/edition/properties"), sorted(keys.edition));
    assert_eq!(listed("/$defs/locale/properties"), sorted(keys.locale));
    assert_eq!(listed("/$defs/style/properties"), sorted(keys.style));
    assert_eq!(listed("/$defs/allow/properties"), sorted(keys.allow));
}

#[test]
fn styles_and_allowances_are_read_and_faults_in_them_are_found() {
    let text = "style = { profile = \"docs\" }\n[locale.es]\nstyle = { percent = \"closed\" }\n\
        [[allow]]\nrule = \"double-space\"\nreason = \"art\"\npath = \"a/*\"\n";
    let (config, findings) = read(text);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(config.style.profile, Some(style::Profile::Docs));
    assert_eq!(config.styles["es"].percent, Some(style::Spacing::Closed));
    assert_eq!(config.allow[0].path.as_deref(), Some("a/*"));
    let text = "style = { profile = \"pres\" }\n[[allow]]\nrule = \"double-space\"\n\
        [[allow]]\nrule = \"dubble-space\"\nreason = \"x\"\n";
    let (config, findings) = read(text);
    assert_eq!(findings.len(), 3, "{findings:?}");
    assert!(config.allow.is_empty());
    assert_eq!(findings[0].help.as_deref(), Some("did you mean `press`?"));
}

#[test]
fn hidden_folders_and_those_of_other_tools_are_refused_at_their_key() {
    let hidden = [
        ".git",
        ".GIT",
        ".Git",
        ".git.",
        ".git ",
        "git~1",
        "GIT~1",
        ".hg",
        ".HG",
        ".svn",
        ".Svn",
        ".jj",
        ".bzr",
        "_darcs",
        "_Darcs",
        ".hidden",
        ".x",
        ".github",
        ".vitepress",
        "...",
    ];
    let places = ["{}", "./{}", "{}/", "a/{}", "{}/b", "a/{}/b", "./a/b/{}"];
    let mut count = 0;
    for key in ["content", "locales_dir", "out", "template"] {
        for name in hidden {
            for place in places {
                let path = place.replace("{}", name);
                let (_, findings) = read(&format!("{key} = \"{path}\"\n"));
                let spans: Vec<_> = findings.iter().filter_map(|one| one.span).collect();
                assert!(!spans.is_empty(), "{key} {path}");
                count += 1;
            }
        }
        for path in ["docs", "a.b", "git", "a/git/b", "x.git", "a..b", "..a/b"] {
            let (_, findings) = read(&format!("{key} = \"{path}\"\n"));
            assert_eq!(findings.is_empty(), !path.starts_with('.'), "{key} {path}");
        }
    }
    assert!(count >= 500);
}
