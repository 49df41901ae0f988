//! `build` of comprehensive-rust in Spanish and Chinese, as whole processes and
//! as ratios to the floor: reading the pages and one pass of pulldown-cmark
//! over each, in the same run.
//!
//! The corpus is at `../shared/corpus` or `FLUENTDOWN_CORPUS`; without it there
//! is nothing to measure. Its published PO files are brought into a project of
//! ours by their source texts. Where `mdbook` and `mdbook-gettext` (of
//! mdbook-i18n-helpers) are on the PATH, they build the same pages from the
//! same PO files: without search, print page and the course's own
//! preprocessors, which are not needed for the text.

#![expect(clippy::print_stdout, reason = "a benchmark reports")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads and writes what it measures on"
)]

use fluentdown::document::OPTIONS;
use std::collections::HashMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How often each is measured; the best counts, since whatever else a machine
/// does only adds to it.
const ROUNDS: usize = 5;
/// How often a floor, which is short, is run in one measurement.
const FLOORS: usize = 10;
const BOOK: &str = "[book]\ntitle = \"Comprehensive Rust\"\nlanguage = \"en\"\nsrc = \"src\"\n\
    [build]\ncreate-missing = false\n[preprocessor.gettext]\nafter = [\"links\"]\n";
const CONFIG: &str = "source = \"en\"\nlocales = [\"es\", \"zh\"]\nsegmentation = \"paragraph\"\n\
    [[edition]]\nname = \"es\"\nlocale = \"es\"\nformats = [\"md\", \"html\"]\n\
    [[edition]]\nname = \"zh\"\nlocale = \"zh-Hans-CN\"\nformats = [\"md\", \"html\"]\n";

/// Reads the pages and the resources, and parses each once.
fn resources(project: &Path, corpus: &Path) -> impl Fn() + use<> {
    let (mut pages, mut files) = (Vec::new(), Vec::new());
    list(&corpus.join("src"), "md", &mut pages);
    list(&project.join("locales"), "ftl", &mut files);
    move || {
        for page in &pages {
            let text = fs::read_to_string(page).expect("a page");
            let events = pulldown_cmark::Parser::new_ext(&text, OPTIONS).into_offset_iter();
            black_box(events.count());
        }
        for file in &files {
            let text = fs::read_to_string(file).expect("a resource");
            black_box(fluent_syntax::parser::parse(text.as_str()).is_ok());
        }
    }
}

