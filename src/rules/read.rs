//! What rules read, and what they find: blocks, faults, and the walk over all
//! rules.

use super::facts::Facts;
use super::prose::Prose;
use super::structure::Inline;
use super::style::Style;
use super::terms::Term;
use super::{Check, Group, RULES, Rule};
use crate::edition::Rendering;
use crate::segment::closed_emphasis;
use crate::text::Span;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// A message of a block, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'a> {
    /// The source's pattern.
    pub source_pattern: &'a str,
    /// The translation's pattern.
    pub target_pattern: &'a str,
    /// The source, formatted.
    pub source: &'a str,
    /// The translation, formatted.
    pub target: &'a str,
    /// Every whole variant of the translation, with the places of its parts in
    /// the pattern; one where nothing is selected.
    pub variants: &'a [Rendering],
}

/// A block that is wholly translated.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// The source's locale, as BCP 47.
    pub source_locale: &'a str,
    /// The edition's locale, as BCP 47.
    pub target_locale: &'a str,
    /// Its messages, in order.
    pub messages: &'a [Message<'a>],
    /// Whether its texts are inline Markdown, as in all but plain text, front
    /// matter and attributes of HTML.
    pub is_markdown: bool,
    /// Variables that come and go as they please: the audience, the edition's.
    pub free: &'a [String],
    /// The house style of the translation.
    pub style: Style,
    /// The glossary: each term in both languages.
    pub terms: &'a [Term],
}

impl<'a> Block<'a> {
    /// Makes a block of these messages in the default style, with no variables
    /// and no glossary.
    #[must_use]
    pub fn new(
        source_locale: &'a str,
        target_locale: &'a str,
        messages: &'a [Message<'a>],
    ) -> Self {
        Self {
            source_locale,
            target_locale,
            messages,
            is_markdown: true,
            free: &[],
            style: Style::new(target_locale, &[]),
            terms: &[],
        }
    }
}

/// Where a fault stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the whole message.
    Message,
    /// In a part of its formatted text.
    Formatted(Span),
    /// In a part of one of its variants, by index.
    Variant(usize, Span),
}

/// A fault of a block's translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong: a sentence without a final stop.
    pub message: String,
    /// Index of the message at fault.
    pub index: usize,
    /// Where in it.
    pub place: Place,
    /// What to write in that place, as Fluent, where that mends it without a
    /// change of meaning.
    pub fix: Option<String>,
    /// A second place of the same text that must change with it.
    pub with: Option<(Place, String)>,
    /// What to do, where the message does not say it already.
    pub help: Option<String>,
    /// Whether it may be none, and is a warning at the most.
    pub is_doubtful: bool,
}

impl Fault {
    /// Makes a fault of the whole message with this index.
    #[must_use]
    pub fn new(index: usize, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            index,
            place: Place::Message,
            fix: None,
            with: None,
            help: None,
            is_doubtful: false,
        }
    }

    /// Sets where in the message.
    #[must_use]
    pub const fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Sets what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says that it may be none.
    #[must_use]
    pub const fn doubtful(mut self, is_doubtful: bool) -> Self {
        self.is_doubtful = is_doubtful;
        self
    }
}

/// A flaw of one text, wherever the text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where in the text.
    pub span: Span,
    /// What is wrong: a sentence without a final stop.
    pub message: String,
    /// What to write in that place, where that mends it safely.
    pub fix: Option<String>,
    /// A second place that must change with it, such as a closing bracket.
    pub with: Option<(Span, String)>,
}

impl Flaw {
    /// Makes a flaw of a span of the text itself, code and marks included.
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>, fix: Option<String>) -> Self {
        Self {
            span,
            message: message.into(),
            fix,
            with: None,
        }
    }
}

/// One whole variant of a translated message, as a reader sees it.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The text, formatted.
    pub text: &'a str,
    /// Its language, as BCP 47.
    pub locale: &'a str,
    /// The source of the message, formatted.
    pub source: &'a str,
    /// The source's language, as BCP 47.
    pub source_locale: &'a str,
    /// Its prose.
    pub prose: &'a Prose,
    /// The source's prose.
    pub source_prose: &'a Prose,
    /// The house style.
    pub style: Style,
}

impl<'a> Text<'a> {
    /// Returns the text's prose without marks.
    #[must_use]
    pub fn plain(&self) -> &'a str {
        &self.prose.plain
    }

    /// Makes a flaw of a range of the plain prose. The fix goes where a mark
    /// stands within the range.
    #[must_use]
    pub fn flaw(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        fix: Option<String>,
    ) -> Flaw {
        let whole = self.prose.is_whole(range.clone());
        Flaw {
            span: self.prose.span(range),
            message: message.into(),
            fix: fix.filter(|_| whole),
            with: None,
        }
    }

    /// Makes a flaw of two ranges that are mended together, or not at all.
    #[must_use]
    pub fn pair(
        &self,
        ranges: [Range<usize>; 2],
        message: impl Into<String>,
        fixes: [&str; 2],
    ) -> Flaw {
        let [first, second] = ranges;
        let whole = self.prose.is_whole(second.clone());
        let [fix, other] = fixes.map(str::to_owned);
        let mut flaw = self.flaw(first, message, Some(fix).filter(|_| whole));
        if flaw.fix.is_some() {
            flaw.with = Some((self.prose.span(second), other));
        }
        flaw
    }
}

/// A block with its facts and its markup read once, for all rules.
#[derive(Debug)]
pub struct Read<'a> {
    /// The block.
    pub block: Block<'a>,
    /// The markup of the source of each message.
    pub source_markup: Vec<Inline>,
    /// The markup of the translation of each message.
    pub target_markup: Vec<Inline>,
    facts: OnceCell<Facts<'a>>,
    source_prose: OnceCell<Vec<Prose>>,
    target_prose: OnceCell<Vec<Prose>>,
}

