//! Editions: message patterns become text in an edition's locale.
//!
//! [`Bundle`] formats patterns, which `resolve` walks; `number` (with `compact`)
//! and `date` are its functions. [`html`] renders the body of a document that was
//! rebuilt, [`page`] puts it into a page with the [`words`] of the interface,
//! [`plain`] makes plain text, and [`picture`] a PNG of an SVG.

mod argument;
mod bundle;
mod categories;
mod compact;
mod date;
mod grouping;
pub mod html;
mod inline;
mod moment;
mod number;
mod numbered;
pub mod page;
pub mod picture;
pub mod plain;
mod rendering;
mod resolve;
pub mod wechat;
pub mod words;

pub use bundle::{Bundle, FormatError, Landing, Value, escape_markdown};
pub use categories::plural_categories;
pub use inline::{Heading, plain_line};
pub use rendering::{Rendering, renderings};

#[cfg(test)]
mod peer_tests;
