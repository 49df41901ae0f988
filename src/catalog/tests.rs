//! The scenarios of resources that people and tools edit for years.

use super::*;
use crate::document::BlockKind;
use std::fmt::Write as _;

/// A project in memory: one source locale, one target.
#[derive(Clone)]
pub(super) struct World {
    pub(super) documents: BTreeMap<String, Vec<String>>,
    pub(super) source: LocaleFiles,
    pub(super) target: LocaleFiles,
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
    }
}

impl World {
    pub(super) fn new(texts: &[&str]) -> Self {
        let mut world = Self {
            documents: BTreeMap::new(),
            source: locale("en"),
            target: locale("es"),
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
            .map(|(path, texts)| input(path, texts))
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

#[test]
fn stubs_and_comments_are_written_in_order() {
    let mut world = World::new(&[DONATE, "See [it]({ $url1 }). @https://a.example"]);
    world.extract();
    assert_eq!(
        world.source.files["a.md.ftl"],
        "# IN: Top\nweifang-would-donate-masks = Weifang would donate masks.\n\n\
         # IN: Top\n# URL1: https://a.example\nsee-it = See [it]({ $url1 }).\n"
    );
    assert_eq!(
        world.file("a.md.ftl"),
        "# IN: Top\n# EN: Weifang would donate masks.\n# weifang-would-donate-masks =\n\n\
         # IN: Top\n# URL1: https://a.example\n# EN: See [it]({ $url1 }).\n# see-it =\n"
    );
    assert_eq!(world.state("a.md", "see-it"), State::Missing);
}

#[test]
fn a_filled_stub_counts_with_and_without_its_mark() {
    let mut world = World::new(&[DONATE, THANKS]);
    world.extract();
    let text = world.file("a.md.ftl").to_owned();
    let text = text
        .replace(
            "# weifang-would-donate-masks =",
            "# weifang-would-donate-masks = Uno",
        )
        .replace(
            "# guaranda-thanked-the-city =",
            "guaranda-thanked-the-city = Dos",
        );
    world.target.files.insert("a.md.ftl".into(), text);
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Translated
    );
    world.extract();
    assert!(
        world
            .file("a.md.ftl")
            .contains("\nweifang-would-donate-masks = Uno\n")
    );
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Translated
    );
}

#[test]
fn an_authors_edit_makes_stale_and_keeps_the_id() {
    let mut world = translated();
    world.write("a.md", &["Weifang would donate 30,000 masks.", THANKS]);
    let id = "weifang-would-donate-masks";
    assert_eq!(world.state("a.md", id), State::Stale);
    world.extract();
    assert_eq!(world.state("a.md", id), State::Stale);
    assert!(
        world
            .file("a.md.ftl")
            .contains("# WAS: Weifang would donate masks.\n")
    );
    let text = world.file("a.md.ftl").replace("donaría", "donaría 30.000");
    world.target.files.insert("a.md.ftl".into(), text);
    assert_eq!(world.state("a.md", id), State::Translated);
    world.extract();
    assert!(!world.file("a.md.ftl").contains("# WAS"));
}

#[test]
fn an_authors_and_a_translators_edit_that_meet_are_stale() {
    let mut world = translated();
    world.write("a.md", &["Weifang would donate 30,000 masks.", THANKS]);
    let text = world.file("a.md.ftl").replace("donaría", "quisiera donar");
    world.target.files.insert("a.md.ftl".into(), text);
    world.extract();
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Stale
    );
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Translated
    );
}

#[test]
fn accept_says_that_a_translation_holds() {
    let mut world = translated();
    world.write("a.md", &["Weifang would donate 30,000 masks.", THANKS]);
    for before in [false, true] {
        let mut world = world.clone();
        if before {
            world.extract();
        }
        let (state, accepted) = accept(&world.target, &world.look(), &Selection::All);
        assert_eq!(accepted.len(), 1);
        world.target.files.insert(STATE_FILE.into(), state);
        world.extract();
        assert_eq!(
            world.state("a.md", "weifang-would-donate-masks"),
            State::Translated
        );
    }
}

