use super::*;
use std::io::Write as _;

fn root() -> (tempfile::TempDir, Root) {
    let folder = tempfile::tempdir().unwrap();
    let root = Root::open(folder.path()).unwrap();
    (folder, root)
}

fn print(text: &str) -> Was {
    Some(Print::of(text.as_bytes()))
}

/// The files of a folder with what they hold.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
    {
        let entry = entry.unwrap();
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            let name = entry.path().strip_prefix(folder).unwrap();
            let text = fs::read_to_string(entry.path()).unwrap();
            found.push((name.to_string_lossy().into_owned(), text));
        }
    }
    found.sort();
    found
}

fn held(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    list.iter().map(owned).collect()
}

fn clash(path: &str, beside: Option<&str>) -> Clash {
    Clash {
        path: path.to_owned(),
        beside: beside.map(str::to_owned),
    }
}

/// Does what a kind of file system does: whether it can exchange names.
fn on_each(test: impl Fn(&Path, &Root)) {
    for can in [true, false] {
        super::super::swap::CANNOT.set(!can);
        let (folder, root) = root();
        test(folder.path(), &root);
        super::super::swap::CANNOT.set(false);
    }
}

#[test]
fn only_what_was_read_is_replaced() {
    // Outputs are not looked at first: what came out is.
    for care in [Care::Shared, Care::Output, Care::Own, Care::Given] {
        on_each(|folder, root| {
            fs::write(folder.join("a"), "saved").unwrap();
            let changes = Changes::new(root, care);
            assert_eq!(
                changes.write("a", print("read"), b"ours").unwrap(),
                Put::Left
            );
            assert_eq!(changes.write("a", None, b"ours").unwrap(), Put::Left);
            assert_eq!(
                changes.write("gone", print("read"), b"ours").unwrap(),
                Put::Left
            );
            assert_eq!(changes.remove("a", Print::of(b"read")).unwrap(), Put::Left);
            assert_eq!(
                changes.write("a", print("saved"), b"ours").unwrap(),
                Put::Done
            );
            assert_eq!(changes.write("b/c", None, b"ours").unwrap(), Put::Done);
            let left = [clash("a", None), clash("gone", None)];
            assert_eq!(changes.finish().unwrap(), left, "{care:?}");
            assert_eq!(files(folder), held(&[("a", "ours"), ("b/c", "ours")]));
        });
    }
}

