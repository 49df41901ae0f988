//! The integration tests: one binary, a module for each subject.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests play the user, who has files"
)]

mod architecture;
mod bounds;
mod broken_input;
mod browser;
mod commands;
mod corpus;
mod corrections;
mod crash;
mod dead_files;
mod edit_history;
mod editions;
mod embargo;
mod extraction_peer;
mod facts;
mod faults;
mod first_project;
mod fixtures;
mod fluent;
mod foreign_marks;
mod forgotten;
mod generators;
mod guards;
mod hooks;
mod hostile;
mod intl;
mod judge;
mod letting_be;
mod looks;
mod meddling;
mod merged;
mod newsroom;
mod noise;
mod odd_documents;
mod odd_names;
mod pages;
mod peers;
mod precision;
mod pseudo;
mod published;
mod pushed;
mod read_only;
mod reading;
mod release;
mod renderers;
mod resegment;
mod rule_index;
mod rule_pages;
mod saves;
mod sentences;
mod serve;
mod settled;
mod spreadsheets;
mod stale_facts;
mod support;
mod translators;
mod traps;
mod untrusted;
mod wechat;
mod wild;
