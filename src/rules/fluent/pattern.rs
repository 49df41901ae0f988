//! Patterns as Fluent's tree, for the rules that look at placeables.

use crate::ftl::Alone;
use fluent_syntax::ast::Pattern;

/// Parses a pattern and hands its tree to `read`; the default where it is no
/// Fluent, which is another rule's finding.
pub(super) fn with<T: Default>(pattern: &str, read: impl Fn(&Pattern<&str>) -> T) -> T {
    if !pattern.contains('{') {
        return T::default();
    }
    let alone = Alone::new(pattern);
    alone.parse().map(|value| read(&value)).unwrap_or_default()
}
