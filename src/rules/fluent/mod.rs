//! Rules about Fluent's own syntax, references and variables.

pub mod cyclic_reference;
pub mod format_error;
pub mod full_width_syntax;
pub mod missing_attribute;
mod pattern;
pub mod placeable_mismatch;
pub mod plural_mismatch;
pub mod syntax_error;
pub mod too_many_placeables;
pub mod unformatted_variable;
pub mod unknown_reference;
pub mod unused_term;
