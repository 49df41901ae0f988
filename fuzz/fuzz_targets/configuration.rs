//! Any text as a configuration: it is read to the end, what is wrong has a
//! place in the text, and every edition has a locale that can be read.

#![no_main]

use fluentdown::diagnostic::Severity;
use fluentdown::locale::Locale;
use fluentdown::project::chain;
use fluentdown::project::config::Config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (config, findings) = Config::parse("fluentdown.toml", text);
    for finding in &findings {
        if let Some(span) = finding.span {
            assert!(text.get(span.start..span.end).is_some(), "{finding:?}");
        }
    }
    if findings.iter().any(|one| one.severity == Severity::Error) {
        return;
    }
    let targets: Vec<String> = config.locales.iter().map(ToString::to_string).collect();
    for edition in &config.editions {
        let locale = edition.locale.to_string();
        assert!(Locale::parse(&locale).is_ok(), "{locale}");
        let reads = chain::reads(&config, &edition.locale, &targets);
        assert!(reads.iter().all(|index| *index < targets.len()));
    }
});
