//! Any text as a file of facts: what is read is written so that it is read again,
//! whatever the line ends.

#![no_main]

use fluentdown::catalog::Facts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let facts = Facts::parse(text);
    let crlf = text.replace("\r\n", "\n").replace('\n', "\r\n");
    if !text.replace("\r\n", "").contains('\r') {
        assert_eq!(Facts::parse(&crlf), facts, "line ends count for nothing");
    }
    if facts.is_newer() {
        return;
    }
    let written = facts.to_text();
    let again = Facts::parse(&written);
    let list = |facts: &Facts| -> Vec<String> {
        let all = facts.iter();
        all.map(|(document, id, fact)| format!("{document}#{id} {fact:?}"))
            .collect()
    };
    assert_eq!(list(&again), list(&facts));
    assert_eq!(again.to_text(), written, "twice is as once");
});
