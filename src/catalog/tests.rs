//! The scenarios of resources that people and tools edit for years.

mod merges;
mod moves;
mod people;
mod reads;
mod states;

use super::*;
use crate::document::BlockKind;
use std::fmt::Write as _;

/// A project in memory: one source locale, one target.
#[derive(Clone)]
pub(super) struct World {
    pub(super) documents: BTreeMap<String, Vec<String>>,
    pub(super) source: LocaleFiles,
    pub(super) target: LocaleFiles,
    /// The scalars of the front matter of each document; with some its author writes Fluent.
    pub(super) values: BTreeMap<String, String>,
}

fn locale(name: &str) -> LocaleFiles {
    LocaleFiles {
        locale: name.into(),
        comments: true,
        ..LocaleFiles::default()
    }
}

fn input(path: &str, texts: &[String]) -> DocumentInput {
    let mut blocks = Vec::new();
    let mut segments = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let (text, address) = text.split_once(" @").unwrap_or((text, ""));
        let addresses = address
            .split_whitespace()
            .enumerate()
            .map(|(n, value)| Address {
                number: n + 1,
                value: value.into(),
            })
            .collect();
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: Span::default(),
            context: vec!["Top".into()].into(),
            notes: Vec::new(),
            id: None,
            audiences: text.starts_with("Wire").then(|| vec!["wire".into()]),
            caption: false,
            addresses,
            segments: segments.len()..segments.len() + text.split(" ¦ ").count(),
        });
        // `¦` stands between the segments of a block, `‖` within one.
        segments.extend(text.split(" ¦ ").map(|text| Segment {
            block: at,
            pattern: text.replace(" ‖ ", " "),
            span: Span::default(),
        }));
    }
    DocumentInput {
        path: path.into(),
        blocks,
        segments,
        fluent: false,
        audiences: None,
        values: BTreeMap::new(),
    }
}

impl World {
    pub(super) fn new(texts: &[&str]) -> Self {
        let mut world = Self {
            documents: BTreeMap::new(),
            source: locale("en"),
            target: locale("es"),
            values: BTreeMap::new(),
        };
        world.write("a.md", texts);
        world
    }

    pub(super) fn write(&mut self, path: &str, texts: &[&str]) {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        self.documents.insert(path.into(), texts);
    }

    pub(super) fn look(&self) -> Extraction {
        self.look_with(Options::default())
    }

    pub(super) fn look_with(&self, options: Options) -> Extraction {
        let inputs: Vec<DocumentInput> = self
            .documents
            .iter()
            .map(|(path, texts)| DocumentInput {
                fluent: !self.values.is_empty(),
                values: self.values.clone(),
                ..input(path, texts)
            })
            .collect();
        extract(
            &self.source,
            &inputs,
            std::slice::from_ref(&self.target),
            &options,
        )
    }

    pub(super) fn apply(&mut self, writes: &Writes) {
        for ((locale, path), text) in writes {
            let files = if *locale == self.source.locale {
                &mut self.source.files
            } else {
                &mut self.target.files
            };
            match text {
                Some(text) => files.insert(path.clone(), text.clone()),
                None => files.remove(path),
            };
        }
    }

    /// Extracts, and checks that a second run would change nothing.
    pub(super) fn extract(&mut self) -> Extraction {
        let made = self.look();
        self.apply(&made.writes);
        let again = self.look();
        assert_eq!(again.writes, Writes::new(), "not idempotent");
        made
    }

    pub(super) fn file(&self, path: &str) -> &str {
        self.target.files.get(path).map_or("", String::as_str)
    }

    /// Fills in a stub, or replaces a one-line value.
    pub(super) fn translate(&mut self, path: &str, id: &str, value: &str) {
        let text = self.target.files.get_mut(path).expect("a resource");
        let new: Vec<String> = text
            .lines()
            .map(|line| {
                let bare = line.strip_prefix("# ").unwrap_or(line);
                if bare.starts_with(&format!("{id} =")) {
                    format!("{id} = {value}")
                } else {
                    line.to_owned()
                }
            })
            .collect();
        *text = new.join("\n") + "\n";
    }

    pub(super) fn state(&self, document: &str, id: &str) -> State {
        self.look().locales[0].translations[&(document.to_owned(), id.to_owned())].state
    }
}

const DONATE: &str = "Weifang would donate masks.";
const THANKS: &str = "Guaranda thanked the city.";

/// A project with both sentences translated.
fn translated() -> World {
    let mut world = World::new(&[DONATE, THANKS]);
    world.extract();
    world.translate(
        "a.md.ftl",
        "weifang-would-donate-masks",
        "Weifang donaría mascarillas.",
    );
    world.translate(
        "a.md.ftl",
        "guaranda-thanked-the-city",
        "Guaranda agradeció.",
    );
    world.extract();
    world
}
