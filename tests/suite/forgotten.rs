//! No test file and no fixture is forgotten.

use std::fs;
use std::path::Path;

fn names(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect()
}

#[test]
fn every_test_file_is_a_module() {
    let main = include_str!("main.rs");
    for name in names("tests/suite") {
        let stem = name.strip_suffix(".rs").unwrap_or(&name);
        assert!(
            stem == "main" || main.contains(&format!("mod {stem};")),
            "{name} is forgotten"
        );
    }
    let others: Vec<String> = names("tests")
        .into_iter()
        .filter(|name| !["suite", "fixtures", "tables", "peers"].contains(&name.as_str()))
        .collect();
    assert!(others.is_empty(), "put these into tests/suite: {others:?}");
}

#[test]
fn every_fixture_is_used() {
    let mut code = String::new();
    for name in names("tests/suite") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/suite")
            .join(name);
        code.push_str(&fs::read_to_string(path).unwrap_or_default());
    }
    for name in names("tests/fixtures") {
        assert!(
            code.contains(&format!("\"{name}\"")),
            "no test uses the fixture {name}"
        );
    }
    for name in names("tests/tables") {
        assert!(
            code.contains(&format!("tables/{name}")),
            "no test reads the table {name}"
        );
    }
}
