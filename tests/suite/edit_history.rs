//! Ids and translations through real edit histories: every commit of a git
//! repository that touches Markdown is extracted after the one before it.
//!
//! What is unchanged is told by a diff of our own here, not by the matching
//! that is tested; what is edited is sampled and printed, to be judged by hand.

use super::published::fingerprint;
use fluentdown::catalog::{self, DocumentInput, Extraction, LocaleFiles};
use fluentdown::document::{BlockKind, Format};
use fluentdown::segment::{Block, Mode, Options, Segment, split};
use fluentdown::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

/// A git repository that is read commit by commit.
struct Git {
    folder: PathBuf,
    batch: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Git {
    fn open(folder: &Path) -> Self {
        let mut batch = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("git runs");
        let ask = batch.stdin.take().expect("a pipe");
        let answer = BufReader::new(batch.stdout.take().expect("a pipe"));
        Self {
            folder: folder.to_owned(),
            batch,
            ask,
            answer,
        }
    }

    fn run(&self, args: &[&str]) -> String {
        let done = Command::new("git")
            .arg("-C")
            .arg(&self.folder)
            .args(args)
            .output()
            .expect("git runs");
        assert!(done.status.success(), "git {args:?}");
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    fn blob(&mut self, name: &str) -> Option<String> {
        writeln!(self.ask, "{name}").expect("git listens");
        let mut head = String::new();
        self.answer.read_line(&mut head).expect("git answers");
        let size: usize = head.split_whitespace().nth(2)?.parse().ok()?;
        let mut bytes = vec![0; size + 1];
        self.answer.read_exact(&mut bytes).expect("git answers");
        bytes.pop();
        String::from_utf8(bytes).ok()
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        let _ = self.batch.kill();
        let _ = self.batch.wait();
    }
}

/// Takes the numbers of addresses away: they are ours, not the author's.
fn plain(pattern: &str) -> String {
    let mut parts = pattern.split("{ $url");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("{ $url");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}

/// A document at one commit: its texts with the ids they were given.
type Ids = BTreeMap<String, Vec<(String, String)>>;

fn ids(made: &Extraction) -> Ids {
    made.documents
        .iter()
        .map(|document| {
            let units = document.units.iter();
            let list = units.map(|unit| (plain(&unit.pattern), unit.id.clone()));
            (document.path.clone(), list.collect())
        })
        .collect()
}

/// A stretch of a document that has other texts than before, on both sides.
struct Gap {
    old: Vec<usize>,
    new: Vec<usize>,
}

/// A longest common subsequence by dynamic programming, and the gaps in it.
fn gaps(old: &[(String, String)], new: &[(String, String)]) -> Vec<Gap> {
    let same = |a: usize, b: usize| old[a].0 == new[b].0;
    let mut start = 0;
    while start < old.len().min(new.len()) && same(start, start) {
        start += 1;
    }
    let (mut o_end, mut n_end) = (old.len(), new.len());
    while o_end > start && n_end > start && same(o_end - 1, n_end - 1) {
        (o_end, n_end) = (o_end - 1, n_end - 1);
    }
    let (rows, columns) = (o_end - start, n_end - start);
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            best[a][b] = if same(start + a, start + b) {
                best[a + 1][b + 1] + 1
            } else {
                best[a + 1][b].max(best[a][b + 1])
            };
        }
    }
    let (mut a, mut b, mut found) = (0, 0, Vec::new());
    let mut gap = Gap {
        old: Vec::new(),
        new: Vec::new(),
    };
    while a < rows || b < columns {
        if a < rows && b < columns && same(start + a, start + b) {
            let whole = Gap {
                old: std::mem::take(&mut gap.old),
                new: std::mem::take(&mut gap.new),
            };
            found.push(whole);
            (a, b) = (a + 1, b + 1);
        } else if b == columns || (a < rows && best[a + 1][b] >= best[a][b + 1]) {
            gap.old.push(start + a);
            a += 1;
        } else {
            gap.new.push(start + b);
            b += 1;
        }
    }
    found.push(gap);
    found.retain(|gap| !gap.old.is_empty() && !gap.new.is_empty());
    found
}

