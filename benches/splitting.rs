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

/// How often each is measured.
const ROUNDS: usize = 15;

/// What is done with one document.
type Job<'a> = &'a dyn Fn(usize);

fn main() {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} documents, {bytes} bytes", texts.len());
    let split_as = |mode, at: usize| {
        let options = Options {
            locale: "en".into(),
            mode,
            ..Options::default()
        };
        split("a.md", &texts[at], Format::Markdown, &options)
    };
    let paragraphs: Vec<Split> = (0..texts.len())
        .map(|at| split_as(Mode::Paragraph, at))
        .collect();
    let marked: Vec<Vec<BlockText>> = paragraphs.iter().map(marked).collect();
    let unchanged: Vec<Vec<BlockText>> = paragraphs
        .iter()
        .map(|one| vec![BlockText::Source; one.blocks.len()])
        .collect();
    let rebuild = |at: usize, with: &[Vec<BlockText>]| {
        black_box(paragraphs[at].rebuild(&with[at], None));
    };
    let jobs: [(&str, Job<'_>); 7] = [
        ("one pass of the parser with offsets (floor)", &|at| {
            let parser = pulldown_cmark::Parser::new_ext(&texts[at], OPTIONS);
            black_box(parser.into_offset_iter().count());
        }),
        ("reading into leaves", &|at| {
            black_box(fluentdown::document::read(
                &texts[at],
                Format::Markdown,
                &[],
            ));
        }),
        ("splitting into paragraphs", &|at| {
            black_box(split_as(Mode::Paragraph, at));
        }),
        ("splitting into sentences", &|at| {
            black_box(split_as(Mode::Sentence, at));
        }),
        (
            "the sentence library alone, over the blocks' texts",
            &|at| {
                for segment in 0..paragraphs[at].segments.len() {
                    black_box(sentencex::segment("en", paragraphs[at].inline(segment)));
                }
            },
        ),
        ("rebuilding, nothing changed", &|at| rebuild(at, &unchanged)),
        ("rebuilding, every block changed", &|at| {
            rebuild(at, &marked)
        }),
    ];
    let wanted = std::env::args()
        .nth(1)
        .filter(|word| !word.starts_with('-'));
    if let Some(wanted) = wanted {
        for (_, job) in jobs.iter().filter(|(name, _)| name.contains(&wanted)) {
            (0..texts.len()).for_each(job);
        }
        return;
    }
    let sums = jobs
        .map(|(name, _)| name)
        .into_iter()
        .zip(measured(&jobs, texts.len()));
    let sums: Vec<(&str, f64)> = sums.collect();
    for (name, sum) in &sums {
        println!("{:>6.2} x  {name}", sum / sums[0].1);
    }
}

/// Returns for each job the sum over the documents of its median time.
///
/// A document takes microseconds, so that most of its rounds pass undisturbed
/// also where other programs run; a sum over all documents would not.
fn measured(jobs: &[(&str, Job<'_>)], documents: usize) -> Vec<f64> {
    let mut times = vec![vec![[Duration::ZERO; ROUNDS]; documents]; jobs.len()];
    // In turn, so that a machine that slows down slows all of them.
    for round in 0..ROUNDS {
        for ((_, job), times) in jobs.iter().zip(&mut times) {
            for (document, times) in times.iter_mut().enumerate() {
                let start = Instant::now();
                job(document);
                times[round] = start.elapsed();
            }
        }
    }
    let median = |times: &mut [Duration; ROUNDS]| {
        times.sort_unstable();
        times[ROUNDS / 2].as_secs_f64()
    };
    times
        .iter_mut()
        .map(|documents| documents.iter_mut().map(median).sum())
        .collect()
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
