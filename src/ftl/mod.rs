//! Fluent resources as their own bytes.
//!
//! fluent-syntax is the authority on the grammar, but its tree has no spans and
//! its serializer is lossy. `File` cuts a resource into chunks of its own
//! bytes, of which only those that change are written anew; `Safe` keeps from
//! the parser what would overflow or panic it, and finds the places of what it
//! has parsed; `Alone` parses a pattern by itself; `from_parts` writes text as a pattern that gives it back;
//! `fingerprint` knows a pattern by its meaning, `names` what it refers to.

mod chunk;
mod fault;
mod file;
mod guard;
mod meaning;
mod names;
mod pattern;
mod place;
mod references;
mod scan;
mod text;

#[cfg(test)]
mod grammar_tests;

pub(crate) use chunk::{Chunk, Kind, write_message};
pub(crate) use file::File;
pub(crate) use guard::{Broken, Safe};
pub(crate) use meaning::fingerprint;
pub(crate) use names::{Entries, Names, names};
pub(crate) use pattern::{Alone, is_broken, walk};
pub(crate) use place::place;
pub(crate) use references::{Definition, definitions};
pub(crate) use text::{Part, from_parts, has_unsafe};
