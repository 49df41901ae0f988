//! Rules about markup, links and what a document is made of.

pub mod breaks_structure;
