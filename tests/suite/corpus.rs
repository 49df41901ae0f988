//! The corpora: every example of the specifications and every page of
//! comprehensive-rust, rebuilt unchanged and with every sentence marked.

use super::published::{LOCALES, corpus, prose};
use crate::judge::{DIALECTS, changed, changed_letters, marked, structure};
use fluentdown::document::Format;
use fluentdown::segment::{BlockText, Options, split};
use std::path::{Path, PathBuf};

/// The examples of a specification: between fences of 32 backticks, up to a lone dot.
fn examples(text: &str) -> Vec<String> {
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        match &mut open {
            None if line.starts_with(&format!("{fence} example")) => open = Some(String::new()),
            Some(_) if line == "." => found.extend(open.take()),
            Some(example) => {
                example.push_str(&line.replace('→', "\t"));
                example.push('\n');
            }
            None => {}
        }
    }
    found
}

fn pages(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a corpus that can be read")
        .map(|entry| entry.expect("a corpus that can be read").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push((
                path.display().to_string(),
                std::fs::read_to_string(&path).expect("a corpus that can be read"),
            ));
        }
    }
}

fn texts(corpus: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in ["commonmark.txt", "gfm.txt", "gfm-extensions.txt"] {
        let text = std::fs::read_to_string(corpus.join("specs").join(name))
            .expect("a corpus that can be read");
        let examples = examples(&text);
        assert!(examples.len() > 20, "{name} has examples");
        found.extend(
            examples
                .into_iter()
                .enumerate()
                .map(|(index, text)| (format!("{name}#{}", index + 1), text)),
        );
    }
    pages(&corpus.join("comprehensive-rust/src"), &mut found);
    found
}

fn options() -> Options {
    Options {
        locale: "en".into(),
        fields: vec!["title".into(), "description".into(), "summary".into()],
        ..Options::default()
    }
}

#[test]
fn every_document_comes_back_byte_for_byte() {
    let Some(corpus) = corpus() else { return };
    let texts = texts(&corpus);
    for (name, text) in &texts {
        let split = split(name, text, Format::Markdown, &options());
        let own: Vec<BlockText> = (0..split.blocks.len())
            .map(|block| BlockText::Text(split.source_texts(block)))
            .collect();
        let rebuilt = split.rebuild(&own, None);
        assert!(
            rebuilt.text == *text || !split.directives().is_empty(),
            "{name} changed"
        );
        let mut end = 0;
        for block in &split.blocks {
            assert!(
                end <= block.span.start && text.is_char_boundary(block.span.end),
                "{name}: slots are ordered"
            );
            end = block.span.end;
        }
    }
    println!("{} documents equal", texts.len());
}

/// Examples that no translation can change with the same structure in both
/// dialects of the other parser, each with its reason.
const IMPOSSIBLE: &[(&str, &str)] = &[];

/// Examples of which a block falls back where every letter is changed: with the text
/// the label changes that nobody defines then, or a mark, or a `<` becomes another.
const REFUSED: &[&str] = &[
    "commonmark.txt#496",
    "commonmark.txt#522",
    "commonmark.txt#534",
    "commonmark.txt#535",
    "commonmark.txt#547",
    "commonmark.txt#571",
    "commonmark.txt#573",
    "commonmark.txt#592",
    "gfm.txt#503",
    "gfm.txt#528",
    "gfm.txt#540",
    "gfm.txt#541",
    "gfm.txt#553",
    "gfm.txt#577",
    "gfm.txt#579",
    "gfm.txt#598",
];

#[test]
fn every_translation_keeps_the_structure() {
    let Some(corpus) = corpus() else { return };
    let texts = texts(&corpus);
    let mut broken = Vec::new();
    let (mut refused, mut changed_texts, mut segments) = (0, 0, 0);
    for (name, text) in &texts {
        let split = split(name, text, Format::Markdown, &options());
        segments += split.segments.len();
        for (way, texts) in [
            ("marked", changed(&split, marked)),
            ("letters", changed_letters(&split)),
        ] {
            let rebuilt = split.rebuild(&texts, None);
            for refusal in &rebuilt.refused {
                println!("refused, {way}: {name}: {refusal:?}");
                let is_known = way == "letters" && REFUSED.contains(&name.as_str());
                assert!(is_known, "{name}, {way}: {refusal:?}");
            }
            refused += rebuilt.refused.len();
            changed_texts += usize::from(rebuilt.text != *text);
            for dialect in DIALECTS {
                if structure(text, dialect) != structure(&rebuilt.text, dialect)
                    && !IMPOSSIBLE.iter().any(|(known, _)| known == name)
                {
                    broken.push(format!("{name}, {way}, {dialect:?}"));
                }
            }
        }
    }
    println!(
        "{segments} segments; {changed_texts} editions of {} documents changed, {} broken, {refused} blocks refused",
        texts.len(),
        broken.len()
    );
    for one in &broken {
        println!("broken: {one}");
    }
    for (name, reason) in IMPOSSIBLE {
        println!("  impossible: {name}: {reason}");
    }
    assert!(
        changed_texts > texts.len(),
        "most documents have something to translate"
    );
    assert!(IMPOSSIBLE.len() <= 10, "too many are given up");
    assert_eq!(refused, REFUSED.len(), "blocks refused");
    assert!(broken.is_empty(), "structure changed in {broken:#?}");
}

/// The wire text as it was received: abbreviated months end no sentence, the
/// two captions are two blocks, and it comes back whole.
#[test]
fn the_wire_text_is_divided_and_comes_back() {
    let Some(corpus) = corpus() else { return };
    let text = std::fs::read_to_string(corpus.join("../release/release.txt"))
        .expect("the release stands beside the corpus");
    for format in [Format::Text, Format::Markdown] {
        let split = split("release", &text, format, &options());
        assert_eq!(split.blocks.len(), 8);
        assert!(
            (13..=14).contains(&split.segments.len()),
            "{:#?}",
            split.segments
        );
        let first = split.inline(0);
        assert!(
            first.contains("Sept. 17, 2020") && first.contains("Sept. 11, when"),
            "{first}"
        );
        assert_eq!(
            split.inline(split.segments.len() - 1),
            split.inline(split.segments.len() - 2)
        );
        let own: Vec<BlockText> = (0..8)
            .map(|block| BlockText::Text(split.source_texts(block)))
            .collect();
        assert_eq!(split.rebuild(&own, None).text, text);
    }
}

/// On translations that people have published the figures' rules stay quiet:
/// at most one unit of prose in a hundred is flagged, real faults included.
#[test]
fn published_translations_are_seldom_flagged() {
    use fluentdown::rules::{Block, Group, Message, check};
    let Some(corpus) = corpus() else { return };
    for (file, locale) in LOCALES {
        let prose = prose(&corpus, file);
        let mut flagged = 0;
        for (source, target) in &prose {
            let messages = [Message {
                source_pattern: "",
                target_pattern: "",
                source,
                target,
                variants: &[],
            }];
            let block = Block::new("en", locale, &messages);
            let mut faults = check(&block);
            faults.retain(|(rule, _)| rule.group == Group::Facts);
            flagged += usize::from(!faults.is_empty());
            if let Some((_, fault)) = faults.first() {
                println!("{locale}: {}\n  {source:?}\n  {target:?}", fault.message);
            }
        }
        println!(
            "{locale}: {flagged} of {} units of prose flagged",
            prose.len()
        );
        assert!(prose.len() > 1000, "{file} is read");
        assert!(flagged * 100 <= prose.len(), "{flagged} of {}", prose.len());
    }
}
