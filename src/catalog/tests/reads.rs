//! What a source text shows by name, and a target says in its own words.

use super::*;

const MASKS: &str = "The city gave { NUMBER($masks) } masks, says { -letter }.";
const ID: &str = "the-city-gave-masks-says-letter";
/// A translation that refers to all that its source does.
const READS: &str = "{ NUMBER($masks) } y { -letter }.";

/// A project in which the author writes Fluent, with one sentence translated so.
fn translated_as(value: &str) -> World {
    let mut world = World::new(&[MASKS]);
    world.values.insert("masks".into(), "30000".into());
    say(&mut world, "the letter");
    world.target.files.insert(
        TERMS_FILE.into(),
        "-letter = la carta\n-carta = { -letter }\n".into(),
    );
    world.extract();
    world.translate("a.md.ftl", ID, value);
    world.extract();
    assert_eq!(world.state("a.md", ID), State::Translated, "{value}");
    world
}

/// Gives the source's terms, one of which stands in another.
fn say(world: &mut World, paper: &str) {
    let text = format!("-letter = {{ -paper }} of it, {{ $x }}\n-paper = {paper}\n-other = z\n");
    world.source.files.insert(TERMS_FILE.into(), text);
}

fn one(world: &World) -> Translation {
    let key = ("a.md".to_owned(), ID.to_owned());
    world.look().locales[0].translations[&key].clone()
}

#[test]
fn a_changed_value_makes_stale_what_says_it_in_its_own_words() {
    for (value, stale) in [
        ("3万, dice { -letter }.", true),
        ("30.000, dice { -letter }.", true),
        (READS, false),
        (
            "{ $masks ->\n    [one] una\n   *[other] muchas\n} y { -letter }.",
            false,
        ),
        (
            "{ NUMBER($masks, minimumFractionDigits: 0) }, { -letter }.",
            false,
        ),
    ] {
        let mut world = World::new(&[MASKS]);
        world.values.insert("masks".into(), "30000".into());
        say(&mut world, "the letter");
        world.extract();
        let text = world
            .file("a.md.ftl")
            .replace(&format!("# {ID} ="), &format!("{ID} = {value}"));
        world.target.files.insert("a.md.ftl".into(), text);
        world.extract();
        world.values.insert("masks".into(), "40000".into());
        let line = "# WAS $masks: 30000 → 40000\n# EN: ";
        for _ in 0..2 {
            let one = one(&world);
            assert_eq!(one.state == State::Stale, stale, "{value}");
            assert_eq!(one.changed, vec!["masks: 30000 → 40000"; stale.into()]);
            assert_eq!(one.was, None);
            world.extract();
            assert_eq!(world.file("a.md.ftl").contains(line), stale, "{value}");
        }
        world.values.insert("masks".into(), "30000".into());
        world.extract();
        assert_eq!(world.state("a.md", ID), State::Translated, "back again");
        assert!(!world.file("a.md.ftl").contains("WAS"));
    }
}

#[test]
fn a_changed_term_makes_stale_what_does_not_refer_to_it() {
    for (value, stale) in [
        ("{ NUMBER($masks) }, dice la carta.", true),
        // What a term of the target says is not this text's to change.
        (READS, false),
        ("{ NUMBER($masks) }, { -letter(case: \"x\") }.", false),
        ("{ NUMBER($masks) }, { -carta }.", false),
        ("{ NUMBER($masks) }, { -other }.", true),
    ] {
        let mut world = translated_as(value);
        say(&mut world, "the message");
        let one = one(&world);
        assert_eq!(one.state == State::Stale, stale, "{value}");
        let told = vec!["-paper: the letter → the message"; stale.into()];
        assert_eq!(one.changed, told, "{value}");
    }
}

#[test]
fn a_term_that_is_only_wrapped_anew_is_the_same() {
    let mut world = translated_as("30.000, dice la carta.");
    let text = world.source.files[TERMS_FILE].replace("= { -paper }", "=\n    {-paper}");
    world.source.files.insert(TERMS_FILE.into(), text);
    assert_eq!(world.state("a.md", ID), State::Translated);
}

#[test]
fn a_helper_of_the_resource_refers_for_the_text_that_shows_it() {
    let mut world = translated_as("30.000, { -letter }.");
    let text = world.file("a.md.ftl").replace("30.000", "{ figure }");
    world.target.files.insert(
        "a.md.ftl".into(),
        format!("{text}\nfigure = {{ NUMBER($masks) }}\n"),
    );
    world.extract();
    world.values.insert("masks".into(), "40000".into());
    assert_eq!(world.state("a.md", ID), State::Translated);
    let text = world.file("a.md.ftl").replace("{ NUMBER($masks) }", "3万");
    world.target.files.insert("a.md.ftl".into(), text);
    world.extract();
    world.values.insert("masks".into(), "50000".into());
    assert_eq!(world.state("a.md", ID), State::Stale);
}

#[test]
fn accepting_takes_the_present_value_and_an_edit_too() {
    let mut world = translated_as("30.000, { -letter }.");
    world.values.insert("masks".into(), "40000".into());
    let mut accepted = world.clone();
    let (state, keys) = accept(&accepted.target, &accepted.look(), &Selection::All);
    assert_eq!(keys.len(), 1);
    accepted.target.files.insert(STATE_FILE.into(), state);
    accepted.extract();
    assert_eq!(accepted.state("a.md", ID), State::Translated);
    // What a translator writes after the extraction is of the value that it told.
    world.extract();
    let text = world.file("a.md.ftl");
    let text: String = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("# WAS"))
        .collect();
    let text = text.replace("= 30.000", "= 40.000");
    world.target.files.insert("a.md.ftl".into(), text);
    world.extract();
    assert_eq!(world.state("a.md", ID), State::Translated);
    world.values.insert("masks".into(), "50000".into());
    assert_eq!(one(&world).changed, ["masks: 40000 → 50000"]);
}

