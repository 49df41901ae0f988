//! What cannot be read is left out, reported whatever was asked for, and stays as it is.

use super::support::{Run, Sandbox};

/// Two documents in two languages, translated.
fn translated() -> Sandbox {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "source = \"en\"\nlocales = [\"es\", \"fr\"]\n",
        )
        .file("content/a.md", "# Masks\n\nThe city gave masks.\n")
        .file(
            "content/b.md",
            "# Gloves\n\nThe city gave gloves. See [masks](a.md).\n",
        );
    sandbox.run(&["extract", "-q"]).code(0);
    for locale in ["es", "fr"] {
        for (document, id, text) in [
            ("a", "masks", "T1"),
            ("a", "the-city-gave-masks", "T2."),
            ("b", "gloves", "T3"),
            ("b", "the-city-gave-gloves", "T4."),
            ("b", "see-masks", "T5 [m]({ $url1 })."),
        ] {
            let path = format!("locales/{locale}/{document}.md.ftl");
            sandbox.edit(&path, &format!("# {id} =\n"), &format!("{id} = {text}\n"));
        }
    }
    sandbox.run(&["extract", "-q"]).code(0);
    sandbox.run(&["check", "--deny", "warnings"]).code(0);
    sandbox
}

/// Writes something over a file that is no text.
fn spoil(sandbox: &Sandbox, path: &str) {
    let mut bytes = std::fs::read(sandbox.path(path)).unwrap_or_default();
    bytes.extend(b"x = \xf1\n");
    sandbox.write(path, bytes);
}

/// All files under a folder with their bytes.
fn all(sandbox: &Sandbox, folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![sandbox.path(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let name = entry.path().to_string_lossy().into_owned();
                found.push((name, std::fs::read(entry.path()).unwrap_or_default()));
            }
        }
    }
    found.sort();
    found
}

fn says_not(run: &Run, text: &str) {
    assert!(!run.stderr.contains(text), "{}", run.stderr);
    assert!(!run.stdout.contains(text), "{}", run.stdout);
}

#[test]
fn one_bad_resource_leaves_out_its_document_in_its_locale() {
    let sandbox = translated();
    sandbox.run(&["build", "-q"]).code(0);
    spoil(&sandbox, "locales/fr/a.md.ftl");
    let before = all(&sandbox, "locales");
    let run = sandbox.run(&["check"]).code(1).says("not-utf8");
    says_not(&run, "missing-translation");
    let json = sandbox.run(&["check", "--format", "json"]).code(1).json();
    let one = &json[0];
    assert_eq!(json.as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(one["path"], "locales/fr/a.md.ftl");
    assert_eq!(
        (&one["locale"], &one["document"]),
        (&"fr".into(), &"a.md".into())
    );
    let lines = before
        .iter()
        .find(|(path, _)| path.ends_with("fr/a.md.ftl"))
        .map(|(_, bytes)| bytes.iter().filter(|byte| **byte == b'\n').count());
    assert_eq!(one["line"].as_u64(), lines.map(|lines| lines as u64));
    assert_eq!(one["column"], 5);
    sandbox.run(&["extract"]).code(1);
    assert_eq!(all(&sandbox, "locales"), before);
    sandbox.run(&["extract", "--check"]).code(1);
    let run = sandbox.run(&["status", "--format", "json"]).code(1);
    let rows = run.json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows.iter().all(|row| row["missing"] == 0));
    // The others are built; the page of before stays.
    sandbox.edit("content/b.md", "Gloves", "White gloves");
    let page = sandbox.read("dist/fr/a.html");
    sandbox.run(&["build", "-q"]).code(1);
    assert!(sandbox.read("dist/en/b.html").contains("White gloves"));
    assert_eq!(sandbox.read("dist/fr/a.html"), page);
    std::fs::remove_dir_all(sandbox.path("dist")).expect("removed");
    sandbox.run(&["build", "-q"]).code(1);
    assert!(sandbox.path("dist/fr/b.html").exists() && sandbox.path("dist/es/a.html").exists());
    assert!(!sandbox.path("dist/fr/a.html").exists());
}

