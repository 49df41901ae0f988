//! No page states what its source no longer states.

use super::support::Sandbox;
use std::fmt::Write as _;
use std::path::Path;

/// The editions of three languages, and one that shows drafts.
const CONFIG: &str = "source = \"en\"\nlocales = [\"es\", \"zh\"]\n\
    [[edition]]\nname = \"wire\"\nlocale = \"en\"\nformats = [\"md\", \"html\", \"txt\"]\n\
    [[edition]]\nname = \"guaranda\"\nlocale = \"es-EC\"\nformats = [\"md\", \"html\", \"txt\"]\n\
    [[edition]]\nname = \"weifang\"\nlocale = \"zh-Hans-CN\"\nformats = [\"md\", \"html\", \"txt\"]\n";

/// Makes a project of one document, translated into Spanish.
fn translated(config: &str, source: &str, id: &str, target: &str) -> Sandbox {
    let project = Sandbox::empty()
        .file("fluentdown.toml", config)
        .file("content/a.md", format!("{source}\n"));
    project.run(&["extract"]).code(0);
    let stub = format!("# {id} =");
    project.edit("locales/es/a.md.ftl", &stub, &format!("{id} = {target}"));
    project.run(&["extract"]).code(0);
    project.run(&["build"]).code(0);
    assert_eq!(project.read("dist/guaranda/a.md"), format!("{target}\n"));
    project
}

/// Has the author write another sentence, and builds.
fn rewritten(project: &Sandbox, source: &str) -> String {
    project.write("content/a.md", format!("{source}\n"));
    project.run(&["build"]).code(0);
    project.run(&["extract"]).code(0);
    project.run(&["check"]).code(0);
    project.run(&["build"]).code(0);
    project.read("dist/guaranda/a.md").trim_end().to_owned()
}

#[test]
fn the_figure_of_the_release_is_changed_and_no_output_has_the_old_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Sandbox::copy(root, &["content", "locales", "fluentdown.toml"]);
    let name = "releases/2020-09-17-weifang-guaranda.md";
    // The translators write the figure by hand.
    for (locale, figure) in [("es", "30.000"), ("zh", "3万")] {
        let path = format!("locales/{locale}/{name}.ftl");
        let mut text = String::new();
        for line in project.read(&path).lines() {
            let mut line = line.to_owned();
            while let Some(at) = line
                .find("{ NUMBER($masks")
                .filter(|_| !line.starts_with('#'))
            {
                let end = at + line[at..].find('}').expect("it closes") + 1;
                line.replace_range(at..end, figure);
            }
            text.push_str(&line);
            text.push('\n');
        }
        assert!(text.contains(figure));
        project.write(&path, text);
    }
    project.run(&["extract"]).code(0);
    project.run(&["build", "--strict"]).code(0);
    assert!(
        project
            .read(&format!("dist/weifang/{name}"))
            .contains("3万")
    );

    project.edit(&format!("content/{name}"), "masks: 30000", "masks: 40000");
    project.run(&["extract"]).code(0);
    let run = project.run(&["build"]).code(0);
    let said = run.stdout + &run.stderr;
    let mut outputs = Vec::new();
    super::support::walk(&project.path("dist"), &mut outputs);
    assert!(outputs.len() > 6);
    for path in outputs {
        let bytes = std::fs::read(&path).expect("read");
        let text = String::from_utf8_lossy(&bytes);
        for old in ["3万", "30.000", "30,000"] {
            assert!(!text.contains(old), "{old} in {}\n{said}", path.display());
        }
    }
    let page = project.read(&format!("dist/weifang/{name}"));
    assert!(
        page.contains("40,000 medical masks") && page.contains("潍坊"),
        "{page}"
    );
    let found = project.run(&["check", "--format", "json"]).code(0).json();
    let of_stale: Vec<&str> = found
        .as_array()
        .expect("an array")
        .iter()
        .filter(|one| one["rule"] == "stale-fact")
        .map(|one| one["message"].as_str().expect("text"))
        .collect();
    assert!(of_stale.len() >= 4, "{found}");
    for message in of_stale {
        assert!(message.contains("40,000"), "{message}");
        assert!(
            message.contains("3万") || message.contains("30.000"),
            "{message}"
        );
    }
    project.run(&["build", "--strict"]).code(1);
}

