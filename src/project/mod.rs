//! A project on disk.

pub mod config;
pub mod dist;
pub mod error;
pub mod files;
