//! Rules about the project and its files.

pub mod below_publish_at;
pub mod broken_template;
pub mod configuration;
pub mod embargo;
pub mod invalid_document;
pub mod malformed_suppression;
pub mod missing_file;
pub mod no_documents;
pub mod no_page;
pub mod not_all_translated;
pub mod not_ours;
pub mod not_utf8;
pub mod output_collision;
pub mod partial_picture;
pub mod refused_import;
pub mod undrawable_picture;
pub mod unlisted_locale;
pub mod unshown_element;
pub mod unusable_file;
pub mod unused_suppression;
