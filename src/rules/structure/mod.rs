//! Rules about markup, links and what a document is made of.

mod address;
pub mod breaks_structure;
pub mod broken_markup;
pub mod changed_address;
pub mod changed_code;
pub mod dead_anchor;
pub mod dropped_code;
pub mod emphasis_mismatch;
pub mod footnote_mismatch;
pub mod hard_break_mismatch;
pub mod html_mismatch;
mod inline;
pub mod length_mismatch;
pub mod link_mismatch;
mod multiset;
pub mod suspicious_address;

pub use inline::{Inline, Piece};
