//! What is written for people, and what is left as they wrote it.

use super::*;

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
    assert_eq!(world.file("a.md.ftl"), "### Kept in step by fluentdown\n");
    let text = "# theirs\nguaranda-thanked-the-city = Guaranda agradeció.\n";
    world.target.files.insert("a.md.ftl".into(), text.into());
    world.extract();
    assert_eq!(world.file("a.md.ftl"), text);
    assert_eq!(
        world.state("a.md", "guaranda-thanked-the-city"),
        State::Translated
    );
}
