//! Rules about Fluent's own syntax, references and variables.

pub mod format_error;
pub mod missing_attribute;
mod pattern;
pub mod placeable_mismatch;
pub mod plural_mismatch;
pub mod syntax_error;
pub mod unformatted_variable;
pub mod unused_term;