#[test]
fn a_reformatted_target_keeps_its_fact() {
    let mut world = translated();
    world.write("a.md", &["Weifang would donate 30,000 masks.", THANKS]);
    let text = world
        .file("a.md.ftl")
        .replace("= Weifang donaría", "=\n    Weifang donaría");
    world.target.files.insert("a.md.ftl".into(), text);
    world.extract();
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Stale
    );
}

#[test]
fn a_fix_of_a_stale_message_leaves_it_stale() {
    let mut world = translated();
    world.write("a.md", &["Weifang would donate 30,000 masks.", THANKS]);
    world.extract();
    let text = world
        .file("a.md.ftl")
        .replace("mascarillas.", "mascarillas .");
    let mut facts = Facts::parse(world.file(STATE_FILE));
    let (old, new) = (
        "Weifang donaría mascarillas.",
        "Weifang donaría mascarillas .",
    );
    facts.rewrite(
        "a.md",
        "weifang-would-donate-masks",
        &fingerprint(old),
        &fingerprint(new),
    );
    world.target.files.insert("a.md.ftl".into(), text);
    world
        .target
        .files
        .insert(STATE_FILE.into(), facts.to_text());
    world.extract();
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Stale
    );
}

#[test]
fn without_its_facts_a_locale_is_draft() {
    let mut world = translated();
    world.target.files.remove(STATE_FILE);
    let id = "weifang-would-donate-masks";
    assert_eq!(world.state("a.md", id), State::Draft);
    world.extract();
    assert_eq!(world.state("a.md", id), State::Draft);
    let some = Selection::Some(vec![("a.md".into(), Some(id.into()))]);
    let (state, _) = accept(&world.target, &world.look(), &some);
    world.target.files.insert(STATE_FILE.into(), state);
    assert_eq!(world.state("a.md", id), State::Translated);
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Draft
    );
}

#[test]
fn conflict_markers_in_the_facts_harm_nobody() {
    let mut world = translated();
    let state = world.file(STATE_FILE).to_owned();
    let torn = format!("<<<<<<< ours\n{state}=======\n{state}a.md\tx\n>>>>>>> theirs\n");
    world.target.files.insert(STATE_FILE.into(), torn);
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Translated
    );
    world.extract();
    assert_eq!(world.file(STATE_FILE), state);
}

#[test]
fn a_lost_record_makes_a_draft_where_the_file_is_damaged() {
    let mut world = translated();
    let state: String = world
        .file(STATE_FILE)
        .lines()
        .map(|line| {
            if line.contains("Guaranda") {
                "a.md\tgua".into()
            } else {
                line.to_owned()
            }
        })
        .fold(String::new(), |mut all, line| {
            let _ = writeln!(all, "{line}");
            all
        });
    world.target.files.insert(STATE_FILE.into(), state);
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Draft
    );
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Translated
    );
}

#[test]
fn what_leaves_goes_to_the_attic_and_comes_back() {
    let mut world = translated();
    let before = world.clone();
    world.write("a.md", &[DONATE]);
    assert_eq!(world.look().locales[0].surplus.len(), 1);
    world.extract();
    assert!(!world.file("a.md.ftl").contains("agradeció"));
    let attic = world.file(ATTIC_FILE);
    assert!(
        attic.contains("agradeció") && attic.contains("# FROM: a.md#guaranda-thanked-the-city")
    );
    world.write("a.md", &[DONATE, THANKS]);
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Translated
    );
    world.extract();
    assert_eq!(world.target.files, before.target.files);
    assert_eq!(world.source.files, before.source.files);
}

