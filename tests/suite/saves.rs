//! People and tools save files while a command runs: no save is lost.
//!
//! Each save holds a word of its own. After the run the word has to stand in
//! the file that was saved, or in another that the run has named. Saves come
//! as editors make them: by writing in place (at once, or in two steps), by
//! renaming another file over it, by appending, by removing, and by making a
//! file where there was none. `FLUENTDOWN_BINARY` tries another binary.

#![cfg(unix)]
#![expect(clippy::print_stdout, reason = "a measurement reports")]

use super::support::walk;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const DOCUMENTS: usize = 60;
/// How many files are saved while one command runs.
const SAVES: usize = 4;

type Files = BTreeMap<String, Vec<u8>>;

/// Random numbers, the same on each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % sides.max(1)
    }
}

fn binary() -> PathBuf {
    std::env::var_os("FLUENTDOWN_BINARY")
        .map_or_else(|| env!("CARGO_BIN_EXE_fluentdown").into(), PathBuf::from)
}

fn start(folder: &Path, args: &[&str]) -> Child {
    Command::new(binary())
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs")
}

#[track_caller]
fn run(folder: &Path, args: &[&str]) -> Output {
    let output = start(folder, args).wait_with_output().expect("it ends");
    let code = output.status.code().expect("not killed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(code < 2, "{args:?}: {said}");
    output
}

fn read(folder: &Path) -> Files {
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    let name = |path: &Path| {
        path.strip_prefix(folder)
            .expect("inside")
            .to_str()
            .map(str::to_owned)
    };
    paths
        .into_iter()
        .map(|path| (name(&path).expect("UTF-8"), fs::read(&path).expect("read")))
        .collect()
}

fn restore(folder: &Path, wanted: &Files) {
    let present = read(folder);
    for path in present.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("removed");
    }
    for (path, bytes) in wanted {
        if present.get(path) != Some(bytes) {
            let full = folder.join(path);
            fs::create_dir_all(full.parent().expect("a folder")).expect("made");
            fs::write(full, bytes).expect("written");
        }
    }
}

fn document(number: usize, edited: bool) -> String {
    let gave = if edited { "gave all" } else { "gave away" };
    format!(
        "# Document {number}\n\nThe house in street {number} {gave} its masks. Nobody in street {number} said a word.\n\nStreet {number} is long.\n"
    )
}

fn name(number: usize) -> String {
    format!("part{}/d{number}.md", number % 3)
}

/// Fills the stubs of a locale; each translation has a word of its own.
fn translate(folder: &Path, locale: &str) {
    let folder = folder.join("locales").join(locale);
    let mut files = Vec::new();
    walk(&folder, &mut files);
    files.sort();
    let mut count = 0;
    for file in files {
        let text = fs::read_to_string(&file).expect("read");
        let mut out = String::new();
        for line in text.lines() {
            match line.strip_prefix("# ").filter(|one| one.ends_with(" =")) {
                Some(stub) => {
                    count += 1;
                    let _ = writeln!(out, "{stub} Texto  T{count}t aquí.");
                }
                None => out = out + line + "\n",
            }
        }
        fs::write(file, out).expect("written");
    }
}

/// A command, the files before it, and which of them people save meanwhile.
struct Scene {
    args: Vec<&'static str>,
    before: Files,
    targets: Vec<String>,
    whole: Duration,
}

