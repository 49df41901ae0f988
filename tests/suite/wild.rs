//! Real repositories, in bulk: both promises on every Markdown file.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use crate::judge::{DIALECTS, changed, changed_letters, marked, structure};
use fluentdown::document::Format;
use fluentdown::segment::{BlockText, Options, Split, split};
use std::path::{Path, PathBuf};

/// What became of a number of documents.
#[derive(Debug, Default)]
struct Score {
    documents: usize,
    segments: usize,
    changed: usize,
    refused: usize,
    broken: Vec<String>,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|kind| ["md", "markdown", "mdx"].iter().any(|known| kind == *known))
        {
            found.push(path);
        }
    }
}

fn judge(name: &str, text: &str, split: &Split, score: &mut Score) {
    score.documents += 1;
    score.segments += split.segments.len();
    let own = changed(split, |_, text| text.to_owned());
    let directives = !split.directives().is_empty();
    if split.rebuild(&own, None).text != text && !directives {
        score.broken.push(format!("IDENTITY {name}"));
    }
    let ways: [(&str, Vec<BlockText>); 2] = [
        ("marked", changed(split, marked)),
        ("letters", changed_letters(split)),
    ];
    for (way, texts) in ways {
        let rebuilt = split.rebuild(&texts, None);
        score.refused += rebuilt.refused.len();
        score.changed += usize::from(rebuilt.text != text);
        for refusal in &rebuilt.refused {
            let source = split.blocks[refusal.block].span.slice(text);
            println!("REFUSED {way} {name}: {:?} {:?}", refusal.reason, source);
        }
        if directives {
            continue;
        }
        for dialect in DIALECTS {
            let (before, after) = (structure(text, dialect), structure(&rebuilt.text, dialect));
            if before != after {
                let at = before
                    .iter()
                    .zip(&after)
                    .take_while(|(a, b)| a == b)
                    .count();
                score.broken.push(format!(
                    "{dialect:?} {way} {name}\n    {:?}\n    {:?}",
                    before.get(at),
                    after.get(at)
                ));
            }
        }
    }
}

fn options() -> Options {
    Options {
        locale: "en".into(),
        fields: vec!["title".into(), "description".into(), "summary".into()],
        ..Options::default()
    }
}

#[test]
#[ignore = "needs repositories: FLUENTDOWN_REPOSITORIES=folder cargo test --release --test suite wild -- --ignored --nocapture"]
fn real_repositories_keep_their_structure() {
    let Some(root) = std::env::var_os("FLUENTDOWN_REPOSITORIES") else {
        println!("skipped: no repositories (set FLUENTDOWN_REPOSITORIES)");
        return;
    };
    let mut paths = Vec::new();
    files(Path::new(&root), &mut paths);
    let mut score = Score::default();
    for path in &paths {
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("not UTF-8: {}", path.display());
            continue;
        };
        let name = path.display().to_string();
        let split = split(&name, &text, Format::Markdown, &options());
        judge(&name, &text, &split, &mut score);
    }
    for broken in &score.broken {
        println!("BROKEN {broken}");
    }
    println!(
        "{} documents, {} segments; {} editions changed, {} broken, {} blocks refused",
        score.documents,
        score.segments,
        score.changed,
        score.broken.len(),
        score.refused
    );
    assert!(score.broken.is_empty(), "{} broken", score.broken.len());
}

/// What becomes of one document, to look at it.
#[test]
#[ignore = "a look at one document: FLUENTDOWN_DOCUMENT=file cargo test --test suite one_document -- --ignored --nocapture"]
fn one_document_is_shown() {
    let Some(path) = std::env::var_os("FLUENTDOWN_DOCUMENT") else {
        println!("skipped: no document (set FLUENTDOWN_DOCUMENT)");
        return;
    };
    let text = std::fs::read_to_string(&path).expect("text");
    let split = split("a.md", &text, Format::Markdown, &options());
    for texts in [changed(&split, marked), changed_letters(&split)] {
        let rebuilt = split.rebuild(&texts, None);
        println!("{}\n{texts:#?}\n{:#?}", rebuilt.text, rebuilt.refused);
        for dialect in DIALECTS {
            let (before, after) = (structure(&text, dialect), structure(&rebuilt.text, dialect));
            if before != after {
                println!("{dialect:?}: {before:#?}\n{after:#?}");
            }
        }
    }
}
