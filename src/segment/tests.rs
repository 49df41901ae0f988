//! Tests of splitting and rebuilding, on texts of our own.

use super::{BlockText, Mode, Options, Split, split};
use crate::document::Format;

fn read(text: &str) -> Split {
    let options = Options {
        locale: "en".into(),
        fields: vec!["title".into(), "description".into(), "summary".into()],
        ..Options::default()
    };
    split("a.md", text, Format::Markdown, &options)
}

fn patterns(text: &str) -> Vec<String> {
    read(text)
        .segments
        .into_iter()
        .map(|segment| segment.pattern)
        .collect()
}

/// Rebuilds with every block's text made by `change`; the source's texts come joined.
fn rebuilt(text: &str, change: impl Fn(&str) -> String) -> super::Rebuilt {
    let split = read(text);
    let texts: Vec<BlockText> = (0..split.blocks.len())
        .map(|block| {
            BlockText::Text(
                split
                    .source_texts(block)
                    .iter()
                    .map(|text| change(text))
                    .collect(),
            )
        })
        .collect();
    split.rebuild(&texts, None)
}

#[test]
fn unchanged_texts_give_the_same_bytes() {
    for text in [
        "",
        "\u{feff}# A title #\r\n\r\nTwo\r\nlines  \r\nbroken\\\r\nhard",
        "> - a quote in\n>   a list. And more.\n\n1. one\n2. two",
        "| a | b |\n|---|:-:|\n| c \\| d | e |\n",
        "[a]: http://x.y 'A title'\n\nSee [a] and [a][] and [b][a].\n",
        "<div title=\"A word\">\nText & more\n</div>\n",
        "---\ntitle: 'It''s'\n---\nBody\n",
    ] {
        assert_eq!(rebuilt(text, str::to_owned).text, text);
    }
}

#[test]
fn messages_stand_on_one_line_with_addresses_as_variables() {
    assert_eq!(
        patterns("See the\n[site](http://a.b/(c) \"T\") and ![i](<d e>).\n"),
        ["See the [site]({ $url1 } \"T\") and ![i]({ $url2 })."]
    );
    assert_eq!(
        patterns("A {brace} and `{x}`.\n"),
        ["A { \"{\" }brace{ \"}\" } and `{ \"{\" }x{ \"}\" }`."]
    );
    assert_eq!(patterns("one  \ntwo\\\nthree\n"), ["one\\\ntwo\\\nthree"]);
    assert_eq!(
        patterns("A [ref] here.\n\n[ref]: x\n"),
        ["A [ref][ref] here."]
    );
    assert_eq!(patterns("![A kite](k.svg)\n"), ["A kite"]);
    assert_eq!(patterns("\\*not emphasis\n"), ["\\*not emphasis"]);
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    assert_eq!(
        patterns("Held on Sept. 11, 2020. Dr. Li spoke **twice. Loudly.** Then J. Smith left.\n"),
        [
            "Held on Sept. 11, 2020.",
            "Dr. Li spoke **twice. Loudly.**",
            "Then J. Smith left."
        ]
    );
    let options = Options {
        locale: "zh".into(),
        mode: Mode::Sentence,
        ..Options::default()
    };
    let split = split(
        "a.md",
        "她停顿了一下。“你准备好了吗？”他问道。\n",
        Format::Markdown,
        &options,
    );
    let found: Vec<&str> = split
        .segments
        .iter()
        .map(|segment| segment.pattern.as_str())
        .collect();
    assert_eq!(found, ["她停顿了一下。", "“你准备好了吗？”他问道。"]);
}

#[test]
fn translations_stay_text_in_their_place() {
    let to = |text: &str, new: &str| {
        let out = rebuilt(text, |_| new.to_owned());
        (out.text, out.refused.len())
    };
    assert_eq!(to("> - x y\n", "1. uno"), ("> - 1\\. uno\n".into(), 0));
    assert_eq!(to("word\n", "2024. El año"), ("2024\\. El año\n".into(), 0));
    assert_eq!(to("word\n", "+ 5 °C"), ("\\+ 5 °C\n".into(), 0));
    assert_eq!(to("word\n", "# no"), ("\\# no\n".into(), 0));
    assert_eq!(to("# word\n", "title #"), ("# title \\#\n".into(), 0));
    assert_eq!(to("| a | b |\n|---|---|\n| c | d |\n", "x|y\\").1, 0);
    assert_eq!(to("> a b\n", "uno\\\ndos"), ("> uno\\\n> dos\n".into(), 0));
    assert_eq!(to("word\n", "a\n\nb"), ("a b\n".into(), 0));
    assert_eq!(to("word\n", "").1, 1);
}

