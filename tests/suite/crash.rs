//! Runs that are killed, that find the disk full, and that meet another run.
//!
//! The project has a thousand documents. Between two extractions its author
//! has edited, added, renamed and removed some of them, so that every kind of
//! file is written, moved and removed.

#![cfg(unix)]
#![expect(clippy::print_stdout, reason = "a measurement reports")]

use super::support::walk;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How many documents the project has, and how many moments are tried.
const DOCUMENTS: usize = 1000;
const MOMENTS: usize = 500;

/// Files with their bytes, by path in their folder.
type Files = BTreeMap<String, Vec<u8>>;

fn read(folder: &Path) -> Files {
    let mut paths = Vec::new();
    if folder.is_dir() {
        walk(folder, &mut paths);
    }
    let name = |path: &Path| {
        path.strip_prefix(folder)
            .expect("inside")
            .to_str()
            .expect("UTF-8")
            .to_owned()
    };
    paths
        .into_iter()
        .map(|path| (name(&path), fs::read(&path).expect("a file")))
        .collect()
}

/// Makes a folder hold these files and no others, writing what differs.
fn restore(folder: &Path, wanted: &Files) {
    let present = read(folder);
    for path in present.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("removed");
    }
    for (path, bytes) in wanted
        .iter()
        .filter(|(path, bytes)| present.get(*path) != Some(bytes))
    {
        let full = folder.join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("made");
        fs::write(full, bytes).expect("written");
    }
}

fn text(document: usize, edited: bool) -> String {
    let mut out = format!("# Document {document}\n\n");
    for sentence in 0..6 {
        let what = if edited && sentence % 3 == 0 {
            "gave all"
        } else {
            "gave away"
        };
        let _ = write!(
            out,
            "In street {document} house {sentence} {what} its {} masks. ",
            document * 7 + sentence
        );
    }
    out.trim_end().to_owned() + "\n"
}

fn name(document: usize) -> String {
    format!("content/part {}/d{document}.md", document % 7)
}

/// A project as its author left it, and what `extract` makes of it.
struct Scene {
    folder: PathBuf,
    before: Files,
    after: Files,
}

impl Scene {
    /// Makes a project with its translations in `folder`, edits it, and
    /// extracts once without disturbance.
    fn new(folder: &Path, documents: usize) -> Self {
        let write = |path: &str, text: &str| {
            let full = folder.join(path);
            fs::create_dir_all(full.parent().expect("a folder")).expect("made");
            fs::write(full, text).expect("written");
        };
        write(
            "fluentdown.toml",
            "source = \"en\"\nlocales = [\"es\"]\n[[edition]]\nname = \"es\"\nlocale = \"es\"\nformats = [\"md\"]\n",
        );
        for document in 0..documents {
            write(&name(document), &text(document, false));
        }
        let folder = folder.to_owned();
        ends_well(&folder, &["extract"]);
        for (path, bytes) in read(&folder.join("locales/es")) {
            let stubs = String::from_utf8(bytes).expect("UTF-8");
            let mut said = "";
            let lines = stubs.lines().map(|line| {
                said = line.strip_prefix("# EN: ").unwrap_or(said);
                match line.strip_prefix("# ") {
                    Some(stub) if stub.ends_with(" =") => format!("{stub} Hecho: {said}"),
                    _ => line.to_owned(),
                }
            });
            fs::write(
                folder.join("locales/es").join(path),
                lines.collect::<Vec<_>>().join("\n") + "\n",
            )
            .expect("written");
        }
        ends_well(&folder, &["extract"]);
        // What leaves goes to the attic; the edit below brings it back.
        let parts = |document: usize| {
            let whole = text(document, false);
            let at = whole
                .find(&format!("In street {document} house 5"))
                .expect("a sentence");
            (
                whole[..at].trim_end().to_owned() + "\n",
                whole[at..].to_owned(),
            )
        };
        for document in (0..documents).filter(|one| one % 10 == 7) {
            fs::write(folder.join(name(document)), parts(document).0).expect("written");
        }
        ends_well(&folder, &["extract"]);
        for document in 0..documents {
            let path = folder.join(name(document));
            match document % 10 {
                7 => fs::write(path, text(document, false)).expect("written"),
                8 => fs::write(path, parts(document).0).expect("written"),
                9 => fs::write(path, text(document, false) + "\n" + &parts(document - 1).1)
                    .expect("written"),
                0..3 => fs::write(path, text(document, true)).expect("written"),
                3 => fs::remove_file(path).expect("removed"),
                4 => fs::rename(&path, folder.join(format!("content/moved-{document}.md")))
                    .expect("moved"),
                5 => fs::write(
                    folder.join(format!("content/new-{document}.md")),
                    text(document + 5000, false),
                )
                .expect("written"),
                _ => {}
            }
        }
        let before = read(&folder.join("locales"));
        ends_well(&folder, &["extract"]);
        let after = read(&folder.join("locales"));
        let differ = after
            .iter()
            .filter(|(path, bytes)| before.get(*path) != Some(bytes))
            .count();
        assert!(differ > documents / 2, "{differ}");
        let count = |files: &Files| {
            let all = files
                .iter()
                .filter(|(path, _)| path.starts_with("es/") && path.ends_with(".ftl"));
            all.map(|(_, text)| String::from_utf8_lossy(text).matches("= Hecho: ").count())
                .sum::<usize>()
        };
        assert_eq!(count(&before), count(&after), "no translation is lost");
        assert!(after.contains_key("es/attic.ftl"));
        Self {
            folder,
            before,
            after,
        }
    }

