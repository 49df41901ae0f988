//! Any text comes back: through our reader, fluent-syntax, fluent-bundle and,
//! where they are installed, the runtimes of JavaScript and Python.

use super::super::chunk::{Chunk, Kind, write_message};
use super::super::file::File;
use super::*;
use fluent_bundle::{FluentBundle, FluentResource};

/// Pieces that Fluent, its runtimes and editors are known to change.
const NASTY: &[&str] = &[
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{3000}",
    "\u{2003}",
    "\u{feff}",
    "\u{b}",
    "\u{c}",
    "\u{1c}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2068}",
    "\u{2069}",
    "\u{301}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{1f600}",
    "\u{10ffff}",
    "{",
    "}",
    "{{",
    "\"",
    "\\",
    "\\u",
    "\\u0041",
    "{ $x }",
    "{ \"",
    "\" }",
    ".",
    ".a = b",
    "[",
    "[one]",
    "*",
    "*[other]",
    "#",
    "# c",
    "-",
    "-t = x",
    "=",
    "a = b",
    "$",
    "->",
    "a",
    "b",
    "é",
    "中",
    "、",
    "字。",
    "word",
    "two words",
    "<b>",
    "&amp;",
    "0",
];

/// A generator of numbers that is the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("small")
    }

    /// Mostly nasty pieces; sometimes any characters, or only blanks.
    fn text(&mut self) -> String {
        let length = self.below(12);
        let kind = self.below(8);
        let one = |dice: &mut Self| match kind {
            0 => char::from_u32(u32::try_from(dice.below(0x11_0000)).expect("small"))
                .map_or_else(String::new, String::from),
            1 => NASTY[dice.below(18)].to_owned(),
            _ => NASTY[dice.below(NASTY.len())].to_owned(),
        };
        (0..length).map(|_| one(self)).collect()
    }
}

fn pattern_of(text: &str) -> String {
    from_parts(&[Part::Text(text)])
}

/// Reads the pattern as it stands in a file, then formats it.
fn formatted(message: &str) -> String {
    let resource = FluentResource::try_new(message.to_owned()).expect(message);
    let mut bundle = FluentBundle::default();
    bundle.set_use_isolating(false);
    bundle.add_resource(&resource).expect("one message");
    let value = bundle.get_message("m").and_then(|m| m.value());
    let mut errors = Vec::new();
    let text = bundle.format_pattern(value.expect(message), None, &mut errors);
    assert!(errors.is_empty(), "{errors:?}: {message}");
    text.into_owned()
}

fn comes_back(text: &str) {
    let pattern = pattern_of(text);
    for eol in ["\n", "\r\n"] {
        let message = write_message("m", &pattern, eol);
        assert_eq!(formatted(&message), text, "{message}");
        let before = format!("# c{eol}a = A{eol}{eol}");
        let file = File::parse(&format!("{before}{message}{eol}z = Z{eol}"));
        let chunk = &file.chunks[2];
        assert_eq!(
            (chunk.id.as_str(), chunk.pattern().as_deref()),
            ("m", Some(&*pattern)),
            "{message}"
        );
    }
    let mut chunk = Chunk::new(
        Kind::Message,
        "m",
        String::new(),
        "m =\n    old\n    text\n".into(),
    );
    chunk.set_pattern(&pattern, "\n");
    assert_eq!(formatted(&chunk.body), text, "{}", chunk.body);
}

#[test]
fn known_traps_come_back() {
    for text in [
        "",
        " ",
        "\n",
        "\n\n",
        " \n ",
        "a\n\nb",
        "a\n  b",
        "{ $x }",
        "**a**\nb",
        ".a\n.b",
        "[x]\n[y]\n*z",
        "\ra\r\nb\r",
        "a\u{a0}",
        "\u{3000}中",
        "C:\\usuários",
        "a \\",
        "\"",
        "\u{feff}a",
        "a\t",
        "\tb",
    ] {
        comes_back(text);
    }
    for (text, pattern) in [
        ("潍坊", "潍坊"),
        ("\u{3000}潍坊 ", "\u{3000}潍坊{ \" \" }"),
        ("{{x}}", "{ \"{{\" }x{ \"}}\" }"),
        ("a\r\n*b", "a{ \"\\u000D\" }\n{ \"*\" }b"),
    ] {
        assert_eq!(pattern_of(text), pattern);
    }
}

