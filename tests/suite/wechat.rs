//! Articles for WeChat: what is written, and what stands in an editor after
//! the button was pressed.

use super::browser;
use super::looks::{every_mark, package, release};
use super::support::Sandbox;
use std::path::Path;
use std::process::Command;

const CONFIG: &str = "locales = [\"zh\"]\n[[edition]]\nname = \"weifang\"\nlocale = \"zh-Hans-CN\"\nformats = [\"html\", \"wechat\"]\n";
const KITE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><path d=\"M0 0h20v10z\"/></svg>";

fn project(document: &str) -> Sandbox {
    Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/a/doc.md", document)
        .file("content/a/kite.svg", KITE)
        .file("art/outer.svg", KITE)
}

#[test]
fn an_article_has_its_pictures_beside_it_and_in_the_page() {
    let sandbox = project(
        "# Kites\n\n![Kite](kite.svg) ![Outer](../../art/outer.svg) ![Gone](https://x.example/y.png)\n",
    );
    sandbox.run(&["build"]).code(0);
    let fragment = sandbox.read("dist/weifang/a/doc.wechat.html");
    assert!(
        fragment.contains("<img src=\"kite.wechat.png\" alt=\"Kite\""),
        "{fragment}"
    );
    assert!(
        fragment.contains("<img src=\"../_files/art/outer.wechat.png\" alt=\"Outer\""),
        "{fragment}"
    );
    assert!(
        fragment.contains("[1] https://x.example/y.png</p>"),
        "{fragment}"
    );
    let page = sandbox.read("dist/weifang/a/doc.wechat-copy.html");
    assert_eq!(
        page.matches("src=\"data:image/png;base64,iVBORw0KGgo")
            .count(),
        2
    );
    for path in ["a/kite.wechat.png", "_files/art/outer.wechat.png"] {
        let png = std::fs::read(sandbox.path(&format!("dist/weifang/{path}"))).expect("a PNG");
        // 20 CSS pixels, two pixels to each: the header says 40 by 20.
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&png[16..24], [0, 0, 0, 40, 0, 0, 0, 20]);
    }
}

#[test]
fn what_is_not_made_any_more_goes_and_other_formats_leave_it_alone() {
    let sandbox = project("![Kite](kite.svg)\n");
    sandbox.write("content/b.wechat.md", "Text.\n");
    sandbox.run(&["build"]).code(0);
    let all = [
        "a/doc.html",
        "a/doc.wechat.html",
        "a/doc.wechat-copy.html",
        "a/kite.wechat.png",
        "b.wechat.html",
        "b.wechat.wechat.html",
        "index.html",
    ];
    let there = || all.map(|path| sandbox.path(&format!("dist/weifang/{path}")).exists());
    assert_eq!(there(), [true; 7]);
    for format in ["html", "wechat"] {
        sandbox.run(&["build", "--to", format]).code(0);
        assert_eq!(there(), [true; 7], "{format}");
    }
    let again = sandbox.run(&["build"]);
    assert!(again.stderr.contains("0 files written"), "{}", again.stderr);
    sandbox.edit("fluentdown.toml", "\"html\", \"wechat\"", "\"html\"");
    sandbox.run(&["build"]).code(0);
    assert_eq!(there(), [true, false, false, false, true, false, true]);
}