#[test]
fn a_tag_over_lines_stays_a_tag_in_its_translation() {
    let tag = "Use <code\nclass=\"x\">a</code> here.";
    for (source, target, right) in [
        (tag, "Usa <code\nclass=\"x\">a</code> aquí.", None),
        (tag, "Usa <code class=\"x\">a</code> aquí.", None),
        (
            "- Use <code\n  class=\"x\">a</code> here.",
            "Usa <code\nclass=\"x\">a</code> aquí.",
            Some("- Usa <code\n  class=\"x\">a</code> aquí."),
        ),
        (
            "> See <a\r\n> href=\"/b\">it</a>.",
            "Ve <a\nhref=\"/b\">eso</a>.",
            Some("> Ve <a\r\n> href=\"/b\">eso</a>."),
        ),
        (
            "See <!-- one\n  two --> it.",
            "Ve <!-- one\ntwo --> eso.",
            None,
        ),
        // What the source does not have is text, over lines too.
        (
            tag,
            "Usa <code\nclass=\"x\">a</code> <b\nonclick=y>.",
            Some("Usa <code\nclass=\"x\">a</code> &lt;b\nonclick=y>."),
        ),
    ] {
        let out = rebuilt(source, |_| target.to_owned());
        assert_eq!(out.text, right.unwrap_or(target), "{source:?}");
        assert!(out.refused.is_empty(), "{source:?}: {:?}", out.refused);
    }
}

#[test]
fn scripts_and_foreign_links_do_not_come_in() {
    for text in [
        "<script>x</script>",
        "a <b>c</b>",
        "[a](javascript:x)",
        "[a](http://b.c)",
    ] {
        let out = rebuilt("word\n", |_| text.to_owned());
        let events: Vec<_> =
            pulldown_cmark::Parser::new_ext(&out.text, crate::document::OPTIONS).collect();
        let harmless = events.iter().all(|event| {
            !matches!(
                event,
                pulldown_cmark::Event::InlineHtml(_)
                    | pulldown_cmark::Event::Html(_)
                    | pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { .. })
            )
        });
        assert!(harmless, "{text:?} became {:?}", out.text);
    }
}

#[test]
fn a_localised_address_is_taken_and_a_dangerous_one_is_not() {
    let out = rebuilt("See [it](http://a.b/en).\n", |_| {
        "Ver [esto](http://a.b/es).".into()
    });
    assert_eq!(out.text, "Ver [esto](http://a.b/es).\n");
    let out = rebuilt("See [it](http://a.b/en).\n", |_| {
        "Ver [esto](javascript:alert(1)).".into()
    });
    assert!(!out.text.contains("](javascript:"), "{}", out.text);
}

#[test]
fn audiences_and_directives_leave_the_outputs() {
    let text = "One.\n\n<!-- l10n:audience a -->\n\nFor a.\n\n<!-- l10n:end -->\n\n<!-- l10n:note hm -->\nTwo.\n";
    let split = read(text);
    assert_eq!(
        split.blocks[1].audiences.as_deref(),
        Some(&["a".to_owned()][..])
    );
    assert_eq!(split.blocks[2].notes, ["hm"]);
    assert_eq!(
        split.rebuild(&[], Some("a")).text,
        "One.\n\nFor a.\n\nTwo.\n"
    );
    let out = split.rebuild(&[], Some("b"));
    assert_eq!(out.text, "One.\n\nTwo.\n");
    assert_eq!(
        out.blocks
            .iter()
            .map(|(_, span)| span.slice(&out.text))
            .collect::<Vec<_>>(),
        ["One.", "Two."]
    );
}

#[test]
fn what_is_not_text_is_not_offered() {
    assert!(patterns("```\ncode\n```\n\n`x`\n\n<!-- l10n:skip -->\nSkipped.\n\n<p translate=\"no\">No</p>\n\n<https://a.b>\n").is_empty());
}

#[test]
fn blocks_know_where_they_stand_after_a_change() {
    let out = rebuilt("# One\n\nTwo and *three*.\n", |text| format!("Xx {text}"));
    let shown: Vec<&str> = out
        .blocks
        .iter()
        .map(|(_, span)| span.slice(&out.text))
        .collect();
    assert_eq!(shown, ["Xx One", "Xx Two and *three*."]);
}

