//! A second model of random histories, which shares with the first one only how git
//! merges lines.
//!
//! Its judge is what a person could know. Every line that a translator writes has a
//! token of its own, and the judge keeps for which source texts, with which values,
//! somebody who could see them wrote a text with that token. It reads the resources
//! as text, never by the code that is tried.
//!
//! After each act: no token is lost; no text passes for translated that nobody made
//! from the present source; what `check` says is what `extract` records; `extract`
//! twice is as once. After a translator's act alone: an author owes nothing, and a
//! text that was made from what stands there is translated.
//!
//! `mutants` spoils one step of the code at a time, and this model must find it.

mod acts;
mod hand;
mod mutants;
mod play;
mod project;

use acts::act;
use play::play;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// As many histories as are tried without being asked.
const ORDINARY: u32 = 300;

/// The same histories on each run, or as many others as `PROPTEST_CASES` asks for.
fn histories() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    let asked: Option<u32> = asked.and_then(|count| count.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(ORDINARY),
        rng_seed: asked.map_or(RngSeed::Fixed(23), |_| RngSeed::Random),
        failure_persistence: None,
        // Whoever looks for a mutant wants to know that it is found, not how briefly.
        max_shrink_iters: if mutants::chosen() { 0 } else { 4096 },
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(histories())]
    #[test]
    fn what_nobody_could_know_is_never_said(acts in prop::collection::vec(act(), 4..24)) {
        play(&acts);
    }
}
