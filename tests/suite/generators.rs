//! Marks that eight site generators run or read, each brought in by a
//! translation alone: none may be published, and none may be live for an engine
//! that can be asked (`tests/peers`, `.ci/peers`).

#![expect(
    clippy::print_stdout,
    reason = "figures, and an engine that is skipped"
)]

use super::published::{LOCALES, corpus, prose};
use super::renderers::{Peer, body, harmless, judge, peer, published, run};
use super::support::Sandbox;
use super::untrusted::look;
use fluentdown::document::Format;
use fluentdown::segment::{BlockText, Mode, Options, split};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const MARKS: &str = include_str!("../tables/marks.txt");

/// How a mark stands in a translation.
const WAYS: [&str; 4] = ["MARK", "Hola MARK dos", "**MARK**", "Hola\\\nMARK"];

/// A document with the places that take a translation.
const DOCUMENT: &str = "---\ntitle: Title\n---\n\n# Heading\n\nA paragraph.\n\n- An item\n\n\
    | Head |\n|---|\n| Cell |\n\n> A quotation\n\n<p>Raw text</p>\n";

const ENGINES: [Peer; 4] = [
    peer(
        "Python-Markdown as MkDocs has it",
        "python3",
        "render.py",
        &["mkdocs"],
    ),
    peer("kramdown", "ruby", "render.rb", &[]),
    peer(
        "markdown-it with attributes",
        "node",
        "render.mjs",
        &["attrs"],
    ),
    peer("MyST", "python3", "render.py", &["myst"]),
];

const MDX: Peer = peer("MDX", "node", "render.mjs", &["mdx"]);

fn marks() -> Vec<(&'static str, String)> {
    let lines = MARKS
        .lines()
        .filter(|line| !line.starts_with("# M") && !line.starts_with("# G"));
    lines
        .map(|line| {
            let (generator, mark) = line.split_once('\t').expect(line);
            (generator, mark.replace('␉', "\t"))
        })
        .collect()
}

/// Marks that are one only at the start of a line.
fn begins_line(mark: &str) -> bool {
    let starts = [
        "import ", "export ", "!!!", "???", "===", "///", "<<<", "(", "# ",
    ];
    starts.iter().any(|start| mark.starts_with(start))
}

fn inputs() -> Vec<(&'static str, String)> {
    let mut inputs = Vec::new();
    for (generator, mark) in marks() {
        for way in WAYS {
            if !begins_line(&mark) || way.starts_with("MARK") || way.ends_with("\nMARK") {
                inputs.push((generator, way.replace("MARK", &mark)));
            }
        }
    }
    inputs
}