/// Directives go where that joins nothing; one that cannot does not keep the
/// others.
#[test]
fn each_directive_goes_for_itself() {
    for (text, expected) in [
        ("> <!-- l10n:skip -->\n> a\n", "> a\n"),
        ("> a\n>\n> <!-- l10n:note n -->\n>\n> b\n", "> a\n>\n> b\n"),
        ("<!-- l10n:skip --> <!-- l10n:id a -->\n\na\n", "a\n"),
        ("- a\n\n  <!-- l10n:note n -->\n  b\n", "- a\n\n  b\n"),
        (
            "a\n<!-- l10n:note n -->\nb\n\n<!-- l10n:note m -->\n# c\n",
            "a\n<!-- -->\nb\n\n# c\n",
        ),
        (
            "- a\n\n<!-- l10n:id i -->\n\n- b\n",
            "- a\n\n<!-- -->\n\n- b\n",
        ),
        ("- <!-- l10n:note n -->\n  a\n", "- <!-- -->\n  a\n"),
    ] {
        let split = read(text);
        assert!(split.findings.is_empty(), "{text}: {:?}", split.findings);
        assert_eq!(split.rebuild(&[], None).text, expected, "{text}");
    }
    let many = "x\n<!-- l10n:note n -->\n\n".repeat(200) + "y\n<!-- l10n:note n -->\nz\n";
    let out = read(&many).rebuild(&[], None).text;
    assert_eq!(out, "x\n\n".repeat(200) + "y\n<!-- -->\nz\n");
}

#[test]
fn a_directive_among_other_text_is_a_fault() {
    for text in [
        "a <!-- l10n:skip --> b\n",
        "<!-- l10n:note n --> a\n",
        "<div>\n<!-- l10n:skip -->\n<p>a</p>\n</div>\n",
        "> a <!--l10n:id x-->\n",
    ] {
        let findings = read(text).findings;
        let found: Vec<&str> = findings.iter().map(|one| one.rule).collect();
        assert_eq!(found, ["invalid-document"], "{text}");
    }
    for text in [
        "`<!-- l10n:skip -->` a\n",
        "a <!-- see l10n:skip --> b\n",
        "    <!-- l10n:skip --> a\n",
    ] {
        assert!(read(text).findings.is_empty(), "{text}");
    }
}

/// A CR alone ends a line, as it does for CommonMark.
#[test]
fn lines_that_end_with_cr_alone_are_lines() {
    let text = "---\rtitle: A\r---\r# b\rc\rd\r\r- e\\\r  f\r";
    assert_eq!(patterns(text), ["A", "b", "c d", "e\\\nf"]);
    let out = rebuilt(text, |text| format!("x {text}"));
    let expected = "---\rtitle: x A\r---\r# x b\rx c d\r\r- x e\\\r  f\r";
    assert_eq!((out.text.as_str(), out.refused.len()), (expected, 0));
}

/// Marks that do not close in the source are not closed by a blank of ours, and a
/// blank that closes them is not taken away.
#[test]
fn joins_leave_marks_as_they_are() {
    let changed = |text: &str| rebuilt(text, |text| text.replace('二', "三")).text;
    for text in [
        "**一。**二二。\n",
        "**一。** 二二。**四。**五。\n",
        "- **一。**DM二。\n",
    ] {
        assert_eq!(changed(text), text.replace('二', "三"));
    }
}

#[test]
fn each_hard_break_keeps_its_style() {
    let out = rebuilt("a\\\nb  \nc. D\\\ne\n", |text| text.replace('b', "B"));
    assert_eq!(out.text, "a\\\nB  \nc. D\\\ne\n");
    let out = rebuilt("a  \nb\n", |_| "x\\\ny\\\nz".to_owned());
    assert_eq!(out.text, "x  \ny  \nz\n");
}

#[test]
fn titles_of_definitions_are_text_over_lines_and_in_quotes() {
    let text = "> [a], [b] c\n>\n> [a]: /x \"One\n> two\"\n> [b]: <y z>\n>   'It \\'is\\''\n";
    assert_eq!(patterns(text)[1..], ["One two", "It \\'is\\'"]);
    let out = rebuilt(text, |text| text.replace("One two", "Uno \"dos\"\ny"));
    assert_eq!(out.text, text.replace("One\n> two", "Uno \\\"dos\\\" y"));
}

/// Sentences that are merged, divided and left empty, among Han: a blank
/// stands only beside what is narrow.
#[test]
fn sentences_join_as_their_script_does() {
    let text = "“Good.” He left. [See](a) it. Rust is. “Q.”\n";
    let joined = |texts: [&str; 5]| {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        let out = read(text).rebuild(&[BlockText::Text(texts)], None);
        assert!(out.refused.is_empty(), "{:?}", out.refused);
        out.text
    };
    assert_eq!(
        joined(["“好。”", "他走了。", "[看](a)吧。", "Rust是。", "“问。”"]),
        "“好。”他走了。[看](a)吧。Rust是。“问。”\n"
    );
    assert_eq!(
        joined(["“Bien”.", "", "Véase\n[esto](a).", "Rust\n是。", ""]),
        "“Bien”. Véase [esto](a). Rust 是。\n"
    );
    assert_eq!(
        joined(["", "一，\n二。", "[看\n“见”](a)", "Rust", "**中**"]),
        "一，二。[看“见”](a) Rust **中**\n"
    );
}