#[test]
fn one_bad_document_loses_no_translation() {
    let sandbox = translated();
    sandbox.run(&["build", "-q"]).code(0);
    let before = all(&sandbox, "locales");
    spoil(&sandbox, "content/a.md");
    let run = sandbox.run(&["extract"]).code(1).says("content/a.md");
    says_not(&run, "removed");
    assert_eq!(all(&sandbox, "locales"), before);
    let run = sandbox.run(&["check"]).code(1);
    says_not(&run, "missing-file");
    let page = sandbox.read("dist/es/a.html");
    sandbox.run(&["build", "-q"]).code(1);
    assert_eq!(sandbox.read("dist/es/a.html"), page);
    assert!(sandbox.path("dist/es/b.html").exists());
}

#[test]
fn facts_that_cannot_be_read_leave_out_their_locale() {
    let sandbox = translated();
    sandbox.run(&["build", "-q"]).code(0);
    spoil(&sandbox, "locales/fr/translations.state");
    let before = all(&sandbox, "locales/fr");
    sandbox.edit("content/a.md", "gave masks", "gave many masks");
    let run = sandbox.run(&["extract"]).code(1);
    says_not(&run, "fr: ");
    assert_eq!(all(&sandbox, "locales/fr"), before);
    assert!(
        sandbox
            .read("locales/es/a.md.ftl")
            .contains("gave many masks")
    );
    let pages = all(&sandbox, "dist/fr");
    sandbox.run(&["build", "-q"]).code(1);
    assert_eq!(all(&sandbox, "dist/fr"), pages);
    for command in [
        &["accept", "--locale", "fr"][..],
        &["prune", "--locale", "fr"],
        &["pseudo", "--locale", "fr"],
    ] {
        sandbox.run(command).code(2).says("translations.state");
    }
    assert_eq!(all(&sandbox, "locales/fr"), before);
    // The source's facts say what all others saw.
    spoil(&sandbox, "locales/en/translations.state");
    let before = all(&sandbox, "locales");
    sandbox.edit("content/a.md", "many masks", "more masks");
    sandbox.run(&["extract"]).code(1);
    assert_eq!(all(&sandbox, "locales"), before);
}

#[test]
fn without_its_attic_nothing_is_written_in_a_locale() {
    let sandbox = translated();
    sandbox.write("locales/fr/attic.ftl", b"x = \xf1\n");
    let before = all(&sandbox, "locales/fr");
    sandbox.edit("content/a.md", "The city gave masks.", "");
    sandbox.run(&["extract"]).code(1).says("attic.ftl");
    assert_eq!(all(&sandbox, "locales/fr"), before);
    assert!(sandbox.read("locales/es/attic.ftl").contains("T2."));
}

#[test]
fn no_filter_hides_what_was_not_read() {
    let sandbox = translated();
    sandbox
        .run(&["check", "--format", "json", "--output-file", "known.json"])
        .code(0);
    spoil(&sandbox, "locales/fr/b.md.ftl");
    sandbox
        .run(&["check", "--format", "json", "--output-file", "known.json"])
        .code(1);
    let config = sandbox.read("fluentdown.toml");
    for args in [
        &["--locale", "es"][..],
        &["content/a.md"],
        &["locales/es"],
        &["--allow", "not-utf8"],
        &["--warn", "not-utf8"],
        &["--baseline", "known.json"],
    ] {
        let args = [&["check"][..], args].concat();
        sandbox.run(&args).code(1).says("not-utf8");
    }
    for more in [
        "[rules]\nnot-utf8 = \"allow\"\n",
        "[[allow]]\nrule = \"not-utf8\"\nreason = \"so\"\n",
    ] {
        sandbox.write("fluentdown.toml", format!("{config}{more}"));
        sandbox.run(&["check"]).code(1).says("not-utf8");
    }
}

