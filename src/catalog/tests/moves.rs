//! What moves, leaves and comes back.

use super::*;

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
