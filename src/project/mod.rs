//! A project on disk: its configuration, its files, and the way through.
//!
//! [`Project::open`] reads everything once and asks `segment` and `catalog`
//! what `extract` would make of it; nothing is written. The commands take it
//! from there:
//!
//! 1. [`files`] is the only place of I/O, [`config`] says what the project is,
//!    [`load`] reads it, [`chain`] says who reads which locale;
//! 2. [`extract`] writes what `catalog` made; [`check`] pairs source and
//!    translation for the rules; [`build`] assembles the editions and [`dist`]
//!    publishes them; [`status`], [`accept`] and [`init`]
//!    are what their names say.

pub mod accept;
mod allowances;
pub mod anchors;
pub mod assemble;
pub mod build;
pub mod chain;
pub mod check;
pub mod compare;
pub mod config;
pub mod consistency;
pub mod dead_anchors;
pub mod dead_files;
pub mod dist;
pub mod error;
pub mod extract;

pub mod files;
pub mod fix;
pub mod init;
pub mod journal;
pub mod ledger;
pub mod links;
pub mod load;
pub mod pages;
pub mod pseudo;

pub mod references;
pub mod resources;
pub mod serve;
pub mod state;
pub mod status;
mod suppress;
pub mod syntax;
pub mod transfer;
pub mod unread;
pub mod verify;
mod voice;

pub use error::Error;
pub use load::{Document, Project};
