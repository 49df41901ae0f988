//! `extract`: 10,000 unchanged documents as a ratio to reading them, and the
//! matching of 10,000 segments, a tenth of them edited, in the same run.
//!
//! `cargo bench --bench extract`; `-- 2000` takes so many documents. The pages
//! are comprehensive-rust's, where the corpus is (`FLUENTDOWN_CORPUS`), else
//! the project's own release; each is made unlike the others.

#![expect(clippy::print_stdout, reason = "a benchmark reports")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark makes what it measures on"
)]

use fluentdown::catalog::{self, DocumentInput, LocaleFiles};
use fluentdown::document::{BlockKind, OPTIONS};
use fluentdown::project::config::FILE_NAME;
use fluentdown::project::files::Root;
use fluentdown::project::load::{Options, Project};
use fluentdown::segment::{Block, Segment};
use fluentdown::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often each is measured; the median counts.
const ROUNDS: usize = 5;

fn main() {
    let count = std::env::args()
        .filter_map(|one| one.parse().ok())
        .next()
        .unwrap_or(10_000);
    documents(count);
    println!();
    segments(10_000);
    println!();
    growth();
}

fn median(mut job: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            job();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn line(what: &str, time: Duration, floor: Duration) {
    let ratio = time.as_secs_f64() / floor.as_secs_f64();
    println!(
        "{what:58} {:8.1} ms  {ratio:6.2} ×",
        time.as_secs_f64() * 1e3
    );
}

/// The pages to make documents of.
fn pages() -> Vec<String> {
    let set = std::env::var_os("FLUENTDOWN_CORPUS").map(PathBuf::from);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = set.into_iter().chain([here.join("../shared/corpus")]);
    let corpus = folders
        .map(|one| one.join("comprehensive-rust/src"))
        .find(|one| one.is_dir());
    let mut found = Vec::new();
    collect(&corpus.unwrap_or_else(|| here.join("content")), &mut found);
    let texts = found
        .iter()
        .filter(|path| path.extension().is_some_and(|one| one == "md"));
    texts
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn documents(count: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = pages();
    let write = |path: String, text: String| {
        let full = folder.path().join(path);
        std::fs::create_dir_all(full.parent().expect("a folder")).expect("made");
        std::fs::write(full, text).expect("written");
    };
    let config = "source = \"en\"\nlocales = [\"es\"]\n";
    write(FILE_NAME.to_owned(), config.to_owned());
    for at in 0..count {
        let text = format!(
            "{}\n\nThis is page {at} of the collection.\n",
            pages[at % pages.len()]
        );
        write(format!("content/{}/page-{at}.md", at % 97), text);
    }
    let open = || {
        let root = Root::open(folder.path()).expect("a folder");
        Project::open(root, FILE_NAME.to_owned(), &Options::default()).expect("a project")
    };
    let project = open();
    for ((locale, path), text) in &project.extraction.writes {
        write(
            format!("locales/{locale}/{path}"),
            text.clone().unwrap_or_default(),
        );
    }
    drop(project);
    let read = |under: &str| -> Vec<String> {
        let mut files = Vec::new();
        collect(&folder.path().join(under), &mut files);
        files
            .into_par_iter()
            .map(|path| std::fs::read_to_string(path).expect("a text"))
            .collect()
    };
    let sizes: Vec<usize> = ["content", "locales"]
        .iter()
        .map(|under| read(under).iter().map(String::len).sum())
        .collect();
    println!(
        "{count} documents, {:.1} MB; their resources in two locales, {:.1} MB",
        sizes[0] as f64 / 1e6,
        sizes[1] as f64 / 1e6
    );
    let floor = median(|| drop(black_box(read("content"))));
    line("reading the documents", floor, floor);
    let all = median(|| drop(black_box((read("content"), read("locales")))));
    line("reading the documents and the resources", all, floor);
    let parsed = median(|| {
        let texts = read("content");
        drop(black_box(read("locales")));
        let events: usize = texts
            .par_iter()
            .map(|text| {
                pulldown_cmark::Parser::new_ext(text, OPTIONS)
                    .into_offset_iter()
                    .count()
            })
            .sum();
        black_box(events);
    });
    line("the same and a pass of the Markdown parser", parsed, floor);
    let mut changed = 0;
    let whole = median(|| changed = open().extraction.writes.len());
    line("extract, nothing changed", whole, floor);
    println!(
        "extract is {:.2} × reading all files and one pass of the parser",
        whole.as_secs_f64() / parsed.as_secs_f64()
    );
    assert_eq!(changed, 0, "nothing is written when nothing changed");
}

fn document(texts: &[String]) -> DocumentInput {
    let block = |at: usize| Block {
        kind: BlockKind::Paragraph,
        span: Span::default(),
        context: Vec::new().into(),
        notes: Vec::new(),
        id: None,
        audiences: None,
        caption: false,
        addresses: Vec::new(),
        segments: at..at + 1,
    };
    let segment = |(block, text): (usize, &String)| Segment {
        block,
        pattern: text.clone(),
        span: Span::default(),
    };
    DocumentInput {
        path: "a.md".into(),
        blocks: (0..texts.len()).map(block).collect(),
        segments: texts.iter().enumerate().map(segment).collect(),
        fluent: false,
        audiences: None,
        values: BTreeMap::new(),
    }
}

/// Sentences of a language of few words, so that many are alike.
fn sentences(count: usize, seed: usize) -> Vec<String> {
    const WORDS: [&str; 24] = [
        "the", "city", "gave", "masks", "to", "every", "house", "in", "street", "mayor", "thanked",
        "hospital", "and", "nurses", "who", "had", "asked", "for", "more", "boxes", "since",
        "March", "without", "answer",
    ];
    let mut state = seed as u64 + 1;
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    (0..count)
        .map(|_| {
            let words = 6 + next() % 14;
            let text: Vec<&str> = (0..words).map(|_| WORDS[next() % WORDS.len()]).collect();
            format!("{}.", text.join(" "))
        })
        .collect()
}

/// The time to extract `new` where `old` was extracted before, and how many
/// ids stayed.
fn matching(old: &[String], new: &[String]) -> (Duration, usize) {
    let options = catalog::Options::default();
    let mut source = LocaleFiles {
        locale: "en".into(),
        comments: true,
        ..LocaleFiles::default()
    };
    let made = catalog::extract(&source, &[document(old)], &[], &options);
    let ids: std::collections::BTreeSet<&str> = made.documents[0]
        .units
        .iter()
        .map(|unit| unit.id.as_str())
        .collect();
    for ((_, path), text) in &made.writes {
        source
            .files
            .insert(path.clone(), text.clone().expect("a text"));
    }
    let input = [document(new)];
    let mut kept = 0;
    let time = median(|| {
        let made = catalog::extract(&source, &input, &[], &options);
        kept = made.documents[0]
            .units
            .iter()
            .filter(|unit| ids.contains(unit.id.as_str()))
            .count();
    });
    (time, kept)
}

fn edited(texts: &[String]) -> Vec<String> {
    let edit = |(at, text): (usize, &String)| {
        if at % 10 == 0 {
            text.replacen(' ', " now ", 1)
        } else {
            text.clone()
        }
    };
    texts.iter().enumerate().map(edit).collect()
}

fn segments(count: usize) {
    let texts = sentences(count, 1);
    let mut moved = texts.clone();
    moved.reverse();
    let mut shuffled: Vec<(usize, String)> = texts
        .iter()
        .cloned()
        .enumerate()
        .map(|(at, text)| (at * 7919 % count, text))
        .collect();
    shuffled.sort();
    let equal = vec!["Yes, we have masks.".to_owned(); count];
    let mut half = equal.clone();
    half.truncate(count / 2);
    let all_edited: Vec<String> = texts
        .iter()
        .map(|text| text.replacen(' ', " now ", 1))
        .collect();
    let two: Vec<String> = (0..count)
        .map(|at| if at % 2 == 0 { "Yes." } else { "No." }.to_owned())
        .collect();
    let other_two: Vec<String> = two
        .iter()
        .rev()
        .cloned()
        .chain(two.iter().take(9).cloned())
        .collect();
    println!("matching {count} segments of one document with those of the last extraction");
    let (floor, _) = matching(&texts, &texts);
    for (what, old, new) in [
        ("nothing changed", &texts, &texts),
        ("a tenth edited", &texts, &edited(&texts)),
        ("all edited", &texts, &all_edited),
        ("all new", &texts, &sentences(count, 7)),
        ("in reverse order", &texts, &moved),
        (
            "shuffled",
            &texts,
            &shuffled.into_iter().map(|(_, text)| text).collect(),
        ),
        ("all equal, half of them gone", &equal, &half),
        ("all equal, then all new", &equal, &texts),
        ("two texts in turn, reversed and more", &two, &other_two),
    ] {
        let (time, kept) = matching(old, new);
        line(&format!("{what} ({kept} ids stay)"), time, floor);
    }
}

fn growth() {
    println!("a tenth edited, by the number of segments");
    let mut last: Option<Duration> = None;
    for count in [5_000, 10_000, 20_000, 40_000] {
        let texts = sentences(count, 1);
        let (time, _) = matching(&texts, &edited(&texts));
        line(
            &format!("{count} (ratio to the line before)"),
            time,
            last.unwrap_or(time),
        );
        last = Some(time);
    }
}
