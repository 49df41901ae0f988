//! Any text as a translator's resource, under a document: no message's text is
//! lost by `extract`, whose second run has nothing to do, and a translation that
//! is put in stands there.
//!
//! The input's parts stand between form feeds: the document, the resource as a
//! person left it, a translation.

#![no_main]

use fluentdown::catalog::{
    self, DocumentInput, Extraction, Filling, LocaleFiles, Options, STATE_FILE,
};
use fluentdown::document::Format;
use fluentdown::segment::{self, Mode};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

/// Cuts a document as a project does.
fn input(text: &str) -> DocumentInput {
    let options = segment::Options {
        locale: "en".to_owned(),
        mode: Mode::Sentence,
        fields: vec!["title".to_owned()],
        ..segment::Options::default()
    };
    let split = segment::split("a.md", text, Format::Markdown, &options);
    DocumentInput {
        path: "a.md".to_owned(),
        blocks: split.blocks,
        segments: split.segments,
        fluent: split.fluent,
        audiences: None,
        values: BTreeMap::new(),
    }
}

fn locale(name: &str) -> LocaleFiles {
    LocaleFiles {
        locale: name.to_owned(),
        comments: true,
        ..LocaleFiles::default()
    }
}

/// Extracts, and writes what changes into the files.
fn extract(text: &str, source: &mut LocaleFiles, target: &mut LocaleFiles) -> Extraction {
    let targets = std::slice::from_ref(target);
    let made = catalog::extract(source, &[input(text)], targets, &Options::default());
    for ((name, path), new) in &made.writes {
        let files = if *name == source.locale {
            &mut source.files
        } else {
            &mut target.files
        };
        match new {
            Some(new) => drop(files.insert(path.clone(), new.clone())),
            None => drop(files.remove(path)),
        }
    }
    made
}

/// Returns the texts of the messages that Fluent's parser reads, by meaning.
fn messages<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts {
        let resource = match fluent_syntax::parser::parse(text.as_str()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        for entry in resource.body {
            if let fluent_syntax::ast::Entry::Message(message) = entry {
                all.extend(message.value.map(|value| format!("{value:?}")));
            }
        }
    }
    all
}

fuzz_target!(|input: &str| {
    let mut parts = input.splitn(3, '\u{c}');
    let text = parts.next().unwrap_or_default();
    let given = parts.next().unwrap_or_default().to_owned();
    let pattern = parts.next().unwrap_or_default();
    let (mut source, mut target) = (locale("en"), locale("es"));
    extract(text, &mut source, &mut target);
    // What the parser cannot be given is the guard's, which has its own tests.
    if given.contains('\\') || given.matches(['{', '(', ']']).count() > 40 {
        return;
    }
    let written = messages([&given].into_iter());
    target.files.insert("a.md.ftl".to_owned(), given);
    extract(text, &mut source, &mut target);
    let kept = messages(
        target
            .files
            .iter()
            .filter(|(path, _)| *path != STATE_FILE)
            .map(|(_, text)| text),
    );
    for one in &written {
        assert!(kept.contains(one), "{one} is not in {:?}", target.files);
    }
    let made = extract(text, &mut source, &mut target);
    assert!(
        made.writes.is_empty(),
        "twice is as once: {:?}",
        made.writes
    );

    let Some(unit) = made.documents.first().and_then(|units| units.units.first()) else {
        return;
    };
    let plain = |c: char| c.is_alphanumeric() || c == ' ';
    if pattern.trim().is_empty() || !pattern.chars().all(plain) {
        return;
    }
    let filling = Filling {
        document: "a.md".to_owned(),
        id: unit.id.clone(),
        pattern: pattern.trim().to_owned(),
        source: unit.pattern.clone(),
        draft: None,
        reads: BTreeMap::new(),
    };
    let (id, wanted) = (unit.id.clone(), filling.pattern.clone());
    for ((_, path), new) in catalog::fill(&target, &[filling]) {
        target.files.insert(path, new.unwrap_or_default());
    }
    let made = extract(text, &mut source, &mut target);
    let key = ("a.md".to_owned(), id);
    let found = made.locales[0].translations.get(&key);
    assert_eq!(found.and_then(|one| one.pattern.clone()), Some(wanted));
});
