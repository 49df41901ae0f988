//! How `File` cuts a resource agrees with fluent-syntax, and an edit changes
//! one value's bytes: over own fixtures of every construct of the grammar, and
//! over folders of real resources.

use super::chunk::{Chunk, Kind, write_message};
use super::file::File;
use super::guard::Safe;
use fluent_syntax::ast::{Entry, Message, Pattern, PatternElement};
use std::collections::BTreeMap;

/// Checks all that is promised of one resource; returns how many messages it has.
pub(super) fn holds(name: &str, text: &str) -> usize {
    let file = File::parse(text);
    assert_eq!(file.to_text(), text, "{name}: identity");
    let safe = Safe::new(text);
    let (resource, _) = safe.parse();
    let mut chunks: BTreeMap<usize, &Chunk> = BTreeMap::new();
    for chunk in file.chunks.iter().filter(|chunk| chunk.kind != Kind::Stub) {
        chunks.insert(chunk.start + chunk.comment.len(), chunk);
    }
    let mut junk = Vec::new();
    let mut seen = 0;
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let at = safe.place(message.id.name).start;
                let chunk = chunks
                    .remove(&at)
                    .unwrap_or_else(|| panic!("{name}: no {}", message.id.name));
                agrees(name, message, chunk);
                seen += 1;
            }
            Entry::Term(term) => {
                let at = safe.place(term.id.name).start - 1;
                let chunk = chunks
                    .remove(&at)
                    .unwrap_or_else(|| panic!("{name}: no -{}", term.id.name));
                let mut alone = term.clone();
                alone.comment = None;
                assert_eq!(parse(&chunk.body), [Entry::Term(alone)], "{name}");
            }
            Entry::Junk { content } => junk.push(safe.place(content)),
            _ => {}
        }
    }
    for (at, chunk) in chunks {
        let known = chunk.kind != Kind::Message || junk.iter().any(|span| span.contains(at));
        let hidden = safe.hidden().any(|start| start == at);
        assert!(known || hidden, "{name}: {} is no message", chunk.id);
    }
    edits_stay(name, text, &file);
    seen
}

fn parse(text: &str) -> Vec<Entry<&str>> {
    match fluent_syntax::parser::parse(text) {
        Ok(resource) | Err((resource, _)) => resource.body,
    }
}

fn only_message<'t>(name: &str, text: &'t str) -> Message<&'t str> {
    match parse(text).as_slice() {
        [Entry::Message(message)] => message.clone(),
        _ => panic!("{name}: {text}"),
    }
}

/// A message's chunk is that message, and its pattern means its value.
fn agrees(name: &str, message: &Message<&str>, chunk: &Chunk) {
    let whole = format!("{}{}", chunk.comment, chunk.body);
    let alone = only_message(name, &whole);
    assert_eq!(
        (&alone.value, &alone.attributes),
        (&message.value, &message.attributes),
        "{name}"
    );
    // A comment may hold what looks like a stub, which is cut off from it.
    let stub = |text: &&str| text.contains('=');
    let lines = message.comment.iter().flat_map(|one| &one.content);
    if !lines.clone().any(stub) {
        assert_eq!(alone.comment, message.comment, "{name}: {}", chunk.id);
    }
    let pattern = chunk.pattern();
    assert_eq!(
        pattern.is_some(),
        message.value.is_some(),
        "{name}: {}",
        chunk.id
    );
    let Some(pattern) = pattern else { return };
    let written = write_message("m", &pattern, "\n");
    let again = only_message(name, &written);
    assert_eq!(
        settled(again.value),
        settled(message.value.clone()),
        "{name}: {}",
        chunk.id
    );
}

/// Takes the blanks off the starts of lines: fluent-syntax leaves lines that
/// begin with a placeable out of the common indent, the specification does not.
/// Joins text that it cuts at LF otherwise than at CRLF.
fn settled(value: Option<Pattern<&str>>) -> Option<String> {
    let mut value = value?;
    let mut start = true;
    for element in &mut value.elements {
        let line = std::mem::take(&mut start);
        if let PatternElement::TextElement { value } = element {
            if line {
                *value = value.trim_start_matches(' ');
            }
            start = value.ends_with('\n');
        }
    }
    Some(format!("{value:?}").replace("\" }, TextElement { value: \"", ""))
}

