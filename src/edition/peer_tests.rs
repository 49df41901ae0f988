//! Documents' messages beside `fluent-bundle`: where it loses what is promised,
//! row by row of the table in docs/formatting.md, and that all else is equal.

use super::{Bundle, Landing, Value};
use crate::locale::Locale;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The text, and the faults as each names them.
type Told = (String, Vec<String>);

/// What `fluent-bundle` makes of a message beside `terms`.
fn theirs(locale: &str, terms: &str, pattern: &str, args: &[(&str, &str)]) -> Told {
    let mut bundle = FluentBundle::new(vec![locale.parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_builtins().unwrap();
    let source = format!("{terms}m = {}\n", pattern.replace('\n', "\n    "));
    let resource = FluentResource::try_new(source).unwrap();
    // What it says of two entries of one name is not what it is asked here.
    let _ = bundle.add_resource(resource);
    let mut given = FluentArgs::new();
    for (name, value) in args {
        given.set(*name, FluentValue::try_number(value));
    }
    let value = bundle.get_message("m").unwrap().value().unwrap();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(value, Some(&given), &mut errors);
    (
        text.into_owned(),
        errors.iter().map(ToString::to_string).collect(),
    )
}

/// What ours makes of it; each fault with what its place holds.
fn ours(locale: &str, terms: &str, pattern: &str, args: &[(&str, &str)]) -> Told {
    let bundle = Bundle::new(Locale::parse(locale).unwrap(), &[terms]);
    let value = |text: &str| match text.parse::<FluentNumber>() {
        Ok(_) => Value::Number(text.to_owned()),
        Err(_) => Value::Text(text.to_owned()),
    };
    let args: BTreeMap<String, Value> = args
        .iter()
        .map(|(name, text)| ((*name).to_owned(), value(text)))
        .collect();
    match bundle.format_for(pattern, &args, Landing::Text) {
        Ok(text) => (text, Vec::new()),
        Err(errors) => {
            let places = errors.iter().map(|one| one.span.slice(pattern).to_owned());
            (String::new(), places.collect())
        }
    }
}

fn text(text: &str) -> Told {
    (text.to_owned(), Vec::new())
}

fn fault(place: &str) -> Told {
    (String::new(), vec![place.to_owned()])
}

#[test]
fn plural_categories() {
    let pattern = "{ $n ->\n    [many] de casas\n   *[other] casas\n}";
    let args = [("n", "1000000")];
    assert_eq!(theirs("es", "", pattern, &args), text("casas"));
    assert_eq!(ours("es", "", pattern, &args), text("de casas"));
}

#[test]
fn the_place_of_a_fault() {
    let (shown, faults) = theirs("en", "", "{ $a } and { $a }{ -b }", &[("a", "x")]);
    assert_eq!(shown, "x and x{-b}");
    // It is named, and nothing says where.
    assert_eq!(faults.len(), 1);
    assert!(
        !faults[0].contains(|one: char| one.is_ascii_digit()),
        "{faults:?}"
    );
    let bundle = Bundle::new(Locale::english(), &[]);
    let errors = bundle.format("a { $none }", &BTreeMap::new()).unwrap_err();
    assert_eq!((errors[0].span.start, errors[0].span.end), (4, 9));
}

#[test]
fn arguments_of_a_term_after_another_term() {
    let terms = "-city = Quito\n-in = { -city }, { $case }\n";
    let (shown, faults) = theirs("en", terms, "{ -in(case: \"north\") }", &[]);
    assert_eq!((shown.as_str(), faults.len()), ("Quito, {$case}", 1));
    let ours = ours("en", terms, "{ -in(case: \"north\") }", &[]);
    assert_eq!(ours, text("Quito, north"));
}

#[test]
fn a_variable_that_a_term_does_not_have() {
    let terms = "-city = Quito { $nobody }\n";
    assert_eq!(
        theirs("en", terms, "{ -city }", &[]),
        text("Quito {$nobody}")
    );
    assert_eq!(ours("en", terms, "{ -city }", &[]), fault("-city"));
}

#[test]
fn a_function_that_fails() {
    let pattern = "{ NUMBER($name) }";
    let args = [("name", "Ana")];
    let (shown, faults) = theirs("en", "", pattern, &args);
    assert_eq!((shown.as_str(), faults.len()), ("NUMBER()", 0));
    assert_eq!(ours("en", "", pattern, &args), fault("NUMBER"));
    // As a selector, a function that is not there chooses the default.
    let pattern = "{ NONE(1) ->\n   *[other] x\n}";
    assert_eq!(theirs("en", "", pattern, &[]), text("x"));
    assert_eq!(ours("en", "", pattern, &[]), fault("NONE"));
}

#[test]
fn a_message_and_a_term_of_one_name() {
    let terms = "kite = The message\n-kite = The term\n";
    let (shown, faults) = theirs("en", terms, "{ kite }, { -kite }", &[]);
    assert_eq!((shown.as_str(), faults.len()), ("The message, {-kite}", 1));
    let ours = ours("en", terms, "{ kite }, { -kite }", &[]);
    assert_eq!(ours, text("The message, The term"));
}

#[test]
fn an_exact_number_after_its_category() {
    let pattern = "{ $n ->\n    [one] a mask\n    [1] one mask\n   *[other] masks\n}";
    let args = [("n", "1")];
    assert_eq!(theirs("en", "", pattern, &args), text("a mask"));
    assert_eq!(ours("en", "", pattern, &args), text("one mask"));
}

#[test]
fn an_exact_number_with_options() {
    let pattern =
        "{ NUMBER($n, minimumFractionDigits: 1) ->\n    [1] just one\n   *[other] others\n}";
    let args = [("n", "1")];
    assert_eq!(theirs("en", "", pattern, &args), text("others"));
    assert_eq!(ours("en", "", pattern, &args), text("just one"));
}

#[test]
fn numbers_as_the_locale_writes_them() {
    let args = [("n", "30000")];
    assert_eq!(theirs("es", "", "{ NUMBER($n) }", &args), text("30000"));
    assert_eq!(ours("es", "", "{ NUMBER($n) }", &args), text("30.000"));
    let long = "12345678901234567890";
    let args = [("n", long)];
    assert_eq!(
        theirs("en", "", "{ $n }", &args),
        text("12345678901234567000")
    );
    assert_eq!(ours("en", "", "{ $n }", &args), text(long));
}

#[test]
fn more_than_a_hundred_placeables() {
    let pattern = "{ $n }".repeat(101);
    let args = [("n", "1")];
    let (shown, faults) = theirs("en", "", &pattern, &args);
    assert_eq!((shown.len(), faults.len()), (100, 1));
    assert_eq!(ours("en", "", &pattern, &args), text(&"1".repeat(101)));
}

/// The table has a row for each loss that is shown here, and no other.
#[test]
fn the_table_has_these_rows() {
    let page = include_str!("../../docs/formatting.md");
    let table = page
        .split("## Where ours differs from fluent-bundle")
        .nth(1);
    let rows: Vec<&str> = table
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .skip(1)
        .filter_map(|row| row.split(" |").next())
        .collect();
    let shown = [
        "plural categories",
        "the place of a fault",
        "arguments of a term after another term",
        "a variable that a term does not have",
        "a function that fails",
        "a message and a term of one name",
        "an exact number after its category",
        "an exact number with options",
        "numbers as the locale writes them",
        "more than a hundred placeables",
    ];
    assert_eq!(rows, shown);
}

const TERMS: &str = "-city = { $case ->\n    [dative] al\n   *[other] Quito\n }\n-brand = Kite\n    .short = K\n-nested = See { -brand } twice\nnote = See { -brand }\n    .title = T { $n }\nlines = one\n    two\n";

/// Patterns without what the table names.
fn patterns() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "text", " ", "a\nb", "é中", ".", "* x", "[one] ", "= y", "# z", "\"", "\\", "a\n\nb",
    ])
    .prop_map(str::to_owned);
    let leaf = prop::sample::select(vec![
        "{ $n }",
        "{ $name }",
        "{ \"{\" }",
        "{ \"\\u4E2D\\\\\\\"\" }",
        "{ \"\" }",
        "{ 7 }",
        "{ 2.50 }",
        "{ -0.5 }",
        "{ -brand }",
        "{ -city }",
        "{ -city(case: \"dative\") }",
        "{ -city(case: \"other\") }",
        "{ -nested }",
        "{ note }",
        "{ note.title }",
        "{ lines }",
        "{ { $n } }",
        "{ { -city(case: \"dative\") } }",
    ])
    .prop_map(str::to_owned);
    let inline = || prop_oneof![3 => plain.clone(), 4 => leaf.clone()];
    let line = || {
        prop::collection::vec(inline(), 1..5)
            .prop_map(|parts| parts.concat())
            .prop_map(one_value)
    };
    let selects = prop_oneof![
        (line(), line(), line(), line()).prop_map(|(zero, one, few, other)| format!(
            "{{ $n ->\n[0] {zero}\n[one] {one}\n[few] {few}\n*[other] {other}\n}}"
        )),
        (line(), line())
            .prop_map(|(ana, other)| format!("{{ $name ->\n[Ana] {ana}\n*[other] {other}\n}}")),
        (line(), line()).prop_map(|(short, other)| format!(
            "{{ -brand.short ->\n[K] {short}\n*[other] {other}\n}}"
        )),
        (line(), line())
            .prop_map(|(three, other)| format!("{{ 3 ->\n[3] {three}\n*[other] {other}\n}}")),
    ];
    prop::collection::vec(prop_oneof![3 => line(), 1 => selects], 1..4)
        .prop_map(|parts| format!("x{}x", parts.concat()))
}

/// Makes text a value: it begins and ends with what can be seen, and none of its
/// lines begins with a sign that Fluent reads.
fn one_value(text: String) -> String {
    let text = format!("x{text}x");
    ["*", "[", ".", "}"].iter().fold(text, |text, sign| {
        text.replace(&format!("\n{sign}"), &format!("\nx{sign}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn all_else_is_equal(
        pattern in patterns(),
        number in prop::sample::select(vec!["0", "1", "2", "5", "7", "1.5", "21", "1.0"]),
        name in prop::sample::select(vec!["Ana", "Eva", "other"]),
        locale in prop::sample::select(vec!["en", "ru", "ar", "pl", "zh-Hans-CN"]),
    ) {
        let args = [("n", number), ("name", name)];
        let expected = theirs(locale, TERMS, &pattern, &args);
        prop_assert!(expected.1.is_empty(), "{:?}", expected);
        prop_assert_eq!(ours(locale, TERMS, &pattern, &args), expected);
    }
}
