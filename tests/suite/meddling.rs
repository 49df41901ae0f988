//! What people and tools leave in resources and facts by mistake, in every
//! order with the commands: nothing is lost, and what is wrong has a place.

use super::support::{Run, Sandbox, walk};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// How many histories are played, and how many steps each has.
const HISTORIES: u64 = 10;
const STEPS: usize = 7;

/// Random numbers, the same on each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// A project of two documents, translated; each translation has a word of its
/// own, so that it is known again.
fn translated() -> Sandbox {
    let sandbox = Sandbox::small()
        .file(
            "content/news.md",
            "# Masks for the city\n\nWeifang gave thirty boxes. Guaranda thanked the whole city.\n\nThe mayor spoke of friendship, and [a page](https://example.org/a) tells more.\n",
        )
        .file("content/more.md", "- A ship left the port.\n- The doctors wrote a letter.\n");
    sandbox.run(&["extract"]).code(0);
    let mut count = 0;
    for path in ["locales/es/news.md.ftl", "locales/es/more.md.ftl"] {
        let mut out = String::new();
        for line in sandbox.read(path).lines() {
            match line.strip_prefix("# ").filter(|one| one.ends_with(" =")) {
                Some(stub) => {
                    count += 1;
                    // One has a selector, one stands in a block, one has an attribute.
                    out += stub;
                    out += &match count {
                        2 => format!(
                            " {{ $n ->\n    [one] Q{count}q una\n   *[other] Q{count}q otras\n }}"
                        ),
                        3 => format!("\n    Q{count}q primera\n    segunda"),
                        4 => format!(" Q{count}q\n    .title = R{count}r"),
                        _ => format!(" Q{count}q texto"),
                    };
                }
                None => out += line,
            }
            out += "\n";
        }
        sandbox.write(path, out);
    }
    sandbox.run(&["extract"]).code(0);
    sandbox
}

/// The words by which translations are known, in all files of the locale.
fn words(sandbox: &Sandbox) -> BTreeSet<String> {
    let mut files = Vec::new();
    walk(&sandbox.path("locales/es"), &mut files);
    let mut found = BTreeSet::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "ftl"))
    {
        found.extend(words_of(&String::from_utf8_lossy(
            &fs::read(file).expect("read"),
        )));
    }
    found
}

fn words_of(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let ours = words.filter(|one| {
        one.len() > 2
            && (one.starts_with('Q') && one.ends_with('q')
                || one.starts_with('R') && one.ends_with('r'))
            && one[1..one.len() - 1]
                .bytes()
                .all(|digit| digit.is_ascii_digit())
    });
    ours.map(str::to_owned).collect()
}

/// Does something to a file of the locale that nobody should.
fn meddle(sandbox: &Sandbox, dice: &mut Dice, serial: usize) -> String {
    let mut files: Vec<PathBuf> = Vec::new();
    walk(&sandbox.path("locales/es"), &mut files);
    files.sort();
    let file = files[dice.roll(files.len())].clone();
    let bytes = fs::read(&file).expect("read");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        lines.push("\n".to_owned());
    }
    let at = dice.roll(lines.len());
    let cut = lines[at].floor_char_boundary(dice.roll(lines[at].len() + 1));
    let what = dice.roll(18);
    match what {
        0 => lines.insert(at, "basura sin sentido ]]\n".to_owned()),
        1 => lines[at].truncate(cut),
        2 => lines[at] = format!("\t{}", lines[at]),
        3 => lines
            .iter_mut()
            .skip(at)
            .step_by(2)
            .for_each(|line| *line = line.replace('\n', "\r\n")),
        4 => lines[0].insert(0, '\u{feff}'),
        5 => lines[at].insert(cut, '\u{feff}'),
        6 => {
            let mut ids = lines.iter().filter_map(|line| line.split(" =").next());
            let id = ids.rfind(|id| id.starts_with(|c: char| c.is_ascii_lowercase()));
            let id = id.unwrap_or("masks-for-the-city").to_owned();
            lines.insert(at, format!("{id} = Q{}q otra vez\n", 100 + serial));
        }
        7 => {
            let end = (at + 1 + dice.roll(4)).min(lines.len());
            let half = lines[at..end].concat();
            lines.insert(
                end,
                format!("=======\n{}>>>>>>> theirs\n", half.replace('a', "e")),
            );
            lines.insert(at, "<<<<<<< HEAD\n".to_owned());
        }
        8 => lines[at].insert(cut, '{'),
        9 => lines[at].insert(cut, '}'),
        10 => {
            let other = dice.roll(lines.len());
            lines.swap(at, other);
        }
        11 => {
            let line = lines[at].clone();
            lines.insert(at, line);
        }
        12 => lines.insert(at, "# EN: Nobody wrote this.\n".to_owned()),
        13 => lines[at].insert(cut, '\0'),
        14 => lines[at] = lines[at].replacen('=', "", 1),
        15 => lines[at] = format!("# {}", lines[at]),
        16 => lines[at].insert(cut, '\u{2028}'),
        _ => lines[at].insert(cut, '\u{fffc}'),
    }
    let mut out = lines.concat().into_bytes();
    // U+FFFC stands for a byte that is no text.
    if what == 17 {
        let mark = "\u{fffc}".as_bytes();
        let at = out
            .windows(3)
            .position(|three| three == mark)
            .expect("it is there");
        out.splice(at..at + 3, [0xff]);
    }
    fs::write(&file, out).expect("written");
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    format!("{what} at {at} of {name}")
}

