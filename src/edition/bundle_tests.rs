use super::*;

fn format(locale: &str, pattern: &str) -> Result<String, Vec<FormatError>> {
    let terms =
        "-city = { $case ->\n    [dative] A *city*\n   *[other] Guaranda\n }\n-loop = { -loop }\n";
    let args = BTreeMap::from([
        ("masks".to_owned(), Value::Number("30000".to_owned())),
        ("few".to_owned(), Value::Number("1".to_owned())),
        ("million".to_owned(), Value::Number("1000000".to_owned())),
        ("date".to_owned(), Value::Date("2020-09-17".to_owned())),
        ("text".to_owned(), Value::Text("<b>*x*".to_owned())),
        ("url1".to_owned(), Value::Text("a_b.md".to_owned())),
    ]);
    Bundle::new(Locale::parse(locale).unwrap(), &[terms]).format(pattern, &args)
}

#[test]
fn numbers_and_dates_follow_cldr() {
    let long = "{ DATETIME($date, dateStyle: \"long\") }";
    for (locale, number, date) in [
        ("en-US", "30,000", "September 17, 2020"),
        ("es-EC", "30.000", "17 de septiembre de 2020"),
        ("zh-Hans-CN", "30,000", "2020年9月17日"),
    ] {
        assert_eq!(format(locale, "{ NUMBER($masks) }").unwrap(), number);
        assert_eq!(format(locale, long).unwrap(), date);
    }
    assert_eq!(
        format("es-EC", "{ $masks } { 2020 }").unwrap(),
        "30000 2020"
    );
    let fraction = "{ NUMBER(2.5, minimumFractionDigits: 2) }";
    assert_eq!(format("en", fraction).unwrap(), "2.50");
}

/// `3万` as Chinese newspapers print it; the categories are CLDR's, whose rules for
/// French and Spanish say `many` of a compact million (`c` 6) and of no thousand.
#[test]
fn a_compact_number_is_written_and_counted_as_its_language_does() {
    let compact = |more: &str| format!("NUMBER($masks, notation: \"compact\"{more})");
    let long = ", compactDisplay: \"long\"";
    for (locale, more, text) in [
        ("zh-Hans-CN", "", "3万"),
        ("zh-Hans-CN", ", numberingSystem: \"hanidec\"", "三万"),
        ("es-EC", long, "30 mil"),
        ("es-EC", "", "30\u{a0}k"),
        ("en", "", "30K"),
    ] {
        let pattern = format!("{{ {} }}", compact(more));
        assert_eq!(format(locale, &pattern).unwrap(), text);
    }
    let standard = "{ NUMBER($masks, notation: \"standard\", compactDisplay: \"long\") }";
    assert_eq!(format("en", standard).unwrap(), "30,000");
    let select = |options: &str| {
        format!("{{ NUMBER(1500000, {options}) ->\n[one] one\n[many] many\n*[other] other\n}}")
    };
    for locale in ["es", "fr"] {
        assert_eq!(
            format(locale, &select("notation: \"compact\"")).unwrap(),
            "many"
        );
        assert_eq!(format(locale, &select("useGrouping: 1")).unwrap(), "other");
    }
    for wrong in ["scientific", "engineering", "short"] {
        let pattern = format!("{{ NUMBER(1, notation: \"{wrong}\") }}");
        let errors = format("en", &pattern).unwrap_err();
        assert!(errors[0].message.contains(wrong), "{}", errors[0].message);
    }
    assert!(format("en", "{ NUMBER(1, compactDisplay: \"narrow\") }").is_err());
}

#[test]
fn selectors_use_current_plurals_and_exact_numbers() {
    let select = |name: &str| format!("{{ ${name} ->\n[1] exact\n[many] many\n*[other] other\n}}");
    assert_eq!(format("es", &select("million")).unwrap(), "many");
    assert_eq!(format("es", &select("few")).unwrap(), "exact");
    assert_eq!(format("en", &select("million")).unwrap(), "other");
}

#[test]
fn terms_take_arguments_and_variables_are_literal() {
    assert_eq!(
        format("en", "{ -city } { -city(case: \"dative\") }").unwrap(),
        "Guaranda A *city*"
    );
    assert_eq!(
        format("en", "{ $text } { $url1 }").unwrap(),
        "&lt;b\\>\\*x\\* a_b.md"
    );
}

#[test]
fn faults_have_their_place() {
    for (pattern, start) in [
        ("a { $none }", 4),
        ("a { NONE(1) }", 4),
        ("a { -none }", 4),
        ("a { -loop }", 4),
        ("a { NUMBER($text) }", 4),
        ("a { NUMBER(1, style: \"x\") }", 4),
        ("b\\\na { $none }", 7),
    ] {
        assert_eq!(
            format("en", pattern).unwrap_err()[0].span.start,
            start,
            "{pattern}"
        );
    }
    assert!(format("en", &"{".repeat(30_000)).is_err());
    assert!(format("en", "{ \"\\u中\" }").is_err());
    assert!(format("en", "a\n\nb = c").is_ok());
}

#[test]
fn an_unknown_variable_is_a_fault_wherever_it_stands() {
    let resource = "greeting = Hello { $nobody }\n-greeting = Hello { $nobody }\n-choice = { $case ->\n   *[other] { $nobody }\n }\n";
    let bundle = Bundle::new(Locale::parse("en").unwrap(), &[resource]);
    for pattern in [
        "{ $nobody }",
        "{ greeting }",
        "{ -greeting }",
        "{ -choice }",
        "{ $nobody ->\n   *[other] x\n }",
    ] {
        let errors = bundle.format(pattern, &BTreeMap::new()).unwrap_err();
        assert!(
            errors[0].message.contains("$nobody"),
            "{pattern}: {errors:?}"
        );
    }
    let given = bundle.format("{ -greeting(nobody: \"Ana\") }", &BTreeMap::new());
    assert_eq!(given.unwrap(), "Hello Ana");
}