/// Every message in turn gets another value: nothing else changes.
fn edits_stay(name: &str, text: &str, file: &File) {
    let mut whole = 0;
    for (n, chunk) in file.chunks.iter().enumerate() {
        if chunk.kind != Kind::Message {
            continue;
        }
        let span = chunk.value_span();
        for new in ["Otro texto.", "Uno\\\ndos { $x }"] {
            let mut edited = chunk.clone();
            edited.set_pattern(new, file.eol);
            assert_eq!(
                edited.pattern().as_deref(),
                Some(new),
                "{name}: {}",
                chunk.id
            );
            assert_eq!(edited.comment, chunk.comment, "{name}");
            let (before, after) = (
                &text[chunk.start + chunk.comment.len()..span.start],
                &text[span.end..],
            );
            let end = chunk.start + chunk.comment.len() + chunk.body.len();
            let kept = edited.body.strip_suffix(&after[..end - span.end]);
            let kept = kept.unwrap_or_else(|| panic!("{name}: {} lost its end", chunk.id));
            assert!(
                kept.starts_with(before.trim_end_matches([' ', '\r', '\n'])),
                "{name}: {}",
                chunk.id
            );
            if whole < 6 {
                whole += 1;
                let mut all = file.clone();
                all.chunks[n] = edited;
                others_stay(name, text, &all.to_text(), &chunk.id);
            }
        }
    }
}

/// All entries but one message's value are the same.
fn others_stay(name: &str, before: &str, after: &str, id: &str) {
    let (before, after) = (Safe::new(before), Safe::new(after));
    let (old, new) = (before.parse().0.body, after.parse().0.body);
    if old.len() != new.len() {
        // The edit has mended a broken message.
        let broken = old
            .iter()
            .any(|one| matches!(one, Entry::Junk { content } if content.contains(id)));
        assert!(broken || before.hidden().count() > 0, "{name}: {id}");
        return;
    }
    for (mut old, mut new) in old.into_iter().zip(new) {
        match (&mut old, &mut new) {
            (Entry::Message(old), Entry::Message(new)) if old.id.name == id => {
                (old.value, new.value) = (None, None);
            }
            (Entry::Junk { content }, _) if content.contains(id) => continue,
            _ => {}
        }
        assert_eq!(old, new, "{name}: edit of {id}");
    }
}

#[test]
#[ignore = "reads the folder that FLUENTDOWN_FTL names; run with: cargo test --release --lib real_resources -- --ignored --nocapture"]
#[expect(
    clippy::disallowed_methods,
    reason = "reads what is no project of ours"
)]
fn edits_of_real_resources_change_one_message() {
    let Some(folder) = std::env::var_os("FLUENTDOWN_FTL") else {
        eprintln!("skipped: FLUENTDOWN_FTL names no folder");
        return;
    };
    let (mut files, mut messages, mut other) = (0, 0, 0);
    for entry in ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
    {
        let path = entry.expect("a folder").into_path();
        if path.extension().is_none_or(|end| end != "ftl") || !path.is_file() {
            continue;
        }
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                messages += holds(&path.to_string_lossy(), &text);
                files += 1;
            }
            Err(_) => other += 1,
        }
    }
    eprintln!("{files} resources with {messages} messages; {other} are not UTF-8");
}