/// Runs a command of any kind.
fn command(sandbox: &Sandbox, dice: &mut Dice) -> (Vec<&'static str>, Run) {
    let args: &[&str] = match dice.roll(9) {
        0 | 1 => &["extract"],
        2 => &["check", "--format", "json"],
        3 => &["status"],
        4 => &["accept", "--locale", "es"],
        5 => &[
            "export", "--locale", "es", "--only", "all", "--out", "es.csv",
        ],
        6 => &["import", "--locale", "es", "es.csv"],
        7 => &["prune"],
        _ => &["check", "--fix"],
    };
    (args.to_vec(), sandbox.run(args))
}

/// Asserts that what `check` says is no Fluent has a place.
fn has_places(run: &Run, said: &str) {
    for finding in run.json().as_array().expect("an array") {
        let rule = finding["rule"].as_str().unwrap_or_default();
        if matches!(rule, "syntax-error" | "duplicate-message") {
            let placed = finding["line"].is_u64() && finding["column"].is_u64();
            assert!(placed, "{said}: {finding}");
        }
    }
}

#[test]
fn nothing_is_lost_whatever_people_leave_in_resources() {
    let sandbox = translated();
    let start: Vec<(PathBuf, Vec<u8>)> = sandbox
        .snapshot()
        .into_iter()
        .map(|(path, bytes, _)| (path, bytes))
        .collect();
    for seed in 0..HISTORIES {
        fs::remove_dir_all(sandbox.path("locales")).expect("removed");
        for (path, bytes) in &start {
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
        let mut dice = Dice(seed * 7919 + 1);
        let mut said = String::new();
        for serial in 0..STEPS {
            said += &format!("\n{seed}: {}", meddle(&sandbox, &mut dice, serial));
            let before = words(&sandbox);
            let (args, run) = command(&sandbox, &mut dice);
            said += &format!("; {args:?} {}", run.code);
            assert!((0..3).contains(&run.code), "{said}: {run:?}");
            let mut after = words(&sandbox);
            if args == ["prune"] {
                after.extend(words_of(&run.stdout));
                after.extend(words_of(&run.stderr));
            }
            let lost: Vec<&String> = before.difference(&after).collect();
            assert!(lost.is_empty(), "{said} lost {lost:?}\n{run:?}");
            if args[0] == "check" && args.len() == 3 {
                has_places(&run, &said);
            }
            if run.code == 2 {
                assert!(!run.stderr.is_empty(), "{said}");
            }
        }
        let settled = sandbox.run(&["extract"]);
        assert!(settled.code < 2, "{said}: {settled:?}");
        let again = sandbox.run(&["extract"]);
        assert!(
            again.stderr.contains("nothing to change") || again.stderr.contains("UTF-8"),
            "{said}: {again:?}"
        );
        let check = sandbox.run(&["check", "--format", "json"]);
        has_places(&check, &said);
    }
}