#[test]
fn a_picture_that_is_no_picture_stops_nothing() {
    let sandbox = project("![Kite](kite.svg)\n\n![Other](other.svg)\n");
    sandbox.write("content/a/kite.svg", "<svg");
    sandbox.write(
        "content/a/other.svg",
        KITE.replace(
            "<path",
            "<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/><text>x</text><path",
        ),
    );
    let built = sandbox.run(&["build"]).code(1);
    assert!(
        built.stdout.contains("[undrawable-picture]")
            || built.stderr.contains("[undrawable-picture]")
    );
    let checked = sandbox.run(&["check"]).code(1);
    let said = format!("{}{}", checked.stdout, checked.stderr);
    for part in [
        "[undrawable-picture]",
        "content/a/kite.svg",
        "[partial-picture]",
        "content/a/other.svg",
        "`image`",
        "`text`",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let fragment = sandbox.read("dist/weifang/a/doc.wechat.html");
    assert!(
        fragment.contains("Kite") && !fragment.contains("kite.wechat.png"),
        "{fragment}"
    );
    assert!(fragment.contains("other.wechat.png"));
}

#[test]
fn a_png_takes_the_place_of_no_other_file() {
    let sandbox = project("![Kite](kite.svg)\n").file("content/a/kite.wechat.png", "mine");
    let built = sandbox.run(&["build"]).code(1);
    let said = format!("{}{}", built.stdout, built.stderr);
    assert!(said.contains("[output-collision]"), "{said}");
    assert_eq!(sandbox.read("dist/weifang/a/kite.wechat.png"), "mine");
    let sandbox = project("Text.\n").file("content/a/doc.wechat.md", "Other text.\n");
    let built = sandbox.run(&["build"]).code(1);
    let said = format!("{}{}", built.stdout, built.stderr);
    assert!(said.contains("a/doc.wechat.html"), "{said}");
}

#[test]
fn a_translation_shows_no_file_that_it_may_not() {
    let sandbox = project("![Kite](kite.svg)\n");
    sandbox.run(&["extract", "--quiet"]).code(0);
    for address in [
        "../../art/outer.svg",
        "../_files/art/outer.svg",
        "../_files/art/outer.wechat.png",
        "/etc/passwd",
        "../../../x.svg",
    ] {
        sandbox.write(
            "locales/zh/a/doc.md.ftl",
            format!("kite = ![风筝]({address})\n"),
        );
        sandbox.run(&["build", "--quiet"]);
        let fragment = sandbox.read("dist/weifang/a/doc.wechat.html");
        assert!(
            !fragment.contains("outer") && !fragment.contains("passwd"),
            "{fragment}"
        );
        assert!(!sandbox.path("dist/weifang/_files").exists());
    }
}

/// Presses the button of a page and pastes; `None` where something is not installed.
fn pasted(sandbox: &Sandbox, page: &str, way: &str) -> Option<serde_json::Value> {
    let chromium = browser::chromium()?;
    let playwright = package("playwright-core")?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/browser/paste.mjs");
    let output = Command::new("node")
        .arg(script)
        .arg(chromium)
        .arg(format!("file://{}", sandbox.path(page).display()))
        .arg(way)
        .env("NODE_PATH", playwright.parent()?)
        .output()
        .expect("node runs");
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{wrong}");
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

/// A text without its spaces.
fn close(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
#[ignore = "needs Chromium, node, and playwright-core in NODE_PATH; cargo test --release --test suite wechat -- --ignored"]
fn the_article_stands_after_it_is_pasted() {
    let sandbox = release();
    sandbox.run(&["build", "--quiet"]).code(0);
    let page = "dist/weifang/releases/2020-09-17-weifang-guaranda.wechat-copy.html";
    // The article as a wire service gets it, from another renderer.
    let text = sandbox.read("dist/weifang/releases/2020-09-17-weifang-guaranda.md");
    for way in ["clipboard", "selection"] {
        let Some(seen) = pasted(&sandbox, page, way) else {
            return;
        };
        assert_eq!(seen["said"], "copied", "{way}: {seen}");
        assert_eq!(seen["wrong"], serde_json::json!([]), "{way}");
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings.len(), 8);
        let shown: Vec<String> = seen["headings"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| {
                one.as_str()
                    .expect("text")
                    .replace("h1 ", "# ")
                    .replace("h2 ", "## ")
            })
            .collect();
        assert_eq!(shown, headings, "{way}");
        let picture = &seen["pictures"][0];
        assert_eq!(seen["pictures"].as_array().map(Vec::len), Some(1));
        assert_eq!(picture["type"], "data:image/png;");
        assert_eq!(picture["width"], 1080);
        assert!(
            picture["alt"]
                .as_str()
                .is_some_and(|alt| alt.contains("风筝"))
        );
        assert!(picture["shown"].as_u64().is_some_and(|width| width <= 390));
        assert_eq!(
            (&seen["items"], &seen["emptyItems"]),
            (&4.into(), &0.into())
        );
        assert_eq!((&seen["rows"], &seen["links"]), (&6.into(), &0.into()));
        assert_eq!(seen["strong"], 3);
        // The styles are the elements' own.
        assert_eq!(
            (&seen["heading"], &seen["cell"]),
            (&"22px".into(), &"1px".into())
        );
        assert_eq!(seen["wide"], 0);
        // Each paragraph, in its order.
        let shown = close(seen["text"].as_str().expect("text"));
        let mut at = 0;
        let body = text.splitn(3, "---\n").nth(2).expect("front matter");
        for line in body.lines() {
            let line = line
                .trim_start_matches(['#', '-', ' ', '|'])
                .replace("**", "");
            let line = line.split('|').next().unwrap_or_default().trim();
            if line.is_empty() || line.starts_with('!') || line.chars().all(|c| "-:".contains(c)) {
                continue;
            }
            let found = shown[at..].find(&close(line));
            assert!(found.is_some(), "{way}: {line} in {}", &shown[at..]);
            at += found.unwrap_or(0) + close(line).len();
        }
    }
}

#[test]
#[ignore = "needs Chromium, node, and playwright-core in NODE_PATH; cargo test --release --test suite wechat -- --ignored"]
fn every_mark_stands_after_it_is_pasted() {
    let sandbox = every_mark();
    sandbox.run(&["build", "--quiet"]).code(0);
    for way in ["clipboard", "selection"] {
        let Some(seen) = pasted(&sandbox, "dist/en/marks.wechat-copy.html", way) else {
            return;
        };
        assert_eq!(seen["said"], "copied", "{way}: {seen}");
        assert_eq!(
            (&seen["wrong"], &seen["links"]),
            (&serde_json::json!([]), &0.into())
        );
        let text = close(seen["text"].as_str().expect("text"));
        for part in [
            "emphasis,strongwords",
            "anote[2]andanother[3]",
            "thefirstagain[2]",
            "fnmain(){",
            "Itstext,withalink",
        ] {
            assert!(text.contains(part), "{way}: {part} in {text}");
        }
        assert_eq!(
            (&seen["items"], &seen["emptyItems"]),
            (&8.into(), &0.into())
        );
        assert_eq!(seen["pictures"].as_array().map(Vec::len), Some(2));
    }
}
