//! Addresses that cannot be meant.

use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};
use rustc_hash::FxHashSet;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "suspicious-address",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "An address holds what no address holds",
    page: include_str!("suspicious-address.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let known: FxHashSet<&str> = read
        .source_markup
        .iter()
        .flat_map(|inline| inline.links.iter().chain(&inline.images))
        .map(|piece| piece.value.as_str())
        .collect();
    let mut faults = Vec::new();
    for (index, inline) in read.target_markup.iter().enumerate() {
        for piece in inline.links.iter().chain(&inline.images) {
            if piece.value.starts_with('[') || known.contains(piece.value.as_str()) {
                continue;
            }
            if let Some(why) = suspicious(&piece.value) {
                let message = format!("the address `{}` {why}", piece.value);
                faults.push(Fault::new(index, message).at(Place::Formatted(piece.span)));
            }
        }
    }
    faults
}

/// Says what is wrong with an address.
pub(super) fn suspicious(address: &str) -> Option<String> {
    let odd = |c: char| {
        matches!(
            c,
            '，' | '。' | '；' | '！' | '？' | '“' | '”' | '«' | '»' | '（' | '）' | '、'
        ) || c.is_whitespace()
            || c.is_control()
    };
    if address.is_empty() {
        return Some("is empty".to_owned());
    }
    if let Some(c) = address.chars().find(|c| odd(*c)) {
        return Some(format!("holds `{}`", c.escape_debug()));
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let misspelt = [
        "htp", "htps", "http", "https", "htttp", "htttps", "hhttps", "ttps",
    ];
    match scheme {
        Some(scheme) if misspelt.contains(&scheme) => {
            let rest = &address[scheme.len() + 1..];
            let is_web = matches!(scheme, "http" | "https");
            (!is_web || !rest.starts_with("//") || rest.len() == 2)
                .then(|| "is no web address".to_owned())
        }
        _ if address.starts_with("www.") => {
            Some("has no `https://`, so that it leads into this site".to_owned())
        }
        _ => None,
    }
}
