//! `verify`: proves that documents survive.

use super::{given, has_error, show};
use crate::Outcome;
use crate::args::{Global, Verify};
use crate::terminal::{Failure, Terminal};
use fluentdown::project::verify::{documents, verify};
use fluentdown::report::plural;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(super) fn run(
    global: &Global,
    args: &Verify,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let paths: Vec<PathBuf> = args.paths.iter().map(|path| given(global, path)).collect();
    let documents = documents(&paths)?;
    let (mut segments, mut failed) = (0, 0);
    for path in &documents {
        let verdict = verify(path, &args.source)?;
        segments += verdict.segments;
        failed += usize::from(has_error(&verdict.findings));
        let texts = BTreeMap::from([(path.to_string_lossy().into_owned(), verdict.text)]);
        show(&verdict.findings, &texts, terminal);
    }
    let held = documents.len() - failed;
    let all = plural(documents.len(), "document");
    terminal.data(&format!(
        "{held} of {all} hold, {}\n",
        plural(segments, "segment")
    ))?;
    Ok(if failed > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}