/// Each construct of the grammar, right and wrong, as entries by themselves.
const ENTRIES: &[&str] = &[
    // Comments of all levels, attached and not, and what only looks like one.
    "# one\nc1 = text\n",
    "# apart\n\nc2 = text\n",
    "## group\nc3 = text\n",
    "### file\n",
    "#\nc4 = text\n",
    "# a\n#\n# b\nc5 = text\n",
    "# a\n## b\n### c\n",
    "#no blank\nc6 = text\n",
    "#### four\nc7 = text\n",
    "# of a term\n-t1 = Term\n    .gender = f\n",
    "  # indented\nc8 = text\n",
    // Values: inline, block, both, blank lines within, odd indents.
    "v1=tight\n",
    "v2   =   wide\n",
    "v3 =\n    block\n",
    "v4 = first\n    second\n\n\n    third\n",
    "v5 =\n\n        deep\n      less\n         more\n",
    "v6 =\n { $x } first\n   then\n",
    "v7 = trailing   \n",
    "v8 =\n    a\n  b\n      c\n",
    "v9 = tab\there\t\n",
    "v10 =\n    #no comment\n    -no term\n    v = no message\n",
    // Literals, placeables, references, calls, selectors.
    "p1 = { \"{\" } { \"\\\"\" } { \"\\\\\" } { \"\\u4E2D\" } { \"\\U01F600\" }\n",
    "p2 = { -3.14 } {$x} { v1 } { v1.a } { -t1 }\n",
    "p3 = { NUMBER($n, minimumFractionDigits: 2) } { -t1(case: \"gen\") }\n",
    "p4 = {{{ $nested }}}\n",
    "p5 = {\n$col\n}\n",
    "p6 = {\nv1 } after\n",
    "p7 = { NUMBER(\n$n\n,\nstyle: \"percent\"\n) }\n",
    "p8 = {\n-t1\n}\n    .a = {\nv1\n}\n",
    "s1 = { $n ->\n    [one] uno\n   *[other] otros { $n }\n}\n",
    "s2 =\n    { -t1.gender ->\n[f] ella\n*[m] él\n} dijo\n",
    "s3 = { $n ->\n    [0] 5\" { $n }\n   *[x]\n        two\n\n        lines\n} \"\n    .title = t\n",
    "s4 = { $a ->\n [a] { $b ->\n  [x] X\n *[y] Y\n }\n*[b] B\n}\n",
    // Attributes, with and without a value, at odd places.
    "a1 = text\n    .one = 1\n    .two =\n        2\n        3\n",
    "a2 =\n    .only = x\n",
    "a3 = text\n.column = 0\n",
    "a4 = text\n\n\n    .after = blanks\n",
    "a5 = { \"x\" }\n  .a = { $n ->\n    *[o] .no = attribute\n }\n  .b = c\n",
    // What is broken, and what goes on behind it.
    "b1 = text\n}\n",
    "b2 = text\n[x]\n*y\n",
    "b3 = text\n    .noattr\n",
    "b4 = text\n    .empty =\n",
    "b5 = { open\n",
    "b6 = {\nb7 = inside\n",
    "b8 = { NUMBER(\n-b9 = inside\n",
    "b10 = } closed\n",
    "b11 =\n",
    "b12\n",
    "b13 = { $n ->\n [one] no default\n}\n",
    "-b14 =\n",
    "é = no id\n",
    "= no id\n",
    "\ttab\n",
    "\u{a0}\n",
    "b15 = { \"open\n",
    "b16 = { -t1.attr }\n",
    "1b = x\n",
    "b17 = { \"\\u中\" }\n",
    "<<<<<<< ours\nm1 = a\n=======\nm1 = b\n>>>>>>> theirs\n",
    "b18 = a\rb\n    \rc\n",
    "\u{feff}b19 = a\n",
];

#[test]
fn every_construct_agrees_with_the_parser_and_is_edited_alone() {
    let deep = format!("deep = {}\n", "{".repeat(20_000));
    let all = ENTRIES.iter().copied().chain([deep.as_str()]);
    for (n, entry) in all.enumerate() {
        for text in [
            entry.to_owned(),
            entry.trim_end_matches('\n').to_owned(),
            format!("# before\nx = y\n{entry}z = z\n"),
            format!("x = y\n\n\n{entry}\n\n# after\nz = z"),
            format!("## G\n{entry}{entry}\n   \n"),
        ] {
            holds(entry, &text);
            holds(entry, &text.replace('\n', "\r\n"));
            holds(entry, &format!("\u{feff}{text}"));
            // Line ends that two editors have mixed.
            holds(entry, &text.replacen('\n', "\r\n", 1 + n % 3));
        }
    }
}

#[test]
fn constructs_side_by_side_agree() {
    for first in ENTRIES {
        for second in ENTRIES {
            let text = format!("{first}{second}");
            assert_eq!(File::parse(&text).to_text(), text);
            let file = File::parse(&text);
            let ids = |text: &str| {
                let chunks = File::parse(text).chunks.into_iter();
                let named = chunks.filter(|chunk| chunk.kind == Kind::Message);
                named
                    .map(|chunk| (chunk.id.clone(), chunk.pattern()))
                    .collect::<Vec<_>>()
            };
            let apart = file.chunks.iter().all(|chunk| {
                chunk.kind != Kind::Message
                    || ids(&format!("{}{}", chunk.comment, chunk.body))
                        == [(chunk.id.clone(), chunk.pattern())]
            });
            assert!(apart, "{text}");
        }
    }
}

