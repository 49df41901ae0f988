//! What Fluent's parser finds, in words.

use fluent_syntax::parser::ErrorKind;

/// Says what is wrong, as a clause; the parser's own words print line ends raw.
pub(crate) fn fault(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::ExpectedCharRange { range } if range.contains('\n') => {
            "a line ends here: the variants of a selector stand on lines of their own".to_owned()
        }
        ErrorKind::ExpectedToken(token) => format!("`{token}` is expected here"),
        ErrorKind::UnbalancedClosingBrace => {
            "a `}` closes nothing: as text it is written `{ \"}\" }`".to_owned()
        }
        ErrorKind::MissingDefaultVariant => {
            "a selector needs a default variant, `*[other]`".to_owned()
        }
        other => {
            let text = other.to_string();
            let mut rest = text.chars();
            let first = rest.next().map(char::to_lowercase);
            first.into_iter().flatten().chain(rest).collect()
        }
    }
}
