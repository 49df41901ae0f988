//! What Fluent's parser cannot be given.

/// How deep placeables and calls may nest; the parser recurses, and its stack ends.
const DEPTH: usize = 50;

/// Refuses what the parser cannot take: deep nesting overflows its stack, and
/// `\u` before a character of several bytes makes it panic.
///
/// # Errors
/// What is wrong, as a clause.
pub(crate) fn guard(text: &str) -> Result<(), String> {
    let (mut braces, mut calls) = (0_usize, 0_usize);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        for byte in line.bytes() {
            match byte {
                b'{' => braces += 1,
                b'}' => braces = braces.saturating_sub(1),
                b'(' if braces > 0 => calls += 1,
                b')' => calls = calls.saturating_sub(1),
                _ => {}
            }
            if braces == 0 {
                calls = 0;
            }
            if braces + calls > DEPTH {
                return Err("placeables nest too deep".to_owned());
            }
        }
    }
    let digits = |at: usize| text[at..].chars().take(6);
    let is_broken = |mark: &str| {
        let mut places = text.match_indices(mark);
        places.any(|(at, _)| digits(at + mark.len()).any(|digit| !digit.is_ascii()))
    };
    if is_broken("\\u") || is_broken("\\U") {
        return Err("a Unicode escape needs hexadecimal digits".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn nesting_is_limited_and_comments_and_text_do_not_count() {
        assert!(guard(&"{".repeat(20_000)).is_err());
        assert!(guard(&format!("{{ {}", "F(\n".repeat(20_000))).is_err());
        assert!(guard(&"# { (\nx = ( { $a }\n".repeat(200)).is_ok());
        assert!(guard("{ \"\\u\u{4e2d}\" }").is_err());
        assert!(guard("{ \"\\u4E2D\" }\u{4e2d}").is_ok());
    }
}