/// An edit to be judged.
struct Sample {
    order: u64,
    commit: String,
    document: String,
    new: String,
    /// The text whose id was carried over; `None`: it was taken for new.
    carried: Option<String>,
    /// All texts that it could be an edit of.
    old: Vec<String>,
    /// All texts that are new there, `@` for the one that is asked about.
    beside: Vec<String>,
}

impl Sample {
    /// A line of a table: commit, document, the text, whose id it has, and
    /// what stood in the gap, old and new.
    fn row(&self) -> String {
        let cell = |text: &str| {
            text.replace('\\', "\\\\")
                .replace('\n', "\\n")
                .replace('\t', "\\t")
        };
        let list = |texts: &[String]| {
            texts
                .iter()
                .map(|text| cell(text))
                .collect::<Vec<_>>()
                .join(" ¶ ")
        };
        let carried = self.carried.as_deref().map_or_else(|| "-".to_owned(), cell);
        format!(
            "{}\t{}\t{}\t{carried}\t{}\t{}\n",
            self.commit,
            self.document,
            cell(&self.new),
            list(&self.old),
            list(&self.beside)
        )
    }
}

/// A hundred samples, of no commit more than six; or as many as are asked for.
fn sampled(all: &[Sample]) -> impl Iterator<Item = &Sample> {
    let asked = setting("FLUENTDOWN_HISTORY_SAMPLES").and_then(|n| n.parse().ok());
    let mut of: BTreeMap<String, usize> = BTreeMap::new();
    let few = move |one: &&Sample| {
        let count = of.entry(one.commit.clone()).or_default();
        *count += 1;
        *count <= 6 || asked.is_some()
    };
    all.iter().filter(few).take(asked.unwrap_or(100))
}

#[derive(Default)]
struct Tally {
    commits: usize,
    renames: usize,
    unchanged: usize,
    kept: usize,
    moved: usize,
    moved_kept: usize,
    lost: Vec<String>,
    samples: Vec<Sample>,
    edited: usize,
    carried: usize,
}

/// The ids of each text of a document.
fn by_text(list: &[(String, String)]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (text, id) in list {
        found.entry(text).or_default().insert(id);
    }
    found
}

impl Tally {
    fn compare(
        &mut self,
        commit: &str,
        before: &Ids,
        after: &Ids,
        home: &BTreeMap<String, String>,
    ) {
        self.commits += 1;
        self.renames += home.len();
        let none = Vec::new();
        let mut left: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (document, old) in before {
            let to = home.iter().find(|(_, from)| *from == document);
            let new = after
                .get(to.map_or(document, |(to, _)| to))
                .unwrap_or(&none);
            let new = by_text(new);
            for (text, ids) in by_text(old) {
                let there = new.get(text).cloned().unwrap_or_default();
                let due = ids.len().min(there.len());
                let kept = ids.intersection(&there).count().min(due);
                self.unchanged += due;
                self.kept += kept;
                if kept < due {
                    self.lost.push(format!("{commit} {document}: {text}"));
                }
                for id in ids.difference(&there) {
                    left.entry(text).or_default().push((document, id));
                }
            }
        }
        for (document, new) in after {
            let old = before.get(home.get(document).unwrap_or(document));
            let old = old.unwrap_or(&none);
            let was = by_text(old);
            for (text, ids) in by_text(new) {
                let there = was.get(text).map_or(0, BTreeSet::len);
                let from = left.get(text).map_or(&[][..], Vec::as_slice);
                let from: Vec<_> = from.iter().filter(|one| one.0 != document).collect();
                let due = ids.len().saturating_sub(there).min(from.len());
                self.moved += due;
                self.moved_kept += from
                    .iter()
                    .filter(|one| ids.contains(one.1))
                    .count()
                    .min(due);
            }
            for gap in gaps(old, new) {
                self.sample(commit, document, old, new, &gap);
            }
        }
    }