/// Makes the project once, and a scene for each command from it.
fn scenes(folder: &Path) -> Vec<Scene> {
    let write = |path: &str, text: &str| {
        let full = folder.join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("made");
        fs::write(full, text).expect("written");
    };
    write(
        "fluentdown.toml",
        "source = \"en\"\nlocales = [\"es\", \"qps-ploc\"]\n[[edition]]\nname = \"quito\"\nlocale = \"es\"\nformats = [\"md\", \"txt\"]\n",
    );
    for number in 0..DOCUMENTS {
        write(
            &format!("content/{}", name(number)),
            &document(number, false),
        );
    }
    run(folder, &["extract"]);
    translate(folder, "es");
    run(folder, &["extract"]);
    run(folder, &["pseudo"]);
    run(folder, &["extract"]);
    // Something for the attic, and for the table of the import.
    for number in (0..DOCUMENTS).filter(|one| one % 6 == 5) {
        let text = document(number, false);
        write(
            &format!("content/{}", name(number)),
            text.trim_end().rsplit_once("\n\n").expect("two").0,
        );
    }
    run(folder, &["extract"]);
    run(folder, &["build"]);
    run(folder, &["export", "--locale", "es", "--out", "es.csv"]);
    let table = fs::read_to_string(folder.join("es.csv")).expect("a table");
    write("es.csv", &table.replace("Texto  T", "Tomado T"));
    let settled = read(folder);
    for number in 0..DOCUMENTS {
        match number % 6 {
            0..3 => write(
                &format!("content/{}", name(number)),
                &document(number, true),
            ),
            3 => fs::remove_file(folder.join("content").join(name(number))).expect("removed"),
            5 => write(
                &format!("content/{}", name(number)),
                &document(number, false),
            ),
            _ => write(
                &format!("content/new/d{number}.md"),
                &document(number + 1000, false),
            ),
        }
    }
    let edited = read(folder);
    run(folder, &["extract"]);
    let stale = read(folder);
    let list: Vec<(Vec<&str>, &Files)> = vec![
        (vec!["extract"], &edited),
        (vec!["build"], &edited),
        (vec!["accept", "--locale", "es"], &stale),
        (vec!["check", "--fix", "--locale", "es"], &settled),
        (vec!["import", "--locale", "es", "es.csv"], &settled),
        (vec!["prune"], &settled),
        (vec!["pseudo"], &stale),
    ];
    list.into_iter()
        .map(|(args, before)| {
            restore(folder, before);
            let begun = Instant::now();
            run(folder, &args);
            let whole = begun.elapsed();
            let after = read(folder);
            let all = before.keys().chain(after.keys());
            let mut targets: Vec<String> = all
                .filter(|path| before.get(*path) != after.get(*path))
                .filter(|path| !path.contains("/.") && !path.ends_with(".before"))
                // `extract` alone writes the facts of the source: a record of no
                // message leaves them, whoever put it there.
                .filter(|path| *path != "locales/en/translations.state")
                .cloned()
                .collect();
            targets.sort();
            targets.dedup();
            assert!(!targets.is_empty(), "{args:?}");
            if args[0] != "build" {
                targets.retain(|path| !path.starts_with("dist/"));
                targets.push(format!("content/{}", name(4)));
            }
            Scene {
                args,
                before: before.clone(),
                targets,
                whole,
            }
        })
        .collect()
}

/// How a file is saved.
#[derive(Debug, Clone, Copy, PartialEq)]
enum How {
    InPlace,
    Slowly,
    Renamed,
    Appended,
    Removed,
    Made,
}

/// A save: of which file, with which text, and how.
#[derive(Debug, Clone)]
struct Save {
    path: String,
    how: How,
    /// What it holds that nothing else does.
    word: String,
    /// The whole text, or what is appended.
    text: Vec<u8>,
}

impl Save {
    fn new(scene: &Scene, path: &str, dice: &mut Dice, serial: usize) -> Self {
        let word = format!("Saved{serial}x");
        let added = if path.starts_with("locales/en/") {
            // A message that no sentence has leaves a source resource.
            format!("\n### {word}\n")
        } else if path.ends_with(".ftl") {
            format!("\nsaved-{serial} = {word}\n")
        } else if path.ends_with(".state") {
            format!("\npart0/d0.md\tdocument-0\t{serial:016x}\t-\t{word}\n")
        } else {
            format!("\nA line of {word}.\n")
        };
        let Some(old) = scene.before.get(path) else {
            let text = added.trim_start().as_bytes().to_vec();
            return Self {
                path: path.to_owned(),
                how: How::Made,
                word,
                text,
            };
        };
        let can_go = path.starts_with("locales/es/") && path.ends_with(".md.ftl");
        let how = match dice.roll(if can_go { 6 } else { 5 }) {
            0 => How::InPlace,
            1 => How::Slowly,
            2 => How::Appended,
            5 => How::Removed,
            _ => How::Renamed,
        };
        let mut text = if how == How::Appended {
            Vec::new()
        } else {
            old.clone()
        };
        text.extend_from_slice(added.as_bytes());
        Self {
            path: path.to_owned(),
            how,
            word,
            text,
        }
    }

    /// Saves the file; an editor makes the folder that it needs.
    fn save(&self, folder: &Path) {
        let full = folder.join(&self.path);
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent).expect("made");
        }
        match self.how {
            How::InPlace | How::Made => fs::write(full, &self.text).expect("written"),
            How::Slowly => {
                let mut file = fs::File::create(full).expect("opened");
                let (first, second) = self.text.split_at(self.text.len() / 2);
                file.write_all(first).expect("written");
                std::thread::sleep(Duration::from_micros(300));
                file.write_all(second).expect("written");
            }
            How::Renamed => {
                let beside = full.with_extension("editor");
                fs::write(&beside, &self.text).expect("written");
                fs::rename(beside, full).expect("renamed");
            }
            How::Appended => {
                let mut file = fs::File::options()
                    .append(true)
                    .create(true)
                    .open(full)
                    .expect("opened");
                file.write_all(&self.text).expect("written");
            }
            How::Removed => drop(fs::remove_file(full)),
        }
    }

    /// Whether the save still stands, or was told and kept.
    fn stands(&self, scene: &Scene, now: &Files, said: &str) -> bool {
        if self.how == How::Removed {
            let old = String::from_utf8_lossy(&scene.before[&self.path]).into_owned();
            let words = old
                .split_whitespace()
                .filter(|one| one.starts_with('T') && one.ends_with('t'));
            let words: Vec<&str> = words.collect();
            return now.get(&self.path).is_none_or(|text| {
                let text = String::from_utf8_lossy(text);
                !words.iter().any(|word| text.contains(word))
            });
        }
        let holds = |text: &[u8]| {
            text.windows(self.word.len())
                .any(|one| one == self.word.as_bytes())
        };
        let own = now.get(&self.path).is_some_and(|text| holds(text));
        let moved = self.path.starts_with("locales/");
        let elsewhere = now.iter().any(|(path, text)| {
            let known = said.contains(path.as_str()) || moved && path.starts_with("locales/");
            !path.contains("/.fluentdown") && known && holds(text)
        });
        own || elsewhere || said.contains(&self.word)
    }
}