/// The word that follows is found by what stands behind openers and blanks, so that no
/// offset into the text before them is taken for one into the word.
#[test]
fn a_word_behind_a_mark_and_a_blank_is_read_from_its_start() {
    for letter in ["\u{6c0}", "é", "中", "𝒜", "K"] {
        for text in [
            format!("We met s. - {letter}"),
            format!("We met J. ¿ {letter}. Smith"),
            format!("We met J. *“  {letter}"),
        ] {
            assert_eq!(rebuilt(&text, str::to_owned).text, text);
        }
    }
}

/// A wide table on one line: nothing looks back to its start for each cell.
#[test]
fn a_wide_table_is_written_in_time() {
    let wide = |cell: &str| cell.repeat(20_000) + "\n";
    let text = wide("|a") + &wide("|--") + &wide("|c");
    let out = rebuilt(&text, |text| format!("Xx {text}"));
    assert!(out.text.starts_with("|Xx a|Xx a|") && out.refused.is_empty());
}

/// Documents in which one thing stands over and over, in one paragraph or in the
/// front matter: nothing looks through all of it for each.
#[test]
fn what_stands_over_and_over_is_written_in_time() {
    let fluent = "---\nfluent: true\n---\n".to_owned();
    let fields: String = (0..30_000).map(|at| format!("a{at}: b\n")).collect();
    for (name, text) in [
        ("lines of Liquid", "{% a %}\n*b*\n".repeat(20_000)),
        ("fields", format!("---\n{fields}---\na\n")),
        ("braces", fluent + &"{ a ".repeat(50_000)),
        ("links and braces", "See {a} [b](c). ".repeat(10_000)),
        ("labels", "A (b. (c ".repeat(50_000)),
        ("quotations", "“甲。”甲“Stop！”Tom".repeat(20_000)),
        ("strong sentences", "**一。** 二二。DM".repeat(5_000)),
        (
            "marks that open",
            "**a ".repeat(20_000) + &"a_ ".repeat(20_000) + "中",
        ),
    ] {
        let out = rebuilt(&text, |text| format!("Xx {text}"));
        assert!(out.text.len() > text.len(), "{name}");
        assert_eq!(rebuilt(&text, str::to_owned).text, text, "{name}");
    }
}

const PARTS: &str = "(a|B é|中文|。|\\*\\*中：\\*\\*|\n|\n\n|\r\n|> |- |1\\. |# |    |\t|---\n|===\n|\\||\\*|_|`|```\n|~~|<div>|</div>|<b>|<p title='x'>|<!-- |-->|\\[|\\]|\\(|\\)|!\\[|: |:::|\\[\\^1\\]|\\[a\\]: /x \"T\"\n|\\{|\\}|\\$|\\\\|\\{#i\\}|&amp;|\u{2028}|\\[!NOTE\\])";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, ..Default::default() })]

    /// Any text in any block of any document: the blocks are as they were, and
    /// what is not replaced stands where it stood.
    #[test]
    fn the_gate_holds(
        text in proptest::string::string_regex(&format!("{PARTS}{{0,24}}")).expect("an expression"),
        new in proptest::string::string_regex(&format!("{PARTS}{{1,6}}")).expect("an expression"),
    ) {
        let split = read(&text);
        if !split.directives().is_empty() || split.fluent {
            return Ok(());
        }
        let mut end = 0;
        for block in &split.blocks {
            proptest::prop_assert!(end <= block.span.start && text.get(block.span.start..block.span.end).is_some());
            end = block.span.end;
        }
        let own: Vec<BlockText> = (0..split.blocks.len()).map(|block| BlockText::Text(split.source_texts(block))).collect();
        proptest::prop_assert_eq!(&split.rebuild(&own, None).text, &text);
        let kinds = |text: &str, body: usize| -> Vec<u32> {
            crate::document::outline(text, body).boundaries.iter().map(|one| one.kind).collect()
        };
        let expected = kinds(&text, split.document.body);
        for every in [1, 2] {
            let texts: Vec<BlockText> = (0..split.blocks.len())
                .map(|block| if block % every == 0 { BlockText::Text(vec![new.clone()]) } else { BlockText::Source })
                .collect();
            let out = split.rebuild(&texts, None);
            proptest::prop_assert_eq!(&kinds(&out.text, out.body), &expected, "{:?} became {:?}", text, out.text);
            let refused: Vec<usize> = out.refused.iter().map(|refusal| refusal.block).collect();
            for (block, span) in &out.blocks {
                if texts[*block] == BlockText::Source || refused.contains(block) {
                    proptest::prop_assert_eq!(span.slice(&out.text), split.blocks[*block].span.slice(&text));
                }
            }
        }
    }
}
