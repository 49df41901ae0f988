//! Steps of the code that a test may spoil, to see that it is found.

/// The variable that says which step is spoilt.
pub(super) const VARIABLE: &str = "FLUENTDOWN_MUTANT";
/// The steps.
pub(super) const NAMES: [&str; 5] = [
    "left-was",
    "seen-now",
    "no-attic",
    "values-now",
    "late-values",
];

/// Returns whether this step is to be spoilt.
pub(super) fn is(name: &str) -> bool {
    static CHOSEN: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    let chosen = CHOSEN.get_or_init(|| std::env::var(VARIABLE).ok());
    chosen.as_deref() == Some(name)
}
