//! Arrows between the modules point one way.

use super::support::walk;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use, apart from itself.
const ALLOWED: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("locale", &[]),
    ("diagnostic", &["text"]),
    ("document", &["text", "locale", "diagnostic"]),
    ("ftl", &["text", "locale", "diagnostic"]),
    (
        "segment",
        &["text", "locale", "diagnostic", "document", "ftl"],
    ),
    (
        "catalog",
        &["text", "locale", "diagnostic", "document", "ftl", "segment"],
    ),
    (
        "exchange",
        &[
            "text",
            "locale",
            "diagnostic",
            "document",
            "ftl",
            "segment",
            "catalog",
        ],
    ),
    (
        "edition",
        &[
            "text",
            "locale",
            "diagnostic",
            "document",
            "ftl",
            "segment",
            "catalog",
        ],
    ),
    (
        "rules",
        &[
            "text",
            "locale",
            "diagnostic",
            "document",
            "ftl",
            "segment",
            "catalog",
            "exchange",
            "edition",
        ],
    ),
    (
        "project",
        &[
            "text",
            "locale",
            "diagnostic",
            "document",
            "ftl",
            "segment",
            "catalog",
            "exchange",
            "edition",
            "rules",
        ],
    ),
    (
        "report",
        &[
            "text",
            "locale",
            "diagnostic",
            "document",
            "ftl",
            "segment",
            "catalog",
            "exchange",
            "edition",
            "rules",
            "project",
        ],
    ),
];

/// The module that a file of the library belongs to.
fn module_of(file: &Path) -> Option<String> {
    let inside = file
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (name != "lib" && name != "bin").then(|| name.to_owned())
}

/// The modules that a text names after `crate::`.
fn used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(list) => list.split(',').map(str::trim).collect(),
                None => vec![rest],
            };
            for name in names {
                let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                used.push(name[..end.unwrap_or(name.len())].to_owned());
            }
        }
    }
    used
}

#[test]
fn no_arrow_points_back() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<PathBuf> = Vec::new();
    walk(&source, &mut files);
    let mut wrong = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|one| one == "rs"))
    {
        let Some(module) = module_of(file) else {
            continue;
        };
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{module} is not in the table"));
            continue;
        };
        for name in used(&fs::read_to_string(file).expect("UTF-8")) {
            if name != module && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} uses {name}", file.display()));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_of_the_library_is_in_the_table() {
    let lib = include_str!("../../src/lib.rs");
    let mut declared: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let mut known: Vec<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    declared.sort_unstable();
    known.sort_unstable();
    assert_eq!(declared, known);
}

#[test]
fn names_after_crate_are_found() {
    assert_eq!(
        used("use crate::text::Span;\nuse crate::{a, b::C};\n// crate::no"),
        ["text", "a", "b"]
    );
}
