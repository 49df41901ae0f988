//! One language of the interface: its words in a bundle of `fluent-bundle`,
//! with our `NUMBER` and `DATETIME`.
//!
//! What `fluent-bundle` does without a word, or not at all, is seen to here,
//! because translators write into a project's own words: a function that fails,
//! a variable that a term does not have, more placeables than it formats, and a
//! message beside a term of its name. Such a word is not there, and the next
//! language has it.

use crate::edition::date;
use crate::edition::number::Number;
use crate::ftl::{Definition, Safe, definitions};
use crate::locale::Locale;
use fluent::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions, FluentNumberType};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many placeables `fluent-bundle` formats in one message; over it, it stops
/// in the middle, and panics where a placeable is nested.
const PLACEABLES: usize = 100;

thread_local! {
    /// Whether a function has failed since a word was begun in this thread:
    /// `fluent-bundle` takes no error from a function.
    static FAILED: Cell<bool> = const { Cell::new(false) };
}

/// The words of one language.
pub(super) struct Voice {
    /// The language that it speaks, and whose dates and numbers it writes.
    pub(super) locale: Locale,
    bundle: FluentBundle<FluentResource>,
    /// The messages that it can format.
    known: BTreeSet<String>,
}

impl fmt::Debug for Voice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Voice");
        shown.field("locale", &self.locale).finish_non_exhaustive()
    }
}

impl Voice {
    /// Reads resources; the first definition of a word holds. What cannot be
    /// read of them is not there.
    pub(super) fn new(locale: Locale, texts: &[&str]) -> Self {
        let all: Vec<Vec<Definition>> = texts.iter().map(|text| definitions(text)).collect();
        let mut bundle = FluentBundle::new_concurrent(vec![locale.to_langid()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| shaped(value)));
        let numbers = locale.clone();
        // Nothing can be in the way: functions are the first entries.
        let _ = bundle.add_function("NUMBER", move |values, named| {
            number(&numbers, values, named).unwrap_or_else(failed)
        });
        let dates = locale.clone();
        let _ = bundle.add_function("DATETIME", move |values, named| {
            datetime(&dates, values, named).unwrap_or_else(failed)
        });
        for (text, own) in texts.iter().zip(&all) {
            let text = Safe::new(&apart(text, own, &all)).into_text();
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text);
            // What is there already holds: that is what the error says.
            let _ = bundle.add_resource(resource);
        }
        Self {
            locale,
            bundle,
            known: formattable(&all),
        }
    }

    /// Formats a word; `None` where it is not there, or does not format.
    pub(super) fn word(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let (text, faults) = self.format(id, args)?;
        faults.is_empty().then_some(text)
    }

    /// Says why a word does not format.
    #[cfg(test)]
    pub(super) fn faults(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Vec<String> {
        match self.format(id, args) {
            Some((_, faults)) => faults,
            None => vec!["it is not there".to_owned()],
        }
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<(String, Vec<String>)> {
        if !self.known.contains(id) {
            return None;
        }
        let message = self.bundle.get_message(id)?;
        let mut errors = Vec::new();
        FAILED.set(false);
        let text = self
            .bundle
            .format_pattern(message.value()?, args, &mut errors);
        let mut faults: Vec<String> = errors.iter().map(ToString::to_string).collect();
        if FAILED.take() {
            faults.push("a function fails".to_owned());
        }
        // A variable that a term does not have is written so, and is no error.
        if text.contains("{$") {
            faults.push(format!("a variable is not there: {text}"));
        }
        Some((text.into_owned(), faults))
    }
}

/// Writes a number that `NUMBER` has shaped; any other is as it is written.
fn shaped(value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => number.options.currency.clone(),
        _ => None,
    }
}

fn failed<'a>() -> FluentValue<'a> {
    FAILED.set(true);
    FluentValue::Error
}

/// `DATETIME`; `None` where it cannot be done.
fn datetime<'a>(
    locale: &Locale,
    values: &[FluentValue<'a>],
    named: &FluentArgs<'_>,
) -> Option<FluentValue<'a>> {
    let [FluentValue::String(iso)] = values else {
        return None;
    };
    let text = date::format(locale, iso, &options(named)).ok()?;
    Some(text.into())
}

