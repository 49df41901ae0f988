//! Editions: message patterns become text in an edition's locale.
//!
//! [`Bundle`] formats patterns, which `resolve` walks; `number` and `date` are
//! its functions. [`html`] and [`plain`] render a document that was rebuilt.

mod argument;
mod bundle;
mod categories;
mod date;
pub mod html;
mod moment;
mod number;
pub mod plain;
mod rendering;
mod resolve;

pub use bundle::{Bundle, FormatError, Landing, Value, escape_markdown};
pub use categories::plural_categories;
pub use rendering::{Rendering, renderings};