    /// Takes one edit of each gap, the same on each run.
    fn sample(
        &mut self,
        commit: &str,
        document: &str,
        old: &[(String, String)],
        new: &[(String, String)],
        gap: &Gap,
    ) {
        let known: BTreeMap<&str, &str> = old
            .iter()
            .map(|(text, id)| (id.as_str(), text.as_str()))
            .collect();
        self.edited += gap.new.len();
        self.carried += gap
            .new
            .iter()
            .filter(|at| known.contains_key(new[**at].1.as_str()))
            .count();
        let order = |at: usize| {
            let mut hasher = DefaultHasher::new();
            (commit, document, &new[at].0).hash(&mut hasher);
            hasher.finish()
        };
        let at = gap
            .new
            .iter()
            .copied()
            .min_by_key(|at| order(*at))
            .expect("not empty");
        self.samples.push(Sample {
            order: order(at),
            commit: commit[..10].to_owned(),
            document: document.to_owned(),
            new: new[at].0.clone(),
            carried: known.get(new[at].1.as_str()).map(|text| (*text).to_owned()),
            old: gap.old.iter().map(|at| old[*at].0.clone()).collect(),
            beside: gap
                .new
                .iter()
                .map(|one| {
                    if *one == at {
                        "@".into()
                    } else {
                        new[*one].0.clone()
                    }
                })
                .collect(),
        });
    }
}

fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Extracts each commit after the one before; returns what became of ids.
fn replay(git: &mut Git, under: &str, count: usize, mode: Mode) -> Tally {
    let pattern = format!("{under}*.md");
    let log = git.run(&[
        "log",
        "--first-parent",
        "--format=%H",
        &format!("-n{count}"),
        "--",
        &pattern,
    ]);
    let commits: Vec<String> = log.lines().rev().map(str::to_owned).collect();
    let options = Options {
        locale: "en".into(),
        mode,
        ..Options::default()
    };
    let mut cache: BTreeMap<String, Rc<fluentdown::segment::Split>> = BTreeMap::new();
    let mut source = LocaleFiles {
        locale: "en".into(),
        comments: true,
        ..LocaleFiles::default()
    };
    let (mut tally, mut before, mut last) = (Tally::default(), Ids::new(), String::new());
    for commit in commits {
        let tree = git.run(&["ls-tree", "-r", "-z", &commit]);
        let mut inputs = Vec::new();
        for line in tree.split('\0') {
            let Some((head, path)) = line.split_once('\t') else {
                continue;
            };
            let name = head.split(' ').nth(2).unwrap_or_default();
            if !path.starts_with(under) || !path.ends_with(".md") || !head.starts_with("100") {
                continue;
            }
            if !cache.contains_key(name) {
                let Some(text) = git.blob(name) else { continue };
                let made = split(path, &text, Format::Markdown, &options);
                cache.insert(name.to_owned(), Rc::new(made));
            }
            let made = &cache[name];
            inputs.push(DocumentInput {
                path: path.to_owned(),
                blocks: made.blocks.clone(),
                segments: made.segments.clone(),
                fluent: false,
                audiences: None,
                values: BTreeMap::new(),
            });
        }
        inputs.sort_by(|a, b| a.path.cmp(&b.path));
        let made = catalog::extract(&source, &inputs, &[], &catalog::Options::default());
        for ((_, path), text) in &made.writes {
            match text {
                Some(text) => source.files.insert(path.clone(), text.clone()),
                None => source.files.remove(path),
            };
        }
        let after = ids(&made);
        if !last.is_empty() {
            let diff = git.run(&["diff-tree", "-r", "-M", "--name-status", &last, &commit]);
            let home = diff.lines().filter_map(|line| {
                let mut fields = line.split('\t');
                let renamed = fields.next()?.starts_with('R');
                let (from, to) = (fields.next()?, fields.next()?);
                renamed.then(|| (to.to_owned(), from.to_owned()))
            });
            let home = home
                .filter(|(to, from)| after.contains_key(to) && before.contains_key(from))
                .collect();
            tally.compare(&commit, &before, &after, &home);
        }
        (before, last) = (after, commit);
    }
    tally
}