    fn rewind(&self) {
        restore(&self.folder.join("locales"), &self.before);
    }

    /// Asserts that each file is whole, old or new; returns how many are new.
    #[track_caller]
    fn is_whole(&self) -> usize {
        let mut new = 0;
        let now = read(&self.folder.join("locales"));
        for (path, bytes) in now.iter().filter(|(path, _)| !is_temporary(path)) {
            let is_new = self.after.get(path) == Some(bytes);
            assert!(
                is_new || self.before.get(path) == Some(bytes),
                "{path} is torn"
            );
            new += usize::from(is_new && self.before.get(path) != Some(bytes));
        }
        for path in self.before.keys() {
            assert!(
                now.contains_key(path) || !self.after.contains_key(path),
                "{path} is gone"
            );
            new += usize::from(!now.contains_key(path));
        }
        new
    }

    /// Runs once more, and asserts that all is as if nothing had happened.
    #[track_caller]
    fn settles(&self) {
        let ended = run(&self.folder, &["extract"])
            .wait_with_output()
            .expect("it ends");
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
        let now = read(&self.folder.join("locales"));
        for (path, bytes) in &self.after {
            let present = now.get(path).map(|bytes| String::from_utf8_lossy(bytes));
            assert_eq!(present, Some(String::from_utf8_lossy(bytes)), "{path}");
        }
        let names: BTreeSet<&String> = now
            .keys()
            .filter(|path| !self.after.contains_key(*path))
            .collect();
        assert_eq!(names, BTreeSet::new(), "nothing is left behind");
    }
}

fn is_temporary(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with(".fluentdown-"))
}

fn run(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_fluentdown"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs")
}

#[track_caller]
fn ends_well(folder: &Path, args: &[&str]) {
    let ended = run(folder, args).wait_with_output().expect("it ends");
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}

/// Moments that are spread evenly, the same on each run.
fn moments(count: usize, whole: Duration) -> impl Iterator<Item = Duration> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..count).map(move |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        whole.mul_f64(f64::from(u32::try_from(state >> 40).expect("24 bits")) / f64::from(1 << 24))
    })
}

/// A folder in memory, where there is one: a sync costs nothing there.
fn fast() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.expect("a temporary folder")
}

