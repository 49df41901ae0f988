//! Reading and comparing facts, as ratios to one pass of pulldown-cmark over
//! the same texts, in the same run.
//!
//! `cargo bench --bench facts` runs it on the published translations of
//! comprehensive-rust, where the corpus is (`FLUENTDOWN_CORPUS`), else on a few
//! sentences many times over.

#![expect(clippy::print_stdout, reason = "a benchmark reports")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads what it measures on"
)]

use fluentdown::document::OPTIONS;
use fluentdown::rules::facts::compare::{Side, compare};
use fluentdown::rules::facts::read;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often each is measured; the median counts.
const ROUNDS: usize = 7;

fn main() {
    for (file, locale) in [("es.po", "es"), ("zh-CN.po", "zh-Hans-CN")] {
        let pairs = pairs(file, locale);
        let bytes: usize = pairs.iter().map(|(one, two)| one.len() + two.len()).sum();
        println!("{locale}: {} pairs, {bytes} bytes", pairs.len());
        measure(&pairs, locale);
    }
    // One block of a megabyte: the time must grow with the text, and no more.
    for times in [1, 4] {
        let source = "In 2020, 30,000 of 1,234,567 people gave $5.50 each. ".repeat(5_000 * times);
        let target =
            "En 2020, 30.000 de 1.234.567 personas dieron 5,50 dólares. ".repeat(5_000 * times);
        let start = Instant::now();
        let sides = (
            Side::read("en", vec![&source]),
            Side::read("es-EC", vec![&target]),
        );
        let found = compare(&sides.0, &sides.1);
        println!(
            "one block of {} kB: {:?}, {} pairs",
            (source.len() + target.len()) / 1000,
            start.elapsed(),
            found.pairs.len()
        );
    }
}

fn measure(pairs: &[(String, String)], locale: &str) {
    let jobs: [(&str, &dyn Fn()); 3] = [
        ("one pass of the parser (floor)", &|| {
            for (source, target) in pairs {
                for text in [source, target] {
                    black_box(pulldown_cmark::Parser::new_ext(text, OPTIONS).count());
                }
            }
        }),
        ("reading the facts of both", &|| {
            for (source, target) in pairs {
                black_box(read(source, "en"));
                black_box(read(target, locale));
            }
        }),
        ("reading and comparing", &|| {
            for (source, target) in pairs {
                let source = Side::read("en", vec![source]);
                let target = Side::read(locale, vec![target]);
                black_box(compare(&source, &target));
            }
        }),
    ];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); jobs.len()];
    // In turn, so that a machine that slows down slows all of them.
    for _ in 0..ROUNDS {
        for (index, (_, job)) in jobs.iter().enumerate() {
            let start = Instant::now();
            job();
            times[index].push(start.elapsed());
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    let medians: Vec<Duration> = times.iter_mut().map(median).collect();
    for ((name, _), time) in jobs.iter().zip(&medians) {
        let ratio = time.as_secs_f64() / medians[0].as_secs_f64();
        println!("  {name}: {time:.1?}, {ratio:.2} passes");
    }
}

/// The pairs of a PO file, or a few sentences many times over.
fn pairs(file: &str, locale: &str) -> Vec<(String, String)> {
    let set = std::env::var_os("FLUENTDOWN_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let path = set
        .unwrap_or(beside)
        .join("comprehensive-rust/po")
        .join(file);
    let Ok(text) = std::fs::read_to_string(path) else {
        let target = if locale == "es" {
            "Weifang donará 30.000 mascarillas el 17 de septiembre de 2020."
        } else {
            "潍坊市将于2020年9月17日捐赠3万只口罩。"
        };
        let source = "Weifang will give 30,000 masks on Sept. 17, 2020.";
        return vec![(source.to_owned(), target.to_owned()); 5_000];
    };
    let mut found = Vec::new();
    for entry in text.split("\n\n") {
        let (mut source, mut target, mut second) = (String::new(), String::new(), false);
        for line in entry.lines().filter(|line| !line.starts_with('#')) {
            second |= line.starts_with("msgstr");
            let quoted = line
                .find('"')
                .and_then(|at| line.get(at + 1..line.len() - 1));
            let Some(quoted) = quoted else { continue };
            let plain = quoted.replace("\\n", "\n").replace("\\\"", "\"");
            if second { &mut target } else { &mut source }.push_str(&plain);
        }
        if !source.is_empty() && !target.is_empty() {
            found.push((source, target));
        }
    }
    found
}
