//! From a pattern back to the bytes of its file.

use crate::text::Span;

/// Returns where a part of a pattern stands in the bytes that it was read
/// from; `value` is those bytes, from the pattern's first character on.
///
/// A pattern is its value without the indentation and the `#` of a stub, so
/// that its lines are found one by one. `None` where they do not agree.
pub(crate) fn place(value: &str, pattern: &str, span: Span) -> Option<Span> {
    let offset = |at: usize| {
        let mut file = 0;
        let mut here = 0;
        let mut written = value.split('\n');
        for line in pattern.split('\n') {
            let raw = written.next()?;
            if at <= here + line.len() {
                let text = line.trim_start();
                let lead = line.len() - text.len();
                let found = raw.find(text)?;
                let plain = raw[..found].chars().all(|c| matches!(c, ' ' | '\t' | '#'));
                let into = (at - here).max(lead) - lead;
                return plain.then_some(file + found + into);
            }
            here += line.len() + 1;
            file += raw.len() + 1;
        }
        None
    };
    let start = offset(span.start)?;
    let end = offset(span.end)?;
    (start <= end && end <= value.len()).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_behind_indents_line_ends_and_marks_of_stubs() {
        for (value, pattern) in [
            ("uno dos", "uno dos"),
            ("uno\r\n      dos tres", "uno\ndos tres"),
            ("uno\n\n        dos\n    tres", "uno\n\n    dos\ntres"),
            ("uno\n#     dos", "uno\ndos"),
        ] {
            for word in ["uno", "dos", "tres"] {
                let Some(at) = pattern.find(word) else {
                    continue;
                };
                let found = place(value, pattern, Span::new(at, at + word.len())).unwrap();
                assert_eq!(found.slice(value), word);
            }
        }
        assert_eq!(place("otro", "uno", Span::new(0, 3)), None);
    }
}