#[test]
fn more_than_a_hundred_braces_come_back() {
    let text = "{a} ".repeat(150) + "\n *b";
    comes_back(&text);
    assert_eq!(pattern_of(&text).matches("{ \"").count(), 1);
}

#[test]
fn twenty_thousand_random_texts_come_back() {
    let mut dice = Dice(0x5eed_0001);
    (0..20_000).for_each(|_| comes_back(&dice.text()));
}

#[test]
#[ignore = "takes minutes; run with: cargo test --release --lib a_million -- --ignored"]
fn a_million_random_texts_come_back() {
    let mut dice = Dice(0x5eed_0002);
    (0..1_000_000).for_each(|_| comes_back(&dice.text()));
}

/// Formats texts with another runtime: the script reads an array of
/// `[resource, text]` and prints how many texts came back, or the first that
/// did not. Skips where the runtime is not installed.
fn in_another_runtime(name: &str, command: &str, flag: &str, script: &str) {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut dice = Dice(0x5eed_0003);
    let pairs: Vec<(String, String)> = (0..20_000)
        .map(|_| dice.text())
        .map(|text| (write_message("m", &pattern_of(&text), "\n"), text))
        .collect();
    let run = Command::new(command)
        .args([flag, script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let said = run.map_or_else(
        |_| "absent".to_owned(),
        |mut child| {
            let json = serde_json::to_vec(&pairs).expect("JSON");
            // A script that finds no runtime ends before it reads.
            let _ = child.stdin.take().expect("piped").write_all(&json);
            let output = child.wait_with_output().expect("it ends");
            String::from_utf8_lossy(&output.stdout).into_owned()
        },
    );
    if said.trim() == "absent" {
        eprintln!("skipped: {name} is not installed");
        return;
    }
    assert_eq!(said.trim(), "20000 came back", "{name}");
}

const PYTHON: &str = r#"
import json, sys
try:
    from fluent.runtime import FluentBundle, FluentResource
except ImportError:
    sys.exit(print("absent"))
good = 0
pairs = json.loads(sys.stdin.buffer.read())
for resource, text in pairs:
    bundle = FluentBundle(["en"], use_isolating=False)
    bundle.add_resource(FluentResource(resource))
    value, errors = bundle.format_pattern(bundle.get_message("m").value, {})
    if errors or value != text:
        sys.exit(print("wrong:", repr(resource), repr(text), repr(value), errors))
    good += 1
print(good, "came back")
"#;

const NODE: &str = r#"
const fs = require("fs");
let fluent;
try { fluent = require(process.env.FLUENT_BUNDLE || "@fluent/bundle"); } catch { console.log("absent"); process.exit(); }
let good = 0;
for (const [resource, text] of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const bundle = new fluent.FluentBundle("en", { useIsolating: false });
  bundle.addResource(new fluent.FluentResource(resource));
  const errors = [], message = bundle.getMessage("m");
  const value = message && message.value !== null ? bundle.formatPattern(message.value, {}, errors) : null;
  if (errors.length || value !== text) { console.log("wrong:", JSON.stringify([resource, text, value])); process.exit(); }
  good += 1;
}
console.log(good, "came back");
"#;

#[test]
#[ignore = "needs Python with fluent.runtime; run with: cargo test --release --lib in_python -- --ignored"]
fn texts_come_back_in_python() {
    in_another_runtime("fluent.runtime", "python3", "-c", PYTHON);
}

#[test]
#[ignore = "needs Node with @fluent/bundle (NODE_PATH, or FLUENT_BUNDLE names its folder); run with: cargo test --release --lib in_node -- --ignored"]
fn texts_come_back_in_node() {
    in_another_runtime("@fluent/bundle", "node", "-e", NODE);
}