/// `NUMBER`; `None` where it cannot be done.
fn number<'a>(
    locale: &Locale,
    values: &[FluentValue<'a>],
    named: &FluentArgs<'_>,
) -> Option<FluentValue<'a>> {
    let [FluentValue::Number(given)] = values else {
        return None;
    };
    let number = Number::as_written(&given.as_string())?;
    let shaped = number.shaped(locale, &options(named)).ok()?;
    let is_ordinal =
        matches!(named.get("type"), Some(FluentValue::String(kind)) if kind == "ordinal");
    let options = FluentNumberOptions {
        r#type: match is_ordinal {
            true => FluentNumberType::Ordinal,
            false => FluentNumberType::Cardinal,
        },
        // There is no place for a text that is ready; of currencies there are none.
        currency: Some(shaped.text),
        ..given.options.clone()
    };
    Some(FluentNumber::new(given.value, options).into())
}

fn options(named: &FluentArgs<'_>) -> Vec<(String, String)> {
    let written = |value: &FluentValue<'_>| match value {
        FluentValue::String(text) => text.to_string(),
        FluentValue::Number(number) => number.as_string().into_owned(),
        _ => String::new(),
    };
    named
        .iter()
        .map(|(name, value)| (name.to_owned(), written(value)))
        .collect()
}

/// Gives terms that have the name of a message another one: `fluent-bundle`
/// keeps both in one table, and loses the second.
fn apart(text: &str, own: &[Definition], all: &[Vec<Definition>]) -> String {
    let ids = || all.iter().flatten();
    let messages: BTreeSet<&str> = ids()
        .filter(|one| !one.name.starts_with('-'))
        .map(|one| one.id.as_str())
        .collect();
    let mut suffix = "-term".to_owned();
    while ids().any(|one| one.id.ends_with(&suffix)) {
        suffix.push('-');
    }
    let names = own.iter().map(|one| (&one.name, one.span));
    let references = own.iter().flat_map(|one| &one.references);
    let places = names
        .filter(|(name, _)| !name.contains('.'))
        .chain(references.map(|(name, span)| (name, *span)));
    let ends: BTreeSet<usize> = places
        .filter_map(|(name, span)| {
            let id = name.strip_prefix('-')?.split('.').next()?;
            messages.contains(id).then(|| span.start + 1 + id.len())
        })
        .collect();
    let mut apart = String::with_capacity(text.len());
    let mut done = 0;
    for end in ends {
        apart.push_str(text.get(done..end).unwrap_or_default());
        apart.push_str(&suffix);
        done = end;
    }
    apart.push_str(text.get(done..).unwrap_or_default());
    apart
}

/// Lists the messages that take no more placeables than are formatted, those of
/// what they refer to included; none that refers to itself is among them.
fn formattable(all: &[Vec<Definition>]) -> BTreeSet<String> {
    let mut entries: BTreeMap<&str, &Definition> = BTreeMap::new();
    for one in all.iter().flatten() {
        entries.entry(&one.name).or_insert(one);
    }
    let mut costs = BTreeMap::new();
    let names: Vec<&str> = entries.keys().copied().collect();
    names
        .into_iter()
        .filter(|name| cost(name, &entries, &mut costs, 0) <= PLACEABLES)
        .map(str::to_owned)
        .collect()
}

/// Counts the placeables of an entry and of what it refers to; what is more than
/// fits is not counted to its end.
fn cost<'d>(
    name: &'d str,
    entries: &BTreeMap<&'d str, &'d Definition>,
    costs: &mut BTreeMap<&'d str, usize>,
    depth: usize,
) -> usize {
    const OVER: usize = PLACEABLES + 1;
    if let Some(cost) = costs.get(name) {
        return *cost;
    }
    let Some(entry) = entries.get(name) else {
        return 0;
    };
    if depth > PLACEABLES {
        return OVER;
    }
    // Until it is counted, for those who come back to it.
    costs.insert(name, OVER);
    let mut sum = entry.placeables;
    for (inner, _) in &entry.references {
        if sum <= PLACEABLES {
            sum = sum.saturating_add(cost(inner, entries, costs, depth + 1));
        }
    }
    let sum = sum.min(OVER);
    costs.insert(name, sum);
    sum
}
