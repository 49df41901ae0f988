//! Figures, dates and amounts: tables of pairs of sentences, judged by hand.

#![expect(clippy::print_stdout, reason = "accuracies and misses are printed")]

use super::support::Sandbox;
use fluentdown::edition::Bundle;
use fluentdown::locale::Locale;
use fluentdown::rules::{Block, Group, Message, check};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr as _;

/// What the rules of facts find in a pair: rule and message.
fn found(source: &str, target: &str, locale: &str) -> Vec<(&'static str, String)> {
    let messages = [Message {
        source_pattern: source,
        target_pattern: target,
        source,
        target,
        variants: &[],
    }];
    check(&Block::new("en", locale, &messages))
        .into_iter()
        .filter(|(rule, _)| rule.group == Group::Facts)
        .map(|(rule, fault)| (rule.name, fault.message))
        .collect()
}

/// A row: locale, whether it is right, source, translation.
fn rows(table: &str) -> Vec<[&str; 4]> {
    let lines = table.lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells.try_into().expect("four cells")
        })
        .collect()
}

/// Returns the rows that come out wrong, each with what was found.
fn misses(table: &str) -> Vec<String> {
    let rows = rows(table);
    let misses: Vec<String> = rows
        .iter()
        .filter_map(|[locale, verdict, source, target]| {
            let found = found(source, target, locale);
            let wrong = found.is_empty() != (*verdict == "ok");
            wrong.then(|| format!("{locale} {verdict}: {source} | {target} -> {found:?}"))
        })
        .collect();
    println!(
        "{} of {} judged pairs come out right",
        rows.len() - misses.len(),
        rows.len()
    );
    for miss in &misses {
        println!("  {miss}");
    }
    misses
}

/// A day that is gone is one finding; its year is another where it alone has changed.
#[test]
fn a_day_is_reported_once() {
    for (source, target, count) in [
        ("It opens on September 17, 2020.", "Abre pronto.", 1),
        ("It opens on 9/17/2020.", "Abre pronto.", 1),
        ("It opens soon.", "Abre el 17 de septiembre de 2020.", 1),
        (
            "It opens on September 17, 2020.",
            "Abre el 18 de septiembre de 2020.",
            1,
        ),
        (
            "It opens on September 17, 2020.",
            "Abre el 17 de septiembre de 2021.",
            1,
        ),
        (
            "It opens on September 17, 2020, as in 2019.",
            "Abre pronto.",
            2,
        ),
    ] {
        let found = found(source, target, "es");
        assert_eq!(found.len(), count, "{source} | {target}: {found:?}");
    }
}