/// Builds a site of Hugo's from the texts; `None`, said, where there is no Hugo.
fn hugo(texts: &[String], folder: &Path) -> Option<Vec<String>> {
    let write = |path: &str, text: &str| {
        let path = folder.join("hugo").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write(
        "config.toml",
        "disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'home', 'section']\n[markup.goldmark.renderer]\nunsafe = true\n\
         [markup.goldmark.parser.attribute]\nblock = true\ntitle = true\n",
    );
    write("layouts/_default/single.html", "{{ .Content }}");
    for (number, text) in texts.iter().enumerate() {
        write(
            &format!("content/v{number}.md"),
            &format!("---\ntitle: x\n---\n{text}"),
        );
    }
    let output = Command::new("hugo")
        .arg("--quiet")
        .current_dir(folder.join("hugo"))
        .output();
    let Ok(output) = output else {
        println!("skipped: Hugo is not installed");
        return None;
    };
    if !output.status.success() {
        println!("Hugo: {}", String::from_utf8_lossy(&output.stdout));
    }
    let page = |number| {
        let path = folder.join(format!("hugo/public/v{number}/index.html"));
        std::fs::read_to_string(path).unwrap_or_else(|_| "<error>".to_owned())
    };
    Some((0..texts.len()).map(page).collect())
}

#[test]
#[ignore = "asks up to seven engines, see .ci/peers; cargo test --test suite generators -- --ignored --nocapture"]
fn no_generator_runs_a_mark_of_a_translation() {
    let inputs = inputs();
    assert!(inputs.len() >= 500, "{}", inputs.len());
    for (generator, count) in count(marks().iter().map(|(generator, _)| *generator)) {
        assert!(count >= 15, "{generator}: {count}");
    }
    let mut documents = vec![(DOCUMENT.to_owned(), "Hola".to_owned())];
    documents.extend(
        inputs
            .iter()
            .map(|(_, text)| (DOCUMENT.to_owned(), text.clone())),
    );
    let (sandbox, outputs) = published(&documents);
    let mut faults = Vec::new();
    // What the engines that cannot be asked read, by their own grammars: Vue,
    // Liquid, Hugo's shortcodes, mdBook.
    let own = regex::Regex::new(r"\{\{|\{%|<%").expect("an expression");
    let mut bodies: Vec<String> = outputs.iter().map(|text| body(text)).collect();
    for ((generator, text), output) in inputs.iter().zip(&bodies[1..]) {
        if own.is_match(output) {
            faults.push((*generator, format!("template: {text:?}")));
        }
    }
    bodies.push(body(DOCUMENT));
    std::fs::write(sandbox.path("secret.txt"), "CANARY").expect("written");
    let mut renderings = Vec::new();
    for engine in &ENGINES {
        if let Some(html) = engine.render(&bodies, &sandbox.path("")) {
            renderings.push((engine.name, html));
        }
    }
    renderings.extend(hugo(&bodies, &sandbox.path("")).map(|html| ("Hugo", html)));
    for (name, html) in &renderings {
        let mut allowed = harmless();
        allowed.extend(look(&html[html.len() - 1]).marks);
        allowed.extend(look(&html[0]).marks);
        for ((generator, text), html) in inputs.iter().zip(&html[1..]) {
            let seen = look(html);
            let foreign: Vec<_> = seen.marks.difference(&allowed).collect();
            if !foreign.is_empty() || html.contains("CANARY") {
                faults.push((*generator, format!("{name}: {text:?}: {foreign:?}")));
            }
        }
    }
    if let Some(live) = MDX.render(&bodies, &sandbox.path("")) {
        let source = live[0].clone();
        for ((generator, text), live) in inputs.iter().zip(&live[1..]) {
            if *live != source {
                faults.push((*generator, format!("MDX: {text:?}: {live}")));
            }
        }
    }
    let total = inputs.len();
    let texts: BTreeSet<&str> = faults.iter().map(|(_, what)| what.as_str()).collect();
    for (generator, count) in count(faults.iter().map(|(generator, _)| *generator)) {
        println!("{generator}: {count} live");
    }
    let as_it_stands = inputs.iter().zip(&bodies[1..]);
    let as_it_stands = as_it_stands.filter(|((_, text), body)| body.contains(text.as_str()));
    println!(
        "{} of {total} published as they stand",
        as_it_stands.count()
    );
    assert!(
        texts.is_empty(),
        "{}",
        texts.into_iter().collect::<Vec<_>>().join("\n")
    );
}

fn count<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Blocks of published translations that fall back, with the reasons that are
/// of this kind: fewer than one of a thousand.
#[test]
#[ignore = "reads thousands of pairs; cargo test --release --test suite generators -- --ignored --nocapture"]
fn published_translations_bring_in_few_marks() {
    let Some(corpus) = corpus() else { return };
    let options = Options {
        locale: "en".into(),
        mode: Mode::Paragraph,
        ..Options::default()
    };
    let (mut all, mut refused) = (0, Vec::new());
    for (file, locale) in LOCALES {
        let pairs = prose(&corpus, file).into_iter();
        for (source, target) in pairs.filter(|(source, _)| !source.trim_start().starts_with("//")) {
            let split = split("a.md", &source, Format::Markdown, &options);
            if split.blocks.len() != 1 {
                continue;
            }
            all += 1;
            let out = split.rebuild(&[BlockText::Text(vec![target.clone()])], None);
            for refusal in out.refused {
                refused.push(format!(
                    "{locale}: {}\n  {source:?}\n  {target:?}",
                    refusal.reason
                ));
            }
        }
    }
    println!(
        "{} of {all} blocks fall back\n{}",
        refused.len(),
        refused.join("\n")
    );
    assert!(all > 4000, "{all}");
    assert!(refused.len() * 1000 <= all, "{} of {all}", refused.len());
}

/// A project of one document with a paragraph for each source and its
/// translation, as it stands in the resource; its ids are `s0`, `s1`, …
fn pairs(all: &[(String, String)], definitions: &str) -> Sandbox {
    let sandbox = Sandbox::empty().file(
        "fluentdown.toml",
        "source = \"en\"\nlocales = [\"es\"]\nsegmentation = \"paragraph\"\n\
         [[edition]]\nname = \"es\"\nlocale = \"es\"\nformats = [\"md\"]\n",
    );
    let mut document = String::new();
    for (number, (source, _)) in all.iter().enumerate() {
        document.push_str(&format!("<!-- l10n:id s{number} -->\n\n{source}\n\n"));
    }
    sandbox.write("content/a.md", document + definitions);
    run(&sandbox, &["extract", "--quiet"]);
    let mut resource = sandbox.read("locales/es/a.md.ftl");
    for (number, (_, target)) in all.iter().enumerate() {
        let stub = format!("# s{number} =\n");
        assert!(resource.contains(&stub), "{stub}");
        let line = match target.strip_prefix("ID") {
            Some(rest) => format!("s{number}{rest}\n"),
            None => format!("s{number} = {target}\n"),
        };
        resource = resource.replace(&stub, &line);
    }
    sandbox.write("locales/es/a.md.ftl", resource);
    run(&sandbox, &["extract", "--quiet"]);
    sandbox
}

/// How many paragraphs of the output are a translation that must not be.
fn shown(sandbox: &Sandbox) -> usize {
    run(sandbox, &["build", "--quiet"]);
    let text = sandbox.read("dist/es/a.md");
    text.lines().filter(|line| line.contains("Hola")).count()
}

const FRAMES: [&str; 9] = [
    "Hola X.",
    "Hola, X y más.",
    "X, hola: Hola.",
    "Hola (X)",
    "¡Hola X!",
    "Hola 5 < 6 X.",
    "**Hola** X.",
    "Hola `a` X.",
    "Hola X X.",
];

#[test]
#[ignore = "a generator; cargo test --test suite generators -- --ignored --nocapture"]
fn no_tag_in_pieces_is_published() {
    let tags = [
        ("<kbd>", "</kbd>"),
        ("<b>", "</b>"),
        ("<span class=\"x\">", "</span>"),
        ("<sub>", "</sub>"),
        ("<a href=\"b.md\">", "</a>"),
        ("<abbr title=\"A b\">", "</abbr>"),
    ];
    let mut all = Vec::new();
    for (open, close) in tags {
        let source = format!("Hello {open}there{close} and more.");
        let wide = |tag: &str| tag.replace('<', "＜").replace('>', "＞");
        let entity = |tag: &str| tag.replace('<', "&lt;").replace('>', "&gt;");
        let pieces = [
            format!(
                "{}x{}",
                open.replacen('<', "<x", 1),
                close.replacen("</", "</x", 1)
            ),
            format!("{open}x{}", close.trim_end_matches('>')),
            format!("{open}x"),
            format!("{open}x{open}"),
            format!("x{close}"),
            format!("{}x{}", entity(open), entity(close)),
            format!("\\{open}x\\{close}"),
            format!("{}x{}", wide(open), wide(close)),
            format!(
                "{}x{}",
                open.replacen('<', "< ", 1),
                close.replacen("</", "< / ", 1)
            ),
            format!("{}x{close}", open.replace('>', " onclick=\"y\">")),
        ];
        for piece in pieces {
            for frame in FRAMES {
                all.push((
                    source.clone(),
                    frame.replacen('X', &piece, 1).replace('X', "y"),
                ));
            }
        }
    }
    assert!(all.len() >= 500);
    let count = shown(&pairs(&all, ""));
    println!("tags in pieces: {count} of {} published", all.len());
    assert_eq!(count, 0);
}

#[test]
#[ignore = "a generator; cargo test --test suite generators -- --ignored --nocapture"]
fn no_label_that_nobody_defines_is_published() {
    let mut all = Vec::new();
    let mut definitions = String::new();
    for label in ["guide", "this page", "rust-lang", "A b", "1", "see also"] {
        definitions.push_str(&format!(
            "[{label}]: https://a.org/{}\n",
            label.replace(' ', "-")
        ));
        for (source, targets) in [
            (
                format!("Hello [there][{label}] now."),
                ["[ahí][guía]", "[ahí][]", "[ahí]"],
            ),
            (
                format!("Hello [{label}][] now."),
                ["[esta página][]", "[guía mía][otra]", "[*esta*]"],
            ),
            (
                format!("Hello [{label}] now."),
                ["[esta página]", "[ahí][la otra]", "[ver más][]"],
            ),
            (
                format!("Hello **[there][{label}]** now."),
                ["**[ahí][x y]**", "[**ahí**][]", "**[ahí]**"],
            ),
        ] {
            for target in targets {
                for frame in FRAMES {
                    all.push((
                        source.clone(),
                        frame.replacen('X', target, 1).replace('X', "y"),
                    ));
                }
            }
        }
    }
    assert!(all.len() >= 500);
    let count = shown(&pairs(&all, &definitions));
    println!("labels: {count} of {} published", all.len());
    assert_eq!(count, 0);
}

#[test]
#[ignore = "a generator; cargo test --test suite generators -- --ignored --nocapture"]
fn every_full_width_sign_of_fluent_is_mended() {
    let forms = [
        "｛ $url1 ｝",
        "｛$url1｝",
        "｛ $url1 }",
        "{ $url1 ｝",
        "{ ＄url1 }",
        "｛＄url1｝",
        "{\u{a0}$url1 }",
        "{\u{3000}$url1\u{3000}}",
        "｛\u{3000}$url1 ｝",
        "{ $ｕｒｌ１ }",
        "｛ $ｕｒｌ1 ｝",
        "{ ＄ｕｒｌ１ ｝",
    ];
    let mut all = Vec::new();
    for form in forms {
        for frame in FRAMES {
            for head in ["", "ID = ", "ID ＝ ", "ID＝", "ID\u{a0}= "] {
                let target = frame
                    .replacen('X', &format!("[ahí]({form})"), 1)
                    .replace('X', "y");
                all.push((
                    "Hello [there](https://a.org).".to_owned(),
                    format!("{head}{target}"),
                ));
            }
        }
    }
    assert!(all.len() >= 500);
    let sandbox = pairs(&all, "");
    let text = sandbox.read("locales/es/a.md.ftl");
    let told = |sandbox: &Sandbox| {
        let output = judge(sandbox, &["check", "--format", "json"]);
        let found: serde_json::Value = serde_json::from_slice(&output).expect("JSON");
        let rules = found.as_array().expect("an array").iter();
        rules
            .filter(|one| one["rule"] == "full-width-syntax")
            .count()
    };
    let found = told(&sandbox);
    for _ in 0..3 {
        judge(&sandbox, &["check", "--fix", "--quiet"]);
    }
    let left = told(&sandbox);
    let mended = sandbox.read("locales/es/a.md.ftl");
    let lines = mended.lines().filter(|line| !line.starts_with('#'));
    let good = lines.filter(|line| line.contains("]({ $url1 })") || line.contains("]({$url1})"));
    let good = good.count();
    println!(
        "full-width: {found} of {} found, {good} mended, {left} left",
        all.len()
    );
    assert_ne!(text, mended);
    assert_eq!((found, left, good), (all.len(), 0, all.len()));
}

#[test]
#[ignore = "a generator; cargo test --test suite generators -- --ignored --nocapture"]
fn no_accents_are_taken_for_a_wrong_encoding() {
    const LETTERS: [char; 30] = [
        'á', 'ç', 'é', 'í', 'î', 'ñ', 'ó', 'š', 'ú', 'ž', 'ý', 'ř', 'ğ', 'â', 'ê', 'è', 'ï', 'ì',
        'å', 'æ', 'ä', 'ë', 'à', 'ã', 'œ', 'ƒ', 'ª', 'º', 't', 'n',
    ];
    let mut state = 7_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 40).unwrap_or(0)
    };
    let mut all = Vec::new();
    for _ in 0..600 {
        let words: Vec<String> = (0..8)
            .map(|_| {
                let length = 3 + next() % 8;
                let word: String = (0..length)
                    .map(|_| LETTERS[next() % LETTERS.len()])
                    .collect();
                word + ["", "”", "…", "», “", "’"][next() % 5]
            })
            .collect();
        all.push(("Hello.".to_owned(), words.join(" ")));
    }
    let sandbox = pairs(&all, "");
    let mojibake = |sandbox: &Sandbox| {
        let output = judge(sandbox, &["check", "--format", "json"]);
        let found: serde_json::Value = serde_json::from_slice(&output).expect("JSON");
        let all = found.as_array().expect("an array").iter();
        for one in all.clone().filter(|one| one["rule"] == "mojibake") {
            println!("{}", one["message"]);
        }
        let ids = all.filter(|one| one["rule"] == "mojibake");
        ids.map(|one| one["id"].to_string())
            .collect::<BTreeSet<_>>()
            .len()
    };
    let wrong = mojibake(&sandbox);
    // And what was read in a wrong encoding is found.
    let texts = [
        "La suscripción de la carta",
        "el año",
        "“Hola” — dijo",
        "Übersetzung größer",
        "déjà vu",
        "30 €",
        "中文翻译",
        "今天天气很好。",
        "señal única",
        "são Paulo não",
    ];
    let read = |text: &str| -> String {
        const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
        let one = |byte: u8| match byte {
            0x80..=0x9f => HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or('?'),
            _ => char::from(byte),
        };
        text.bytes().map(one).collect()
    };
    let spoilt: Vec<(String, String)> = texts
        .iter()
        .map(|text| ("Hello.".to_owned(), read(text)))
        .collect();
    let found = mojibake(&pairs(&spoilt, ""));
    println!(
        "accents: {wrong} of {} taken for a wrong encoding; {found} of {} found",
        all.len(),
        texts.len()
    );
    assert_eq!((wrong, found), (0, texts.len()));
}
