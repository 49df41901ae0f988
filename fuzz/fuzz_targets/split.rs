//! Any text: it comes back byte for byte, and its slots are in order.

#![no_main]

use fluentdown::document::Format;
use fluentdown::segment::{BlockText, Mode, Options, split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for (format, mode) in [
        (Format::Markdown, Mode::Sentence),
        (Format::Markdown, Mode::Paragraph),
        (Format::Text, Mode::Sentence),
    ] {
        let options = Options {
            locale: "en".to_owned(),
            mode,
            fields: vec!["title".to_owned()],
            ..Options::default()
        };
        let split = split("a.md", text, format, &options);
        let mut end = 0;
        for block in &split.blocks {
            assert!(end <= block.span.start && block.span.start <= block.span.end);
            assert!(text.get(block.span.start..block.span.end).is_some());
            end = block.span.end;
        }
        for segment in &split.segments {
            assert!(text.get(segment.span.start..segment.span.end).is_some());
        }
        let own: Vec<BlockText> = (0..split.blocks.len())
            .map(|block| BlockText::Text(split.source_texts(block)))
            .collect();
        let rebuilt = split.rebuild(&own, None);
        assert!(rebuilt.refused.is_empty());
        if split.directives().is_empty() {
            assert_eq!(rebuilt.text, text);
        }
        for audience in ["a", "b"] {
            let _ = split.rebuild(&own, Some(audience));
        }
    }
});