/// Kills `extract` at `count` moments of its run, with `signal`.
fn kill_at(scene: &Scene, count: usize, signal: &str) {
    if signal == "-INT" && super::support::ignores_interrupts() {
        return;
    }
    // The quickest of three: on a busy machine the first may take long.
    let time = |_| {
        scene.rewind();
        let start = Instant::now();
        ends_well(&scene.folder, &["extract", "--quiet"]);
        start.elapsed()
    };
    let whole = (0..3).map(time).min().expect("three runs");
    let (mut killed, mut midway, mut left) = (0, 0, 0);
    for moment in moments(count, whole) {
        scene.rewind();
        let mut child = run(&scene.folder, &["extract", "--quiet"]);
        std::thread::sleep(moment);
        let sent = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(sent.is_ok());
        let ended = child.wait().expect("it ends");
        killed += usize::from(ended.signal().is_some());
        let new = scene.is_whole();
        let all = read(&scene.folder.join("locales"));
        midway += usize::from(new > 0 && all != scene.after);
        left += all.keys().filter(|path| is_temporary(path)).count();
        scene.settles();
    }
    println!(
        "{signal}: {count} moments, {killed} killed, {midway} with some files new and some old, {left} temporary files left and cleared"
    );
    assert!(killed > 0, "no run was killed");
}

#[test]
fn a_killed_run_leaves_every_file_whole_and_the_next_one_settles() {
    let folder = fast();
    let scene = Scene::new(folder.path(), 40);
    kill_at(&scene, 12, "-KILL");
    kill_at(&scene, 4, "-INT");
}

#[test]
#[ignore = "kills 500 runs over 1,000 documents, some minutes; cargo test --release --test suite crash -- --ignored --nocapture"]
fn five_hundred_killed_runs() {
    let folder = fast();
    let scene = Scene::new(folder.path(), DOCUMENTS);
    kill_at(&scene, MOMENTS, "-KILL");
    kill_at(&scene, MOMENTS / 25, "-INT");
    kill_at(&scene, MOMENTS / 25, "-TERM");
}

/// A file that takes the room that is left, but for `spare` bytes.
fn fill(folder: &Path, spare: u64) {
    use std::io::Write as _;
    let ballast = folder.join("ballast");
    let mut file = fs::File::create(&ballast).expect("a file");
    while file.write_all(&[0; 4096]).is_ok() {}
    let size = fs::metadata(&ballast).expect("a file").len();
    file.set_len(size.saturating_sub(spare)).expect("cut");
}

/// A small file system, as long as it lives.
struct Small(tempfile::TempDir);