/// Waits until a run has begun to write, if it can be seen.
fn wait_for_writes(folder: &Path, ended: &AtomicBool) {
    let seen = || {
        folder.join(".fluentdown-undo").exists()
            || fs::read_dir(folder.join("locales/es")).is_ok_and(|list| {
                list.flatten()
                    .any(|one| one.file_name().to_string_lossy().starts_with(".fluentdown"))
            })
    };
    while !ended.load(Ordering::Relaxed) && !seen() {
        std::hint::spin_loop();
    }
}

/// Runs commands over and over while files are saved; returns how many saves
/// there were, and tells of those that were lost.
fn try_saves(count: usize, seed: u64) -> (usize, Vec<String>) {
    let memory = Path::new("/dev/shm");
    let sandbox = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    let sandbox = sandbox.expect("a temporary folder");
    let folder = sandbox.path();
    let scenes = scenes(folder);
    let mut dice = Dice(seed | 1);
    let (mut done, mut lost) = (0, Vec::new());
    let mut ways: BTreeMap<(&str, String), (usize, usize)> = BTreeMap::new();
    let mut round = 0;
    while done < count {
        let scene = &scenes[round % scenes.len()];
        round += 1;
        restore(folder, &scene.before);
        let mut paths: Vec<&String> = Vec::new();
        while paths.len() < SAVES.min(scene.targets.len()) {
            let path = &scene.targets[dice.roll(scene.targets.len())];
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        let saves: Vec<(Save, Duration, bool)> = paths
            .into_iter()
            .map(|path| {
                done += 1;
                let save = Save::new(scene, path, &mut dice, done);
                let late = scene.args[0] != "build" && dice.roll(2) == 0;
                let span = if late {
                    Duration::from_millis(4)
                } else {
                    scene.whole
                };
                (save, span.mul_f64(dice.roll(1000) as f64 / 1000.0), late)
            })
            .collect();
        let ended = AtomicBool::new(false);
        let child = start(folder, &scene.args);
        let output = std::thread::scope(|scope| {
            for (save, moment, late) in &saves {
                let ended = &ended;
                scope.spawn(move || {
                    if *late {
                        wait_for_writes(folder, ended);
                    }
                    std::thread::sleep(*moment);
                    save.save(folder);
                });
            }
            let output = child.wait_with_output().expect("it ends");
            ended.store(true, Ordering::Relaxed);
            output
        });
        let said = String::from_utf8_lossy(&output.stderr).into_owned()
            + &String::from_utf8_lossy(&output.stdout);
        let code = output.status.code().expect("not killed");
        // An import wants the resources in step, and a file that is read while it
        // is half written may not be text: both are told.
        let told = ["run `fluentdown extract` first", "cannot be read, so"];
        assert!(
            code < 2 || told.iter().any(|one| said.contains(one)),
            "{:?}: {said}",
            scene.args
        );
        let now = read(folder);
        for (save, moment, late) in &saves {
            let way = ways
                .entry((scene.args[0], format!("{:?}", save.how)))
                .or_default();
            way.0 += 1;
            if !save.stands(scene, &now, &said) {
                way.1 += 1;
                lost.push(format!(
                    "{:?} {} {:?} at {moment:?} {late}: exit {code}",
                    scene.args, save.path, save.how
                ));
            }
        }
        let left: Vec<&String> = now
            .keys()
            .filter(|path| path.contains(".fluentdown-") && !path.ends_with("manifest"))
            .collect();
        assert!(left.is_empty(), "{:?} left {left:?}", scene.args);
    }
    for ((command, how), (all, gone)) in ways {
        println!("{command:8} {how:9} {gone:4} of {all:4} lost");
    }
    println!("{} of {done} saves lost", lost.len());
    (done, lost)
}

#[test]
fn no_save_is_lost_while_a_command_runs() {
    let (_, lost) = try_saves(56, 7);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
#[ignore = "1,000 saves in some minutes; cargo test --release --test suite saves -- --ignored --nocapture"]
fn of_a_thousand_saves_none_is_lost() {
    let (_, lost) = try_saves(1000, 11);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