/// What is measured, by name, and how often it is done at a time.
type Job = (String, usize, Box<dyn Fn()>);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("FLUENTDOWN_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from)
        .join("comprehensive-rust");
    if !corpus.join("po/es.po").exists() {
        println!("skipped: comprehensive-rust is not there (set FLUENTDOWN_CORPUS)");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("project");
    let book = folder.path().join("book");
    prepare(&project, &corpus);
    let out = folder.path().join("out");
    let ours = |to: &'static str, fresh: bool| {
        let (project, out) = (project.clone(), out.clone());
        move || {
            if fresh {
                let _ = fs::remove_dir_all(&out);
            }
            let out = out.to_string_lossy().into_owned();
            run(
                &project,
                env!("CARGO_BIN_EXE_fluentdown"),
                &["build", "--quiet", "--to", to, "--out", &out],
                &[],
            );
        }
    };
    let mut pages = Vec::new();
    list(&corpus.join("src"), "md", &mut pages);
    println!(
        "{} pages, two locales, {} threads",
        pages.len(),
        std::thread::available_parallelism().map_or(1, usize::from)
    );
    let floor = move || {
        for page in &pages {
            let text = fs::read_to_string(page).expect("a page");
            black_box(
                pulldown_cmark::Parser::new_ext(&text, OPTIONS)
                    .into_offset_iter()
                    .count(),
            );
        }
    };
    let mut jobs: Vec<Job> = vec![
        (
            "reading and one pass of the parser (floor)".to_owned(),
            FLOORS,
            Box::new(floor),
        ),
        (
            "fluentdown build --to md, from nothing".to_owned(),
            1,
            Box::new(ours("md", true)),
        ),
        (
            "fluentdown build --to md, nothing changed".to_owned(),
            1,
            Box::new(ours("md", false)),
        ),
        (
            "fluentdown build --to html, from nothing".to_owned(),
            1,
            Box::new(ours("html", true)),
        ),
        (
            "fluentdown build --to html, nothing changed".to_owned(),
            1,
            Box::new(ours("html", false)),
        ),
    ];
    jobs.push((
        "reading and parsing the resources too (floor of check)".to_owned(),
        FLOORS,
        Box::new(resources(&project, &corpus)),
    ));
    let checked = project.clone();
    jobs.push((
        "fluentdown check".to_owned(),
        1,
        Box::new(move || {
            run(
                &checked,
                env!("CARGO_BIN_EXE_fluentdown"),
                &["check", "--quiet", "--output-file", "findings.txt"],
                &[],
            );
        }),
    ));
    if present("mdbook") && present("mdbook-gettext") {
        for (name, output) in [
            ("md", "[output.markdown]\n"),
            (
                "html",
                "[output.html]\n[output.html.search]\nenable = false\n[output.html.print]\nenable = false\n",
            ),
        ] {
            let book = book.join(name);
            copy(&corpus.join("src"), &book.join("src"));
            copy(&corpus.join("po"), &book.join("po"));
            fs::write(book.join("book.toml"), format!("{BOOK}{output}")).expect("written");
            let job = move || {
                for language in ["es", "zh-CN"] {
                    let out = book.join("out").join(language);
                    let _ = fs::remove_dir_all(&out);
                    let out = out.to_string_lossy().into_owned();
                    run(
                        &book,
                        "mdbook",
                        &["build", "-d", &out],
                        &[("MDBOOK_BOOK__LANGUAGE", language)],
                    );
                }
            };
            jobs.push((
                format!("mdbook build with gettext, {name}, from nothing"),
                1,
                Box::new(job),
            ));
        }
    } else {
        println!("mdbook and mdbook-gettext are not on the PATH: ours alone");
    }
    report(&jobs);
}

/// Runs the jobs in turn, so that a machine that slows down slows all of them.
fn report(jobs: &[Job]) {
    let mut best = vec![(f64::INFINITY, f64::INFINITY); jobs.len()];
    for _ in 0..ROUNDS {
        for ((_, times, job), best) in jobs.iter().zip(&mut best) {
            let (start, busy) = (Instant::now(), cpu());
            (0..*times).for_each(|_| job());
            let share = |seconds: f64| seconds / *times as f64;
            best.0 = best.0.min(share(start.elapsed().as_secs_f64()));
            if let Some((before, after)) = busy.zip(cpu()) {
                best.1 = best.1.min(share(after - before));
            }
        }
    }
    println!("    wall time      processor");
    for ((name, ..), (wall, busy)) in jobs.iter().zip(&best) {
        let cell = |time: f64, floor: f64| {
            if time.is_finite() {
                format!("{time:>7.3} s {:>5.1} x", time / floor)
            } else {
                format!("{:>17}", "not known")
            }
        };
        println!(
            "{}  {}  {name}",
            cell(*wall, best[0].0),
            cell(*busy, best[0].1)
        );
    }
}

/// Returns the processor time of this process and of those that it has waited
/// for, in seconds, where the system says it in `/proc`.
fn cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold blanks and brackets, from the third field on.
    let fields = stat.rsplit_once(')')?.1.split_whitespace();
    let ticks = fields.skip(11).take(4).map(str::parse::<u64>);
    let sum: u64 = ticks.collect::<Result<Vec<_>, _>>().ok()?.iter().sum();
    Some(sum as f64 / 100.0)
}