#[test]
#[ignore = "a measurement: FLUENTDOWN_HISTORY=<git repository> cargo test --release --test suite edit_history -- --ignored --nocapture"]
fn what_is_unchanged_keeps_its_id() {
    let Some(folder) = setting("FLUENTDOWN_HISTORY") else {
        println!("skipped: set FLUENTDOWN_HISTORY to a git repository with Markdown");
        return;
    };
    let under = setting("FLUENTDOWN_HISTORY_UNDER").unwrap_or_default();
    let count = setting("FLUENTDOWN_HISTORY_COMMITS")
        .and_then(|n| n.parse().ok())
        .unwrap_or(200);
    let mode = match setting("FLUENTDOWN_HISTORY_MODE").as_deref() {
        Some("paragraph") => Mode::Paragraph,
        _ => Mode::Sentence,
    };
    let mut git = Git::open(Path::new(&folder));
    let mut tally = replay(&mut git, &under, count, mode);
    println!(
        "{} commits, {} renamed documents",
        tally.commits, tally.renames
    );
    println!(
        "unchanged in their document: {}, kept their id: {}",
        tally.unchanged, tally.kept
    );
    println!(
        "moved to another document: {}, kept their id: {}",
        tally.moved, tally.moved_kept
    );
    println!(
        "changed, beside what left: {}, of these with an old id: {}, gaps: {}",
        tally.edited,
        tally.carried,
        tally.samples.len()
    );
    tally.samples.sort_by_key(|one| one.order);
    if let Some(path) = setting("FLUENTDOWN_HISTORY_SAMPLE") {
        let rows: String = sampled(&tally.samples).map(Sample::row).collect();
        std::fs::write(path, rows).expect("a sample");
    }
    assert_eq!(tally.unchanged, tally.kept, "{:#?}", tally.lost);
    assert!(tally.commits >= 50, "too short a history");
}

/// A document of paragraphs, one text each.
fn document(texts: &[String]) -> DocumentInput {
    let mut made = DocumentInput {
        path: "a.md".into(),
        blocks: Vec::new(),
        segments: Vec::new(),
        fluent: false,
        audiences: None,
        values: BTreeMap::new(),
    };
    for (at, text) in texts.iter().enumerate() {
        made.blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: Span::default(),
            context: std::sync::Arc::default(),
            notes: Vec::new(),
            id: None,
            audiences: None,
            caption: false,
            addresses: Vec::new(),
            segments: at..at + 1,
        });
        made.segments.push(Segment {
            block: at,
            pattern: text.clone(),
            span: Span::default(),
        });
    }
    made
}

/// Says whose id `new[at]` gets when `new` stands where `old` stood.
fn decide(old: &[String], new: &[String], at: usize) -> Option<String> {
    let framed = |texts: &[String]| -> Vec<String> {
        let ends = [
            "What stands before stays.".to_owned(),
            "So does what stands behind.".to_owned(),
        ];
        let (first, last) = (&ends[..1], &ends[1..]);
        [first, texts, last].concat()
    };
    let mut source = LocaleFiles {
        locale: "en".into(),
        comments: true,
        ..LocaleFiles::default()
    };
    let options = catalog::Options::default();
    let before = catalog::extract(&source, &[document(&framed(old))], &[], &options);
    for ((_, path), text) in &before.writes {
        source
            .files
            .insert(path.clone(), text.clone().expect("nothing is removed"));
    }
    let after = catalog::extract(&source, &[document(&framed(new))], &[], &options);
    let id = &after.documents[0].units[at + 1].id;
    let known = before.documents[0]
        .units
        .iter()
        .find(|unit| unit.id == *id)?;
    Some(known.pattern.clone())
}

