//! Translations that people have published: comprehensive-rust's, in the corpus.

#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use std::path::{Path, PathBuf};

/// Returns the folder of the corpora, or says that there is none.
pub(crate) fn corpus() -> Option<PathBuf> {
    let set = std::env::var_os("FLUENTDOWN_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = set.into_iter().chain([beside]).find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus (set FLUENTDOWN_CORPUS)");
    }
    found
}

/// The published translations, by the name of their file and their locale.
pub(crate) const LOCALES: [(&str, &str); 2] = [("es.po", "es"), ("zh-CN.po", "zh-Hans-CN")];

/// Returns the units of prose of a file of translations: source and translation.
pub(crate) fn prose(corpus: &Path, file: &str) -> Vec<(String, String)> {
    let path = corpus.join("comprehensive-rust/po").join(file);
    let text = std::fs::read_to_string(path).expect("the corpus has translations");
    entries(&text)
        .into_iter()
        .filter(|(source, _)| source.contains(' ') && !source.contains("```"))
        .collect()
}

/// The entries of a PO file: source and translation; fuzzy and obsolete ones are left out.
pub(crate) fn entries(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in text.split("\n\n") {
        if entry
            .lines()
            .any(|line| line.starts_with("#, ") && line.contains("fuzzy"))
        {
            continue;
        }
        let (mut source, mut target, mut second) = (String::new(), String::new(), false);
        for line in entry.lines().filter(|line| !line.starts_with('#')) {
            second |= line.starts_with("msgstr");
            let Some(quoted) = line.find('"').map(|at| &line[at + 1..line.len() - 1]) else {
                continue;
            };
            let side = if second { &mut target } else { &mut source };
            unescape(quoted, side);
        }
        if !source.is_empty() && !target.is_empty() {
            found.push((source, target));
        }
    }
    found
}

fn unescape(quoted: &str, out: &mut String) {
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
}

/// Returns the fingerprint of a text that is another's, by which a table names it:
/// FNV-1a.
pub(super) fn fingerprint(text: &str) -> String {
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{sum:016x}")
}
