//! Fluent resources as their own bytes.
//!
//! fluent-syntax is the authority on the grammar, but its tree has no spans and
//! its serializer is lossy. `File` cuts a resource into chunks of its own
//! bytes, of which only those that change are written anew; `guard` keeps
//! from the parser what would overflow or panic it; `fingerprint` knows a
//! pattern by its meaning.

mod file;
mod guard;
mod meaning;
mod place;

pub(crate) use file::{Chunk, File, Kind, write_message};
pub(crate) use guard::guard;
pub(crate) use meaning::fingerprint;
pub(crate) use place::place;
