//! Words, Han characters, figures and marks of a masked text.

use super::ONE;
use super::language::{Language, Tongue};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A figure, by its index.
    Figure(usize),
    /// Letters that are not Han.
    Word,
    /// One Han character.
    Han,
    /// Blanks.
    Space,
    /// Any other character.
    Mark,
}

/// A token, with its place in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A figure as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its value in millionths; `None` for what is no number, such as `1.2.3`.
    pub(super) value: Option<i128>,
    /// Its value if the separator means the other thing.
    pub(super) other: Option<i128>,
    /// How many digits it has, where it has nothing else.
    pub(super) digits: usize,
}

impl Figure {
    /// Returns the value of a figure that is nothing but a few digits.
    pub(super) fn plain(&self) -> Option<u16> {
        let value = self.value.filter(|_| self.digits > 0 && self.digits <= 4)?;
        u16::try_from(value / ONE).ok()
    }
}

/// Returns the tokens of a masked text, and its figures.
pub(super) fn tokens(text: &str, language: Language) -> (Vec<Token>, Vec<Figure>) {
    let mut lexer = Lexer {
        text,
        language,
        tokens: Vec::with_capacity(text.len() / 4),
        figures: Vec::new(),
        groups: Vec::new(),
    };
    lexer.run();
    (lexer.tokens, lexer.figures)
}

/// Returns the value of a decimal digit of any common script.
pub(super) fn digit(c: char) -> Option<u8> {
    const ZEROS: [u32; 18] = [
        0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0x1040, 0x17e0, 0xff10,
    ];
    if c.is_ascii() {
        return c.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    }
    let code = u32::from(c);
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))?;
    u8::try_from(code - zero).ok()
}

/// Returns whether a character is Han.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇' | '々' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

const fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' | '\u{200a}'
    )
}

/// Digits with what stands between them and the group before.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// The separator before the group; the first one's says nothing.
    mark: char,
    start: usize,
    end: usize,
    digits: usize,
}

