//! Findings that somebody looked at and lets be.
//!
//! A comment line `# l10n-allow RULE RULE @1a2b3c4d: reason` over a message
//! does so for that message; in a target resource for its locale, in a source
//! resource for all. It is a plain comment: translators' tools that keep
//! comments keep it. The digits are the source text that it was made for;
//! `extract` writes them, and with another text the allowance has ended. An
//! `[[allow]]` of the configuration holds by path, locale, rule and id.

use super::allowances::Allowances;
use super::config::suggestion;
use super::load::Project;
use crate::catalog::{Key, LocaleFiles, State, TERMS_FILE, Unit, stamp};
use crate::diagnostic::Finding;
use crate::ftl::{Chunk, File, Kind};
use crate::rules::project::{malformed_suppression, unused_suppression};
use crate::rules::{self, RULES};
use crate::text::Span;
use std::collections::BTreeMap;

/// What an allowance begins with, behind `# `.
const MARK: &str = "l10n-allow";

/// An allowance in a comment, for one rule.
struct Comment<'a> {
    path: String,
    line: Span,
    rule: &'static str,
    /// The target locale; `None` in a source resource.
    locale: Option<&'a str>,
    key: Key,
    stamp: Option<String>,
}

/// Takes out of `findings` what is allowed, and adds what is wrong with the
/// allowances themselves.
pub(super) fn apply(project: &Project, findings: &mut Vec<Finding>) {
    let mut faults = Vec::new();
    let comments = comments(project, &mut faults);
    let mut used = vec![false; comments.len()];
    let mut by_message: BTreeMap<(&str, &Key), Vec<usize>> = BTreeMap::new();
    for (index, one) in comments.iter().enumerate() {
        by_message
            .entry((one.rule, &one.key))
            .or_default()
            .push(index);
    }
    let units = units(project);
    let ended: Vec<bool> = comments
        .iter()
        .map(|one| has_ended(project, one, units.get(&one.key).copied()))
        .collect();
    let tables = Allowances::new(project);
    let mut configured = vec![false; project.config.allow.len()];
    findings.retain(|finding| {
        let mut kept = true;
        // What was not looked at nobody has looked at.
        if project.is_unread(finding) {
            return true;
        }
        for index in tables.covering(finding) {
            configured[index] = true;
            kept = false;
        }
        if let (Some(document), Some(id)) = (&finding.document, &finding.id) {
            let key = (document.clone(), id.clone());
            for index in by_message.get(&(finding.rule, &key)).into_iter().flatten() {
                let one = &comments[*index];
                let here = one
                    .locale
                    .is_none_or(|locale| finding.locale.as_deref() == Some(locale));
                if here && !ended[*index] {
                    used[*index] = true;
                    kept = false;
                }
            }
        }
        kept
    });
    for (index, one) in comments
        .iter()
        .enumerate()
        .filter(|(index, _)| !used[*index])
    {
        if ended[index] || is_compared(project, one, &units) {
            faults.push(unused(one, ended[index]));
        }
    }
    for (allow, _) in project
        .config
        .allow
        .iter()
        .zip(&configured)
        .filter(|(_, used)| !**used)
    {
        let message = format!("nothing of `{}` is found that this allows", allow.rule);
        let path = project.config_path.as_str();
        let finding = unused_suppression::RULE
            .finding(path, message.as_str())
            .at(allow.span);
        faults.push(
            finding
                .text(format!("{message} {allow:?}"))
                .help("take it out"),
        );
    }
    findings.append(&mut faults);
}

fn unused(one: &Comment<'_>, ended: bool) -> Finding {
    let (message, help) = if ended {
        (
            format!(
                "the source text has changed since `{}` was allowed here",
                one.rule
            ),
            "look at the message again; then take this out, or the digits after `@` to renew it",
        )
    } else {
        (
            format!("nothing of `{}` is found here", one.rule),
            "take it out",
        )
    };
    let mut finding = unused_suppression::RULE
        .finding(one.path.as_str(), message)
        .at(one.line)
        .text(one.rule)
        .help(help);
    finding.locale = one.locale.map(str::to_owned);
    finding.document = Some(one.key.0.clone());
    finding.id = Some(one.key.1.clone());
    finding
}

/// Returns every unit by document and id.
fn units(project: &Project) -> BTreeMap<Key, &Unit> {
    let documents = project.extraction.documents.iter();
    documents
        .flat_map(|units| {
            let path = &units.path;
            units
                .units
                .iter()
                .map(move |unit| ((path.clone(), unit.id.clone()), unit))
        })
        .collect()
}

/// Reads the allowances in the comments of all resources.
fn comments<'a>(project: &'a Project, faults: &mut Vec<Finding>) -> Vec<Comment<'a>> {
    let mut comments = Vec::new();
    let targets = project
        .targets
        .iter()
        .map(|files| (files, Some(files.locale.as_str())));
    for (files, locale) in targets.chain([(&project.source, None)]) {
        for (name, text) in &files.files {
            let document = name.strip_suffix(".ftl");
            if let Some(document) = document.filter(|_| text.contains(MARK)) {
                in_resource(
                    project,
                    (files, locale),
                    (name, document, text),
                    faults,
                    &mut comments,
                );
            }
        }
    }
    comments
}

