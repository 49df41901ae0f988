//! Editions: message patterns become text in an edition's locale.
//!
//! [`Bundle`] formats patterns; `number` and `date` are its functions.

mod bundle;
mod date;
mod number;

pub use bundle::{Bundle, FormatError, Value, escape_markdown};
