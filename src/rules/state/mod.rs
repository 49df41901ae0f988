//! Rules about how translations stand.

pub mod draft_translation;
pub mod duplicate_message;
pub mod inconsistent_translation;
pub mod missing_translation;
pub mod newer_facts;
pub mod out_of_step;
pub mod source_edited;
pub mod stale_fact;
pub mod stale_translation;
pub mod surplus_message;
pub mod untranslated_copy;
