//! Five ways of spoiling one step of the code, each of which the second model finds
//! among its ordinary number of histories.
//!
//! A mutant is chosen by the variable `FLUENTDOWN_MUTANT`, so that it is alone in its
//! process: the test runs this model there, and asserts that it fails.
//!
//! | mutant | what is spoilt |
//! |---|---|
//! | `left-was` | a text under a line `# WAS:` that was left there is of the present text |
//! | `seen-now` | who writes a text saw the source text of after the run |
//! | `no-attic` | what leaves the documents is not put into the attic |
//! | `values-now` | a value that has changed is taken for the one that was recorded |
//! | `late-values` | who writes a text saw the values of after the run |

use crate::catalog::mutant;

/// Returns whether a mutant was chosen.
pub(super) fn chosen() -> bool {
    std::env::var_os(mutant::VARIABLE).is_some()
}

#[test]
fn each_mutant_is_found() {
    if chosen() {
        return;
    }
    let program = std::env::current_exe().expect("this program");
    for name in mutant::NAMES {
        let run = std::process::Command::new(&program)
            .args(["what_nobody_could_know_is_never_said", "--test-threads=1"])
            .env(mutant::VARIABLE, name)
            .env_remove("PROPTEST_CASES")
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&run.stdout);
        assert!(told.contains("1 failed"), "`{name}` was not found:\n{told}");
    }
}