#[test]
fn the_judged_pairs_come_out_right() {
    let misses = misses(include_str!("../tables/facts.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn the_second_table_comes_out_right() {
    let misses = misses(include_str!("../tables/facts-holdout.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn longer_sentences_come_out_right() {
    let misses = misses(include_str!("../tables/facts-sentences.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn a_newsroom_s_sentences_come_out_right() {
    let misses = misses(include_str!("../tables/facts-newsroom.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn more_of_a_newsroom_s_sentences_come_out_right() {
    let misses = misses(include_str!("../tables/facts-newsroom-2.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn a_third_lot_comes_out_right() {
    let misses = misses(include_str!("../tables/facts-newsroom-3.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn the_press_s_pairs_come_out_right() {
    let misses = misses(include_str!("../tables/facts-press.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn more_of_the_press_s_pairs_come_out_right() {
    let misses = misses(include_str!("../tables/facts-press-2.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn a_third_lot_of_the_press_s_pairs_comes_out_right() {
    let misses = misses(include_str!("../tables/facts-press-3.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn whole_sentences_told_freely_come_out_right() {
    let misses = misses(include_str!("../tables/facts-press-4.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

#[test]
fn free_translations_are_let_be() {
    let misses = misses(include_str!("../tables/facts-free.tsv"));
    assert!(misses.is_empty(), "{} misses", misses.len());
}

/// What `NUMBER` prints, in short or long compact form or written out, is read as the
/// number that it stands for, and as no other.
#[test]
fn a_compact_number_is_the_number_that_it_stands_for() {
    let format = |locale: &str, value: &str, more: &str| {
        let bundle = Bundle::new(Locale::parse(locale).expect(locale), &[]);
        let pattern = format!("{{ NUMBER({value}{more}) }}");
        bundle.format(&pattern, &BTreeMap::new()).expect("formats")
    };
    let forms = [
        "",
        ", notation: \"compact\"",
        ", notation: \"compact\", compactDisplay: \"long\"",
    ];
    let values = [
        "999",
        "1200",
        "30000",
        "120000",
        "1000000",
        "1200000",
        "20000000",
        "300000000",
        "1000000000",
        "1500000000",
        "20000000000",
        "1000000000000",
        "1500000000000",
    ];
    let mut wrong = Vec::new();
    for (locale, before, after) in [
        ("es-EC", "Donaron ", " mascarillas."),
        ("es-ES", "Donaron ", " mascarillas."),
        ("es-MX", "Donaron ", " mascarillas."),
        ("zh-Hans-CN", "捐赠", "只口罩。"),
        ("zh-Hant-TW", "捐贈", "個口罩。"),
        ("en-GB", "They gave ", " masks."),
    ] {
        for value in values {
            for here in forms {
                for there in forms {
                    let source = format!("They gave {} masks.", format("en-US", value, here));
                    let target = |value| format!("{before}{}{after}", format(locale, value, there));
                    let right = found(&source, &target(value), locale);
                    let tenth = value.strip_suffix('0').unwrap_or("99");
                    let other = found(&source, &target(tenth), locale);
                    if !right.is_empty() || other.is_empty() {
                        wrong.push(format!("{source} | {locale}: {} {right:?}", target(value)));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The letters of compact numbers are units and names as well.
#[test]
fn a_letter_behind_a_figure_may_be_no_scale_word() {
    for (is_right, locale, source, target) in [
        (
            true,
            "es-EC",
            "In 2020 K-pop grew.",
            "En 2020 K-pop creció.",
        ),
        (true, "es-EC", "Room 5B is free.", "La sala 5B está libre."),
        (true, "es-EC", "Room 5M is free.", "La sala 5M está libre."),
        (true, "zh", "Room 5B is free.", "5B室空着。"),
        (true, "zh", "Room 5M is free.", "5M室空着。"),
        (true, "es-EC", "It reached 300 K.", "Alcanzó 300 K."),
        (true, "zh", "It reached 300 K.", "达到300 K。"),
        (true, "es-EC", "A 5T magnet.", "Un imán de 5 T."),
        (true, "es-EC", "It weighs 5T.", "Pesa 5 t."),
        (
            true,
            "es-EC",
            "It is 100m long.",
            "Mide 100 metros de largo.",
        ),
        (true, "zh", "It is 100m long.", "长100米。"),
        (true, "es-EC", "He ran the 100M.", "Corrió los 100 metros."),
        (true, "es-EC", "A 4K screen.", "Una pantalla 4K."),
        (true, "zh", "A 4K screen.", "4K屏幕。"),
        (true, "es-EC", "A 64K card.", "Una tarjeta de 64K."),
        (
            true,
            "es-EC",
            "On May 3, 2021 M took office.",
            "El 3 de mayo de 2021 M asumió el cargo.",
        ),
        (
            false,
            "es-EC",
            "It is 100m long.",
            "Mide 200 metros de largo.",
        ),
        (
            false,
            "es-EC",
            "They gave 2M masks.",
            "Donaron 3 M de mascarillas.",
        ),
        (false, "zh", "They gave 2M masks.", "捐赠20万只口罩。"),
    ] {
        let found = found(source, target, locale);
        assert_eq!(found.is_empty(), is_right, "{source} | {target}: {found:?}");
    }
}

/// A small project whose Spanish has a wrong date, a lost figure and a figure of its own.
fn with_faults() -> Sandbox {
    let sandbox = Sandbox::empty()
        .file(
            "fluentdown.toml",
            "source = \"en\"\nlocales = [\"es\", \"zh\"]\n\
             [[edition]]\nname = \"wire\"\nlocale = \"en\"\n\
             [[edition]]\nname = \"guaranda\"\nlocale = \"es-EC\"\n\
             [[edition]]\nname = \"weifang\"\nlocale = \"zh-Hans-CN\"\n",
        )
        .file("locales/en/terms.ftl", "-weifang = Weifang\n")
        .file("locales/es/terms.ftl", "-weifang = Weifang\n")
        .file("locales/zh/terms.ftl", "-weifang = 潍坊\n")
        .file(
            "content/news.md",
            "Weifang gave 30,000 masks on Sept. 11, 2020.\n\nIt has 45% of the kites.\n\nIt has seven hills.\n",
        );
    sandbox.run(&["extract"]).code(0);
    let ids = |sandbox: &Sandbox| -> Vec<String> {
        let run = sandbox.run(&["extract", "--check", "--quiet", "--format", "json"]);
        let records = run.json();
        let records = records.as_array().expect("an array").iter();
        records
            .map(|one| one["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    let ids = ids(&sandbox);
    sandbox.write(
        "locales/es/news.md.ftl",
        format!(
            "{} = Weifang entregó 3.000 mascarillas el 11 de agosto de 2020.\n{} = Tiene el 45 % de las cometas, 12 en total.\n{} = Tiene colinas.\n",
            ids[0], ids[1], ids[2]
        ),
    );
    sandbox.write(
        "locales/zh/news.md.ftl",
        format!("{} = 潍坊于2020年9月11日赠送3万只口罩。\n", ids[0]),
    );
    sandbox.run(&["extract"]).code(0);
    sandbox.run(&["accept", "--locale", "es"]).code(0);
    sandbox.run(&["accept", "--locale", "zh"]).code(0);
    sandbox
}

#[test]
fn the_ledger_puts_the_editions_side_by_side() {
    let sandbox = with_faults();
    let run = sandbox.run(&["facts", "news.md"]).code(1);
    for said in [
        "30,000",
        "differs: 3.000 = 3000",
        "differs: 11 de agosto de 2020 = 2020-08-11",
        "3万",
        "2020年9月11日",
        "added: 12",
        "(not said)",
        "(not translated)",
        "-weifang",
    ] {
        assert!(
            run.stdout.contains(said),
            "{said} is not in\n{}",
            run.stdout
        );
    }
    assert!(run.stderr.contains("3 differ"), "{}", run.stderr);
    // Columns stand under each other, however wide their characters are.
    let at = |line: &str, word: &str| line.find(word).map(|at| line[..at].width());
    let lines: Vec<&str> = run.stdout.lines().collect();
    let head = lines.iter().find_map(|line| at(line, "weifang (zh"));
    let masks = lines.iter().find_map(|line| at(line, "3万"));
    assert!(head.is_some() && head == masks, "{}", run.stdout);
    let clean = sandbox.run(&["facts", "--locale", "zh"]).code(0);
    assert!(!clean.stdout.contains("guaranda"), "{}", clean.stdout);
    sandbox.run(&["facts", "none.md"]).code(2).says("none.md");
}

#[test]
fn the_ledger_is_flat_in_json_and_whole_in_html() {
    let sandbox = with_faults();
    let run = sandbox
        .run(&["facts", "content/news.md", "--format", "json"])
        .code(1);
    let json = run.json();
    let records = json.as_array().expect("an array");
    let masks = records
        .iter()
        .find(|one| one["text"] == "30,000" && one["edition"] == "guaranda")
        .expect("the masks in Spanish");
    assert_eq!(masks["value"], "30000");
    assert_eq!(masks["state"], "differs");
    assert_eq!(masks["target_text"], "3.000");
    assert_eq!(masks["target_path"], "locales/es/news.md.ftl");
    assert_eq!(
        (masks["line"].as_u64(), masks["column"].as_u64()),
        (Some(1), Some(1))
    );
    let added = records
        .iter()
        .find(|one| one["state"] == "added")
        .expect("12");
    assert!(added["text"].is_null() && added["target_value"] == "12");
    let html = sandbox.run(&["facts", "--format", "html"]).code(1).stdout;
    assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
    assert!(
        html.contains("<small>differs: 3000</small>") && html.contains("lang=\"zh-Hans-CN\">3万")
    );
    assert!(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"));
}

#[test]
fn every_text_is_read_without_a_fault() {
    use fluentdown::rules::facts::read;
    let parts = [
        "30",
        "1.5",
        ".",
        ",",
        " ",
        "\u{a0}",
        "'",
        "’",
        "-",
        "–",
        "/",
        ":",
        "$",
        "€",
        "%",
        "(",
        ")",
        "+",
        "st",
        "th",
        "º",
        "°",
        "C",
        "Sept",
        "May",
        "de",
        "el",
        "las",
        "mil",
        "millones",
        "y",
        "media",
        "siglo",
        "XX",
        "a",
        "m",
        "BC",
        "第",
        "三",
        "十",
        "万",
        "亿",
        "点",
        "半",
        "分",
        "之",
        "年",
        "月",
        "日",
        "世纪",
        "代",
        "周",
        "五",
        "零下",
        "公元前",
        "½",
        "&nbsp;",
        "`",
        "](",
        "<a",
        "\\",
        "é",
        "İ",
        "👍",
        "seven",
        "hundred",
        "and",
        "half",
        "century",
        "٣",
        "٬",
        "2020",
        "00",
        "9999999999999999999999999999",
        "e\u{301}",
        "\u{202e}",
        "𠀀",
    ];
    // A plain generator: the same texts in every run.
    let mut state = 0x2545_f491_u32;
    let mut next = |most: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % most
    };
    let mut count = 0;
    for _ in 0..6_000 {
        let text: String = (0..next(14)).map(|_| parts[next(parts.len())]).collect();
        for tag in ["en", "es-EC", "es-MX", "zh-Hans-CN", "de", "ar"] {
            for fact in read(&text, tag) {
                assert!(
                    text.is_char_boundary(fact.span.start) && text.is_char_boundary(fact.span.end),
                    "{text}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 10_000, "{count} facts");
}

#[test]
#[ignore = "measures the noise on other translations; FLUENTDOWN_PAIRS=FILE cargo test --release --test suite pairs_of_a_file -- --ignored --nocapture, with locale, source and translation on each line, tabs between"]
fn pairs_of_a_file_are_seldom_flagged() {
    let Some(path) = std::env::var_os("FLUENTDOWN_PAIRS") else {
        println!("skipped: FLUENTDOWN_PAIRS names no file of pairs");
        return;
    };
    let text = std::fs::read_to_string(path).expect("a file that can be read");
    let (mut all, mut flagged) = (0, 0);
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [locale, source, target] = cells.as_slice() else {
            panic!("three cells: {line}")
        };
        all += 1;
        let found = found(source, target, locale);
        if let Some((rule, message)) = found.first() {
            flagged += 1;
            println!("{locale} {rule}: {message}\n  {source}\n  {target}");
        }
    }
    println!("{flagged} of {all} pairs flagged");
    assert!(all > 0, "the file has pairs");
    assert!(flagged * 50 <= all, "more than two in a hundred");
}
