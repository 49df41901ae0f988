//! No page states what its source no longer states.
//!
//! A block with a stale message is compared with the present source by value, as
//! the checks compare it; where a figure, date, amount or name differs, it falls
//! back like one that is missing.

use super::reader::{Formatted, Reader};
use crate::catalog::{State, Translation, Unit};
use crate::diagnostic::Finding;
use crate::edition::Value;
use crate::project::config::Stale;
use crate::project::load::Document;
use crate::project::voice::Voice;
use crate::rules::state::stale_fact;
use crate::rules::{Message, facts, terms};
use std::collections::BTreeMap;

/// Decides whether a block's texts may be shown in the edition.
///
/// # Errors
/// That they may not, since they are stale; with the finding that names both
/// values, where a value differs.
pub(super) fn refusal(
    reader: &Reader<'_>,
    voice: &Voice<'_>,
    document: &Document,
    spoken: &[(&Unit, Formatted<'_>)],
    variables: &BTreeMap<String, Value>,
) -> Result<(), Option<Box<Finding>>> {
    let mut stale = spoken.iter().filter(|(_, one)| is_stale(one.translation));
    let (Some((unit, first)), false) = (stale.next(), reader.edition.stale == Stale::Show) else {
        return Ok(());
    };
    if reader.edition.stale == Stale::Fallback {
        return Err(None);
    }
    let source = |(unit, _): &(&Unit, Formatted<'_>)| {
        reader.source_text(&document.path, unit, variables).ok()
    };
    // A source that does not format is told elsewhere.
    let Some(sources) = spoken.iter().map(source).collect::<Option<Vec<String>>>() else {
        return Ok(());
    };
    let messages: Vec<Message<'_>> = spoken
        .iter()
        .zip(&sources)
        .map(|((unit, one), source)| Message {
            source_pattern: &unit.pattern,
            target_pattern: one.pattern(),
            source,
            target: &one.text,
            variants: &[],
        })
        .collect();
    let (own, its) = (reader.source_locale().as_str(), voice.locale.as_str());
    let difference = match facts::difference(own, its, &messages) {
        Some(fault) => Some((fault.index, fault.message)),
        None => other_name(reader, voice, &messages).map(|message| (0, message)),
    };
    let Some((index, message)) = difference else {
        return Ok(());
    };
    // The message at fault may be a neighbour of the one that is stale.
    let (unit, one) = spoken
        .get(index)
        .map_or((*unit, first), |(unit, one)| (*unit, one));
    Err(Some(Box::new(finding(
        reader, document, unit, one, &message,
    ))))
}

/// Returns whether a translation was made from another source text, or from other
/// values, than the present ones. A draft may be, too.
fn is_stale(translation: &Translation) -> bool {
    translation.state == State::Stale
        || translation.was.is_some()
        || !translation.changed.is_empty()
}

fn other_name(reader: &Reader<'_>, voice: &Voice<'_>, messages: &[Message<'_>]) -> Option<String> {
    let (own, its) = (reader.source.term_files(), voice.term_files());
    if own.is_empty() || its.is_empty() {
        return None;
    }
    let joined =
        |side: fn(&Message<'_>) -> String| messages.iter().map(side).collect::<Vec<_>>().join(" ");
    let source = joined(|message| message.source.to_owned());
    let target = joined(|message| message.target.to_owned());
    let (lost, found) = terms::other_name(reader.glossary(voice), &source, &target)?;
    Some(format!(
        "the source has `{lost}`, the translation `{found}`"
    ))
}

fn finding(
    reader: &Reader<'_>,
    document: &Document,
    unit: &Unit,
    one: &Formatted<'_>,
    message: &str,
) -> Finding {
    let path = reader
        .project
        .locale_file(one.folder, &one.translation.path);
    let mut finding = stale_fact::RULE
        .finding(
            path,
            format!("this translation is stale and not shown: {message}"),
        )
        .of(one.folder, &document.path, &unit.id)
        .text(one.text.as_str())
        .help("bring it up to date, or accept it as it is; its block falls back until then");
    finding.span = one.translation.value_span;
    if let Some(segment) = document.split.segments.get(unit.segment) {
        finding = finding.related(&document.file, segment.span, "the source text of today");
    }
    finding
}
