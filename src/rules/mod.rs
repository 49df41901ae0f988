//! Rules: what is found wrong, one file each, with its page beside it.
//!
//! [`RULES`] is the one table: the names in `[rules]`, `explain`, SARIF's list
//! and the tests derive from it. A rule is found in one of two ways: where a
//! project is read, matched or built (that code makes the finding with
//! [`Rule::finding`]), or by [`check`], which hands every translated block to
//! the rules that have a function.
//!
//! A block's rules see its *formatted* texts, so that `3万` may stand for
//! `{ NUMBER($masks) }`, and every whole variant of each message with the
//! places of its parts. The pages' examples run as tests.

pub mod facts;
pub mod fluent;
pub mod project;
pub mod prose;
pub mod state;
pub mod structure;
pub mod style;
pub mod terms;
pub mod typography;

mod read;
#[cfg(test)]
mod tests;

pub use read::{Block, Fault, Flaw, Message, Place, Read, Text, check};

use crate::diagnostic::{Finding, Severity};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The project and its files.
    Project,
    /// How translations stand.
    State,
    /// Fluent's own syntax, references and variables.
    Fluent,
    /// Markup, links, what a document is made of.
    Structure,
    /// Figures, dates, amounts, by value.
    Facts,
    /// The glossary, and names.
    Terms,
    /// What a careful printer would mend.
    Typography,
}

impl Group {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Project,
        Self::State,
        Self::Fluent,
        Self::Structure,
        Self::Facts,
        Self::Terms,
        Self::Typography,
    ];

    /// Returns its name, in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::State => "state",
            Self::Fluent => "fluent",
            Self::Structure => "structure",
            Self::Facts => "facts",
            Self::Terms => "terms",
            Self::Typography => "typography",
        }
    }
}

/// How a rule finds.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Where a project is read, matched or built.
    Elsewhere,
    /// By comparing a translated block with its source.
    Block(fn(&Read<'_>) -> Vec<Fault>),
    /// By reading every whole variant of a translated message by itself.
    Text(fn(&Text<'_>) -> Vec<Flaw>),
}

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, after the defect.
    pub name: &'static str,
    /// The severity that its findings have by default.
    pub severity: Severity,
    /// What it is about.
    pub group: Group,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Its page, in Markdown: the summary as its heading, why it matters, what
    /// to do, examples that run as tests.
    pub page: &'static str,
    /// How it finds.
    pub check: Check,
}

impl Rule {
    /// Makes a finding of this rule about `path`, at its default severity.
    #[must_use]
    pub fn finding(&self, path: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding::new(self.name, self.severity, path, message)
    }
}

/// All rules, by name.
pub static RULES: &[Rule] = &[
    project::below_publish_at::RULE,
    typography::bidi_control::RULE,
    structure::breaks_structure::RULE,
    structure::broken_markup::RULE,
    project::broken_template::RULE,
    typography::capitalised_date::RULE,
    structure::changed_address::RULE,
    structure::changed_code::RULE,
    project::configuration::RULE,
    facts::currency_mismatch::RULE,
    fluent::cyclic_reference::RULE,
    facts::date_mismatch::RULE,
    structure::dead_anchor::RULE,
    typography::double_space::RULE,
    typography::doubled_punctuation::RULE,
    typography::doubled_word::RULE,
    state::draft_translation::RULE,
    structure::dropped_code::RULE,
    state::duplicate_message::RULE,
    project::embargo::RULE,
    structure::emphasis_mismatch::RULE,
    typography::end_punctuation_mismatch::RULE,
    structure::footnote_mismatch::RULE,
    terms::forbidden_term::RULE,
    fluent::format_error::RULE,
    typography::full_width_alphanumeric::RULE,
    fluent::full_width_syntax::RULE,
    typography::half_width_bracket::RULE,
    typography::half_width_punctuation::RULE,
    typography::han_latin_space::RULE,
    structure::hard_break_mismatch::RULE,
    structure::html_mismatch::RULE,
    facts::identifier_mismatch::RULE,
    state::inconsistent_translation::RULE,
    project::invalid_document::RULE,
    typography::invisible_character::RULE,
    structure::length_mismatch::RULE,
    structure::link_mismatch::RULE,
    project::malformed_suppression::RULE,
    fluent::missing_attribute::RULE,
    project::missing_file::RULE,
    typography::missing_space::RULE,
    terms::missing_term::RULE,
    state::missing_translation::RULE,
    typography::mixed_han_scripts::RULE,
    typography::mojibake::RULE,
    state::newer_facts::RULE,
    project::no_documents::RULE,
    project::no_page::RULE,
    project::not_all_translated::RULE,
    project::not_ours::RULE,
    project::not_utf8::RULE,
    typography::number_format::RULE,
    facts::number_mismatch::RULE,
    state::out_of_step::RULE,
    project::output_collision::RULE,
    project::partial_picture::RULE,
    typography::percent_space::RULE,
    fluent::placeable_mismatch::RULE,
    fluent::plural_mismatch::RULE,
    project::refused_import::RULE,
    typography::replacement_character::RULE,
    state::source_edited::RULE,
    typography::space_by_punctuation::RULE,
    state::stale_fact::RULE,
    state::stale_translation::RULE,
    typography::stop_before_quote::RULE,
    typography::stray_space::RULE,
    state::surplus_message::RULE,
    structure::suspicious_address::RULE,
    fluent::syntax_error::RULE,
    facts::time_mismatch::RULE,
    fluent::too_many_placeables::RULE,
    project::undrawable_picture::RULE,
    fluent::unformatted_variable::RULE,
    facts::unit_mismatch::RULE,
    fluent::unknown_reference::RULE,
    project::unlisted_locale::RULE,
    typography::unpaired_bracket::RULE,
    typography::unpaired_question_mark::RULE,
    typography::unpaired_quote::RULE,
    project::unshown_element::RULE,
    state::untranslated_copy::RULE,
    typography::untranslated_words::RULE,
    project::unusable_file::RULE,
    project::unused_suppression::RULE,
    fluent::unused_term::RULE,
    typography::wrong_dash::RULE,
    typography::wrong_ellipsis::RULE,
    typography::wrong_nested_quote::RULE,
    typography::wrong_quote::RULE,
    facts::wrong_weekday::RULE,
];

/// Returns the rule of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    let at = RULES.binary_search_by_key(&name, |rule| rule.name);
    at.ok().map(|at| &RULES[at])
}
