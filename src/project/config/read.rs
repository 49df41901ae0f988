//! Reads TOML tables key by key, and notes what it does not know.
//!
//! A [`Table`] is asked for its keys; what was never asked for is unknown, so
//! that the list of known keys cannot differ from what is read.

use crate::diagnostic::{Finding, Severity};
use crate::document::Scalar;
use crate::text::Span;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The rule under which faults of the configuration are reported.
pub const RULE: &str = "configuration";

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Collects the findings about one configuration file.
#[derive(Debug)]
pub(super) struct Faults {
    path: String,
    /// What was found so far.
    pub(super) findings: Vec<Finding>,
}

impl Faults {
    /// Makes an empty collection for the file of this path.
    pub(super) fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            findings: Vec::new(),
        }
    }

    /// Notes an error at `span`.
    pub(super) fn error(&mut self, span: Span, message: String, help: Option<String>) {
        self.note(Severity::Error, span, message, help);
    }

    /// Notes at `span` what may be meant, but hardly is.
    pub(super) fn warning(&mut self, span: Span, message: String, help: Option<String>) {
        self.note(Severity::Warning, span, message, help);
    }

    fn note(&mut self, severity: Severity, span: Span, message: String, help: Option<String>) {
        let mut finding = Finding::new(RULE, severity, &self.path, message).at(span);
        finding.help = help;
        finding.text.clone_from(&finding.message);
        self.findings.push(finding);
    }
}

/// A table whose keys are asked for one by one.
pub(super) struct Table<'a> {
    name: String,
    entries: BTreeMap<&'a str, (Span, &'a Spanned<DeValue<'a>>)>,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// Wraps `table`; `name` is how messages call it (`""` for the file itself).
    pub(super) fn new(name: impl Into<String>, table: &'a DeTable<'a>) -> Self {
        let entries = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), (key.span().into(), value)))
            .collect();
        Self {
            name: name.into(),
            entries,
            asked: Vec::new(),
        }
    }

    /// Takes the value of `key`.
    fn take(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.entries.remove(key).map(|(_, value)| value)
    }

    /// Takes all that is left: a table whose keys are the user's own.
    pub(super) fn rest(&mut self) -> Vec<(At<String>, &'a Spanned<DeValue<'a>>)> {
        std::mem::take(&mut self.entries)
            .into_iter()
            .map(|(key, (span, value))| {
                let key = At {
                    value: key.to_owned(),
                    span,
                };
                (key, value)
            })
            .collect()
    }

    /// Reads a string.
    pub(super) fn string(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<String>> {
        let value = self.take(key)?;
        read_string(value, &format!("`{key}`"), faults)
    }

    /// Reads true or false.
    pub(super) fn boolean(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<bool>> {
        let value = self.take(key)?;
        let read = value.get_ref().as_bool();
        typed(value, read, &format!("`{key}`"), "true or false", faults)
    }

    /// Reads a number.
    pub(super) fn number(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<f64>> {
        let value = self.take(key)?;
        let read = match scalar(value.get_ref()) {
            Some(Scalar::Number(number)) => number.parse().ok(),
            _ => None,
        };
        typed(value, read, &format!("`{key}`"), "a number", faults)
    }

    /// Reads a list of strings.
    pub(super) fn strings(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<At<Vec<At<String>>>> {
        let value = self.take(key)?;
        read_strings(value, &format!("`{key}`"), faults)
    }

    /// Reads a table.
    pub(super) fn table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Table<'a>> {
        let value = self.take(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            wrong_type(value, &format!("`{key}`"), "a table", faults);
        }
        table.map(|table| Table::new(key, table))
    }

    /// Reads a list of tables, each with its place.
    pub(super) fn tables(&mut self, key: &'static str, faults: &mut Faults) -> Vec<At<Table<'a>>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            wrong_type(
                value,
                &format!("`{key}`"),
                &format!("written `[[{key}]]`"),
                faults,
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array {
            if let Some(table) = item.get_ref().as_table() {
                tables.push(At {
                    value: Table::new(format!("[{key}]"), table),
                    span: item.span().into(),
                });
            } else {
                wrong_type(item, &format!("an entry of `{key}`"), "a table", faults);
            }
        }
        tables
    }

    /// Notes every key that was not asked for, and returns those that were.
    pub(super) fn finish(self, faults: &mut Faults) -> Vec<&'static str> {
        for (key, (span, _)) in &self.entries {
            let place = if self.name.is_empty() {
                String::new()
            } else {
                format!(" in `[{}]`", self.name)
            };
            let help = suggestion(key, self.asked.iter().copied()).map_or_else(
                || format!("known keys{place}: {}", self.asked.join(", ")),
                |known| format!("did you mean `{known}`?"),
            );
            faults.error(*span, format!("unknown key `{key}`{place}"), Some(help));
        }
        self.asked
    }
}

/// Returns the known word that `word` was probably meant to be.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|one| (strsim::jaro_winkler(word, one), one))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, one)| one)
}

/// Reads a string value; `what` names it in messages.
pub(super) fn read_string(
    value: &Spanned<DeValue<'_>>,
    what: &str,
    faults: &mut Faults,
) -> Option<At<String>> {
    let read = value.get_ref().as_str().map(str::to_owned);
    typed(value, read, what, "a string", faults)
}

/// Reads a list of strings; `what` names it in messages.
pub(super) fn read_strings(
    value: &Spanned<DeValue<'_>>,
    what: &str,
    faults: &mut Faults,
) -> Option<At<Vec<At<String>>>> {
    let Some(array) = value.get_ref().as_array() else {
        wrong_type(value, what, "a list of strings", faults);
        return None;
    };
    let items = array
        .iter()
        .filter_map(|item| read_string(item, &format!("an entry of {what}"), faults))
        .collect();
    Some(At {
        value: items,
        span: value.span().into(),
    })
}

/// Reads a scalar value; `what` names it in messages.
pub(super) fn read_scalar(
    value: &Spanned<DeValue<'_>>,
    what: &str,
    faults: &mut Faults,
) -> Option<At<Scalar>> {
    let read = scalar(value.get_ref());
    typed(
        value,
        read,
        what,
        "a string, a number, a date, true or false",
        faults,
    )
}

fn scalar(value: &DeValue<'_>) -> Option<Scalar> {
    match value {
        DeValue::String(text) => Some(Scalar::Text(text.to_string())),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(|number| Scalar::Number(number.to_string())),
        DeValue::Float(float) => Scalar::number(float.as_str()),
        DeValue::Boolean(boolean) => Some(Scalar::Bool(*boolean)),
        DeValue::Datetime(date) => Some(Scalar::Date(date.to_string())),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

fn typed<T>(
    value: &Spanned<DeValue<'_>>,
    read: Option<T>,
    what: &str,
    expected: &str,
    faults: &mut Faults,
) -> Option<At<T>> {
    if read.is_none() {
        wrong_type(value, what, expected, faults);
    }
    read.map(|read| At {
        value: read,
        span: value.span().into(),
    })
}

fn wrong_type(value: &Spanned<DeValue<'_>>, what: &str, expected: &str, faults: &mut Faults) {
    let found = value.get_ref().type_str();
    faults.error(
        value.span().into(),
        format!("{what} must be {expected}, and is a value of type {found}"),
        None,
    );
}
