//! Numbers, dates, times and plural categories beside JavaScript's `Intl`.
//!
//! `tests/tables/intl.tsv` holds what Node 20 with ICU 78 (CLDR 48) gives, made
//! by the ignored test below; where ours differs, the row says what ours is and
//! why. `docs/formatting.md` lists the reasons.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use fluentdown::edition::{Bundle, Value};
use fluentdown::locale::Locale;

const LOCALES: [&str; 20] = [
    "en-US",
    "en-GB",
    "es-EC",
    "es-ES",
    "es-MX",
    "zh-Hans-CN",
    "zh-Hant-TW",
    "ar",
    "ar-EG",
    "ar-u-nu-latn",
    "de-CH",
    "de-DE",
    "fr-FR",
    "pt-BR",
    "pl",
    "ru",
    "ja",
    "hi",
    "fa-IR",
    "zh-u-nu-hanidec",
];

const NUMBERS: [(&str, &str); 40] = [
    ("0", ""),
    ("7", ""),
    ("-7", ""),
    ("1234", ""),
    ("3000", ""),
    ("30000", ""),
    ("1234567.891", ""),
    ("-1234567.8915", ""),
    ("123456789012", ""),
    ("0.1", ""),
    ("2.5", "minimumFractionDigits: 2"),
    ("2.555", "maximumFractionDigits: 2"),
    ("2.5", "maximumFractionDigits: 0"),
    ("3.5", "maximumFractionDigits: 0"),
    ("-2.5", "maximumFractionDigits: 0"),
    ("1.23456", "minimumFractionDigits: 4"),
    ("1.1", "minimumFractionDigits: 1, maximumFractionDigits: 3"),
    ("7", "minimumIntegerDigits: 3"),
    ("7", "minimumIntegerDigits: 4"),
    ("1234.5", "minimumIntegerDigits: 8"),
    ("123456", "maximumSignificantDigits: 3"),
    ("9.99", "maximumSignificantDigits: 2"),
    (
        "9.99",
        "minimumSignificantDigits: 2, maximumSignificantDigits: 2",
    ),
    ("0.0012345", "maximumSignificantDigits: 2"),
    ("1", "minimumSignificantDigits: 3"),
    ("0", "minimumSignificantDigits: 3"),
    ("1234", "minimumSignificantDigits: 6"),
    ("1234567", "useGrouping: \"false\""),
    ("3000", "useGrouping: \"always\""),
    ("-3000.5", "useGrouping: \"always\""),
    ("30000", "useGrouping: \"always\""),
    ("3000", "useGrouping: \"min2\""),
    ("30000", "useGrouping: \"min2\""),
    ("5", "signDisplay: \"always\""),
    ("0", "signDisplay: \"exceptZero\""),
    ("-5", "signDisplay: \"never\""),
    ("-0.001", "maximumFractionDigits: 0"),
    (
        "-0.001",
        "maximumFractionDigits: 0, signDisplay: \"negative\"",
    ),
    ("30000", "numberingSystem: \"arab\""),
    (
        "30000",
        "numberingSystem: \"latn\", minimumFractionDigits: 1",
    ),
];

/// Each is written in the short and in the long compact form.
const COMPACT: [(&str, &str); 20] = [
    ("0", ""),
    ("999", ""),
    ("1000", ""),
    ("1650", ""),
    ("-1750", ""),
    ("9950", ""),
    ("30000", ""),
    ("31234", ""),
    ("999949", ""),
    ("999950", ""),
    ("1000000", ""),
    ("2000000", ""),
    ("9386705", ""),
    ("123456789012", ""),
    ("1000000000000000", ""),
    ("0.01256", ""),
    ("31234", "maximumSignificantDigits: 4"),
    (
        "1234567",
        "minimumFractionDigits: 1, maximumFractionDigits: 2",
    ),
    ("1234567", "minimumFractionDigits: 1"),
    ("1000000000000000", "useGrouping: \"always\""),
];