#[test]
fn prune_empties_the_attic_and_says_what_goes() {
    let mut world = translated();
    world.write("a.md", &[DONATE]);
    world.extract();
    let pruned = prune(&world.target);
    assert_eq!(pruned.gone.len(), 1);
    assert_eq!(pruned.gone[0].1, "Guaranda agradeció.");
    world.apply(&pruned.writes);
    world.extract();
    assert_eq!(world.file(ATTIC_FILE), "");
    assert!(!world.file(STATE_FILE).contains(ATTIC_FILE));
}

#[test]
fn moves_keep_id_and_state() {
    let mut world = translated();
    world.write("a.md", &[THANKS, "Something else altogether.", DONATE]);
    world.extract();
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Translated
    );
    world.write("a.md", &["Something else altogether.", DONATE]);
    world.write("b.md", &["An opening.", THANKS]);
    world.extract();
    assert_eq!(
        world.state("b.md", "guaranda-thanked-the-city"),
        State::Translated
    );
    assert!(world.file("b.md.ftl").contains("agradeció"));
    assert!(!world.file("a.md.ftl").contains("agradeció"));
    assert_eq!(world.file(ATTIC_FILE), "");
}

#[test]
fn a_renamed_document_takes_its_files_along() {
    let mut world = translated();
    let text = format!(
        "### By hand\n\n{}\n-brand = Marca\n",
        world.file("a.md.ftl")
    );
    world.target.files.insert("a.md.ftl".into(), text.clone());
    world.documents.clear();
    world.write("news/b.md", &[DONATE, THANKS]);
    let made = world.extract();
    assert_eq!(made.documents[0].renamed_from.as_deref(), Some("a.md"));
    assert_eq!(world.file("news/b.md.ftl"), text);
    assert!(!world.target.files.contains_key("a.md.ftl"));
    assert!(!world.source.files.contains_key("a.md.ftl"));
    assert_eq!(
        world.state("news/b.md", "guaranda-thanked-the-city"),
        State::Translated
    );
}

#[test]
fn two_branches_that_made_one_id_are_told_apart() {
    let (one, two) = (
        "We met at the town hall on Friday.",
        "We met at the town hall, 12 people in all.",
    );
    let mut ours = World::new(&[one]);
    ours.extract();
    let id = "we-met-at-the-town-hall";
    ours.translate("a.md.ftl", id, "Uno.");
    ours.extract();
    let mut theirs = World::new(&[two]);
    theirs.extract();
    theirs.translate("a.md.ftl", id, "Dos.");
    theirs.extract();
    let merge = |a: &LocaleFiles, b: &LocaleFiles| {
        let mut files = a.clone();
        for (path, text) in &b.files {
            let all = format!("{}\n{text}", a.files[path]);
            files.files.insert(path.clone(), all);
        }
        files
    };
    let mut world = ours.clone();
    world.write("a.md", &[two, one]);
    world.source = merge(&ours.source, &theirs.source);
    world.target = merge(&ours.target, &theirs.target);
    let made = world.extract();
    for unit in &made.documents[0].units {
        let translation = &made.locales[0].translations[&("a.md".into(), unit.id.clone())];
        let wanted = if unit.pattern == one { "Uno." } else { "Dos." };
        assert_eq!(translation.pattern.as_deref(), Some(wanted));
        assert_eq!(translation.state, State::Translated);
    }
}

#[test]
fn a_source_resource_edited_by_hand_is_a_finding() {
    let mut world = translated();
    let text = world.source.files["a.md.ftl"].replace("would donate masks.", "gives masks away.");
    world.source.files.insert("a.md.ftl".into(), text.clone());
    let made = world.extract();
    assert_eq!(made.findings.len(), 1);
    assert_eq!(made.findings[0].rule, "source-edited");
    assert_eq!(world.source.files["a.md.ftl"], text);
    let made = world.look_with(Options { force: true });
    assert!(made.findings.is_empty());
    world.apply(&made.writes);
    assert!(world.source.files["a.md.ftl"].contains("would donate masks."));
}

