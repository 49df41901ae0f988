//! Sentences: where a block's text may be divided.
//!
//! Each mark that may end a sentence is judged by what stands around it, so
//! that the time is linear and no far text changes the answer:
//!
//! 1. `view` masks code, links and emphasis, and pairs brackets and quotes;
//! 2. `words` knows abbreviations and the words that begin sentences, its own
//!    for English and Spanish, the library's (sentencex) for other languages;
//! 3. `han` knows what is peculiar to text without blanks.

mod han;
mod token;
mod view;
mod words;

use super::Options;
use super::message::Message;
use rustc_hash::FxHashSet;
use std::ops::Range;
use token::{
    ends_with, footnote, is_bracketed_label, is_brand, is_clipped, is_closer, is_content,
    is_dotted, is_doubled, is_hour, is_i, is_in_token, is_letter, is_place, is_surname, last_word,
    may_have_two, next_word, says_who, starts_with,
};
use view::{FILLER, View, is_opening};
use words::{Kind, Words};

/// Divides texts of one language.
pub(super) struct Divider {
    words: Words,
    /// The project's abbreviations of one word, lower-case.
    own: FxHashSet<String>,
    /// Those of several words.
    long: Vec<String>,
}

impl Divider {
    /// Takes the language and the abbreviations of `options`.
    pub(super) fn new(options: &Options) -> Self {
        let (mut own, mut long) = (FxHashSet::default(), Vec::new());
        for abbreviation in &options.abbreviations {
            let mut lower = abbreviation.trim().to_lowercase();
            if lower.ends_with(char::is_alphanumeric) {
                lower.push('.');
            }
            if lower.contains(char::is_whitespace) {
                long.push(lower);
            } else {
                own.insert(lower);
            }
        }
        Self {
            words: Words::new(&options.locale),
            own,
            long,
        }
    }

    /// Divides the text of `message` into sentences, without the blanks
    /// between, and adds them to `ranges`.
    pub(super) fn divide(&self, message: &Message<'_>, ranges: &mut Vec<Range<usize>>) {
        let text = message.text;
        if !may_have_two(text) {
            ranges.push(0..text.len());
            return;
        }
        let view = View::new(message);
        let mut pass = Pass::new(self, text, &view);
        let known = ranges.len();
        let mut from = 0;
        while let Some(stop) = pass.next_stop(from) {
            from = stop.end;
            if pass.ends_sentence(&stop) {
                ranges.extend(trimmed(text, pass.start..stop.end));
                pass.begin(stop.end);
            }
        }
        ranges.extend(trimmed(text, pass.start..text.len()));
        if ranges.len() == known {
            ranges.push(0..text.len());
        }
    }
}

/// Marks that may end a sentence, with what closes after them.
#[derive(Debug)]
struct Stop {
    /// Where the marks begin.
    at: usize,
    /// Where what closes begins.
    closers: usize,
    /// Where they end, and references to notes begin.
    notes: usize,
    /// Where the sentence would end.
    end: usize,
}

/// One pass over one text.
struct Pass<'a> {
    divider: &'a Divider,
    text: &'a str,
    view: &'a View,
    is_ascii: bool,
    /// Where the present sentence starts, and its first letter.
    start: usize,
    first: usize,
    /// The last letter of the text.
    last: usize,
    /// How many `*` stand between `start` and `counted`.
    stars: usize,
    counted: usize,
}

impl<'a> Pass<'a> {
    fn new(divider: &'a Divider, text: &'a str, view: &'a View) -> Self {
        let mut pass = Self {
            divider,
            text,
            view,
            is_ascii: view.text.is_ascii(),
            start: 0,
            first: 0,
            last: view.text.rfind(is_content).unwrap_or(0),
            stars: 0,
            counted: 0,
        };
        pass.begin(0);
        pass
    }

    /// Begins a sentence at `start`.
    fn begin(&mut self, start: usize) {
        let rest = &self.view.text[start..];
        self.start = start;
        self.first = start + rest.find(is_content).unwrap_or(rest.len());
        self.stars = 0;
        self.counted = start;
    }