struct Lexer<'t> {
    text: &'t str,
    language: Language,
    tokens: Vec<Token>,
    figures: Vec<Figure>,
    groups: Vec<Group>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            if digit(c).is_some() {
                at = self.figure(at);
                continue;
            }
            let (kind, end) = if is_han(c) {
                (Kind::Han, at + c.len_utf8())
            } else if c.is_alphabetic() {
                let is_part = |c: char| c.is_alphabetic() && !is_han(c);
                (Kind::Word, self.while_true(at, is_part))
            } else if c.is_whitespace() {
                (Kind::Space, self.while_true(at, char::is_whitespace))
            } else {
                (Kind::Mark, at + c.len_utf8())
            };
            self.tokens.push(Token {
                kind,
                start: at,
                end,
            });
            at = end;
        }
    }

    fn while_true(&self, at: usize, is_part: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[at..];
        at + rest.find(|c| !is_part(c)).unwrap_or(rest.len())
    }

    /// Whether a letter, or a letter and a hyphen, stands right before.
    fn is_in_name(&self) -> bool {
        let mut before = self.tokens.iter().rev();
        let last = before.next();
        let is_word = |token: Option<&Token>| token.is_some_and(|one| one.kind == Kind::Word);
        is_word(last)
            || last.is_some_and(|one| &self.text[one.start..one.end] == "-")
                && is_word(before.next())
    }

    /// Reads the figures of a run of digits and separators.
    fn figure(&mut self, start: usize) -> usize {
        self.groups.clear();
        let in_name = self.is_in_name();
        let mut at = start;
        let mut mark = '\0';
        loop {
            let end = self.while_true(at, |c| digit(c).is_some());
            let digits = self.text[at..end].chars().count();
            let group = Group {
                mark,
                start: at,
                end,
                digits,
            };
            let joins = self.groups.is_empty() || self.joins(&group, in_name);
            if !joins {
                break;
            }
            self.groups.push(group);
            let Some((next, found)) = self.separator(end) else {
                break;
            };
            (at, mark) = (next, found);
        }
        let groups = std::mem::take(&mut self.groups);
        let end = groups.last().map_or(start, |group| group.end);
        self.resolve(&groups);
        self.groups = groups;
        end
    }

    /// The separator after a group, if a digit follows it.
    fn separator(&self, at: usize) -> Option<(usize, char)> {
        let mut rest = self.text[at..].chars();
        let mark = rest.next()?;
        let mut next = at + mark.len_utf8();
        if mark == '\u{a0}' {
            // An entity leaves more than one.
            next = self.while_true(at, |c| c == '\u{a0}');
        } else if !is_blank(mark) && !".,'’．，٬٫".contains(mark) {
            return None;
        }
        let first = self.text[next..].chars().next()?;
        digit(first).map(|_| (next, mark))
    }

    /// Whether a group goes on with the figure.
    fn joins(&self, group: &Group, in_name: bool) -> bool {
        let Some(last) = self.groups.last() else {
            return true;
        };
        let many = self.groups.len() >= 12;
        let fraction = self.groups[1..].iter().any(|one| ".．٫".contains(one.mark))
            && !self.language.comma
            || self.groups[1..].iter().any(|one| one.mark == ',') && self.language.comma;
        let grouped = group.digits == 3
            && (last.digits == 3 || self.groups.len() == 1 && last.digits < 3)
            && !fraction
            && !self.text[self.groups[0].start..].starts_with('0');
        match group.mark {
            _ if many => false,
            '.' => true,
            _ if in_name => false,
            c if is_blank(c) || "'’".contains(c) => grouped,
            // In Chinese text a wide comma divides; between wide digits it groups.
            '，' => grouped && self.text[group.start..].starts_with(|c: char| !c.is_ascii()),
            _ => true,
        }
    }

    fn push(&mut self, groups: &[Group], value: Option<i128>, other: Option<i128>) {
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else {
            return;
        };
        let digits = if groups.len() == 1 { first.digits } else { 0 };
        self.tokens.push(Token {
            kind: Kind::Figure(self.figures.len()),
            start: first.start,
            end: last.end,
        });
        self.figures.push(Figure {
            value,
            other: other.filter(|_| value.is_some()),
            digits,
        });
    }

    /// Says what the groups mean: a number, two readings of one, a version, a list.
    fn resolve(&mut self, groups: &[Group]) {
        let points = groups[1..]
            .iter()
            .filter(|one| ".．٫".contains(one.mark))
            .count();
        let commas = groups[1..]
            .iter()
            .filter(|one| ",，٬".contains(one.mark))
            .count();
        let last = groups[groups.len() - 1];
        let whole = self.number(groups, groups.len());
        let decimal = self.number(groups, groups.len() - 1);
        match (points, commas) {
            (0, 0) => self.push(groups, whole, None),
            (1, 0) | (0, 1) if groups.len() == 2 || is_grouped(&groups[..groups.len() - 1]) => {
                let is_comma = commas == 1;
                if is_comma && last.digits > 3 && !self.language.comma {
                    return self.divide(groups);
                }
                let three = last.digits == 3
                    && (groups.len() > 2 || groups[0].digits <= 3)
                    && !self.text[groups[0].start..].starts_with('0');
                match (three, is_comma == self.language.comma) {
                    (false, _) => self.push(groups, decimal, None),
                    (true, false) => {
                        // An apostrophe before it has said that the point groups.
                        let other = decimal.filter(|_| groups.len() > 2);
                        self.push(groups, whole, other);
                    }
                    (true, true) => {
                        let exact =
                            matches!(self.language.tongue, Tongue::English | Tongue::Chinese);
                        let other = whole.filter(|_| !exact || groups.len() > 2);
                        self.push(groups, decimal, other);
                    }
                }
            }
            (_, 0) | (0, _) if is_grouped(groups) => self.push(groups, whole, None),
            (0, _) => self.divide(groups),
            (_, 0) => self.push(groups, None, None),
            (1, _) | (_, 1)
                if is_grouped(&groups[..groups.len() - 1])
                    && groups[1..groups.len() - 1]
                        .iter()
                        .all(|one| one.mark != last.mark) =>
            {
                self.push(groups, decimal, None);
            }
            _ => self.divide(groups),
        }
    }

    /// Takes a list of figures apart at its commas.
    fn divide(&mut self, groups: &[Group]) {
        let mut from = 0;
        for at in 1..=groups.len() {
            if groups.get(at).is_none_or(|one| one.mark != '.') {
                let part = groups[from..at].to_vec();
                self.resolve(&part);
                from = at;
            }
        }
    }

    /// The value of groups, of which those from `whole` on are the fraction.
    fn number(&self, groups: &[Group], whole: usize) -> Option<i128> {
        let digits = |groups: &[Group]| -> usize { groups.iter().map(|one| one.digits).sum() };
        if digits(&groups[..whole]) > 24 {
            return None;
        }
        let mut value = 0_i128;
        for c in groups[..whole]
            .iter()
            .flat_map(|one| self.text[one.start..one.end].chars())
        {
            value = value * 10 + i128::from(digit(c).unwrap_or(0));
        }
        let mut value = value * ONE;
        let mut place = ONE;
        for c in groups[whole..]
            .iter()
            .flat_map(|one| self.text[one.start..one.end].chars())
        {
            place /= 10;
            value += i128::from(digit(c).unwrap_or(0)) * place;
        }
        Some(value)
    }
}

/// Whether every group behind the first is one of a number: three digits, four
/// throughout, or as in India two and at last three.
fn is_grouped(groups: &[Group]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    let all = |digits: usize| first.digits <= digits && rest.iter().all(|one| one.digits == digits);
    let indian = first.digits <= 2
        && rest.len() > 1
        && rest[..rest.len() - 1]
            .iter()
            .all(|one| one.digits == 2 && one.mark == ',')
        && rest[rest.len() - 1].digits == 3;
    rest.is_empty() && first.digits <= 24
        || all(3)
        || all(4) && rest.iter().all(|one| one.mark == ',')
        || indian
}