#[test]
fn a_removed_file_takes_its_empty_folders_along() {
    on_each(|folder, root| {
        fs::create_dir_all(folder.join("b/c")).unwrap();
        fs::write(folder.join("b/c/d"), "read").unwrap();
        let put = root.remove(Care::Shared, "b/c/d", Print::of(b"read"));
        assert_eq!(put.unwrap(), Put::Done);
        assert!(!folder.join("b").exists());
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_has_the_file_open_gets_it_back() {
    let (folder, root) = root();
    let folder = folder.path();
    for name in ["a", "b"] {
        fs::write(folder.join(name), "read").unwrap();
    }
    let open = |name: &str| {
        fs::File::options()
            .append(true)
            .open(folder.join(name))
            .unwrap()
    };
    let (mut a, mut b) = (open("a"), open("b"));
    let changes = Changes::new(&root, Care::Shared);
    assert_eq!(
        changes.write("a", print("read"), b"ours").unwrap(),
        Put::Done
    );
    assert_eq!(changes.remove("b", Print::of(b"read")).unwrap(), Put::Done);
    a.write_all(b" and more").unwrap();
    b.write_all(b" and more").unwrap();
    let clashes = changes.finish().unwrap();
    assert_eq!(clashes, [clash("a", None), clash("b", None)]);
    let kept = held(&[("a", "read and more"), ("b", "read and more")]);
    assert_eq!(files(folder), kept);
}

#[cfg(target_os = "linux")]
#[test]
fn of_two_saves_the_newer_one_stays_and_the_other_is_beside() {
    let (folder, root) = root();
    let folder = folder.path();
    fs::write(folder.join("a"), "read").unwrap();
    fs::write(folder.join("b"), "read").unwrap();
    fs::write(folder.join("a.before"), "earlier").unwrap();
    let open = |name: &str| {
        fs::File::options()
            .append(true)
            .open(folder.join(name))
            .unwrap()
    };
    let (mut a, mut b) = (open("a"), open("b"));
    let changes = Changes::new(&root, Care::Shared);
    changes.write("a", print("read"), b"ours").unwrap();
    changes.remove("b", Print::of(b"read")).unwrap();
    a.write_all(b" and more").unwrap();
    b.write_all(b" and more").unwrap();
    fs::write(folder.join("a"), "second").unwrap();
    fs::write(folder.join("b"), "second").unwrap();
    let clashes = changes.finish().unwrap();
    let told = [clash("a", Some("a.before-2")), clash("b", Some("b.before"))];
    assert_eq!(clashes, told);
    let kept = [
        ("a", "second"),
        ("a.before", "earlier"),
        ("a.before-2", "read and more"),
        ("b", "second"),
        ("b.before", "read and more"),
    ];
    assert_eq!(files(folder), held(&kept));
}

#[cfg(unix)]
#[test]
fn a_link_or_a_folder_in_its_place_is_left() {
    on_each(|folder, root| {
        fs::write(folder.join("else"), "read").unwrap();
        std::os::unix::fs::symlink("else", folder.join("link")).unwrap();
        fs::create_dir(folder.join("folder")).unwrap();
        let changes = Changes::new(root, Care::Output);
        // Through a link that was there when it was read, the file changes.
        assert_eq!(
            changes.write("link", print("read"), b"ours").unwrap(),
            Put::Done
        );
        assert_eq!(
            changes.write("folder", print("read"), b"ours").unwrap(),
            Put::Left
        );
        assert_eq!(changes.write("folder", None, b"ours").unwrap(), Put::Left);
        changes.finish().unwrap();
        assert!(folder.join("folder").is_dir() && folder.join("link").is_symlink());
        assert_eq!(fs::read_to_string(folder.join("else")).unwrap(), "ours");
    });
}

/// A name as a killed run leaves it, of a file `of` that held `was` and was to
/// hold `new`.
fn left(of: &str, was: &str, new: Option<&str>) -> PathBuf {
    let new = new.map(|text| Print::of(text.as_bytes()));
    spare_name(Path::new(of), Print::of(was.as_bytes()), new)
}

#[cfg(target_os = "linux")]
#[test]
fn a_save_that_a_killed_run_had_in_its_hands_comes_back() {
    let (folder, root) = root();
    let folder = folder.path();
    let put = |name: &Path, text: &str| fs::write(folder.join(name), text).unwrap();
    // What was read, and what was not yet in place, is needed no more.
    put(Path::new("a"), "new");
    put(&left("a", "read", Some("new")), "read");
    put(Path::new("b"), "read");
    put(&left("b", "read", Some("new")), "new");
    put(&left("gone", "read", None), "read");
    put(Path::new(".fluentdown-x.tmp"), "half");
    // These are people's.
    put(Path::new("c"), "new");
    put(&left("c", "read", Some("new")), "saved");
    put(Path::new("d"), "saved twice");
    put(&left("d", "read", Some("new")), "saved");
    put(&left("e", "read", None), "saved");
    put(Path::new(".fluentdown-odd.old"), "whose?");
    let mut clashes = root.sweep("", false).unwrap();
    clashes.sort();
    let told = [
        clash("c", None),
        clash("d", Some("d.before")),
        clash("fluentdown", Some("fluentdown.before")),
    ];
    assert_eq!(clashes, told);
    let kept = [
        (".fluentdown-odd.old", "whose?"),
        ("a", "new"),
        ("b", "read"),
        ("c", "saved"),
        ("d", "saved twice"),
        ("d.before", "saved"),
        ("fluentdown.before", "saved"),
    ];
    assert_eq!(files(folder), held(&kept));
}

#[test]
fn a_print_is_read_as_it_is_shown() {
    for text in ["", "a", "La ciudad"] {
        let print = Print::of(text.as_bytes());
        assert_eq!(Print::parse(&print.to_string()), Some(print));
    }
    for text in [
        "",
        "0",
        "0123456789abcdef",
        "0123456789abcdeg1",
        "+123456789abcdef1",
        "é",
    ] {
        assert_eq!(Print::parse(text), None, "{text}");
    }
}