#[test]
fn what_differs_by_value_falls_back_and_what_does_not_is_shown() {
    for (source, target, now, shown) in [
        (
            "The city gave 30,000 masks.",
            "La ciudad dio 30.000 mascarillas.",
            "The city gave 40,000 masks.",
            false,
        ),
        (
            "The city gave 30,000 masks.",
            "La ciudad dio 30.000 mascarillas.",
            "The city has given 30,000 masks.",
            true,
        ),
        (
            "The city gave 30,000 masks.",
            "La ciudad dio 30 mil mascarillas.",
            "The city has given 30,000 masks.",
            true,
        ),
        (
            "It was signed on September 11, 2020.",
            "Se firmó el 11 de septiembre de 2020.",
            "It was signed on September 12, 2020.",
            false,
        ),
        (
            "It was signed on September 11, 2020.",
            "Se firmó el 11 de septiembre de 2020.",
            "It was agreed on September 11, 2020.",
            true,
        ),
        (
            "It costs $5 million.",
            "Cuesta 5 millones de dólares.",
            "It costs $5 billion.",
            false,
        ),
        (
            "It begins at 3 p.m. today.",
            "Empieza hoy a las 15:00.",
            "It begins at 4 p.m. today.",
            false,
        ),
        (
            "It fell by 40% in May.",
            "Cayó un 40 % en mayo.",
            "It fell by 41% in May.",
            false,
        ),
        (
            "It fell by 40% in May.",
            "Cayó un 40 % en mayo.",
            "It fell by 40% in June.",
            false,
        ),
        ("It is good.", "Es bueno.", "It is very good.", true),
        ("It is good.", "Es bueno.", "It is good for 3 days.", false),
    ] {
        let id = first_words(source);
        let project = translated(CONFIG, source, &id, target);
        let text = rewritten(&project, now);
        assert_eq!(text, if shown { target } else { now }, "{source} -> {now}");
        let found = project.run(&["check", "--format", "json"]).code(0).json();
        let rules: Vec<&str> = found
            .as_array()
            .expect("an array")
            .iter()
            .filter(|one| one["locale"] == "es")
            .map(|one| one["rule"].as_str().expect("text"))
            .collect();
        assert_eq!(rules.contains(&"stale-fact"), !shown, "{now}: {rules:?}");
        let twice = rules.iter().any(|rule| rule.ends_with("-mismatch"));
        assert!(!twice, "one fault is one finding: {now}: {rules:?}");
        // The translator brings it up to date, and it is shown again.
        if !shown {
            project.run(&["accept", "--locale", "es"]).code(0);
            project.run(&["build"]);
            assert_eq!(project.read("dist/guaranda/a.md").trim_end(), target);
        }
    }
}

/// Returns the id that a sentence gets: its first six words.
fn first_words(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                ' '
            }
        })
        .collect();
    plain
        .split_whitespace()
        .take(6)
        .collect::<Vec<_>>()
        .join("-")
}

#[test]
fn a_name_of_the_glossary_that_is_another_falls_back() {
    let project = translated(
        CONFIG,
        "Jinan thanked the doctors.",
        "jinan-thanked-the-doctors",
        "Jinan agradeció a los médicos.",
    );
    let terms = "-jinan = Jinan\n-quito = Quito\n-city = City of Kites\n";
    project.write("locales/en/terms.ftl", terms);
    project.write(
        "locales/es/terms.ftl",
        "-jinan = Jinan\n-quito = Quito\n-city = Ciudad de las Cometas\n",
    );
    assert_eq!(
        rewritten(&project, "Quito thanked the doctors."),
        "Quito thanked the doctors."
    );
    let said = project.run(&["check"]).code(0);
    said.says("the source has `Quito`, the translation `Jinan`");
    // A name that is only missing may be a pronoun.
    let project = translated(
        CONFIG,
        "Quito thanked the doctors.",
        "quito-thanked-the-doctors",
        "La capital agradeció a los médicos.",
    );
    project.write("locales/en/terms.ftl", terms);
    project.write("locales/es/terms.ftl", "-jinan = Jinan\n-quito = Quito\n");
    assert_eq!(
        rewritten(&project, "Quito thanked all doctors."),
        "La capital agradeció a los médicos."
    );
}

#[test]
fn an_edition_chooses_what_becomes_of_stale_text() {
    let choose = |word: &str| {
        CONFIG.replace(
            "name = \"guaranda\"\n",
            &format!("name = \"guaranda\"\nstale = \"{word}\"\n"),
        )
    };
    let (source, target) = (
        "The city gave 30,000 masks.",
        "La ciudad dio 30.000 mascarillas.",
    );
    let (other, same) = (
        "The city gave 40,000 masks.",
        "The city has given 30,000 masks.",
    );
    for (word, now, text) in [
        ("facts", other, other),
        ("facts", same, target),
        ("show", other, target),
        ("show", same, target),
        ("fallback", other, other),
        ("fallback", same, same),
    ] {
        let project = translated(&choose(word), source, "the-city-gave-30-000-masks", target);
        assert_eq!(rewritten(&project, now), text, "{word} {now}");
    }
    let project = Sandbox::small();
    project.edit(
        "fluentdown.toml",
        "locale = \"es-EC\"",
        "locale = \"es-EC\"\nstale = \"hide\"",
    );
    project.run(&["check"]).says("`hide` is not known here");
}