#[test]
fn hand_made_parts_and_line_ends_survive() {
    let mut world = translated();
    let text = world.file("a.md.ftl").replace('\n', "\r\n");
    let text = format!(
        "\u{feff}# Licence\r\n\r\n{}\r\n\r\n-brand = Marca\r\nhelper = x\r\n    .a = b\r\njunk here\r\n",
        text.replace("agradeció.", "agradeció { helper }.").replace(
            "# IN: Top\r\n# EN: Guar",
            "# my note\r\n# IN: Top\r\n# EN: Guar"
        )
    );
    world.target.files.insert("a.md.ftl".into(), text.clone());
    world.extract();
    assert_eq!(world.file("a.md.ftl"), text);
    world.write("a.md", &[DONATE, "A new line here.", THANKS]);
    world.extract();
    let stub = "# IN: Top\r\n# EN: A new line here.\r\n# a-new-line-here =\r\n\r\n";
    assert_eq!(world.file("a.md.ftl").replace(stub, ""), text);
    assert!(world.look().locales[0].surplus.is_empty());
}

#[test]
fn a_locale_owes_only_what_it_shows_and_an_overlay_nothing() {
    let mut world = World::new(&["Wire services only.", THANKS]);
    world.target.audiences = Some(vec!["guaranda".into()]);
    let made = world.extract();
    assert_eq!(made.locales[0].translations.len(), 1);
    assert!(!world.file("a.md.ftl").contains("Wire"));
    let mut world = World::new(&[THANKS]);
    world.target.overlay = true;
    let made = world.extract();
    assert!(made.locales[0].translations.is_empty() && world.target.files.is_empty());
}

#[test]
fn no_comments_where_none_are_wanted() {
    let mut world = World::new(&[DONATE, THANKS]);
    world.target.comments = false;
    world.extract();
    assert_eq!(world.file("a.md.ftl"), "");
    let text = "# theirs\nguaranda-thanked-the-city = Guaranda agradeció.\n";
    world.target.files.insert("a.md.ftl".into(), text.into());
    world.extract();
    assert_eq!(world.file("a.md.ftl"), text);
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Translated
    );
}

#[test]
fn addresses_keep_their_numbers() {
    let mut world = World::new(&["See [it]({ $url1 }). @https://a.example"]);
    world.extract();
    world.translate("a.md.ftl", "see-it", "Véa[lo]({ $url1 }).");
    world.extract();
    world.write("a.md", &["See [it]({ $url1 }). @https://b.example"]);
    assert_eq!(world.state("a.md", "see-it"), State::Translated);
    world.write(
        "a.md",
        &["See [this]({ $url1 }) or [it]({ $url2 }). @https://n.example https://a.example"],
    );
    let made = world.extract();
    assert_eq!(
        made.documents[0].units[0].pattern,
        "See [this]({ $url2 }) or [it]({ $url1 })."
    );
    assert_eq!(made.documents[0].addresses[0][1].number, 1);
}

#[test]
fn a_lost_source_resource_finds_its_translations() {
    let mut world = translated();
    world.source.files.clear();
    world.extract();
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Translated
    );
}

#[test]
fn fillings_come_with_their_facts() {
    let mut world = World::new(&[DONATE, THANKS]);
    world.extract();
    let filling = |id: &str, source: &str| Filling {
        document: "a.md".into(),
        id: id.into(),
        pattern: "Texto\\\nnuevo".into(),
        source: source.into(),
        draft: None,
    };
    let writes = fill(
        &world.target,
        &[
            filling("guaranda-thanked-the-city", THANKS),
            filling("weifang-would-donate-masks", "Older text."),
        ],
    );
    world.apply(&writes);
    world.extract();
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Translated
    );
    assert_eq!(
        world.state("a.md", "weifang-would-donate-masks"),
        State::Stale
    );
}
