//! HTML for html5gum's tokenizer, a tag of any size in a bounded stack.
//!
//! html5gum 0.9 goes from one attribute with a value in double quotes straight
//! into the next, by a call inside of a call, so that a tag with some
//! thousands of them ends the program. [`Input`] makes the tokenizer come up
//! for air: now and then it answers with [`Pause`], an error that means
//! nothing and makes the tokenizer return to its caller, who asks for the next
//! token as if nothing had been said.

use html5gum::{Readable, Reader, StringReader};

/// How many values are read without a pause.
const WITHOUT_PAUSE: usize = 64;

/// The error that means: ask again.
#[derive(Debug, thiserror::Error)]
#[error("a pause, to be passed over")]
pub(crate) struct Pause;

/// A text to be tokenized. Errors of the tokenizer are pauses: pass over them.
pub(crate) struct Input<'a> {
    text: StringReader<'a>,
    read: usize,
}

impl<'a> Input<'a> {
    /// Reads `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text: text.to_reader(),
            read: 0,
        }
    }

    /// Tells whether the tokenizer is about to read on in a value in double
    /// quotes, as far as it looks for the closing one and for nothing that
    /// divides attributes. Then all that it knows is in its state, and nothing
    /// is lost where it stops; elsewhere it may hold a character in its hand.
    fn is_in_value(needle: &[u8]) -> bool {
        needle.contains(&b'"') && !needle.contains(&b'=') && !needle.contains(&b' ')
    }
}

impl Reader for Input<'_> {
    type Error = Pause;

    fn read_byte(&mut self) -> Result<Option<u8>, Pause> {
        let Ok(byte) = self.text.read_byte();
        Ok(byte)
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Pause> {
        let Ok(found) = self.text.try_read_string(text, case_sensitive);
        Ok(found)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Pause> {
        if Self::is_in_value(needle) {
            self.read += 1;
            if self.read.is_multiple_of(WITHOUT_PAUSE) {
                return Err(Pause);
            }
        }
        let Ok(part) = self.text.read_until(needle, buffer);
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::{Token, Tokenizer};

    fn with_pauses(html: &str) -> Vec<Token> {
        Tokenizer::new(Input::new(html)).flatten().collect()
    }

    #[test]
    fn pauses_change_no_token() {
        let values = [
            "b=\"c\"",
            "b=\"c d=e\"",
            "b='c'",
            "b=c",
            "b",
            "b = \"c\"",
            "b=\"\"",
            "b=\"&amp;x&gt\"",
            "b=\"é\r\nx\"",
            "b=\"\0\"",
            "/",
            "b=\"c\"d=\"e\"",
            "b=\"'\"",
        ];
        // Every value stands at every distance from a pause.
        for step in 1..values.len() {
            let mut html = String::new();
            for at in 0..400 {
                html.push_str("x<a ");
                for inner in 0..at % 9 {
                    html.push_str(values[(at * step + inner) % values.len()]);
                    html.push(' ');
                }
                html.push_str("> y </a><script>\"=\"</script><!-- \" -->");
            }
            let plain: Vec<Token> = Tokenizer::new(&html).flatten().collect();
            assert_eq!(with_pauses(&html), plain, "step {step}");
        }
    }

    #[test]
    fn a_tag_with_very_many_attributes_fits_the_stack_of_a_thread() {
        for value in ["b=\"c\"", "b='c'", "b=c", "b", "b = \"c\"", "b=\"&amp;\""] {
            let html = format!("<a {}>x</a>", format!("{value} ").repeat(100_000));
            let run = std::thread::Builder::new().stack_size(256 * 1024);
            let count = run.spawn(move || with_pauses(&html).len()).unwrap();
            assert!(count.join().unwrap() >= 3, "{value}");
        }
    }
}