/// The tables of edits that were judged by hand; their texts stand in the
/// repositories that they name.
const JUDGED: [&str; 3] = [
    "tables/edits.tsv",
    "tables/edits-mdbook.tsv",
    "tables/edits-chinese.tsv",
];

#[test]
#[ignore = "needs the repository that a table names: FLUENTDOWN_HISTORY=<git repository> cargo test --release --test suite edit_history -- --ignored --nocapture"]
fn judged_edits_come_out_as_judged() {
    let Some(folder) = setting("FLUENTDOWN_HISTORY") else {
        println!("skipped: set FLUENTDOWN_HISTORY to a git repository with Markdown");
        return;
    };
    let mut git = Git::open(Path::new(&folder));
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for name in JUDGED {
        let table = std::fs::read_to_string(tests.join(name)).expect("the table");
        let rows: Vec<&str> = table.lines().filter(|row| !row.starts_with('#')).collect();
        let commit = rows[0].split('\t').next().unwrap_or_default();
        if git.blob(&format!("{commit}:README.md")).is_some() {
            come_out_as_judged(&mut git, name, &rows);
        } else {
            println!("skipped: {name} is of another repository");
        }
    }
}

/// Compares what becomes of each edit of a table with its verdict, and prints
/// those that differ.
#[expect(clippy::print_stdout, reason = "the verdicts that differ are printed")]
fn come_out_as_judged(git: &mut Git, name: &str, rows: &[&str]) {
    let (mut right, mut gone) = (0, 0);
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [commit, path, new, wanted, old, beside] = cells[..] else {
            panic!("six cells: {row}");
        };
        let texts = texts_around(git, commit);
        let list = |cell: &str| -> Option<Vec<String>> {
            let marks = cell.split(' ');
            marks
                .map(|mark| texts.get(if mark == "@" { new } else { mark }).cloned())
                .collect()
        };
        let at = beside.split(' ').position(|mark| mark == "@");
        let (Some(old), Some(all), Some(at)) = (list(old), list(beside), at) else {
            gone += 1;
            println!("{commit} {path}: its texts are divided otherwise today");
            continue;
        };
        let made = decide(&old, &all, at);
        let mark = made.as_deref().map_or_else(|| "-".to_owned(), fingerprint);
        if mark == wanted {
            right += 1;
        } else {
            let judged = texts.get(wanted);
            println!(
                "{commit} {path}\n  new:    {}\n  judged: {judged:?}\n  made:   {made:?}",
                all[at]
            );
        }
    }
    let all = rows.len() - gone;
    println!("{name}: {right} of {all} edits as judged, {gone} not found");
    assert!(
        rows.len() >= 100 && 20 * gone <= rows.len() && 100 * right >= 95 * all,
        "{name}: {right} of {all}, {gone} not found"
    );
}

/// Returns the texts of the documents that a commit changes, as they were and
/// as they are, by their fingerprints.
fn texts_around(git: &mut Git, commit: &str) -> BTreeMap<String, String> {
    let options = Options {
        locale: "en".into(),
        ..Options::default()
    };
    let parent = format!("{commit}^");
    let diff = git.run(&["diff-tree", "-r", "--raw", "--abbrev=40", &parent, commit]);
    let mut texts = BTreeMap::new();
    for line in diff.lines().filter(|line| line.ends_with(".md")) {
        for blob in line.split(' ').skip(2).take(2) {
            let Some(text) = git.blob(blob) else { continue };
            let made = split("", &text, Format::Markdown, &options);
            texts.extend(made.segments.iter().map(|segment| {
                let text = plain(&segment.pattern);
                (fingerprint(&text), text)
            }));
        }
    }
    texts
}
