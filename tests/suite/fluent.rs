//! Fluent's behaviour that documents rely on, beside its other implementations.
//!
//! Each case is a message with what is to come of it; `ERROR` is a fault, upon
//! which ours lets the block fall back where others write something. Where
//! another implementation differs, the case says so, and why.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use fluentdown::edition::{Bundle, Value};
use fluentdown::locale::Locale;

/// What every case may refer to.
const COMMON: &str = r#"
-brand = Kite
    .short = K
    .gender = feminine
-city = { $case ->
    [dative] al Quito
   *[nominative] Quito
}
-count = { $n ->
    [1] exactly one
    [one] one
   *[other] { $n } of them
}
-greeting = Hello, { $name }!
-outer = <{ -city(case: "dative") }>
-loop = { -loop }
-tick = { -tock }
-tock = { -tick }
note = See { -brand }
    .title = Title of { $n }
only-attribute =
    .title = Only this
nested = { note } and { note.title }
brand = a message, no term
self = { self }
"#;

/// A case: the message's value, what comes of it, and what else differs.
struct Case {
    value: &'static str,
    text: &'static str,
    js: Option<(&'static str, &'static str)>,
    rust: Option<(&'static str, &'static str)>,
}

const fn same(value: &'static str, text: &'static str) -> Case {
    Case {
        value,
        text,
        js: None,
        rust: None,
    }
}

impl Case {
    /// What `@fluent/bundle` gives, and why.
    const fn js(mut self, text: &'static str, why: &'static str) -> Self {
        self.js = Some((text, why));
        self
    }

    /// What fluent-bundle gives, and why.
    const fn rust(mut self, text: &'static str, why: &'static str) -> Self {
        self.rust = Some((text, why));
        self
    }
}

const LENIENT: &str = "a term's unknown variable is no error there, and its name is written";
const NAMED: &str = "the function's name is written, and there is no error";

