//! The order in which an index lists its documents.

use std::collections::BTreeMap;

/// What decides on the place of a document in an index: its own number, then
/// the date, newest first, then the path.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    number: Option<f64>,
    date: Option<String>,
    path: Vec<Part>,
}

/// A part of a path: numbers count by value, and a folder's own document comes
/// before what is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Index,
    Number(u64),
    Text(String),
}

impl Order {
    /// Reads it from the scalars of the document's front matter.
    #[must_use]
    pub fn new(path: &str, fields: &BTreeMap<String, String>) -> Self {
        let number = fields.get("order").or_else(|| fields.get("weight"));
        Self {
            number: number
                .and_then(|one| one.parse().ok())
                .filter(|one: &f64| one.is_finite()),
            date: fields.get("date").cloned(),
            path: path.split('/').flat_map(parts).collect(),
        }
    }

    /// Compares for the order of reading.
    #[must_use]
    pub fn compare(&self, other: &Self) -> std::cmp::Ordering {
        // Those that have a number, or a date, come before those that have none.
        let number = |one: &Self| one.number.unwrap_or(f64::INFINITY);
        number(self)
            .total_cmp(&number(other))
            .then_with(|| other.date.cmp(&self.date))
            .then_with(|| self.path.cmp(&other.path))
    }
}

fn parts(name: &str) -> Vec<Part> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if ["index", "readme"].contains(&stem.to_lowercase().as_str()) {
        return vec![Part::Index];
    }
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let is_digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest
            .find(|c: char| c.is_ascii_digit() != is_digit)
            .unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        parts.push(match part.parse() {
            Ok(number) if is_digit => Part::Number(number),
            _ => Part::Text(part.to_owned()),
        });
        rest = tail;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(path: &str, fields: &[(&str, &str)]) -> Order {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Order::new(path, &fields)
    }

    #[test]
    fn the_order_of_reading() {
        let mut all = [
            ("2-b.md", order("2-b.md", &[])),
            ("10-a.md", order("10-a.md", &[])),
            ("x/a.md", order("x/a.md", &[])),
            ("x/index.md", order("x/index.md", &[])),
            ("old.md", order("old.md", &[("date", "2019-01-01")])),
            ("new.md", order("new.md", &[("date", "2020-01-01")])),
            ("second.md", order("second.md", &[("order", "2")])),
            ("first.md", order("first.md", &[("order", "1")])),
        ];
        all.sort_by(|left, right| left.1.compare(&right.1));
        let paths: Vec<&str> = all.iter().map(|(path, _)| *path).collect();
        assert_eq!(
            paths,
            [
                "first.md",
                "second.md",
                "new.md",
                "old.md",
                "2-b.md",
                "10-a.md",
                "x/index.md",
                "x/a.md"
            ]
        );
    }
}
