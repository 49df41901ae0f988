//! A document and a translation of each of its blocks: the gate holds.
//!
//! The input's parts stand between form feeds: the document, then texts.

#![no_main]

use fluentdown::document::{Format, Outline, outline};
use fluentdown::segment::{BlockText, Mode, Options, split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let mut parts = input.split('\u{c}');
    let text = parts.next().unwrap_or_default();
    let given: Vec<&str> = parts.collect();
    let options = Options {
        locale: "en".to_owned(),
        mode: Mode::Paragraph,
        fields: vec!["title".to_owned()],
        ..Options::default()
    };
    let split = split("a.md", text, Format::Markdown, &options);
    // A document whose braces are Fluent is compared as it is formatted.
    if split.fluent || !split.directives().is_empty() {
        return;
    }
    let texts: Vec<BlockText> = (0..split.blocks.len())
        .map(|block| match given.get(block % given.len().max(1)) {
            Some(text) => BlockText::Text(vec![(*text).to_owned()]),
            None => BlockText::Text(
                split
                    .source_texts(block)
                    .iter()
                    .map(|text| format!("Xx {text}"))
                    .collect(),
            ),
        })
        .collect();
    let rebuilt = split.rebuild(&texts, None);
    let kinds =
        |outline: &Outline| -> Vec<u32> { outline.boundaries.iter().map(|one| one.kind).collect() };
    let source = outline(text, split.document.body);
    let target = outline(&rebuilt.text, rebuilt.body);
    assert_eq!(kinds(&source), kinds(&target), "{:?}", rebuilt.text);
    for (block, span) in &rebuilt.blocks {
        assert!(rebuilt.text.get(span.start..span.end).is_some(), "{block}");
    }
});