fn cases() -> Vec<Case> {
    let mut cases = vec![
        same("plain text", "plain text"),
        same("{ $name }", "Ana"),
        same("{ $five } { $one }", "5 1"),
        same("{ \"{\" }braces{ \"}\" }", "{braces}"),
        same("{ \"\\\\ \\\"q\\\" \\u4E2D \\U01F602\" }", "\\ \"q\" 中 😂"),
        same("{ \"\" }{ \"  \" }x", "  x"),
        same("a{\" \"}", "a "),
        same("{ { $name } }", "Ana"),
        same("{ { { \"deep\" } } }", "deep"),
        same("{ -brand }", "Kite"),
        same("{ brand }", "a message, no term")
            .rust("ERROR", "a term and a message of one name are one to it"),
        same("{ -city } { -city(case: \"dative\") }", "Quito al Quito"),
        same("{ -city(case: \"none\") }", "Quito"),
        same("{ -count(n: 1) }, { -count(n: 7) }, { -count(n: \"1\") }", "exactly one, 7 of them, 1 of them"),
        same("{ -greeting(name: \"Bo\") }", "Hello, Bo!"),
        same("{ -greeting }", "ERROR").js("Hello, {$name}!", LENIENT).rust("Hello, {$name}!", LENIENT),
        same("{ -outer }", "<al Quito>"),
        same("{ -city(\"positional\") }", "Quito"),
        same("{ note }", "See Kite"),
        same("{ note.title }", "Title of 5"),
        same("{ nested }", "See Kite and Title of 5"),
        same("{ only-attribute.title }", "Only this"),
        same("{ only-attribute }", "ERROR"),
        same("{ note.none }", "ERROR"),
        same("{ none }", "ERROR"),
        same("{ -none }", "ERROR"),
        same("{ $none }", "ERROR"),
        same("{ NONE(1) }", "ERROR"),
        same("{ -loop }", "ERROR"),
        same("{ -tick }", "ERROR"),
        same("{ self }", "ERROR"),
        same("{ $n ->\n    [1] exact\n    [one] one\n   *[other] other\n}", "other"),
        same("{ $one ->\n    [1] exact\n    [one] one\n   *[other] other\n}", "exact"),
        same("{ $one ->\n    [one] one\n   *[other] other\n}", "one"),
        same("{ $one ->\n    [one] one\n    [1] exact\n   *[other] other\n}", "exact")
            .js("one", "the first variant that fits; ours takes an exact key first")
            .rust("one", "the first variant that fits; ours takes an exact key first"),
        same("{ $one ->\n    [1.0] exact\n   *[other] other\n}", "exact")
            .rust("other", "it compares how the digits are written, too"),
        same("{ $half ->\n    [0.5] half\n   *[other] other\n}", "half")
            .rust("other", "it compares how the digits are written, too"),
        same("{ $minus ->\n    [-3] minus three\n   *[other] other\n}", "minus three"),
        same("{ $name ->\n    [Ana] hers\n   *[other] else\n}", "hers"),
        same("{ $audience ->\n    [wire_desk-2] desk\n   *[other] { $audience }\n}", "desk"),
        same("{ $digits ->\n    [1] number\n   *[other] text\n}", "text"),
        same("{ $word ->\n    [one] text\n   *[other] other\n}", "text"),
        same("{ $none ->\n    [1] one\n   *[other] other\n}", "ERROR"),
        same("{ 3 ->\n    [3] three\n   *[other] other\n}", "three"),
        same("{ \"a\" ->\n    [a] letter\n   *[other] other\n}", "letter"),
        same("{ -brand.gender ->\n    [feminine] la\n   *[other] el\n}", "la"),
        same("{ -brand.short ->\n    [K] short\n   *[other] long\n}", "short"),
        same("{ -brand.none ->\n    [K] short\n   *[other] long\n}", "ERROR"),
        same("{ $name ->\n   *[other] { $five ->\n        [5] five\n       *[other] other\n    }\n}", "five"),
        same("{ $five ->\n    [one] one\n   *[other]\n        a\n        b\n}", "a\nb"),
        same("first\nsecond", "first\nsecond"),
        same("first\n  second\n third", "first\n  second\n third"),
        same("first\n\nsecond", "first\n\nsecond"),
        same("first\n{ $name } second\nthird", "first\nAna second\nthird"),
        same("{ NUMBER($five) }", "5"),
        same("{ NUMBER($five, minimumFractionDigits: 2) }", "5.00"),
        same("{ NUMBER($big) }", "30,000")
            .rust("30000", "it does not group"),
        same("{ $big }", "30000")
            .js("30,000", "numbers print as written in ours; there by the locale"),
        same("{ NUMBER(NUMBER($five, minimumFractionDigits: 1), minimumIntegerDigits: 2) }", "05.0")
            .rust("5.0", "it has no minimumIntegerDigits"),
        same("{ NUMBER($one, minimumFractionDigits: 1) ->\n    [one] one\n   *[other] other\n}", "other"),
        same("{ NUMBER($one, type: \"ordinal\") ->\n    [one] first\n   *[other] nth\n}", "first"),
        same("{ NUMBER($one, type: \"ordinal\") ->\n    [1] exact\n    [one] first\n   *[other] nth\n}", "exact")
            .rust("first", "an exact key does not match there once a type is given"),
        same("{ NUMBER($name) }", "ERROR").rust("NUMBER()", NAMED),
        same("{ NUMBER() }", "ERROR").rust("NUMBER()", NAMED),
        same("{ NUMBER($five, none: 1) }", "ERROR")
            .js("5", "an option that is not known is ignored there")
            .rust("5", "an option that is not known is ignored there"),
        same("{ DATETIME($name) }", "ERROR"),
    ];
    let many = "{ $name }".repeat(101);
    let anas = "Ana".repeat(101);
    cases.push(
        same(many.leak(), anas.leak())
            .js("ERROR", "a hundred placeables are the most there")
            .rust("ERROR", "a hundred placeables are the most there"),
    );
    cases
}

const TEXTS: [(&str, &str); 4] = [
    ("name", "Ana"),
    ("audience", "wire_desk-2"),
    ("digits", "1"),
    ("word", "one"),
];
const NUMBERS: [(&str, &str); 6] = [
    ("n", "5"),
    ("five", "5"),
    ("one", "1"),
    ("half", "0.5"),
    ("minus", "-3"),
    ("big", "30000"),
];

fn resource(value: &str) -> String {
    format!("{COMMON}m =\n    {}\n", value.replace('\n', "\n    "))
}