#[test]
fn an_authors_change_does_not_turn_a_build_red() {
    // The link goes, and the stale translation still names its address.
    let project = translated(
        CONFIG,
        "See [the page](https://example.org/a) of it.",
        "see-the-page-of-it",
        "Vea [la página](https://example.org/a).",
    );
    assert_eq!(
        rewritten(&project, "See the page of it."),
        "See the page of it."
    );
    // The heading of a stale translation would be one of another level.
    let project = translated(CONFIG, "One `a` two.", "one-a-two", "Uno `a` dos.");
    assert_eq!(rewritten(&project, "One `b` two."), "Uno `a` dos.");
}

#[test]
fn a_draft_from_an_old_text_states_nothing_either() {
    let config = CONFIG.replace(
        "name = \"guaranda\"\n",
        "name = \"guaranda\"\ndrafts = true\n",
    );
    let project = translated(
        &config,
        "The city gave 30,000 masks.",
        "the-city-gave-30-000-masks",
        "La ciudad dio 30.000 mascarillas.",
    );
    // The facts are lost: what the resource says is all that is known.
    project.write("content/a.md", "The city gave 40,000 masks.\n");
    project.run(&["extract"]).code(0);
    std::fs::remove_file(project.path("locales/es/translations.state")).expect("removed");
    project.run(&["extract"]).code(0);
    project.run(&["build"]).code(0);
    assert_eq!(
        project.read("dist/guaranda/a.md"),
        "The city gave 40,000 masks.\n"
    );
}

/// What each of many documents says, by a number: English, Spanish, Chinese.
fn sentences(at: usize, number: usize) -> [String; 3] {
    let days = [
        (1, "January", "enero"),
        (5, "May", "mayo"),
        (9, "September", "septiembre"),
    ];
    let (month, english, spanish) = days[at / 5 % 3];
    let day = number % 27 + 1;
    let dotted = format!("{}.{:03}", number / 1000 + 1, number % 1000);
    let commas = dotted.replace('.', ",");
    let plain = dotted.replace('.', "");
    match at % 5 {
        0 => [
            format!("The city gave {commas} masks."),
            format!("La ciudad dio {dotted} mascarillas."),
            format!("该市捐赠了{plain}只口罩。"),
        ],
        1 => [
            format!("The share was {}% in the city.", number % 97 + 1),
            format!("La cuota fue del {} % en la ciudad.", number % 97 + 1),
            format!("该市的比例为{}%。", number % 97 + 1),
        ],
        2 => [
            format!("It was signed on {english} {day}, 2020."),
            format!("Se firmó el {day} de {spanish} de 2020."),
            format!("2020年{month}月{day}日签署。"),
        ],
        3 => [
            format!("The bridge costs ${commas} today."),
            format!("El puente cuesta {dotted} dólares hoy."),
            format!("这座桥今天造价{plain}美元。"),
        ],
        _ => [
            format!("The road is {} km long.", number % 800 + 2),
            format!("El camino mide {} km.", number % 800 + 2),
            format!("这条路长{}公里。", number % 800 + 2),
        ],
    }
}

#[test]
fn of_hundreds_of_changed_facts_none_is_published() {
    const MANY: usize = 260;
    let project = Sandbox::empty().file("fluentdown.toml", CONFIG);
    for at in 0..MANY {
        let [english, ..] = sentences(at, at * 37 + 11);
        project.write(&format!("content/d{at}.md"), format!("{english}\n"));
    }
    project.run(&["extract", "--quiet"]).code(0);
    for at in 0..MANY {
        let [_, spanish, chinese] = sentences(at, at * 37 + 11);
        for (locale, text) in [("es", spanish), ("zh", chinese)] {
            let path = format!("locales/{locale}/d{at}.md.ftl");
            let mut filled = String::new();
            for line in project.read(&path).lines() {
                match line
                    .strip_prefix("# ")
                    .and_then(|line| line.strip_suffix(" ="))
                {
                    Some(id) => writeln!(filled, "{id} = {text}").expect("written"),
                    None => writeln!(filled, "{line}").expect("written"),
                }
            }
            project.write(&path, filled);
        }
    }
    project.run(&["extract", "--quiet"]).code(0);
    project.run(&["build", "--strict", "--quiet"]).code(0);
    for at in 0..MANY {
        let [english, ..] = sentences(at, at * 37 + 12);
        project.write(&format!("content/d{at}.md"), format!("{english}\n"));
    }
    project.run(&["extract", "--quiet"]).code(0);
    project.run(&["build", "--quiet"]).code(0);
    let mut fallen = 0;
    for at in 0..MANY {
        let [english, spanish, chinese] = sentences(at, at * 37 + 12);
        for (edition, right) in [("guaranda", spanish), ("weifang", chinese)] {
            let text = project.read(&format!("dist/{edition}/d{at}.md"));
            // Another document may have had this very sentence, and its translation
            // has moved here.
            let text = text.trim_end();
            assert!(text == english || text == right, "{edition} {at}: {text}");
            fallen += usize::from(text == english);
        }
    }
    assert!(fallen > MANY, "{fallen} of {}", 2 * MANY);
    let strict = ["build", "--strict", "--quiet", "--allow-removal"];
    project.run(&strict).code(1);
}