#[test]
fn a_value_that_changes_before_a_translation_is_recorded_makes_it_stale() {
    let mut world = World::new(&[MASKS]);
    world.values.insert("masks".into(), "30000".into());
    world.extract();
    world.translate("a.md.ftl", ID, "30.000, dice la carta.");
    world.values.insert("masks".into(), "40000".into());
    assert_eq!(world.state("a.md", ID), State::Stale);
    world.extract();
    assert_eq!(world.state("a.md", ID), State::Stale);
}

#[test]
fn a_text_whose_author_may_have_seen_any_value_is_a_draft() {
    let mut world = World::new(&[MASKS]);
    world.values.insert("masks".into(), "30000".into());
    world.extract();
    world.source.files.remove(STATE_FILE);
    let mut reading = world.clone();
    world.translate("a.md.ftl", ID, "30.000, dice la carta.");
    assert_eq!(world.state("a.md", ID), State::Draft);
    reading.translate("a.md.ftl", ID, READS);
    assert_eq!(reading.state("a.md", ID), State::Translated);
}

#[test]
fn facts_without_values_take_the_present_ones() {
    let mut world = translated_as("30.000, dice la carta.");
    for files in [&mut world.source.files, &mut world.target.files] {
        let text = files[STATE_FILE].replace("(2)", "(1)");
        let lines = text.lines().map(|line| {
            let fields: Vec<&str> = line.split('\t').take(5).collect();
            fields.join("\t") + "\n"
        });
        files.insert(STATE_FILE.into(), lines.collect());
    }
    world.values.insert("masks".into(), "40000".into());
    assert_eq!(world.state("a.md", ID), State::Translated);
    world.extract();
    world.values.insert("masks".into(), "50000".into());
    assert_eq!(one(&world).changed, ["masks: 40000 → 50000"]);
}

#[test]
fn what_every_edition_gives_itself_does_not_count() {
    let mut world = translated_as("30.000, { -letter }.");
    world.target.given.insert("masks".into());
    world.values.insert("masks".into(), "40000".into());
    assert_eq!(world.state("a.md", ID), State::Translated);
    world.extract();
    world.target.given.clear();
    assert_eq!(
        world.state("a.md", ID),
        State::Stale,
        "and is not forgotten"
    );
}

#[test]
fn a_value_that_editions_gave_and_give_no_more_is_known_all_the_same() {
    let mut world = World::new(&[MASKS]);
    world.values.insert("masks".into(), "30000".into());
    world.target.given.insert("masks".into());
    world.extract();
    world.translate("a.md.ftl", ID, "30.000, dice la carta.");
    world.extract();
    world.values.insert("masks".into(), "40000".into());
    assert_eq!(world.state("a.md", ID), State::Translated);
    world.target.given.clear();
    assert_eq!(world.state("a.md", ID), State::Stale);
}

#[test]
fn a_value_of_another_document_counts_where_a_sentence_moves() {
    let mut world = translated_as("30.000, { -letter }.");
    world.values.insert("masks".into(), "500".into());
    world.documents.insert("b.md".into(), vec![MASKS.into()]);
    world.documents.insert("a.md".into(), vec![THANKS.into()]);
    assert_eq!(world.state("b.md", ID), State::Stale);
}

#[test]
fn out_of_the_attic_comes_what_its_values_make_it() {
    let mut world = translated_as("30.000, { -letter }.");
    world.write("a.md", &[THANKS]);
    world.extract();
    world.write("a.md", &[MASKS]);
    let back = world.clone();
    assert_eq!(back.state("a.md", ID), State::Translated);
    world.values.insert("masks".into(), "40000".into());
    assert_eq!(world.state("a.md", ID), State::Stale);
    world.extract();
    assert_eq!(one(&world).changed, ["masks: 30000 → 40000"]);
}

#[test]
fn a_newer_version_stops_its_locale_and_nothing_else() {
    let mut world = translated_as("30.000, { -letter }.");
    let newer = world.file(STATE_FILE).replace("(2)", "(3)");
    world.target.files.insert(STATE_FILE.into(), newer);
    world.write("a.md", &[MASKS, THANKS]);
    let made = world.look();
    assert!(made.locales[0].closed && made.locales[0].translations.is_empty());
    assert!(made.writes.keys().all(|(locale, _)| locale == "en"));
    let [finding] = made.findings.as_slice() else {
        panic!("{:?}", made.findings)
    };
    assert_eq!(
        (finding.rule, finding.severity),
        ("newer-facts", Severity::Error)
    );
    let filling = Filling {
        document: "a.md".into(),
        id: ID.into(),
        pattern: "x".into(),
        source: MASKS.into(),
        draft: None,
        reads: Reads::new(),
    };
    assert_eq!(fill(&world.target, &[filling]), Writes::new());
    let new = BTreeMap::from([("a.md.ftl".to_owned(), "x = y\n".to_owned())]);
    assert_eq!(rewrite(&world.target, new), Writes::new());
    assert_eq!(prune(&world.target), Pruned::default());
    let source = world.source.files[STATE_FILE].replace("(2)", "(4)");
    world.source.files.insert(STATE_FILE.into(), source);
    assert_eq!(world.look().writes, Writes::new());
}