/// Makes the project: content, resources, translations.
fn prepare(project: &Path, corpus: &Path) {
    copy(&corpus.join("src"), &project.join("content"));
    fs::write(project.join("fluentdown.toml"), CONFIG).expect("written");
    let fluentdown = env!("CARGO_BIN_EXE_fluentdown");
    run(project, fluentdown, &["extract", "--quiet"], &[]);
    for (locale, file) in [("es", "es.po"), ("zh", "zh-CN.po")] {
        let table = project.join(format!("{locale}.csv"));
        let table = table.to_string_lossy().into_owned();
        run(
            project,
            fluentdown,
            &["export", "--quiet", "--locale", locale, "--out", &table],
            &[],
        );
        let text = fs::read_to_string(corpus.join("po").join(file)).expect("the corpus has it");
        let (filled, all) = fill(Path::new(&table), &memory(&text));
        println!("{locale}: {filled} of {all} messages are translated");
        run(
            project,
            fluentdown,
            &["import", "--quiet", "--locale", locale, &table],
            &[],
        );
    }
}

/// Reads a PO file: translations by source text, addresses as `\0`.
fn memory(text: &str) -> HashMap<String, String> {
    let mut memory = HashMap::new();
    for entry in text
        .split("\n\n")
        .filter(|entry| !entry.contains("#, fuzzy"))
    {
        let field = |name: &str| -> String {
            let after = |line: &&str| !line.starts_with(name);
            let lines = entry.lines().skip_while(after).enumerate();
            lines
                .take_while(|(at, line)| *at == 0 || line.starts_with('"'))
                .filter_map(|(_, line)| Some(&line[line.find('"')? + 1..line.rfind('"')?]))
                .collect::<String>()
                .replace("\\n", " ")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\")
        };
        let (source, target) = (field("msgid "), field("msgstr "));
        if !source.is_empty() && !target.is_empty() {
            memory.insert(shape(&source), target);
        }
    }
    memory
}

/// Returns a source text with `\0` in the place of each address.
fn shape(text: &str) -> String {
    let mut parts = text.split("](");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.find(')').map_or("", |at| &part[at..]);
        out.push_str("](\0");
        out.push_str(rest);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fills the targets of an exported table; returns how many, and of how many.
fn fill(path: &Path, memory: &HashMap<String, String>) -> (usize, usize) {
    let text = fs::read_to_string(path).expect("it was exported");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().expect("headers").clone();
    let column = |name: &str| headers.iter().position(|it| it == name).expect(name);
    let (source, target) = (column("source"), column("target"));
    let mut writer = csv::Writer::from_path(path).expect("a file");
    writer.write_record(&headers).expect("written");
    let (mut filled, mut all) = (0, 0);
    for record in reader.records() {
        let record = record.expect("a row");
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        all += 1;
        if let Some(text) = memory.get(&shape(&literal(&cells[source]))) {
            let addresses = text.matches("](").count();
            if addresses == cells[source].matches("]({ $url").count() {
                cells[target] = pattern(text);
                filled += 1;
            }
        }
        writer.write_record(&cells).expect("written");
    }
    (filled, all)
}

/// Takes Fluent's literals for braces out of a pattern.
fn literal(pattern: &str) -> String {
    pattern.replace("{ \"{\" }", "{").replace("{ \"}\" }", "}")
}

/// Writes a text as a pattern, its addresses as `$url1`, `$url2` ….
fn pattern(text: &str) -> String {
    let marked = shape(text);
    let mut out = String::new();
    let mut number = 0;
    for character in marked.chars() {
        match character {
            '{' | '}' => out.push_str(&format!("{{ \"{character}\" }}")),
            '\0' => {
                number += 1;
                out.push_str(&format!("{{ $url{number} }}"));
            }
            _ => out.push(character),
        }
    }
    out
}

fn run(folder: &Path, program: &str, args: &[&str], variables: &[(&str, &str)]) {
    let output = Command::new(program)
        .args(args)
        .current_dir(folder)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect(program);
    // Findings in what people have published (1) are no failure here.
    let ended = output.status.code().is_some_and(|code| code < 2);
    assert!(
        ended,
        "{program} {args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Returns whether a program can be run; `mdbook-gettext` knows no `--version`.
fn present(program: &str) -> bool {
    let mut command = Command::new(program);
    let silent = command
        .args(["supports", "html"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    silent.status().is_ok()
}

fn list(folder: &Path, kind: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            list(&path, kind, found);
        } else if path.extension().is_some_and(|extension| extension == kind) {
            found.push(path);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}
