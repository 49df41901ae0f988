//! What is no prose: code, addresses, tags, formulas. Nobody reads facts there.

/// Non-breaking blanks as entities: they may stand inside a figure.
const BLANK_ENTITIES: [&str; 8] = [
    "&nbsp;", "&#160;", "&#xa0;", "&#xA0;", "&thinsp;", "&#8239;", "&#x202f;", "&#x202F;",
];

/// The longest formula that is looked for, in bytes.
const FORMULA: usize = 200;

/// Returns `text` in lower case, byte for byte as long, with blanks for what
/// is no prose and for the marks of emphasis.
pub(super) fn mask(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for c in text.chars() {
        let mut lower = c.to_lowercase();
        let small = match (lower.next(), lower.next()) {
            (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
            _ => c,
        };
        bytes.extend_from_slice(small.encode_utf8(&mut buffer).as_bytes());
    }
    Mask { text, bytes }.run()
}

struct Mask<'t> {
    text: &'t str,
    bytes: Vec<u8>,
}

impl Mask<'_> {
    fn run(mut self) -> String {
        let source = self.text.as_bytes();
        let mut at = 0;
        // Where no closing mark was found there is none further on either.
        let (mut no_formula, mut no_tag) = (0, 0);
        let mut no_code = [false; 8];
        while at < source.len() {
            let end = match source[at] {
                b'`' => self.code(at, &mut no_code),
                b']' => self.address(at),
                b'<' if at >= no_tag => self.tag(at, &mut no_tag),
                b'&' => self.entity(at),
                b'[' if source[at..].starts_with(b"[^") => self.until(at, b"]", 60),
                b'$' if at >= no_formula => self.formula(at, &mut no_formula),
                b'h' | b'H' | b'w' | b'W' | b'f' | b'F' => self.link(at),
                b'@' => self.mail(at),
                b'*' | b'~' => Some(at + 1),
                _ => None,
            };
            match end {
                Some(end) => {
                    self.clear(at, end);
                    at = end;
                }
                None => at += 1,
            }
        }
        // Only whole characters were replaced.
        String::from_utf8(self.bytes).unwrap_or_default()
    }

    /// Blanks a part out, unless an entity has left something there.
    fn clear(&mut self, start: usize, end: usize) {
        for byte in &mut self.bytes[start..end] {
            if *byte != 0xc2 && *byte != 0xa0 || self.text.as_bytes()[start] != b'&' {
                *byte = b' ';
            }
        }
    }

    fn until(&self, at: usize, close: &[u8], most: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let rest = &rest[..rest.len().min(most)];
        let found = rest.windows(close.len()).position(|part| part == close)?;
        Some(at + found + close.len())
    }

    /// A code span: as many backticks behind as before.
    fn code(&self, at: usize, none: &mut [bool; 8]) -> Option<usize> {
        let source = self.text.as_bytes();
        let ticks = |from: usize| source[from..].iter().take_while(|b| **b == b'`').count();
        let long = ticks(at);
        let seen = none.get_mut(long)?;
        let mut next = at + long;
        while !*seen && next < source.len() {
            let found = source[next..].iter().position(|byte| *byte == b'`');
            let Some(found) = found.map(|found| next + found) else {
                break;
            };
            let end = found + ticks(found);
            if end - found == long {
                return Some(end);
            }
            next = end;
        }
        *seen = true;
        Some(at + long)
    }

    /// The address of a link: `](…`, up to its blank or its bracket.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = self.text[at..].strip_prefix("](")?;
        let mut depth = 0_u32;
        for (place, c) in rest.char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ')' => return Some(at + 2 + place),
                c if c.is_whitespace() => return Some(at + 2 + place),
                _ => {}
            }
        }
        Some(self.text.len())
    }

    /// A tag or an autolink. `<5 minutes` is neither.
    fn tag(&self, at: usize, none: &mut usize) -> Option<usize> {
        let rest = &self.text[at + 1..];
        let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !is_tag {
            return None;
        }
        match rest.find(['<', '>']) {
            Some(end) if rest[end..].starts_with('>') => Some(at + end + 2),
            Some(end) => {
                *none = at + 1 + end;
                None
            }
            None => {
                *none = self.text.len();
                None
            }
        }
    }

    fn entity(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        if let Some(name) = BLANK_ENTITIES.iter().find(|name| rest.starts_with(*name)) {
            let even = name.len() / 2 * 2;
            for pair in self.bytes[at..at + even].chunks_exact_mut(2) {
                pair.copy_from_slice("\u{a0}".as_bytes());
            }
            return Some(at + name.len());
        }
        let end = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
        (end > 0 && rest[1 + end..].starts_with(';')).then_some(at + end + 2)
    }

    /// A formula between dollars; `$5` is money.
    fn formula(&self, at: usize, none: &mut usize) -> Option<usize> {
        let source = self.text.as_bytes();
        let first = self.text[at + 1..].chars().next()?;
        let before = at.checked_sub(1).map(|before| source[before]);
        if first.is_whitespace()
            || first.is_ascii_digit()
            || before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'\\')
        {
            return None;
        }
        let long = if first == '$' { 2 } else { 1 };
        let limit = source.len().min(at + FORMULA);
        let mut end = at + long;
        while end < limit {
            if source[end] == b'$' {
                let close = end + long;
                let after = source.get(close).copied().unwrap_or(b' ');
                if !after.is_ascii_digit() && !source[end - 1].is_ascii_whitespace() {
                    return Some(close.min(source.len()));
                }
            }
            end += 1;
        }
        if limit == source.len() {
            *none = limit;
        }
        None
    }

    /// A bare address: it ends at a blank, a bracket, or a character that is not ASCII.
    fn link(&self, at: usize) -> Option<usize> {
        let source = self.text.as_bytes();
        if at > 0 && source[at - 1].is_ascii_alphanumeric() {
            return None;
        }
        let starts = |head: &str| {
            source
                .get(at..at + head.len())
                .is_some_and(|part| part.eq_ignore_ascii_case(head.as_bytes()))
        };
        if !["https://", "http://", "ftp://", "file://", "www."]
            .iter()
            .any(|head| starts(head))
        {
            return None;
        }
        Some(at + run(&source[at..]))
    }

    /// The part of a mail address from its `@` on; its name has no figures that count.
    fn mail(&mut self, at: usize) -> Option<usize> {
        let source = self.text.as_bytes();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"._+-".contains(byte);
        let name = source[..at].iter().rev().take_while(|b| is_part(b)).count();
        let rest = source[at + 1..].iter().take_while(|b| is_part(b)).count();
        if name == 0 || rest == 0 {
            return None;
        }
        self.bytes[at - name..at].fill(b' ');
        Some(at + 1 + rest)
    }
}

/// Length of the address that the bytes begin with.
fn run(source: &[u8]) -> usize {
    source
        .iter()
        .position(|byte| !byte.is_ascii() || byte.is_ascii_whitespace() || b"<>\"|".contains(byte))
        .unwrap_or(source.len())
}
