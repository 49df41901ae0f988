//! Rules about Fluent's own syntax, references and variables.

pub mod format_error;
pub mod placeable_mismatch;
pub mod syntax_error;
