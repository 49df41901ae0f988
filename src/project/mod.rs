//! A project on disk.

pub mod config;
pub mod error;
pub mod files;
