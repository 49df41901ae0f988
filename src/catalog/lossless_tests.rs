//! What `extract` does to resources that people made: it puts entries in and
//! takes entries out, and every other byte stays.

use super::*;
use crate::document::BlockKind;
use crate::ftl::{File, Kind};

/// A document whose blocks ask for these ids.
fn document(ids: &[String]) -> DocumentInput {
    let block = |at: usize, id: &String| Block {
        kind: BlockKind::Paragraph,
        span: Span::default(),
        context: Vec::new().into(),
        notes: Vec::new(),
        id: Some(id.clone()),
        audiences: None,
        caption: false,
        addresses: Vec::new(),
        segments: at..at + 1,
    };
    let segment = |at: usize, id: &String| Segment {
        block: at,
        pattern: format!("What {id} says is its own {:x}.", hash(id)),
        span: Span::default(),
    };
    DocumentInput {
        path: "a.md".into(),
        blocks: ids
            .iter()
            .enumerate()
            .map(|(at, id)| block(at, id))
            .collect(),
        segments: ids
            .iter()
            .enumerate()
            .map(|(at, id)| segment(at, id))
            .collect(),
        fluent: false,
        audiences: None,
        values: BTreeMap::new(),
    }
}

struct Files {
    source: LocaleFiles,
    target: LocaleFiles,
}

impl Files {
    /// Extracts, applies, and returns the resource.
    fn extract(&mut self, ids: &[String]) -> String {
        let targets = std::slice::from_ref(&self.target);
        let made = extract(&self.source, &[document(ids)], targets, &Options::default());
        for ((locale, path), text) in made.writes {
            let files = if locale == "en" {
                &mut self.source
            } else {
                &mut self.target
            };
            match text {
                Some(text) => files.files.insert(path, text),
                None => files.files.remove(&path),
            };
        }
        self.resource().to_owned()
    }

    fn resource(&self) -> &str {
        self.target.files.get("a.md.ftl").map_or("", String::as_str)
    }
}

/// Asserts that `long` is `short` with one run of bytes put in, and returns it.
fn put_in<'t>(name: &str, short: &str, long: &'t str) -> &'t str {
    let same = |a: &mut dyn Iterator<Item = u8>, b: &mut dyn Iterator<Item = u8>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let start = same(&mut short.bytes(), &mut long.bytes());
    let end = same(&mut short.bytes().rev(), &mut long.bytes().rev());
    assert!(
        start + end >= short.len(),
        "{name}: more than one place changed:\n{short}\n-----\n{long}"
    );
    let start = long.floor_char_boundary(start);
    let end = long.ceil_char_boundary((long.len() - end).max(start));
    &long[start..end]
}