/// Compares a block with its translation, by every rule that does.
///
/// Markup and variables are compared for every variant of each message, since
/// each is what some reader sees; figures only as they are shown.
#[must_use]
pub fn check(block: &Block<'_>) -> Vec<(&'static Rule, Fault)> {
    let read = Read::new(block);
    // The variant that is shown is read as the translation.
    let others = block.messages.iter().map(|message| {
        let texts = message.variants.iter();
        let other = texts.map(|one| (one.text != message.target).then(|| Prose::read(&one.text)));
        other.collect::<Vec<_>>()
    });
    let others: Vec<Vec<Option<Prose>>> = others.collect();
    let mut found = Vec::new();
    for rule in RULES {
        let faults = match rule.check {
            Check::Elsewhere => continue,
            Check::Block(check) => check(&read),
            Check::Text(check) => flaws(&read, &others, check),
        };
        found.extend(faults.into_iter().map(|fault| (rule, fault)));
    }
    for (index, message) in block.messages.iter().enumerate() {
        for (variant, rendering) in message.variants.iter().enumerate() {
            if rendering.text != message.target {
                for (rule, fault) in other_variant(block, index, variant) {
                    let is_known = found.iter().any(|(one, known): &(&Rule, Fault)| {
                        one.name == rule.name && known.message == fault.message
                    });
                    if !is_known {
                        found.push((rule, fault));
                    }
                }
            }
        }
    }
    found
}

/// Compares the markup of a block with one message in another variant.
fn other_variant(block: &Block<'_>, index: usize, variant: usize) -> Vec<(&'static Rule, Fault)> {
    let mut messages = block.messages.to_vec();
    messages[index].target = &block.messages[index].variants[variant].text;
    let block = Block {
        messages: &messages,
        ..*block
    };
    let read = Read::new(&block);
    let mut found = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.group == Group::Structure) {
        let Check::Block(check) = rule.check else {
            continue;
        };
        let faults = check(&read)
            .into_iter()
            .filter(|fault| fault.index == index);
        found.extend(faults.map(|mut fault| {
            if let Place::Formatted(span) = fault.place {
                fault.place = Place::Variant(variant, span);
            }
            (rule, fault)
        }));
    }
    found
}

impl<'a> Read<'a> {
    /// Returns the facts of both sides, read once.
    #[must_use]
    pub fn facts(&self) -> &Facts<'a> {
        self.facts.get_or_init(|| {
            let block = &self.block;
            Facts::read(block.source_locale, block.target_locale, block.messages)
        })
    }

    /// Returns the prose of the source of each message, read once.
    #[must_use]
    pub fn source_prose(&self) -> &[Prose] {
        let read = |one: &Message<'_>| Prose::read(one.source);
        self.source_prose
            .get_or_init(|| self.block.messages.iter().map(read).collect())
    }

    /// Returns the prose of the translation of each message, read once.
    #[must_use]
    pub fn target_prose(&self) -> &[Prose] {
        let read = |one: &Message<'_>| Prose::read(one.target);
        self.target_prose
            .get_or_init(|| self.block.messages.iter().map(read).collect())
    }

    /// Reads a block.
    fn new(block: &Block<'a>) -> Self {
        let none = || vec![Inline::default(); block.messages.len()];
        let (source_markup, target_markup) = if block.is_markdown {
            let messages = block.messages.iter();
            let own: Vec<Inline> = messages
                .clone()
                .map(|one| Inline::read(one.source))
                .collect();
            let other = messages.zip(&own).map(|(one, own)| as_written(one, own));
            let other = other.collect();
            (own, other)
        } else {
            (none(), none())
        };
        Self {
            block: *block,
            facts: OnceCell::new(),
            source_prose: OnceCell::new(),
            target_prose: OnceCell::new(),
            source_markup,
            target_markup,
        }
    }
}

/// Reads the markup of a translation as a document would have it: emphasis
/// among Han is written so that it opens and closes.
fn as_written(message: &Message<'_>, source: &Inline) -> Inline {
    let emphasised = source.emphasis + source.strong > 0;
    match closed_emphasis(message.target, message.source, emphasised) {
        Cow::Borrowed(text) => Inline::read(text),
        Cow::Owned(text) => Inline::read(&text).placed(Span::new(0, message.target.len())),
    }
}

/// Reads every variant of every message of a block by one rule.
fn flaws(
    read: &Read<'_>,
    others: &[Vec<Option<Prose>>],
    check: fn(&Text<'_>) -> Vec<Flaw>,
) -> Vec<Fault> {
    let block = &read.block;
    let (sources, shown) = (read.source_prose(), read.target_prose());
    let mut faults = Vec::new();
    for (index, message) in block.messages.iter().enumerate() {
        for (variant, rendering) in message.variants.iter().enumerate() {
            let text = Text {
                text: &rendering.text,
                locale: block.target_locale,
                source: message.source,
                source_locale: block.source_locale,
                prose: others[index][variant].as_ref().unwrap_or(&shown[index]),
                source_prose: &sources[index],
                style: block.style,
            };
            faults.extend(check(&text).into_iter().map(|flaw| {
                Fault {
                    message: flaw.message,
                    index,
                    place: Place::Variant(variant, flaw.span),
                    fix: flaw.fix,
                    with: flaw
                        .with
                        .map(|(span, text)| (Place::Variant(variant, span), text)),
                    help: None,
                    is_doubtful: false,
                }
            }));
        }
    }
    faults
}