const DATES: [(&str, &str); 56] = [
    ("2020-09-17", ""),
    ("2020-09-17", "dateStyle: \"full\""),
    ("2020-09-17", "dateStyle: \"long\""),
    ("2020-09-17", "dateStyle: \"medium\""),
    ("2020-09-17", "dateStyle: \"short\""),
    ("2026-01-05", "dateStyle: \"full\""),
    ("2026-01-05", "dateStyle: \"long\""),
    ("2026-01-05", "dateStyle: \"medium\""),
    ("2026-01-05", "dateStyle: \"short\""),
    ("1999-12-31", "dateStyle: \"short\""),
    ("2020-09-17", "year: \"numeric\""),
    ("2020-09-17", "month: \"long\""),
    ("2020-09-17", "month: \"short\""),
    ("2020-09-17", "day: \"numeric\""),
    ("2020-09-17", "weekday: \"long\""),
    ("2020-09-17", "weekday: \"short\""),
    ("2020-09-17", "year: \"numeric\", month: \"long\""),
    ("2020-09-17", "year: \"numeric\", month: \"short\""),
    ("2020-09-17", "year: \"numeric\", month: \"numeric\""),
    ("2020-09-17", "year: \"numeric\", month: \"2-digit\""),
    ("2020-09-17", "month: \"long\", day: \"numeric\""),
    ("2020-09-17", "month: \"short\", day: \"numeric\""),
    ("2020-09-17", "month: \"numeric\", day: \"numeric\""),
    ("2020-09-07", "month: \"2-digit\", day: \"2-digit\""),
    (
        "2020-09-17",
        "year: \"numeric\", month: \"long\", day: \"numeric\"",
    ),
    (
        "2020-09-17",
        "year: \"numeric\", month: \"short\", day: \"numeric\"",
    ),
    (
        "2020-09-17",
        "year: \"numeric\", month: \"numeric\", day: \"numeric\"",
    ),
    (
        "2020-09-07",
        "year: \"numeric\", month: \"2-digit\", day: \"2-digit\"",
    ),
    (
        "2020-09-17T05:05:09Z",
        "hour: \"numeric\", minute: \"numeric\"",
    ),
    ("2020-09-17T05:05:09Z", "timeStyle: \"short\""),
    (
        "2020-09-17",
        "weekday: \"long\", month: \"long\", day: \"numeric\"",
    ),
    (
        "2020-09-17",
        "weekday: \"short\", month: \"short\", day: \"numeric\"",
    ),
    (
        "2020-09-17",
        "weekday: \"long\", year: \"numeric\", month: \"long\", day: \"numeric\"",
    ),
    (
        "2020-09-17",
        "weekday: \"short\", year: \"numeric\", month: \"short\", day: \"numeric\"",
    ),
    ("2020-09-17", "era: \"short\", year: \"numeric\""),
    ("2020-09-17T15:05:09Z", "timeStyle: \"short\""),
    ("2020-09-17T15:05:09Z", "timeStyle: \"medium\""),
    (
        "2020-09-17T15:05:09Z",
        "timeStyle: \"long\", timeZone: \"UTC\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "timeStyle: \"full\", timeZone: \"UTC\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "timeStyle: \"long\", timeZone: \"America/Guayaquil\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "timeStyle: \"full\", timeZone: \"America/Guayaquil\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "timeStyle: \"full\", timeZone: \"Asia/Shanghai\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "timeStyle: \"long\", timeZone: \"Europe/Zurich\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "dateStyle: \"long\", timeStyle: \"short\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "dateStyle: \"medium\", timeStyle: \"medium\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "dateStyle: \"short\", timeStyle: \"short\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "dateStyle: \"full\", timeStyle: \"short\", timeZone: \"Asia/Shanghai\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "hour: \"numeric\", minute: \"numeric\"",
    ),
    (
        "2020-09-17T05:05:09Z",
        "hour: \"2-digit\", minute: \"2-digit\"",
    ),
    ("2020-09-17T15:05:09Z", "hour: \"numeric\""),
    (
        "2020-09-17T15:05:09Z",
        "hour: \"numeric\", minute: \"numeric\", second: \"numeric\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "hour: \"numeric\", minute: \"numeric\", hour12: \"false\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "hour: \"numeric\", minute: \"numeric\", hour12: \"true\"",
    ),
    (
        "2020-09-17T00:05:09Z",
        "hour: \"numeric\", minute: \"numeric\", hourCycle: \"h23\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "year: \"numeric\", month: \"long\", day: \"numeric\", hour: \"numeric\", minute: \"numeric\"",
    ),
    (
        "2020-09-17T15:05:09Z",
        "hour: \"numeric\", minute: \"numeric\", timeZone: \"America/Guayaquil\", timeZoneName: \"shortOffset\"",
    ),
];