/// Puts entries of `text` under the care of `extract`, takes one out, puts one
/// in, and moves one.
fn survives(name: &str, text: &str) -> bool {
    let file = File::parse(text);
    let ours = |comment: &str| comment != marks::free_lines(comment, "EN");
    let whole = |chunk: &&crate::ftl::Chunk| {
        let alone = format!(
            "x = {}",
            chunk.body.split_once('=').map_or("", |(_, rest)| rest)
        );
        chunk.kind == Kind::Message
            && chunk.pattern().is_some()
            && fluent_syntax::parser::parse(alone).is_ok()
            && !ours(&chunk.comment)
    };
    let mut ids: Vec<String> = Vec::new();
    for chunk in file.chunks.iter().filter(whole) {
        let again = file.chunks.iter().filter(|one| one.id == chunk.id).count() > 1;
        let referred =
            text.contains(&format!("{{ {}", chunk.id)) || text.contains(&format!("{{{}", chunk.id));
        if !again && !referred {
            ids.push(chunk.id.clone());
        }
    }
    let some: Vec<String> = [0, ids.len() / 3, ids.len() / 2, ids.len().saturating_sub(1)]
        .iter()
        .filter_map(|at| ids.get(*at).cloned())
        .collect();
    let mut ids = some;
    ids.dedup();
    if ids.len() < 3 {
        return false;
    }
    let locale = |name: &str, comments| LocaleFiles {
        locale: name.into(),
        comments,
        ..LocaleFiles::default()
    };
    let mut files = Files {
        source: locale("en", true),
        target: locale("es", false),
    };
    files.extract(&ids);
    files.target.files = BTreeMap::from([("a.md.ftl".to_owned(), text.to_owned())]);
    assert_eq!(
        files.extract(&ids),
        text,
        "{name}: without comments nothing changes"
    );
    files.target.comments = true;
    let noted = files.extract(&ids);
    let bare: String = noted
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("# EN: What "))
        .collect();
    assert_eq!(bare, text, "{name}: comments are lines of their own");
    let mut moved = ids.clone();
    moved.swap(0, 1);
    assert_eq!(
        files.extract(&moved),
        noted,
        "{name}: the order that people made stays"
    );
    for at in 0..ids.len() {
        let mut fewer = ids.clone();
        let gone = fewer.remove(at);
        let mut files = Files {
            source: files.source.clone(),
            target: files.target.clone(),
        };
        let less = files.extract(&fewer);
        let cut = put_in(name, &less, &noted);
        assert!(
            cut.contains(&gone) || noted.matches(&gone).count() > 1,
            "{name}: {gone}: {cut}"
        );
        assert!(
            files.target.files[ATTIC_FILE].contains(&format!("# FROM: a.md#{gone}")),
            "{name}"
        );
        let mut more = ids.clone();
        more.insert(at, "added-by-extract".into());
        let mut files = Files {
            source: files.source,
            target: files.target,
        };
        files.target.files.insert("a.md.ftl".into(), noted.clone());
        files.target.files.remove(ATTIC_FILE);
        let longer = files.extract(&more);
        let added = put_in(name, &noted, &longer);
        assert!(added.contains("added-by-extract ="), "{name}: {added}");
    }
    true
}

#[test]
fn entries_come_and_go_between_everything() {
    let between = [
        "\n",
        "\n\n\n",
        "",
        "   \n",
        "\n## Group\n\n",
        "## Group\n",
        "\n# alone\n\n",
        "junk here\n",
        "}\n",
        "\n    .no attribute\n",
        "-term = T\n    .a = b\n",
        "\n<<<<<<< ours\n",
        "\u{a0}\n",
        "\t\n",
        "# stub-of-hand = x\n",
        "# not attached\n\n",
        "\r",
    ];
    for first in between {
        for second in between {
            let text = format!(
                "### File\n{first}one = Uno\n    .title = T\n{second}# mine\ntwo =\n    Dos\n    dos\n{first}three = {{ $n ->\n    [a] A\n   *[b] B\n }}\n{second}four = x\n{first}"
            );
            for text in [
                text.clone(),
                text.replace('\n', "\r\n"),
                format!("\u{feff}{text}"),
                text.trim_end_matches('\n').to_owned(),
            ] {
                survives(&format!("{first:?} {second:?}"), &text);
            }
        }
    }
}

#[test]
#[ignore = "reads the folder that FLUENTDOWN_FTL names; run with: cargo test --release --lib real_entries -- --ignored --nocapture"]
#[expect(
    clippy::disallowed_methods,
    reason = "reads what is no project of ours"
)]
fn entries_come_and_go_in_real_resources_real_entries() {
    let Some(folder) = std::env::var_os("FLUENTDOWN_FTL") else {
        eprintln!("skipped: FLUENTDOWN_FTL names no folder");
        return;
    };
    let mut files = 0;
    for entry in ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
    {
        let path = entry.expect("a folder").into_path();
        if path.extension().is_some_and(|end| end == "ftl")
            && path.is_file()
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            files += usize::from(survives(&path.to_string_lossy(), &text));
        }
    }
    eprintln!("{files} resources");
}
