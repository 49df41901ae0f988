//! How translations stand to their source texts, and what the facts say.

use super::*;

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
    let text = text.replace("# WAS: Weifang would donate masks.\n", "");
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
fn fillings_come_with_their_facts() {
    let mut world = World::new(&[DONATE, THANKS]);
    world.extract();
    let filling = |id: &str, source: &str| Filling {
        document: "a.md".into(),
        id: id.into(),
        pattern: "Texto\\\nnuevo".into(),
        source: source.into(),
        draft: None,
        reads: Reads::new(),
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