fn in_resource<'a>(
    project: &Project,
    (files, locale): (&LocaleFiles, Option<&'a str>),
    (name, document, text): (&str, &str, &str),
    faults: &mut Vec<Finding>,
    comments: &mut Vec<Comment<'a>>,
) {
    let path = project.locale_file(&files.locale, name);
    for chunk in File::parse(text).chunks {
        for (line, content) in lines(&chunk) {
            let reading = if name == TERMS_FILE {
                Err(of_a_term())
            } else {
                read(content, &chunk)
            };
            match reading {
                Ok((rules, stamp)) => comments.extend(rules.into_iter().map(|rule| Comment {
                    path: path.clone(),
                    line,
                    rule,
                    locale,
                    key: (document.to_owned(), chunk.id.clone()),
                    stamp: stamp.clone(),
                })),
                Err((message, help)) => {
                    let mut finding = malformed_suppression::RULE
                        .finding(path.as_str(), message)
                        .at(line)
                        .text(content)
                        .help(help);
                    finding.locale = locale.map(str::to_owned);
                    faults.push(finding);
                }
            }
        }
    }
}

/// Returns the lines of a chunk's comment that are allowances, with what
/// stands behind the mark.
fn lines(chunk: &Chunk) -> Vec<(Span, &str)> {
    let text = match chunk.kind {
        Kind::Other => &chunk.body,
        _ => &chunk.comment,
    };
    let mut at = chunk.span().start;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let content = bare
            .starts_with('#')
            .then(|| bare.trim_start_matches('#').trim_start());
        let rest = content.and_then(|content| content.strip_prefix(MARK));
        if let Some(rest) =
            rest.filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        {
            found.push((Span::new(at, at + bare.len()), rest));
        }
        at += line.len();
    }
    found
}

/// An allowance's rules and its stamp, or what is wrong with it and what to do.
type Reading = Result<(Vec<&'static str>, Option<String>), (String, String)>;

/// Says that terms have no allowances of their own.
fn of_a_term() -> (String, String) {
    (
        "an allowance over a term allows nothing".to_owned(),
        "let it be by an `[[allow]]` of the configuration, with this file as its `path`".to_owned(),
    )
}

fn read(content: &str, chunk: &Chunk) -> Reading {
    let form = || format!("write `# {MARK} RULE: reason` right over the message");
    if chunk.id.is_empty() {
        return Err(("this allowance stands over no message".to_owned(), form()));
    }
    let Some((head, reason)) = content.split_once([':', '：']) else {
        return Err(("this allowance gives no reason".to_owned(), form()));
    };
    if reason.trim().is_empty() {
        return Err(("this allowance gives no reason".to_owned(), form()));
    }
    let (mut names, mut stamp) = (Vec::new(), None);
    for word in head
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
    {
        if let Some(digits) = word.strip_prefix('@') {
            stamp = Some(digits.to_owned());
        } else if let Some(rule) = rules::find(word) {
            names.push(rule.name);
        } else {
            let known = suggestion(word, RULES.iter().map(|rule| rule.name));
            let help = known.map_or_else(
                || "`fluentdown explain` lists the rules".to_owned(),
                |known| format!("did you mean `{known}`?"),
            );
            return Err((format!("there is no rule `{word}`"), help));
        }
    }
    if names.is_empty() {
        return Err(("this allowance names no rule".to_owned(), form()));
    }
    Ok((names, stamp))
}

/// Tells whether the source text is another one than when it was allowed.
fn has_ended(project: &Project, one: &Comment<'_>, unit: Option<&Unit>) -> bool {
    let Some(unit) = unit else { return false };
    match (&one.stamp, one.locale) {
        (Some(known), _) => *known != stamp(&unit.pattern),
        (None, Some(locale)) => state(project, locale, &one.key) == Some(State::Stale),
        (None, None) => false,
    }
}

fn state(project: &Project, locale: &str, key: &Key) -> Option<State> {
    let catalog = project.extraction.locale(locale)?;
    catalog.translations.get(key).map(|one| one.state)
}

/// Tells whether rules look at the message, so that one that finds nothing
/// says something: its block is all there in a locale that an edition reads.
fn is_compared(project: &Project, one: &Comment<'_>, units: &BTreeMap<Key, &Unit>) -> bool {
    let Some(unit) = units.get(&one.key) else {
        return true;
    };
    let block = units.range((one.key.0.clone(), String::new())..);
    let block: Vec<&Key> = block
        .take_while(|(key, _)| key.0 == one.key.0)
        .filter(|(_, other)| other.block == unit.block)
        .map(|(key, _)| key)
        .collect();
    let there = |index: usize, name: &String| {
        let shown = |key: &&Key| {
            matches!(
                state(project, name, key),
                Some(State::Translated | State::Stale)
            )
        };
        one.locale.is_none_or(|locale| locale == name)
            && block.iter().all(shown)
            && project
                .readers
                .editions(&project.config, index)
                .next()
                .is_some()
    };
    project
        .target_names
        .iter()
        .enumerate()
        .any(|(index, name)| there(index, name))
}
