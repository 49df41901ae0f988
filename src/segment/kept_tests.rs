//! What has not changed is divided as it was.

use super::*;
use proptest::prelude::*;

fn read(text: &str, mode: Mode) -> Split {
    let options = Options {
        locale: "en".into(),
        mode,
        ..Options::default()
    };
    split("a.md", text, Format::Markdown, &options)
}

fn patterns(split: &Split) -> Vec<&str> {
    let found = split.segments.iter();
    found.map(|segment| segment.pattern.as_str()).collect()
}

/// Divides `text` as `before` says; returns how many blocks that changed.
fn kept(text: &str, before: &[&str]) -> (usize, Split) {
    let boundaries = Boundaries::new([("a.md", before.to_vec())]);
    let mut split = read(text, Mode::Sentence);
    let count = boundaries.keep("a.md", &mut split);
    (count, split)
}

#[test]
fn a_block_is_divided_as_it_was() {
    for (text, before) in [
        (
            "One is here. Two is here. Three is here.\n",
            vec!["One is here. Two is here.", "Three is here."],
        ),
        (
            "One is here. Two is here.\n",
            vec!["One is here. Two is here."],
        ),
        (
            "We saw Dr. Li, and others.\n",
            vec!["We saw Dr.", "Li, and others."],
        ),
        (
            "市长感谢了这座城市。他们送来了口罩。\n",
            vec!["市长感谢了这座城市。他们送来了口罩。"],
        ),
        (
            "> Set *one* {a}.\n> See [it](b.md). Then [that](c.md).\n",
            vec![
                "Set *one* { \"{\" }a{ \"}\" }. See [it]({ $url7 }).",
                "Then [that]({ $url9 }).",
            ],
        ),
        (
            "“Yes,” he said. – “No.” – She left.\n",
            vec!["“Yes,” he said. –", "“No.” – She left."],
        ),
    ] {
        let (count, split) = kept(text, &before);
        assert_eq!(count, 1, "{text}");
        let made = split.segments.iter();
        let made: Vec<String> = made
            .map(|one| {
                one.pattern
                    .replace("$url1", "$url7")
                    .replace("$url2", "$url9")
            })
            .collect();
        assert_eq!(made, before, "{text}");
        assert_eq!(
            split.blocks.last().map(|block| block.segments.end),
            Some(made.len())
        );
        let same = vec![BlockText::Source; split.blocks.len()];
        assert_eq!(split.rebuild(&same, None).text, text);
        let texts: Vec<BlockText> = (0..split.blocks.len())
            .map(|block| BlockText::Text(split.source_texts(block)))
            .collect();
        assert_eq!(
            split.rebuild(&texts, None).text.replace("\n> ", " "),
            text.replace("\n> ", " ")
        );
    }
}

#[test]
fn what_has_changed_or_cannot_be_cut_there_is_divided_anew() {
    for (text, before) in [
        // A word was added.
        (
            "One is here now. Two is here.\n",
            vec!["One is here. Two is here."],
        ),
        // No sentence ends in a link, in code or in emphasis.
        (
            "See [one page. Two](a.md) of them.\n",
            vec!["See [one page.", "Two]({ $url1 }) of them."],
        ),
        (
            "Run `one. two` of them.\n",
            vec!["Run `one.", "two` of them."],
        ),
        (
            "It is *one here. Two* of them.\n",
            vec!["It is *one here.", "Two* of them."],
        ),
        // Two blocks are not one.
        (
            "One is here.\n\nTwo is here.\n",
            vec!["One is here. Two is here."],
        ),
    ] {
        let (count, split) = kept(text, &before);
        assert_eq!(count, 0, "{text}");
        assert_eq!(patterns(&split), patterns(&read(text, Mode::Sentence)));
    }
}

#[test]
fn equal_blocks_keep_each_its_own_boundaries() {
    let text = "五在这里。六在那里。\n\n五在这里。六在那里。\n\n五在这里。六在那里。好。\n";
    let before = [
        "五在这里。六在那里。",
        "五在这里。",
        "六在那里。",
        "五在这里。",
        "六在那里。",
        "好。",
    ];
    let (count, split) = kept(text, &before);
    assert_eq!((count, patterns(&split)), (1, before.to_vec()));
}

#[test]
fn a_block_that_moved_keeps_its_boundaries_too() {
    let before = vec![
        ("a.md", vec!["A first one.", "One is here. Two is here."]),
        ("b.md", vec!["One is here.", "Two is here."]),
        ("c.md", vec!["Three is here. Four is here."]),
    ];
    let boundaries = Boundaries::new(before);
    let text = "Three is here. Four is here.\n\nOne is here. Two is here.\n\nA first one.\n";
    let mut split = read(text, Mode::Sentence);
    assert_eq!(boundaries.keep("a.md", &mut split), 2);
    assert_eq!(
        patterns(&split),
        [
            "Three is here. Four is here.",
            "One is here. Two is here.",
            "A first one."
        ]
    );
    let mut split = read(text, Mode::Sentence);
    assert_eq!(boundaries.keep("b.md", &mut split), 1);
    assert_eq!(split.segments.len(), 4);
}

const PARTS: [&str; 8] = [
    "One is here.",
    "Is *two* there?",
    "[Three](a.md) is `x. y`.",
    "Four {b}!",
    "五在这里。",
    "六在那里。",
    "Dr. Li came.",
    "…",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_division_between_sentences_is_kept(
        blocks in prop::collection::vec(prop::collection::vec((0..PARTS.len(), any::<bool>()), 1..6), 1..6),
    ) {
        let text: Vec<String> = blocks.iter().map(|block| block.iter().map(|(part, _)| PARTS[*part]).collect::<Vec<_>>().join(" ")).collect();
        let text = text.join("\n\n") + "\n";
        let fresh = read(&text, Mode::Sentence);
        // Join some neighbours of what the splitter makes today.
        let mut before: Vec<String> = Vec::new();
        for (block, asked) in fresh.blocks.iter().zip(&blocks) {
            let message = fresh.message(fresh.segments[block.segments.start].block).expect("it has one");
            let ranges = &fresh.ranges[block.segments.clone()];
            let mut at = 0;
            for (index, range) in ranges.iter().enumerate() {
                let glue = asked.get(index).is_some_and(|(_, glue)| *glue);
                if index + 1 == ranges.len() || !glue {
                    before.push(message.pattern(ranges[at].start..range.end));
                    at = index + 1;
                }
            }
        }
        let list: Vec<&str> = before.iter().map(String::as_str).collect();
        let boundaries = Boundaries::new([("a.md", list.clone())]);
        let mut split = read(&text, Mode::Sentence);
        boundaries.keep("a.md", &mut split);
        let spans: Vec<_> = split.segments.iter().map(|one| one.span).collect();
        prop_assert!(spans.windows(2).all(|two| two[0].end <= two[1].start));
        // Equal blocks that were divided in two ways may each have the other's.
        let mut kinds: Vec<String> = text.trim_end().split("\n\n").map(str::to_owned).collect();
        kinds.sort();
        let all = kinds.len();
        kinds.dedup();
        // So may a block that reads as others do together.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let whole = letters(&text);
        let alone = kinds.iter().all(|block| whole.matches(&letters(block)).count() == 1);
        if kinds.len() == all && alone && !text.contains('…') {
            prop_assert_eq!(patterns(&split), list);
        }
    }
}