impl Small {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=24m,nr_inodes=40k", "tmpfs"])
            .arg(folder.path())
            .output();
        done.is_ok_and(|done| done.status.success())
            .then_some(Self(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
#[ignore = "mounts a small file system, as root; cargo test --release --test suite crash -- --ignored --nocapture"]
fn a_full_disk_is_reported_and_tears_nothing() {
    let Some(small) = Small::mount() else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    let folder = small.0.path().join("project");
    fs::create_dir(&folder).expect("made");
    let scene = Scene::new(&folder, 300);
    let (mut full, mut left_open) = (0, 0);
    for step in 0..60 {
        scene.rewind();
        fill(small.0.path(), step * 60 * 1024);
        let ended = run(&scene.folder, &["extract"])
            .wait_with_output()
            .expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        let new = scene.is_whole();
        if !ended.status.success() {
            assert_eq!(ended.status.code(), Some(2), "{said}");
            assert!(
                said.contains("/project/")
                    && said.contains("No space left")
                    && said.contains("help: the disk is full"),
                "{said}"
            );
            full += 1;
            // What was written is taken back, or there was no room for that
            // either, and the next run does it.
            let open = scene.folder.join(".fluentdown-undo").exists();
            assert!(open || new == 0, "{new} files are new: {said}");
            left_open += usize::from(open);
        }
        let left = read(&scene.folder.join("locales"));
        assert!(
            !left.keys().any(|path| is_temporary(path)),
            "a temporary file is left"
        );
        fs::remove_file(small.0.path().join("ballast")).expect("removed");
        scene.settles();
    }
    println!(
        "60 runs with little room: {full} found the disk full, {left_open} of them left it to the next run to take back what was written"
    );
    assert!(full > 5);
}

#[test]
fn a_file_that_may_not_grow_is_reported_and_tears_nothing() {
    let folder = fast();
    let scene = Scene::new(folder.path(), 40);
    let mut refused = 0;
    for blocks in [1, 2, 4, 8, 16, 32] {
        scene.rewind();
        // Without the trap the signal would end the run.
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" extract");
        let ended = Command::new("bash")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_fluentdown")])
            .current_dir(&scene.folder)
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        scene.is_whole();
        if !ended.status.success() {
            assert_eq!(ended.status.code(), Some(2), "{said}");
            assert!(
                said.contains("cannot write `") && said.contains("help: "),
                "{said}"
            );
            refused += 1;
        }
        scene.settles();
    }
    assert!(refused > 0);
}

/// Whether a command came to an end of its own: an import may refuse rows, and
/// wants the resources in step.
fn is_an_end(done: &std::process::Output) -> bool {
    let said = String::from_utf8_lossy(&done.stderr);
    done.status.code().is_some_and(|code| code < 2)
        || said.contains("run `fluentdown extract` first")
}

/// Runs two commands at once, `count` times from the same state.
fn race(
    scene: &Scene,
    first: &[&str],
    second: &[&str],
    count: usize,
    mut ended: impl FnMut(),
) -> usize {
    let mut waited = 0;
    for round in 0..count {
        scene.rewind();
        let (first, second) = if round % 2 == 0 {
            (first, second)
        } else {
            (second, first)
        };
        let one = run(&scene.folder, first);
        std::thread::sleep(Duration::from_millis(round as u64 % 7));
        let two = run(&scene.folder, second);
        for child in [one, two] {
            let done = child.wait_with_output().expect("it ends");
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(is_an_end(&done), "{said}");
            waited += usize::from(said.contains("waiting for another run of fluentdown to end"));
        }
        ended();
    }
    waited
}

#[test]
fn two_runs_at_once_end_as_one_after_the_other() {
    let folder = fast();
    let scene = Scene::new(folder.path(), 30);
    let locales = scene.folder.join("locales");
    let mut waited = race(&scene, &["extract"], &["extract"], 4, || {
        assert!(read(&locales) == scene.after)
    });

    // Extract and build.
    ends_well(&scene.folder, &["build"]);
    let dist = scene.folder.join("dist");
    let built = read(&dist);
    assert!(built.len() > 30);
    waited += race(&scene, &["extract"], &["build"], 4, || {
        assert!(read(&locales) == scene.after);
        assert!(read(&dist) == built);
    });

    // Extract and import, which takes its rows only behind the extraction.
    scene.rewind();
    ends_well(
        &scene.folder,
        &["export", "--locale", "es", "--out", "es.csv"],
    );
    let table = fs::read_to_string(scene.folder.join("es.csv")).expect("a table");
    assert!(table.contains("Hecho: "));
    fs::write(
        scene.folder.join("es.csv"),
        table.replace("Hecho: ", "Importado: "),
    )
    .expect("written");
    let mut ends: Vec<Files> = Vec::new();
    for order in [["extract", "import"], ["import", "extract"]] {
        scene.rewind();
        for command in order {
            let args = if command == "import" {
                &["import", "--locale", "es", "es.csv"][..]
            } else {
                &["extract"][..]
            };
            let ended = run(&scene.folder, args)
                .wait_with_output()
                .expect("it ends");
            assert!(is_an_end(&ended), "{command}: {ended:?}");
        }
        ends.push(read(&locales));
    }
    let taken = |files: &Files| {
        files
            .values()
            .any(|text| String::from_utf8_lossy(text).contains("= Importado: "))
    };
    assert!(taken(&ends[0]) && !taken(&ends[1]));
    waited += race(
        &scene,
        &["extract"],
        &["import", "--locale", "es", "es.csv"],
        4,
        || {
            let now = read(&locales);
            assert!(ends.contains(&now), "neither order gives this");
        },
    );
    println!("12 pairs of runs, {waited} said that they waited");
    assert!(waited > 0);
}

#[test]
fn a_lock_ends_with_the_run_that_was_killed() {
    let folder = fast();
    let scene = Scene::new(folder.path(), 60);
    scene.rewind();
    let mut child = run(&scene.folder, &["extract"]);
    std::thread::sleep(Duration::from_millis(3));
    child.kill().expect("killed");
    child.wait().expect("it ends");
    let start = Instant::now();
    scene.settles();
    assert!(start.elapsed() < Duration::from_secs(20));
    // Nothing that locks is left lying about.
    let names: Vec<_> = fs::read_dir(&scene.folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}
