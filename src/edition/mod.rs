//! Editions: message patterns become text in an edition's locale.
//!
//! [`Bundle`] formats patterns; `number` and `date` are its functions. [`html`]
//! and [`plain`] render a document that was rebuilt.

mod bundle;
mod date;
pub mod html;
mod number;
pub mod plain;
mod rendering;

pub use bundle::{Bundle, FormatError, Value, escape_markdown};
pub use rendering::{Rendering, renderings};