#[test]
fn a_faulty_configuration_exits_2_for_every_command() {
    for fault in [
        "foo = 1\n",
        "[rules]\nno-such = \"warn\"\n",
        "source = \n",
        "locales = [\"x y\"]\n",
    ] {
        let sandbox = Sandbox::empty()
            .file("fluentdown.toml", fault)
            .file("content/a.md", "# Masks\n");
        for command in [
            &["check"][..],
            &["check", "--locale", "es"],
            &["check", "content/a.md"],
            &["check", "--allow", "configuration"],
            &["check", "--fix"],
            &["extract"],
            &["extract", "--check"],
            &["build"],
            &["status"],
            &["facts"],
            &["accept", "--locale", "es"],
            &["prune"],
            &["pseudo"],
            &["export", "--locale", "es"],
        ] {
            sandbox.run(command).code(2).says("fluentdown.toml:");
        }
        for format in ["json", "sarif", "github"] {
            let run = sandbox
                .run(&["check", "--locale", "es", "--format", format])
                .code(2);
            assert!(run.stdout.contains("configuration"), "{}", run.stdout);
        }
        assert!(!sandbox.path("locales").exists());
    }
}

#[test]
fn wide_text_is_named() {
    let sandbox = translated();
    let text = sandbox.read("locales/es/a.md.ftl");
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    sandbox.write("locales/es/a.md.ftl", [b"\xff\xfe", &bytes[..]].concat());
    sandbox
        .run(&["check"])
        .code(1)
        .says("UTF-16")
        .says("locales/es/a.md.ftl:1:1");
    sandbox.write("locales/es/a.md.ftl", &bytes);
    sandbox.run(&["extract"]).code(1).says("UTF-16");
    let after = std::fs::read(sandbox.path("locales/es/a.md.ftl")).expect("read");
    assert_eq!(after, bytes);
}

/// Names of locales that are odd, wrong, or none.
fn odd_locales() -> Vec<String> {
    let mut all: Vec<String> = [
        "",
        " ",
        "-",
        "_",
        "--",
        "🦀",
        "\u{202e}es",
        "中文",
        "spanish",
        "Spanish",
        "english",
        "und",
        "und-Latn",
        "und-EC",
        "root",
        "C",
        "POSIX",
        "x-private",
        "x-es",
        "i-klingon",
        "i-default",
        "i-lux",
        "art-lojban",
        "zh-min-nan",
        "zh-cmn-Hans-CN",
        "sgn-BE-FR",
        "en-GB-oed",
        "cel-gaulish",
        "no-bok",
        "es_EC",
        "ES_ec",
        "es-EC.UTF-8",
        "es@euro",
        "es--EC",
        "es-",
        "-es",
        "es EC",
        "e",
        "ab-",
        "xx",
        "xx-YY",
        "qqq",
        "zzz",
        "zz",
        "jp",
        "cn",
        "sp",
        "abcd",
        "abcde",
        "abcdefgh",
        "abcdefghi",
        "es-EC-EC",
        "zh-Hans-Hans",
        "es-Latn-Latn-EC",
        "es-419-419",
        "es-EC-u",
        "es-EC-u-",
        "es-u-nu",
        "es-u-nu-latn",
        "ar-EG-u-nu-latn",
        "es-u-nu-latn-u-ca-buddhist",
        "es-x-",
        "es-x-abc",
        "es-t-en",
        "es-a-bbb-a-ccc",
        "es-1",
        "1",
        "12",
        "123",
        "es-12",
        "es-1234",
        "es-12345",
        "es-abc",
        "en-Latn-US-POSIX",
        "mul",
        "mis",
        "zxx",
        "qaa",
        "qps-ploc",
        "tlh",
        "../es",
        "es/EC",
        "es\\EC",
        "es\nfr",
        "es\tEC",
        "con",
        "nul",
        ".es",
        "~",
        "*",
        "[es]",
        "es'",
        "es;rm",
    ]
    .map(str::to_owned)
    .to_vec();
    let parts = [
        "es",
        "zh",
        "und",
        "xx",
        "spanish",
        "x",
        "i",
        "Hans",
        "Latn",
        "EC",
        "419",
        "1996",
        "oxendict",
        "u",
        "nu",
        "latn",
        "t",
        "a",
        "é",
        "toolongsubtag",
    ];
    for one in parts {
        for other in parts {
            all.push(format!("{one}-{other}"));
        }
    }
    all.push("a".repeat(5_000));
    all.push("es-".repeat(2_000));
    all
}

