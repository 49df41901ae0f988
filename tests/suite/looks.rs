//! The pages in a browser, and before the judges of HTML and of access.

use super::browser;
use super::serve::Serving;
use super::support::{Sandbox, walk};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The project's own release.
pub(crate) fn release() -> Sandbox {
    let sandbox = Sandbox::empty();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["content", "locales"] {
        let mut files = Vec::new();
        walk(&own.join(folder), &mut files);
        for file in files {
            let path = file
                .strip_prefix(own)
                .expect("inside")
                .to_str()
                .expect("UTF-8");
            sandbox.write(path, std::fs::read(&file).expect("read"));
        }
    }
    let config = std::fs::read(own.join("fluentdown.toml")).expect("read");
    sandbox.file("fluentdown.toml", config)
}

/// A project with every mark, hardly translated.
pub(crate) fn every_mark() -> Sandbox {
    let sandbox = Sandbox::fixture("every-mark");
    sandbox.run(&["extract", "--quiet"]).code(0);
    let path = "locales/ar/marks.md.ftl";
    sandbox.edit(path, "# lists =", "lists = قوائم");
    sandbox.edit(path, "# an-item =", "an-item = عنصر");
    sandbox.edit("locales/zh-Hant/marks.md.ftl", "# lists =", "lists = 列表");
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox
}

/// The pages of a project, by path in the folder of the outputs.
fn pages(sandbox: &Sandbox) -> Vec<String> {
    sandbox.run(&["build", "--quiet"]).code(0);
    let (mut files, dist) = (Vec::new(), sandbox.path("dist"));
    walk(&dist, &mut files);
    files.sort();
    files
        .iter()
        .filter(|file| file.extension().is_some_and(|one| one == "html"))
        .map(|file| {
            file.strip_prefix(&dist)
                .expect("inside")
                .to_str()
                .expect("UTF-8")
                .to_owned()
        })
        // A fragment is no page.
        .filter(|page| !page.ends_with(".wechat.html"))
        .collect()
}

#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn skipped(what: &str) {
    println!("skipped: {what}");
}

/// Finds a file of a package that npm installed, through `NODE_PATH`.
pub(crate) fn package(path: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("NODE_PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths)
        .map(|folder| folder.join(path))
        .find(|file| file.exists());
    if found.is_none() {
        skipped(&format!("no {path} in NODE_PATH"));
    }
    found
}

/// Makes the command that looks; the packages are where a module would find them.
fn looker(chromium: &Path, address: &str) -> Option<(tempfile::TempDir, Command)> {
    let playwright = package("playwright-core")?;
    package("axe-core")?;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = folder.path().join("look.mjs");
    std::fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join("browser")
            .join("look.mjs"),
        &script,
    )
    .expect("copied");
    let mut command = Command::new("node");
    command
        .arg(script)
        .arg(chromium)
        .arg(address)
        .env("NODE_PATH", playwright.parent()?);
    Some((folder, command))
}

#[test]
#[ignore = "needs Chromium, node, and playwright-core and axe-core in NODE_PATH; cargo test --release --test suite looks -- --ignored"]
fn pages_are_well_on_a_phone_and_a_screen_in_light_and_dark() {
    let Some(chromium) = browser::chromium() else {
        return;
    };
    for sandbox in [release(), every_mark()] {
        let pages = pages(&sandbox);
        assert!(pages.len() > 6, "{pages:?}");
        let serving = Serving::start(&sandbox);
        let address = format!("http://{}/", serving.host);
        let Some((_folder, mut command)) = looker(&chromium, &address) else {
            return;
        };
        let output = command.arg("").args(&pages).output().expect("node runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let wrong = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.is_empty(),
            "{said}\n{wrong}"
        );
    }
}

#[test]
#[ignore = "needs Chromium, node, and playwright-core and axe-core in NODE_PATH; cargo test --release --test suite looks -- --ignored"]
fn no_line_ends_inside_a_figure_and_the_first_page_chooses() {
    let Some(chromium) = browser::chromium() else {
        return;
    };
    let sandbox = release();
    let mut pages = pages(&sandbox);
    pages.retain(|page| page != "index.html");
    let serving = Serving::start(&sandbox);
    let address = format!("http://{}/", serving.host);
    let Some((_folder, mut command)) = looker(&chromium, &address) else {
        return;
    };
    let output = command
        .arg("lines")
        .args(&pages)
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.is_empty(),
        "{said}\n{wrong}"
    );
}

#[test]
#[ignore = "needs Chromium, node, and playwright-core and axe-core in NODE_PATH; cargo test --release --test suite looks -- --ignored"]
fn an_edit_appears_by_itself_and_a_broken_translation_says_so() {
    let Some(chromium) = browser::chromium() else {
        return;
    };
    let sandbox = release();
    let serving = Serving::start(&sandbox);
    let address = format!("http://{}/", serving.host);
    let page = "releases/2020-09-17-weifang-guaranda";
    let resource = format!("locales/es/{page}.md.ftl");
    let edits = [
        (
            format!("content/{page}.md"),
            "## For newsrooms",
            "## For all newsrooms",
            "wire",
            "For all newsrooms",
        ),
        (
            resource,
            "donará a Guaranda { NUMBER($masks) }",
            "donará a Guaranda { NUMBER($nothing) }",
            "guaranda",
            "unknown variable `$nothing`",
        ),
    ];
    for (file, from, to, edition, text) in edits {
        let Some((_folder, mut command)) = looker(&chromium, &address) else {
            return;
        };
        let path = format!("{edition}/{page}.html");
        let mut child = command
            .args(["reload", &path, text])
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        assert_eq!(lines.next().expect("a line").expect("UTF-8"), "ready");
        sandbox.edit(&file, from, to);
        assert_eq!(lines.next().expect("a line").expect("UTF-8"), "seen");
        assert!(child.wait().expect("it ends").success());
    }
}

#[test]
#[ignore = "needs java, and vnu-jar in NODE_PATH; cargo test --release --test suite looks -- --ignored"]
fn the_validator_of_html_has_nothing_to_say() {
    let Some(jar) = package("vnu-jar/build/dist/vnu.jar") else {
        return;
    };
    for sandbox in [release(), every_mark()] {
        let pages = pages(&sandbox);
        let output = Command::new("java")
            .arg("-jar")
            .arg(&jar)
            .args(["--format", "gnu"])
            .args(pages.iter().map(|page| sandbox.path("dist").join(page)))
            .output();
        let Ok(output) = output else {
            return skipped("no java");
        };
        let said = String::from_utf8_lossy(&output.stderr);
        // WeChat's editor keeps `section` as the element that means nothing.
        let wrong: Vec<&str> = said
            .lines()
            .filter(|line| {
                !(line.contains(".wechat-copy.html\"") && line.contains("Section lacks heading"))
            })
            .collect();
        assert!(output.status.success() && wrong.is_empty(), "{wrong:#?}");
    }
}
