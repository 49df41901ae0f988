//! What Fluent's parser finds, in words.

use fluent_syntax::parser::ErrorKind;

/// Says what is wrong, as a clause for a person who may not know Fluent's grammar.
pub(crate) fn fault(kind: &ErrorKind) -> String {
    let words = match kind {
        ErrorKind::ExpectedCharRange { range } if range.contains('\n') => {
            "a line ends here: the variants of a selector stand on lines of their own"
        }
        ErrorKind::ExpectedCharRange { range } if range == "a-zA-Z" => {
            "a name is expected here, which begins with a letter from a to z"
        }
        ErrorKind::ExpectedCharRange { range } if range == "0-9" => "a digit is expected here",
        ErrorKind::ExpectedToken(token) => return format!("`{token}` is expected here"),
        ErrorKind::ExpectedMessageField { entry_id } => {
            return format!("`{entry_id}` has no text behind its `=`");
        }
        ErrorKind::ExpectedTermField { entry_id } => {
            return format!("`-{entry_id}` has no text behind its `=`");
        }
        ErrorKind::ForbiddenCallee => {
            "what is called is a function, in capitals, or a term: `NUMBER(…)`, `-city(…)`"
        }
        ErrorKind::MissingValue => "text is expected here",
        ErrorKind::UnbalancedClosingBrace => {
            "a `}` closes nothing: as text it is written `{ \"}\" }`"
        }
        ErrorKind::MissingDefaultVariant => "a selector needs a default variant, `*[other]`",
        ErrorKind::MultipleDefaultVariants => {
            "a selector has one default variant: only one begins with `*`"
        }
        ErrorKind::MessageReferenceAsSelector => {
            "a selector does not choose by a message, but by a variable or a function"
        }
        ErrorKind::MessageAttributeAsSelector => {
            "a selector does not choose by a message's attribute, but by a variable or a function"
        }
        ErrorKind::TermReferenceAsSelector => {
            "a selector does not choose by a term, but by an attribute of it"
        }
        ErrorKind::TermAttributeAsPlaceable => {
            "an attribute of a term is no text: a selector may choose by it"
        }
        ErrorKind::UnterminatedStringLiteral => "a `\"` opens here that its line does not close",
        ErrorKind::PositionalArgumentFollowsNamed => {
            "arguments without a name come before those with one"
        }
        ErrorKind::DuplicatedNamedArgument(name) => {
            return format!("the argument `{name}` stands here twice");
        }
        ErrorKind::UnknownEscapeSequence(_) => {
            "in quotes a `\\` stands before `\"`, `\\`, `u` with four digits or `U` with six"
        }
        ErrorKind::InvalidUnicodeEscapeSequence(_) => {
            "`\\u` takes four hexadecimal digits and `\\U` six, of a character that exists"
        }
        ErrorKind::ExpectedInlineExpression => {
            "between braces stands a variable `$n`, a message, a term `-t`, a function, a number \
             or a text in quotes"
        }
        ErrorKind::ExpectedSimpleExpressionAsSelector => {
            "a selector chooses by a variable, a function, a number or a text in quotes"
        }
        ErrorKind::ExpectedLiteral => "a number or a text in quotes is expected here",
        other => {
            let text = other.to_string();
            let mut rest = text.chars();
            let first = rest.next().map(char::to_lowercase);
            return first.into_iter().flatten().chain(rest).collect();
        }
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the parser finds in these, of which the first is all that matters.
    #[test]
    fn faults_are_told_in_words() {
        for (text, wanted) in [
            ("}\n", "a name is expected here"),
            ("a = { $ }\n", "a name is expected here"),
            ("a = { -1. }\n", "a digit is expected"),
            ("a = x }\n", "closes nothing"),
            ("a\n", "`=` is expected"),
            ("-a =\n", "`-a` has no text"),
            ("a = { b() }\n", "what is called is a function"),
            ("a = { $n ->\n [one] x\n}\n", "needs a default variant"),
            (
                "a = { $n ->\n *[one] x\n *[two] y\n}\n",
                "one default variant",
            ),
            ("a = { b ->\n *[one] x\n}\n", "not choose by a message,"),
            ("a = { b.c ->\n *[one] x\n}\n", "not choose by a message's"),
            ("a = { -b ->\n *[one] x\n}\n", "not choose by a term"),
            ("a = { -b.c }\n", "an attribute of a term is no text"),
            ("a = { \"b }\n", "does not close"),
            ("a = { F(b: 1, 2) }\n", "arguments without a name"),
            ("a = { F(b: 1, b: 2) }\n", "`b` stands here twice"),
            ("a = { \"\\x\" }\n", "in quotes a `\\`"),
            ("a = { \"\\u00\" }\n", "four hexadecimal digits"),
            ("a = { }\n", "between braces"),
            ("a = { { $n } ->\n *[one] x\n}\n", "a selector chooses by"),
            ("a = { F(b: $n) }\n", "a number or a text in quotes"),
            ("a = { $n -> *[one] x }\n", "a line ends here"),
            ("a = { $n ->\n *[one]\n}\n", "text is expected"),
        ] {
            let (_, faults) = fluent_syntax::parser::parse(text).expect_err(text);
            let words = fault(&faults[0].kind);
            assert!(words.contains(wanted), "{text:?}: {words}");
        }
    }
}