/// Wherever a locale is given, it is one or an error at its place, and nothing that was
/// built disappears.
#[test]
fn odd_locales_are_errors_at_their_place_or_editions() {
    use fluentdown::locale::Locale;
    use fluentdown::project::config::Config;
    let names = odd_locales();
    assert!(names.len() >= 480, "{}", names.len());
    for name in &names {
        let quoted = format!("{name:?}").replace("\\u{202e}", "\\u202e");
        let is_locale = Locale::parse(name).is_ok();
        for (text, edition) in [
            (format!("source = {quoted}\n"), false),
            (format!("locales = [{quoted}]\n"), false),
            (
                format!("locales = [\"es\"]\n[[edition]]\nname = \"a\"\nlocale = {quoted}\n"),
                true,
            ),
            (format!("[locale.{quoted}]\nfallback = [\"es\"]\n"), false),
            (
                format!("[locale.{quoted}]\nstyle = {{ percent = \"any\" }}\n"),
                false,
            ),
            (format!("[locale.qu]\nfallback = [{quoted}]\n"), false),
            (format!("[abbreviations]\n{quoted} = [\"Sr.\"]\n"), false),
            (
                format!("[[allow]]\nrule = \"double-space\"\nreason = \"x\"\nlocale = {quoted}\n"),
                false,
            ),
        ] {
            let (config, findings) = Config::parse("fluentdown.toml", &text);
            let errors: Vec<_> = findings
                .iter()
                .filter(|one| one.severity == fluentdown::diagnostic::Severity::Error)
                .collect();
            if !is_locale {
                assert_eq!(errors.len(), 1, "{text}: {findings:#?}");
                let span = errors[0].span.expect("a place");
                assert!(
                    span.slice(&text).contains(&quoted) || span.slice(&text) == *name,
                    "{text}"
                );
                assert!(errors[0].help.is_some(), "{text}");
            } else if edition {
                assert!(errors.is_empty(), "{text}: {errors:?}");
                assert_eq!(config.editions.len(), 1, "{text}");
            }
        }
    }
}

#[test]
fn an_edition_of_no_language_removes_no_output() {
    let sandbox = translated();
    let config = sandbox.read("fluentdown.toml");
    let edition = "[[edition]]\nname = \"a\"\nlocale = \"es\"\n";
    sandbox.write("fluentdown.toml", format!("{config}{edition}"));
    sandbox.run(&["build", "-q"]).code(0);
    for (name, help) in [
        ("spanish", "did you mean `es`?"),
        ("und", "write a language tag"),
    ] {
        sandbox.write(
            "fluentdown.toml",
            format!("{config}{}", edition.replace("es\"", &format!("{name}\""))),
        );
        sandbox
            .run(&["build"])
            .code(2)
            .says("fluentdown.toml:5:10")
            .says(help);
        assert!(sandbox.path("dist/a/a.html").exists());
    }
    sandbox.write(
        "fluentdown.toml",
        format!("{config}{}", edition.replace("es\"", "de\"")),
    );
    sandbox
        .run(&["check"])
        .code(0)
        .says("reads no folder of `locales`");
    for command in [
        &["init", "x", "--source", "spanish"][..],
        &["init", "x", "--locale", "spanish"],
        &["pseudo", "--locale", "spanish"],
        &["verify", "--source", "spanish", "content"],
        &["check", "--locale", "spanish"],
        &["export", "--locale", "spanish"],
    ] {
        sandbox.run(command).code(2).says("did you mean `es`?");
    }
    sandbox.write("fluentdown.toml", "source = \"und\"\n");
    sandbox.run(&["check"]).code(2).says("names no language");
}

#[test]
fn a_document_in_another_language_is_left_out_and_loses_nothing() {
    let sandbox = translated();
    sandbox.run(&["build", "-q"]).code(0);
    let text = sandbox.read("content/a.md");
    for lang in ["es", "fr-CA", "spanish", "en-Cyrl", "\"zh-Hans\""] {
        sandbox.write("content/a.md", format!("---\nlang: {lang}\n---\n\n{text}"));
        let before = all(&sandbox, "locales");
        for command in ["check", "extract", "build", "status"] {
            sandbox.run(&[command]).code(1).says("content/a.md:2:7");
        }
        sandbox
            .run(&["check", "--locale", "es", "content/b.md"])
            .code(1)
            .says("content/a.md:2:7");
        assert_eq!(all(&sandbox, "locales"), before, "{lang}");
        assert!(sandbox.path("dist/es/a.html").exists());
    }
    for lang in ["en", "en-GB", "EN_us", "english"] {
        sandbox.write("content/a.md", format!("---\nlang: {lang}\n---\n\n{text}"));
        sandbox.run(&["check"]).code(0);
        sandbox.run(&["extract"]).code(0);
    }
}

