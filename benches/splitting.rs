//! Splitting and rebuilding, as ratios to one pass of pulldown-cmark with
//! offsets over the same texts, in the same run.
//!
//! `cargo bench` runs it on comprehensive-rust, where the corpus is
//! (`FLUENTDOWN_CORPUS`), else on the project's own release many times over.
//!
//! `cargo bench --bench splitting -- NAME` runs, once, the jobs whose name
//! holds NAME, for a tool that counts instructions.

#![expect(clippy::print_stdout, reason = "a benchmark reports")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads what it measures on"
)]

use fluentdown::document::{Format, OPTIONS};
use fluentdown::segment::{BlockText, Mode, Options, Split, split};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often each is measured; the median counts.
const ROUNDS: usize = 9;

fn main() {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} documents, {bytes} bytes", texts.len());
    let options = |mode| Options {
        locale: "en".into(),
        mode,
        ..Options::default()
    };
    let all = |mode| -> Vec<Split> {
        texts
            .iter()
            .map(|text| split("a.md", text, Format::Markdown, &options(mode)))
            .collect()
    };
    let paragraphs = all(Mode::Paragraph);
    let marked: Vec<Vec<BlockText>> = paragraphs.iter().map(marked).collect();
    let unchanged: Vec<Vec<BlockText>> = paragraphs
        .iter()
        .map(|one| vec![BlockText::Source; one.blocks.len()])
        .collect();
    let blocks: Vec<String> = paragraphs
        .iter()
        .flat_map(|one| (0..one.segments.len()).map(|at| one.inline(at).to_owned()))
        .collect();
    let rebuild = |with: &[Vec<BlockText>]| {
        for (one, texts) in paragraphs.iter().zip(with) {
            black_box(one.rebuild(texts, None));
        }
    };
    let jobs: [(&str, &dyn Fn()); 7] = [
        ("one pass of the parser with offsets (floor)", &|| {
            for text in &texts {
                black_box(
                    pulldown_cmark::Parser::new_ext(text, OPTIONS)
                        .into_offset_iter()
                        .count(),
                );
            }
        }),
        ("reading into leaves", &|| {
            for text in &texts {
                black_box(fluentdown::document::read(text, Format::Markdown, &[]));
            }
        }),
        ("splitting into paragraphs", &|| {
            black_box(all(Mode::Paragraph));
        }),
        ("splitting into sentences", &|| {
            black_box(all(Mode::Sentence));
        }),
        (
            "the sentence library alone, over the blocks' texts",
            &|| {
                for text in &blocks {
                    black_box(sentencex::segment("en", text));
                }
            },
        ),
        ("rebuilding, nothing changed", &|| rebuild(&unchanged)),
        ("rebuilding, every block changed", &|| rebuild(&marked)),
    ];
    let wanted = std::env::args()
        .nth(1)
        .filter(|word| !word.starts_with('-'));
    if let Some(wanted) = wanted {
        for (_, job) in jobs.iter().filter(|(name, _)| name.contains(&wanted)) {
            job();
        }
        return;
    }
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
        times[times.len() / 2].as_secs_f64()
    };
    let floor = median(&mut times[0].clone());
    for ((name, _), times) in jobs.iter().zip(&mut times) {
        println!("{:>6.2} x  {name}", median(times) / floor);
    }
}

fn marked(split: &Split) -> Vec<BlockText> {
    let mark = |text: &String| format!("Xx {text}");
    (0..split.blocks.len())
        .map(|block| BlockText::Text(split.source_texts(block).iter().map(mark).collect()))
        .collect()
}

fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("FLUENTDOWN_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let mut found = Vec::new();
    read(&corpus.join("comprehensive-rust/src"), &mut found);
    if found.is_empty() {
        read(&root.join("content"), &mut found);
        found = vec![found; 200].concat();
    }
    found
}

fn read(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.extend(std::fs::read_to_string(&path));
        }
    }
}
