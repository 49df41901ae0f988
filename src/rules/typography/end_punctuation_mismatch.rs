//! Ends of blocks that differ.

use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "end-punctuation-mismatch",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A block ends with another mark than its source",
    page: include_str!("end-punctuation-mismatch.md"),
    check: Check::Block(check),
};

/// What a block's end says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It tells.
    Stop,
    Question,
    Exclamation,
    Colon,
    Ellipsis,
    /// It has no mark: a heading, an entry of a list.
    Open,
}

fn check(read: &Read<'_>) -> Vec<Fault> {
    let messages = read.block.messages;
    let Some((last, message)) = messages
        .iter()
        .enumerate()
        .rfind(|(_, one)| !one.target.trim().is_empty())
    else {
        return Vec::new();
    };
    let ours = messages
        .iter()
        .rposition(|one| !one.source.trim().is_empty());
    let Some(ours) = ours else {
        return Vec::new();
    };
    let source = end(&read.source_prose()[ours].plain);
    let target = end(&read.target_prose()[last].plain);
    // A translator may tell what the source exclaims, and may write `etc.`.
    let wrong = match (source, target) {
        (End::Question, other) | (other, End::Question) => other != End::Question,
        (End::Colon, End::Stop | End::Exclamation | End::Open) => true,
        (End::Stop | End::Open | End::Exclamation, End::Colon) => true,
        (End::Stop, End::Open) => !messages[ours].source.trim_end().ends_with("etc."),
        _ => false,
    };
    if !wrong || message.target.chars().all(|c| !c.is_alphanumeric()) {
        return Vec::new();
    }
    vec![Fault::new(
        last,
        format!(
            "the source ends with {}, and this with {}",
            source.name(),
            target.name()
        ),
    )]
}

impl End {
    const fn name(self) -> &'static str {
        match self {
            Self::Stop => "a stop",
            Self::Question => "a question mark",
            Self::Exclamation => "an exclamation mark",
            Self::Colon => "a colon",
            Self::Ellipsis => "an ellipsis",
            Self::Open => "no mark",
        }
    }
}

/// Reads the end of a text's prose, behind what closes.
fn end(plain: &str) -> End {
    let closing = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | ']'
                    | '）'
                    | '】'
                    | '"'
                    | '\''
                    | '”'
                    | '’'
                    | '»'
                    | '」'
                    | '⟧'
                    | '』'
                    | '*'
                    | '_'
                    | '~'
                    | '`'
            )
    };
    let text = plain.trim_end_matches(closing);
    match text.chars().next_back() {
        Some('.') if text.ends_with("...") => End::Ellipsis,
        Some('…' | '⋯') => End::Ellipsis,
        Some('.' | '。' | '．' | '।' | '။' | '։' | '۔' | '።') => End::Stop,
        Some('?' | '？' | '؟' | ';') if text.ends_with(['?', '？', '؟', ';']) => {
            if text.ends_with(';') {
                End::Open
            } else {
                End::Question
            }
        }
        Some('!' | '！') => End::Exclamation,
        Some(':' | '：') => End::Colon,
        _ => End::Open,
    }
}
