//! Exchange: a locale goes to a translator's tool and comes back.
//!
//! A format is one file and one line of [`FORMATS`]. What it carries are
//! [`Row`]s; whether one may replace what a project has is the project's to
//! decide.

mod csv;

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The document.
    pub document: String,
    /// The message's id.
    pub id: String,
    /// The headings over it, and what kind of block it is.
    pub context: String,
    /// The source text, as a Fluent pattern.
    pub source: String,
    /// The translation, as a Fluent pattern; empty where there is none.
    pub target: String,
    /// `missing`, `translated`, `stale` or `draft`.
    pub state: String,
    /// The author's notes and the addresses.
    pub notes: String,
    /// What the translation was when it left: a fingerprint, empty for none.
    pub base: String,
    /// The line that it stands in, from 1, where it was read.
    pub line: usize,
}

/// What is wrong with a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

/// A format of exchange.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes rows.
    pub write: fn(&[Row]) -> String,
    /// Reads rows, as many as can be read, and says what is wrong with the rest.
    pub read: fn(&str) -> (Vec<Row>, Vec<Fault>),
}

/// All formats, by name.
pub static FORMATS: &[Format] = &[Format {
    name: "csv",
    write: csv::write,
    read: csv::read,
}];