const COUNTS: [&str; 24] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "11", "12", "13", "21", "22", "80", "100", "101",
    "103", "111", "1000000", "1000001", "2000000", "1.0", "1.5",
];

/// A row of the table.
struct Row {
    locale: String,
    kind: String,
    value: String,
    options: String,
    node: String,
    ours: Option<String>,
    why: String,
}

fn cases() -> Vec<[String; 4]> {
    let mut all = Vec::new();
    for locale in LOCALES {
        let mut push = |kind: &str, value: &str, options: &str| {
            all.push([locale, kind, value, options].map(str::to_owned));
        };
        for (value, options) in NUMBERS {
            push("number", value, options);
        }
        for display in ["short", "long"] {
            for (value, options) in COMPACT {
                let comma = if options.is_empty() { "" } else { ", " };
                let display = format!("notation: \"compact\", compactDisplay: \"{display}\"");
                push("number", value, &format!("{display}{comma}{options}"));
            }
        }
        for (value, options) in DATES {
            push("date", value, options);
        }
        for value in COUNTS {
            push("cardinal", value, "");
        }
        for value in COUNTS.iter().filter(|value| !value.contains('.')) {
            push("ordinal", value, "");
        }
    }
    all
}

fn ours(locale: &str, kind: &str, value: &str, options: &str) -> String {
    let comma = if options.is_empty() { "" } else { ", " };
    let categories = ["zero", "one", "two", "few", "many"]
        .map(|name| format!(" [{name}] {name}\n"))
        .concat();
    let pattern = match kind {
        "number" => format!("{{ NUMBER($v{comma}{options}) }}"),
        "date" => format!("{{ DATETIME($v{comma}{options}) }}"),
        // A number in Fluent keeps its fraction digits only where it is told.
        "cardinal" if value.contains('.') => {
            format!("{{ NUMBER($v, minimumFractionDigits: 1) ->\n{categories} *[other] other\n}}")
        }
        "cardinal" => format!("{{ $v ->\n{categories} *[other] other\n}}"),
        _ => format!("{{ NUMBER($v, type: \"ordinal\") ->\n{categories} *[other] other\n}}"),
    };
    let value = match kind {
        "date" => Value::Date(value.to_owned()),
        _ => Value::Number(value.to_owned()),
    };
    let bundle = Bundle::new(Locale::parse(locale).expect(locale), &[]);
    let args = BTreeMap::from([("v".to_owned(), value)]);
    bundle
        .format(&pattern, &args)
        .unwrap_or_else(|errors| format!("ERROR {}", errors[0].message))
}

fn table() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tables/intl.tsv")
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(table()).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut cells = line.split('\t').map(str::to_owned);
            let mut next = || cells.next().unwrap_or_default();
            let mut row = Row {
                locale: next(),
                kind: next(),
                value: next(),
                options: next(),
                node: next(),
                ours: None,
                why: String::new(),
            };
            row.ours = cells.next();
            row.why = cells.next().unwrap_or_default();
            row
        })
        .collect()
}

