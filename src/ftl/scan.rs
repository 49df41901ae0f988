//! Reads Fluent as its parser would, but without its stack: where text is
//! text, where it is code, and how deep.

/// How deep placeables, variants and calls may nest; the parser recurses, and
/// its stack ends.
pub(super) const DEPTH: usize = 50;
/// How many named arguments a call may have: the parser compares each with all
/// before it, so that its time grows with their square.
pub(super) const ARGUMENTS: usize = 255;

/// What the parser cannot be given, and the byte of the line where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trap {
    pub(super) at: usize,
    pub(super) message: &'static str,
}

/// What a reader is inside of; inside of nothing is a pattern's own text.
#[derive(Debug, Clone, Copy)]
enum Frame {
    /// A placeable, with the calls that are open in it.
    Code(usize),
    /// The text of a variant.
    Variant,
}

/// A reader of a message's lines, from its `=` on.
#[derive(Debug, Clone, Default)]
pub(super) struct Scanner {
    frames: Vec<Frame>,
    depth: usize,
    /// How many named arguments the call has that was opened last.
    arguments: usize,
}

impl Scanner {
    /// Returns whether the next line belongs to the pattern's own text.
    pub(super) fn is_text(&self) -> bool {
        self.frames.is_empty()
    }

    /// Reads a line, whole and as indented as it is in the file.
    ///
    /// # Errors
    /// What the parser must not read: nesting that overflows its stack, calls
    /// whose arguments take it too long, and `\u` before a character of several
    /// bytes, at which it panics.
    pub(super) fn line(&mut self, line: &str) -> Result<(), Trap> {
        // Text without braces leads nowhere, and most text has none.
        if self.is_text() && !line.contains('{') {
            return Ok(());
        }
        self.begin(line);
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match (self.frames.last_mut(), c) {
                (_, '{') => {
                    self.push(Frame::Code(0));
                    self.check(at)?;
                }
                (Some(Frame::Code(_)), '}') => self.pop(),
                // The parser gives up here; so does this, as far as it can tell.
                (Some(Frame::Variant), '}') => {
                    self.pop();
                    self.pop();
                }
                (Some(Frame::Code(_)), '"') => string(line, &mut chars)?,
                (Some(Frame::Code(_)), ']') => {
                    self.push(Frame::Variant);
                    self.check(at)?;
                }
                (Some(Frame::Code(calls)), '(') => {
                    *calls += 1;
                    self.depth += 1;
                    self.arguments = 0;
                    self.check(at)?;
                }
                (Some(Frame::Code(calls)), ':') if *calls > 0 => {
                    self.arguments += 1;
                    if self.arguments > ARGUMENTS {
                        let message = "a call has too many named arguments";
                        return Err(Trap { at, message });
                    }
                }
                (Some(Frame::Code(calls)), ')') if *calls > 0 => {
                    *calls -= 1;
                    self.depth -= 1;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Ends a variant's text where the line does not go on with it.
    fn begin(&mut self, line: &str) {
        if !matches!(self.frames.last(), Some(Frame::Variant)) {
            return;
        }
        let text = line.trim_start_matches(' ');
        let goes_on = match text.chars().next() {
            None | Some('\n' | '\r' | '{') => true,
            Some('.' | '[' | '*' | '}') => false,
            Some(_) => text.len() < line.len(),
        };
        if !goes_on {
            self.pop();
        }
    }

    fn check(&self, at: usize) -> Result<(), Trap> {
        if self.depth > DEPTH {
            let message = "placeables nest too deep";
            return Err(Trap { at, message });
        }
        Ok(())
    }

    fn push(&mut self, frame: Frame) {
        self.frames.push(frame);
        self.depth += 1;
    }

    fn pop(&mut self) {
        match self.frames.pop() {
            Some(Frame::Code(calls)) => self.depth -= calls + 1,
            Some(Frame::Variant) => self.depth -= 1,
            None => {}
        }
    }
}

type Chars<'t> = std::iter::Peekable<std::str::CharIndices<'t>>;

/// Reads a string literal from behind its quote; it ends with its line.
fn string(line: &str, chars: &mut Chars<'_>) -> Result<(), Trap> {
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok(()),
            '\\' => match chars.next() {
                Some((_, 'u')) => escape(line, at, 4)?,
                Some((_, 'U')) => escape(line, at, 6)?,
                _ => {}
            },
            _ => {}
        }
    }
    Ok(())
}

/// Checks the digits of the escape at `at`: at another character the parser
/// takes one byte more, and panics where that splits it.
fn escape(line: &str, at: usize, digits: usize) -> Result<(), Trap> {
    let mut rest = line[at + 2..].chars().take(digits);
    match rest.find(|c| !c.is_ascii_hexdigit()) {
        Some(c) if !c.is_ascii() => Err(Trap {
            at,
            message: "a Unicode escape needs hexadecimal digits",
        }),
        _ => Ok(()),
    }
}