#[test]
fn junk_behind_a_value_is_not_part_of_it() {
    let text = "a = text\n}\n    more\nb = {\nc } d\n  .e = f\n\n# g\nh = {\ni = j\n";
    let file = File::parse(text);
    let found: Vec<(&str, Option<String>)> = file
        .chunks
        .iter()
        .filter(|chunk| chunk.kind == Kind::Message)
        .map(|chunk| (chunk.id.as_str(), chunk.pattern()))
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("a", some("text")),
            ("b", some("{\nc } d")),
            ("h", some("{")),
            ("i", some("j"))
        ]
    );
    let mut file = file;
    file.chunks[0].set_pattern("texto", "\n");
    assert_eq!(file.to_text(), text.replacen("text", "texto", 1));
}

#[test]
fn a_value_keeps_its_place_and_its_files_manners() {
    for (body, pattern, wanted) in [
        (
            "a   =   x  \n    .b = c\n",
            "y",
            "a   =   y  \n    .b = c\n",
        ),
        ("a = x", "y", "a = y"),
        ("a =\r\n    x\r\n    y\r\n", "z", "a = z\r\n"),
        ("a = x\r\n", "y\nz", "a =\r\n    y\r\n    z\r\n"),
        (
            "a = x\n\n    .b = c\n",
            "*y\nz",
            "a = *y\n    z\n\n    .b = c\n",
        ),
        ("a =\n    .b = c\n", "y", "a = y\n    .b = c\n"),
        ("a = { $n ->\n [x] x\n *[o] o\n }\n", "y", "a = y\n"),
    ] {
        let mut file = File::parse(body);
        file.chunks[0].set_pattern(pattern, "\n");
        assert_eq!(file.to_text(), wanted);
        assert_eq!(file.chunks[0].pattern().as_deref(), Some(pattern));
    }
}

#[test]
fn a_stub_is_filled_over_several_lines_with_selectors_and_attributes() {
    for (stub, wanted) in [
        (
            "# a = uno\n#     dos\n#\n#     tres\n",
            "a = uno\n    dos\n\n    tres\n",
        ),
        (
            "# a =\n#     { $n ->\n#         [one] uno\n#        *[other] dos\n#     }\n",
            "a =\n    { $n ->\n        [one] uno\n       *[other] dos\n    }\n",
        ),
        (
            "# a = uno\n#     .title = dos\n",
            "a = uno\n    .title = dos\n",
        ),
        ("# a = { \"\" }\n", "a = { \"\" }\n"),
        ("# a =\n    uno\n    dos\n", "a =\n    uno\n    dos\n"),
    ] {
        let mut file = File::parse(stub);
        assert_eq!(file.chunks.len(), 1, "{stub}");
        assert_eq!(
            (file.chunks[0].kind, file.to_text().as_str()),
            (Kind::Stub, stub)
        );
        file.chunks[0].fill();
        assert_eq!(file.to_text(), wanted);
        assert_eq!(
            File::parse(wanted).chunks[0].pattern(),
            File::parse(stub).chunks[0].pattern()
        );
    }
}

/// As a message's value it would be junk, and take in the lines below it.
#[test]
fn a_brace_that_closes_nothing_is_no_part_of_a_stub() {
    for (text, stub) in [
        ("# a =\n}\n=======\n", "# a =\n"),
        ("# a = { $n }\n}\n", "# a = { $n }\n"),
        ("# a = { \"{\" }\n}\n", "# a = { \"{\" }\n"),
        ("# a = {\n#\n#\n# }\n# }\n", "# a = {\n#\n#\n# }\n"),
        ("# a =\n#\n#\n#  x\n#\n}\n", "# a =\n#\n#\n#  x\n"),
        ("# a = { \"}\"\n# }\n}\n", "# a = { \"}\"\n# }\n"),
    ] {
        let file = File::parse(text);
        assert_eq!(file.chunks[0].body, stub, "{text}");
        assert_eq!(file.to_text(), text);
    }
}