#[test]
fn numbers_dates_and_plurals_are_those_of_intl() {
    let rows = rows();
    assert!(rows.len() > 2_500, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let expected = row.ours.as_ref().unwrap_or(&row.node);
        assert_eq!(
            row.ours.is_some(),
            !row.why.is_empty(),
            "a difference says why"
        );
        let got = ours(&row.locale, &row.kind, &row.value, &row.options);
        if got != *expected {
            wrong.push(format!(
                "{} {} {} ({}): {got:?}, not {expected:?}",
                row.locale, row.kind, row.value, row.options
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Calendars, fields and far dates together: an answer or a sentence, no panic.
#[test]
fn no_option_panics() {
    let calendars = [
        "gregory",
        "buddhist",
        "japanese",
        "chinese",
        "dangi",
        "hebrew",
        "islamic-umalqura",
        "persian",
        "indian",
        "coptic",
        "ethiopic",
        "ethioaa",
        "roc",
        "iso8601",
        "x",
        "none",
    ];
    let dates = [
        "2020-09-17T15:05:09Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "1582-10-10",
        "07:32:00",
    ];
    for locale in ["en", "zh", "ar", "fa-IR", "pt-BR", "ja-u-ca-japanese"] {
        for date in dates {
            for calendar in calendars {
                for (_, options) in DATES.iter().step_by(3) {
                    let comma = if options.is_empty() { "" } else { ", " };
                    let options = format!("{options}{comma}calendar: \"{calendar}\"");
                    assert!(!ours(locale, "date", date, &options).is_empty());
                }
            }
        }
    }
}

const SCRIPT: &str = r#"
const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
const read = (text) => {
  const options = {};
  for (const part of text.split(", ").filter(Boolean)) {
    const [name, value] = part.split(": ");
    options[name] = JSON.parse(value);
    if (options[name] === "false") options[name] = false;
    if (options[name] === "true") options[name] = true;
  }
  return options;
};
for (const line of lines) {
  const [locale, kind, value, text] = line.split("\t");
  const options = read(text);
  if (kind === "date") options.timeZone ??= "UTC";
  let out;
  if (kind === "number") out = new Intl.NumberFormat(locale, options).format(value);
  else if (kind === "date") out = new Intl.DateTimeFormat(locale, options).format(new Date(value));
  else {
    if (value.includes(".")) options.minimumFractionDigits = 1;
    options.type = kind;
    out = new Intl.PluralRules(locale, options).select(Number(value));
  }
  console.log(out);
}
"#;

/// Asks Node; `None` where there is none.
fn node() -> Option<(String, Vec<String>)> {
    let versions = Command::new("node")
        .args(["-p", "process.versions.node + ', ICU ' + process.versions.icu + ', CLDR ' + process.versions.cldr"])
        .output()
        .ok()?;
    let mut child = Command::new("node")
        .args(["-e", SCRIPT])
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = String::new();
    for case in cases() {
        let _ = writeln!(input, "{}", case.join("\t"));
    }
    let mut pipe = child.stdin.take()?;
    let feed = std::thread::spawn(move || std::io::Write::write_all(&mut pipe, input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    feed.join().ok()?.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = String::from_utf8(versions.stdout).ok()?.trim().to_owned();
    Some((version, text.lines().map(str::to_owned).collect()))
}

/// Compares the table with the Node that is here; with `FLUENTDOWN_WRITE_TABLES`
/// set it writes the table anew, and keeps the reasons.
#[test]
#[ignore = "needs node; cargo test --test suite intl -- --ignored"]
fn the_table_is_what_node_gives() {
    let Some((version, answers)) = node() else {
        println!("skipped: there is no node");
        return;
    };
    let cases = cases();
    assert_eq!(cases.len(), answers.len());
    println!("node {version}");
    let known: BTreeMap<[String; 4], Row> = rows()
        .into_iter()
        .map(|row| {
            let key = [&row.locale, &row.kind, &row.value, &row.options].map(Clone::clone);
            (key, row)
        })
        .collect();
    let mut text = format!(
        "# locale, kind, value, options, Intl of node {version}; where ours differs: ours, why\n"
    );
    let (mut differs, mut changed) = (0, 0);
    for (case, answer) in cases.iter().zip(&answers) {
        let [locale, kind, value, options] = case.each_ref().map(String::as_str);
        let ours = ours(locale, kind, value, options);
        let row = known.get(case);
        changed += usize::from(row.is_none_or(|row| row.node != *answer));
        let _ = write!(text, "{}\t{answer}", case.join("\t"));
        if ours != *answer {
            differs += 1;
            let why = row.map_or("", |row| row.why.as_str());
            let why = if why.is_empty() { "?" } else { why };
            let _ = write!(text, "\t{ours}\t{why}");
        }
        text.push('\n');
    }
    println!(
        "{} cases, {differs} differ from ours, {changed} differ from the table",
        cases.len()
    );
    if std::env::var_os("FLUENTDOWN_WRITE_TABLES").is_some() {
        std::fs::write(table(), text).expect("written");
    } else if version.ends_with("CLDR 48.0") {
        assert_eq!(changed, 0, "the table is not what this node gives");
    }
}