/// Words for 2 to 12 of languages whose number words are not read.
const WORDS: [(&str, &str); 12] = [
    (
        "fr",
        "deux trois quatre cinq six sept huit neuf dix onze douze",
    ),
    (
        "de",
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    ),
    (
        "it",
        "due tre quattro cinque sei sette otto nove dieci undici dodici",
    ),
    (
        "pt",
        "dois três quatro cinco seis sete oito nove dez onze doze",
    ),
    (
        "nl",
        "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    ),
    ("sv", "två tre fyra fem sex sju åtta nio tio elva tolv"),
    (
        "pl",
        "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście",
    ),
    (
        "ru",
        "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    ),
    (
        "id",
        "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas duabelas",
    ),
    ("ko", "두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두"),
    (
        "ar",
        "اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحدعشر اثناعشر",
    ),
    (
        "qu",
        "iskay kimsa tawa pichqa suqta qanchis pusaq isqun chunka chunkahukniyuq chunkaiskayniyuq",
    ),
];

#[test]
fn figures_spelled_out_in_words_that_are_not_read_are_no_error() {
    use fluentdown::edition::Rendering;
    use fluentdown::rules::{Block, Group, Message, check};
    let variants: Vec<Rendering> = Vec::new();
    let mut count = 0;
    for (locale, words) in WORDS {
        for (word, number) in words.split(' ').zip(2..) {
            for (source, target) in [
                (
                    format!("The city gave {number} boxes."),
                    format!("Xa {word} yo."),
                ),
                (format!("It took {number} hours."), format!("Xa {word} yo.")),
                (
                    format!("They walked {number} km."),
                    format!("Xa {word} yo."),
                ),
                (
                    format!("It was the {number}th day."),
                    format!("Xa {word} yo."),
                ),
                (
                    format!("It began at {number} p.m."),
                    format!("Xa {word} yo."),
                ),
                (
                    format!("It began on May {number}, 2020."),
                    format!("Xa {word} yo 2020."),
                ),
                (
                    format!("In 2020 it was {number}%."),
                    format!("2020 xa {word} yo."),
                ),
            ] {
                for [(from, one), (to, other)] in [
                    [("en", &source), (locale, &target)],
                    [(locale, &target), ("en", &source)],
                ] {
                    let messages = [Message {
                        source_pattern: one,
                        target_pattern: other,
                        source: one,
                        target: other,
                        variants: &variants,
                    }];
                    let faults = check(&Block::new(from, to, &messages));
                    let mut hard = faults
                        .iter()
                        .filter(|(rule, fault)| rule.group == Group::Facts && !fault.is_doubtful);
                    assert!(
                        hard.next().is_none(),
                        "{from} {one} | {to} {other}: {faults:?}"
                    );
                    count += 1;
                }
            }
        }
    }
    assert!(count > 500);
    // What is told by another figure is a fault all the same.
    for (source, target) in [
        (
            "The city gave 30,000 masks.",
            "La ville a donné 3 000 masques.",
        ),
        ("In 2020 it was 5%.", "En 2021, c'était 5 %."),
    ] {
        let messages = [Message {
            source_pattern: source,
            target_pattern: target,
            source,
            target,
            variants: &variants,
        }];
        let faults = check(&Block::new("en", "fr", &messages));
        assert!(
            faults
                .iter()
                .any(|(rule, fault)| rule.group == Group::Facts && !fault.is_doubtful)
        );
    }
}

#[test]
fn one_term_that_is_nested_too_deeply_is_a_finding_and_the_others_are_checked() {
    let sandbox = translated();
    sandbox.write("locales/en/terms.ftl", "-masks = masks\n");
    sandbox.write("locales/es/terms.ftl", "-masks = mascarillas\n");
    sandbox.run(&["check"]).code(0).says("missing-term");
    let deep = format!("-deep = {}x{}\n", "{ ".repeat(200), " }".repeat(200));
    sandbox.write(
        "locales/es/terms.ftl",
        format!("{deep}-masks = mascarillas\n"),
    );
    sandbox
        .run(&["check"])
        .code(1)
        .says("missing-term")
        .says("locales/es/terms.ftl:1:");
}

#[cfg(unix)]
mod odd {
    use super::*;
    use std::process::Command;

    fn pipe(sandbox: &Sandbox, path: &str) {
        let full = sandbox.path(path);
        std::fs::create_dir_all(full.parent().expect("a folder")).expect("made");
        let _ = std::fs::remove_file(&full);
        let made = Command::new("mkfifo").arg(&full).status();
        assert!(made.is_ok_and(|status| status.success()), "{path}");
    }

    fn folder(sandbox: &Sandbox, path: &str) {
        let _ = std::fs::remove_file(sandbox.path(path));
        std::fs::create_dir_all(sandbox.path(path)).expect("made");
    }

    /// Places of files, and what the finding about each is at.
    const PLACES: [&str; 13] = [
        "locales/es/a.md.ftl",
        "locales/en/a.md.ftl",
        "locales/es/translations.state",
        "locales/en/translations.state",
        "locales/es/terms.ftl",
        "locales/en/terms.ftl",
        "locales/es/attic.ftl",
        "content/a.md",
        "content/picture.svg",
        "content/.gitignore",
        "content/.ignore",
        ".gitignore",
        ".ignore",
    ];

    #[test]
    fn what_is_no_file_in_the_place_of_one_is_a_finding_and_never_a_wait() {
        for make in [pipe, folder] {
            for place in PLACES {
                let is_folder = std::ptr::fn_addr_eq(make, folder as fn(&Sandbox, &str));
                if is_folder && place == "content/picture.svg" {
                    continue;
                }
                let sandbox = translated();
                sandbox.run(&["build", "-q"]).code(0);
                make(&sandbox, place);
                let before = all(&sandbox, "locales");
                for command in ["status", "check", "extract", "build"] {
                    let run = sandbox.run(&[command]);
                    assert_eq!(run.code, 1, "{command} at {place}: {}", run.stderr);
                    let run = run.says(place);
                    says_not(&run, "panicked");
                }
                let after = all(&sandbox, "locales");
                assert_eq!(after, before, "{place}");
                assert!(sandbox.path("dist/es/a.html").exists(), "{place}");
            }
        }
    }

    #[test]
    fn a_template_that_is_no_file_is_a_finding() {
        for make in [pipe, folder] {
            let sandbox = translated();
            sandbox.write(
                "fluentdown.toml",
                "locales = [\"es\", \"fr\"]\ntemplate = \"page.html\"\n",
            );
            make(&sandbox, "page.html");
            sandbox.run(&["check"]).code(1).says("broken-template");
            sandbox.run(&["build"]).code(1).says("fluentdown.toml:2");
        }
    }

    #[test]
    fn verify_goes_on_and_counts_what_it_leaves_out() {
        let sandbox = translated();
        sandbox.write("content/bad.md", b"\xff\xfe#\0 \0");
        pipe(&sandbox, "content/c.md");
        pipe(&sandbox, "content/x/.gitignore");
        sandbox.write("content/y/.gitignore", "z.md\n");
        sandbox.write("content/y/z.md", "Z.\n");
        sandbox.write("content/.hidden.md", "H.\n");
        sandbox.write("content/page.rst", "R.\n");
        let content = sandbox.path("content");
        let content = content.to_str().expect("UTF-8");
        sandbox
            .run(&["verify", content])
            .code(1)
            .says("2 of 5 documents hold")
            .says("UTF-16")
            .says("c.md")
            .says("1 ignored")
            .says("1 of other types")
            .says("2 hidden");
        sandbox.write("none/page.rst", "R.\n");
        let none = sandbox.path("none");
        sandbox
            .run(&["verify", none.to_str().expect("UTF-8")])
            .code(2)
            .says("no document")
            .says("1 of other types");
    }
}