fn ours(value: &str) -> String {
    let resource = resource(value);
    let bundle = Bundle::new(Locale::parse("en").expect("a locale"), &[&resource]);
    let texts = TEXTS
        .iter()
        .map(|(name, text)| ((*name).to_owned(), Value::Text((*text).to_owned())));
    let numbers = NUMBERS
        .iter()
        .map(|(name, text)| ((*name).to_owned(), Value::Number((*text).to_owned())));
    let args: BTreeMap<String, Value> = texts.chain(numbers).collect();
    let landing = fluentdown::edition::Landing::Text;
    let by_pattern = bundle.format_for(value, &args, landing);
    let by_reference = bundle.format_for("{ m }", &args, landing);
    // The way of documents, and the way of references between messages.
    assert_eq!(by_pattern.is_ok(), by_reference.is_ok(), "{value}");
    let text = by_pattern.unwrap_or_else(|_| "ERROR".to_owned());
    assert!(
        by_reference.is_err() || by_reference == Ok(text.clone()),
        "{value}"
    );
    text
}

#[test]
fn documents_can_rely_on_fluent() {
    for case in cases() {
        assert_eq!(ours(case.value), case.text, "{}", case.value);
    }
}

#[test]
fn fluent_bundle_differs_where_it_is_said() {
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
    for case in cases() {
        let mut bundle = FluentBundle::new(vec!["en".parse().expect("a locale")]);
        bundle.set_use_isolating(false);
        bundle.add_builtins().expect("NUMBER");
        let source = FluentResource::try_new(resource(case.value)).expect(case.value);
        // `-brand` and `brand` are one name to it.
        let _ = bundle.add_resource(source);
        let mut args = FluentArgs::new();
        for (name, text) in TEXTS {
            args.set(name, text);
        }
        for (name, number) in NUMBERS {
            args.set(name, number.parse::<f64>().expect("a number"));
        }
        let message = bundle.get_message("m").expect("it is there");
        let mut errors = Vec::new();
        let value = message.value().expect("a value");
        let text = bundle.format_pattern(value, Some(&args), &mut errors);
        let got = if errors.is_empty() { &*text } else { "ERROR" };
        let expected = case.rust.map_or(case.text, |(text, _)| text);
        assert_eq!(got, expected, "{} ({errors:?})", case.value);
    }
}

const SCRIPT: &str = r#"
const { FluentBundle, FluentResource } = require("@fluent/bundle");
const { texts, numbers, resources } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const args = Object.fromEntries([...texts, ...numbers.map(([name, text]) => [name, Number(text)])]);
const out = resources.map((text) => {
  const bundle = new FluentBundle("en", { useIsolating: false });
  bundle.addResource(new FluentResource(text));
  const errors = [];
  const value = bundle.formatPattern(bundle.getMessage("m").value, args, errors);
  return errors.length ? "ERROR" : value;
});
console.log(JSON.stringify(out));
"#;

/// Runs the cases through `@fluent/bundle`; `None` where it is not there.
fn javascript() -> Option<Vec<String>> {
    let resources: Vec<String> = cases().iter().map(|case| resource(case.value)).collect();
    let input = serde_json::json!({ "texts": TEXTS, "numbers": NUMBERS, "resources": resources });
    let mut child = Command::new("node")
        .args(["-e", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let _ = child.stdin.take()?.write_all(input.to_string().as_bytes());
    let output = child.wait_with_output().ok()?;
    serde_json::from_slice(&output.stdout).ok()
}

#[test]
#[ignore = "needs node and @fluent/bundle (npm), found by NODE_PATH; cargo test --test suite fluent -- --ignored"]
fn javascripts_fluent_differs_where_it_is_said() {
    let Some(answers) = javascript() else {
        println!("skipped: node does not find @fluent/bundle (set NODE_PATH)");
        return;
    };
    let cases = cases();
    assert_eq!(cases.len(), answers.len());
    for (case, got) in cases.iter().zip(answers) {
        let expected = case.js.map_or(case.text, |(text, _)| text);
        assert_eq!(got, expected, "{}", case.value);
    }
    println!("{} cases agree, or differ where it is said", cases.len());
}