    /// Finds the next marks at or after `from`.
    fn next_stop(&mut self, from: usize) -> Option<Stop> {
        let rest = &self.view.text[from..];
        let words = &self.divider.words;
        let at = from + words.find_stop(rest, self.is_ascii)?;
        let mut closers = at;
        let mut rest = self.view.text[at..].char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            if words.is_stop(c) {
                closers = at + offset + c.len_utf8();
            } else if c != ' ' || rest.peek().is_none_or(|(_, next)| *next != '.') {
                // `. . .` is one mark.
                break;
            }
        }
        let notes = self.past_closers(at, closers);
        let mut end = notes;
        while let Some(length) = self.text.get(end..).and_then(footnote) {
            // A note may be a link as well: `[1](#note)`.
            end = self.view.out_of(end + length);
        }
        let end = self.past_closers(at, end);
        Some(Stop {
            at,
            closers,
            notes,
            end,
        })
    }

    /// Moves an end behind quotation marks, brackets, and marks of emphasis that
    /// the sentence has opened.
    fn past_closers(&mut self, stop: usize, from: usize) -> usize {
        let mut at = from;
        loop {
            let rest = &self.view.text[at..];
            let Some(c) = rest.chars().next() else {
                return at;
            };
            let either = matches!(c, '"' | '\'' | '“' | '‘' | '«' | '»');
            if is_closer(c) && (!either || self.view.opening(at).is_some()) {
                at += c.len_utf8();
            } else if c == '*' {
                let run = rest.len() - rest.trim_start_matches('*').len();
                let between = &self.view.text[self.counted.min(stop)..stop];
                self.stars += between.matches('*').count();
                self.counted = stop.max(self.counted);
                if self.stars.is_multiple_of(2 * run) {
                    return at;
                }
                at += run;
            } else if matches!(c, ' ' | '\u{a0}' | '\u{202f}')
                && rest[c.len_utf8()..].starts_with(['»', '«'])
                && self.view.opening(at + c.len_utf8()).is_some()
            {
                // French has blanks inside its quotation marks.
                at += c.len_utf8() + '»'.len_utf8();
            } else {
                return at;
            }
        }
    }

    /// Decides whether a sentence ends there, and another begins.
    fn ends_sentence(&self, stop: &Stop) -> bool {
        let view = &self.view.text;
        if self.first >= stop.at || stop.end > self.last || self.view.is_inside(stop.end) {
            return false;
        }
        let after = &view[stop.end..];
        let next = after.chars().next().unwrap_or(' ');
        let run = &view[stop.at..stop.closers];
        if next.is_whitespace() {
            return self.is_blank_that_parts(after)
                && self.closes_well(stop, after)
                && self.ends_before_blank(stop, run, after.trim_start());
        }
        let full = run.contains(|c: char| !c.is_ascii() && c != '…');
        let opens = han::begins(next) || matches!(next, FILLER | '*' | '_' | '~');
        if run.contains('．') && self.is_point(stop, next) {
            return false;
        }
        if full {
            return !han::is_mark(next)
                && !matches!(next, ',' | ';' | ':' | ')' | '-')
                && self.closes_well(stop, after);
        }
        if !opens || next == FILLER || matches!(next, '*' | '_' | '~') {
            return false;
        }
        if run.contains('…') {
            let before = &view[self.start..stop.at];
            return stop.end > stop.closers && self.closes_well(stop, after)
                || stop.end == stop.closers && !han::is_pause(before, after);
        }
        self.closes_well(stop, after) && self.ends_before_han(stop, run, next)
    }

    /// Blanks that hold together (`Sept.` and a no-break space) part nothing.
    fn is_blank_that_parts(&self, after: &str) -> bool {
        let blanks = &after[..after.len() - after.trim_start().len()];
        blanks.contains(|c| !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}'))
    }

    /// Whether a sentence may end behind what closes after the marks.
    fn closes_well(&self, stop: &Stop, after: &str) -> bool {
        let view = &self.view.text;
        let closed = &view[stop.closers..stop.notes];
        let Some((offset, closer)) = closed
            .char_indices()
            .rev()
            .find(|(offset, _)| self.view.opening(stop.closers + offset).is_some())
        else {
            return true;
        };
        let open = self.view.opening(stop.closers + offset).unwrap_or(0);
        let begins = view[self.start..open].trim_start().is_empty();
        match closer {
            '》' | '〉' => false,
            // An aside ends a sentence where it is one.
            ')' | ']' | '}' | '）' | '］' | '】' | '〕' => begins,
            _ => {
                let rest = after.trim_start();
                let next = rest.chars().next().unwrap_or(' ');
                if han::begins(next) && !matches!(next, '“' | '‘' | '「' | '『') {
                    let before = view[self.start..open].chars().next_back().unwrap_or('：');
                    let introduced = begins || han::is_mark(before) || !before.is_alphanumeric();
                    return introduced && !han::follows_quotation(rest, begins);
                }
                !says_who(rest)
            }
        }
    }

    /// Judges marks with Han right behind them: `是吗?是的!`, `Wang.她`.
    fn ends_before_han(&self, stop: &Stop, run: &str, next: char) -> bool {
        let word = self.word(stop);
        if !run.starts_with('.') {
            return !self.divider.words.is_exclaimed_name(word);
        }
        if self.is_own(stop) || word.is_empty() && stop.at > self.start {
            let before = self.view.text[self.start..stop.at].chars().next_back();
            return !self.is_own(stop) && before.is_some_and(|c| !c.is_whitespace());
        }
        if word.ends_with(|c: char| c.is_numeric()) {
            return false;
        }
        let abbreviated =
            word.contains('.') || is_letter(word) || self.divider.words.kind(word).is_some();
        !abbreviated || han::begins_anew(next)
    }

    /// Whether `．` is a decimal point, or stands after a list's number.
    fn is_point(&self, stop: &Stop, next: char) -> bool {
        let before = &self.view.text[self.start..stop.at];
        before.ends_with(char::is_numeric)
            && (next.is_numeric() || before.trim_start().chars().all(char::is_numeric))
    }

    /// Judges marks with a blank behind them.
    fn ends_before_blank(&self, stop: &Stop, run: &str, after: &str) -> bool {
        let words = &self.divider.words;
        let opened = after
            .trim_start_matches(|c: char| is_opening(c) || matches!(c, '*' | '_'))
            .trim_start();
        let next = next_word(opened);
        let first = next.chars().next().unwrap_or(FILLER);
        let is_full = run.contains(|c: char| !c.is_ascii() && !matches!(c, '…' | '．'));
        if is_full {
            return true;
        }
        if first.is_lowercase() && !is_brand(next) && !is_bracketed_label(after) {
            return false;
        }
        if run.chars().nth(1).is_some() || run.contains('…') {
            let is_pause = run.contains(['…', '.']) && !run.contains(['!', '?']);
            let goes_on = first.is_numeric() || (!words.is_spanish() && is_i(next));
            let goes_on = is_pause && goes_on && words.is_ours();
            return !goes_on && !words.goes_on(next);
        }
        if self.is_own(stop) {
            return false;
        }
        if run != "." {
            return !words.is_exclaimed_name(self.word(stop)) || words.begins(next);
        }
        if stop.end > stop.closers && self.view.opening(stop.closers).is_some() {
            return true;
        }
        if words.goes_on(&format!(" {next}")) {
            return false;
        }
        self.ends_after_word(stop, next, opened)
    }

    /// Judges a single full stop by the word before it.
    fn ends_after_word(&self, stop: &Stop, next: &str, after: &str) -> bool {
        let words = &self.divider.words;
        let word = self.word(stop);
        let before = &self.view.text[self.start..stop.at - word.len()];
        if self.is_label(word, before) {
            return false;
        }
        if is_in_token(before) {
            return true;
        }
        let first = next.chars().next().unwrap_or(FILLER);
        let numbered = first.is_numeric() || words::is_roman(next) || is_letter(next);
        if let Some(pair) = self.pair(word, before) {
            return pair.ends(self, next, after);
        }
        if is_letter(word) {
            return self.ends_after_initial(word, before, next, after);
        }
        if words.is_spanish() && is_doubled(word) && is_doubled(next) {
            return false;
        }
        match words.kind(word) {
            Some(Kind::Before) if word == "St" => return words.begins(next),
            Some(Kind::Before) => return false,
            Some(Kind::BeforeNumber) => {
                return !(numbered || matches!(first, '#' | '§' | '°') || words.goes_with(next));
            }
            Some(Kind::After) => return words.begins(next) || is_place(word, before),
            None if words.is_ours() && is_clipped(word) => {
                return words.begins(next) || before.trim_end().ends_with(char::is_numeric);
            }
            Some(Kind::Last) => return !(is_hour(word) && words::goes_with_an_hour(next)),
            None => {}
        }
        if is_dotted(word) {
            let alone = before.trim().is_empty();
            let small = word.starts_with(char::is_lowercase);
            let named = before.trim_end().ends_with(',');
            return !alone && (small || named || words.begins(next));
        }
        true
    }

    /// Judges `J. Smith`, `vitamin C. We`, `a. C.` by their neighbours.
    fn ends_after_initial(&self, word: &str, before: &str, next: &str, after: &str) -> bool {
        let words = &self.divider.words;
        let rest = after.strip_prefix(next).unwrap_or_default();
        let another = rest.starts_with('.') && is_letter(next);
        if word.starts_with(char::is_lowercase) {
            // `Mide 3 m. Cuesta`: a unit ends a sentence, `z. B.` does not.
            return !another
                && !next.starts_with(char::is_numeric)
                && before.trim_end().ends_with(char::is_numeric);
        }
        let name = before.trim_end();
        let previous = last_word(name.trim_end_matches('.'));
        if word == "I" && previous.starts_with(char::is_lowercase) && !words.is_spanish() {
            return !another;
        }
        let capital = previous.starts_with(char::is_uppercase) && !words.begins(previous);
        let initials = name.ends_with('.') && is_letter(previous);
        !another && words.begins(next) && !(initials || capital && is_surname(next))
    }

    /// `1.`, `A.`, `IV.` where a sentence begins are labels of what follows,
    /// and so is the number of a part: `Chapter 1.`
    fn is_label(&self, word: &str, before: &str) -> bool {
        let number = word.len() <= 3 && !word.is_empty() && word.chars().all(char::is_numeric);
        let letter = is_letter(word) || words::is_roman(word);
        let lead = before.trim();
        if lead
            .chars()
            .all(|c| is_opening(c) || matches!(c, '*' | FILLER))
        {
            return number || letter;
        }
        if number && word == "1" && lead.ends_with([':', ';', '：', '；']) {
            return true;
        }
        let figure = number || letter || word.chars().all(|c| c.is_numeric() || c == '.');
        self.start == 0 && figure && words::is_part(lead)
    }

    /// Returns the abbreviation of two words that ends with `word`: `EE. UU.`
    fn pair(&self, word: &str, before: &str) -> Option<Pair> {
        let first = before.trim_end().strip_suffix('.')?;
        if before.len() - before.trim_end().len() > 2 {
            return None;
        }
        let first = last_word(first);
        let joined = format!("{first}.{word}").to_lowercase();
        match joined.as_str() {
            "a.m" | "p.m" => Some(Pair::Hour),
            "a.c" | "d.c" | "de.c" if first.starts_with(char::is_lowercase) => Some(Pair::Era),
            "p.ej" | "e.g" | "i.e" | "z.b" | "p.d" => Some(Pair::Before),
            "s.a" | "c.a" | "r.l" | "s.l" if self.divider.words.is_spanish() => Some(Pair::Firm),
            _ => {
                let both = is_doubled(first) && is_doubled(word);
                (both && self.divider.words.is_spanish()).then_some(Pair::Plural)
            }
        }
    }

    /// Returns the word before a stop; it may hold stops itself.
    fn word(&self, stop: &Stop) -> &'a str {
        last_word(&self.view.text[self.start..stop.at])
    }

    /// Whether the project says that what ends there ends no sentence.
    fn is_own(&self, stop: &Stop) -> bool {
        let divider = self.divider;
        let view = &self.view.text;
        if !divider.own.is_empty() {
            let from = stop.at - self.word(stop).len();
            if divider
                .own
                .contains(&view[from..stop.closers].to_lowercase())
            {
                return true;
            }
        }
        divider.long.iter().any(|long| {
            long.match_indices('.').any(|(dot, _)| {
                let head = &long[..=dot];
                let tail = &long[dot + 1..];
                ends_with(&view[self.start..stop.closers], head)
                    && starts_with(&view[stop.closers..], tail)
            })
        })
    }
}

/// Abbreviations of two words.
enum Pair {
    Hour,
    Era,
    Before,
    Firm,
    Plural,
}

impl Pair {
    fn ends(&self, pass: &Pass<'_>, next: &str, after: &str) -> bool {
        let words = &pass.divider.words;
        // Marks may stand before the word in what comes after.
        let rest = after.split_once(next).map_or("", |(_, rest)| rest);
        let another = rest.starts_with('.') && next.len() <= 2;
        match self {
            Self::Before => false,
            Self::Hour => !words::goes_with_an_hour(next),
            Self::Era | Self::Plural => !another,
            Self::Firm => !another && words.begins(next),
        }
    }
}

pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}
