//! fluentdown localises documents with Project Fluent.
//!
//! It splits Markdown and plain-text documents into translatable segments,
//! manages the Fluent resources of every locale, and reassembles each document
//! for each edition (a locale plus an audience).
//!
//! The modules, in the order in which they may use each other (a test holds
//! the arrows one-way): [`text`] and [`locale`], [`diagnostic`], [`document`]
//! and `ftl`, [`segment`], [`catalog`], `exchange` and [`edition`],
//! `rules`, [`project`], [`report`]. Only [`project`] touches files; nothing
//! in the library prints.

pub mod catalog;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod exchange;
pub mod ftl;
pub mod locale;
pub mod project;
pub mod report;
pub mod rules;
pub mod segment;
pub mod text;
