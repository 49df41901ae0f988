//! `verify`: proves that documents survive.

use super::{given, has_error, show};
use crate::Outcome;
use crate::args::{Global, Verify};
use crate::terminal::{Failure, Terminal};
use fluentdown::locale::Locale;
use fluentdown::project::Error;
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
    Locale::parse(&args.source).map_err(|error| Error::Input(error.told()))?;
    let documents = documents(&paths)?;
    show(&documents.unread, &BTreeMap::new(), terminal);
    let (mut segments, mut failed) = (0, documents.unread.len());
    for path in &documents.files {
        let verdict = verify(path, &args.source);
        segments += verdict.segments;
        failed += usize::from(has_error(&verdict.findings));
        let texts = BTreeMap::from([(path.to_string_lossy().into_owned(), verdict.text)]);
        show(&verdict.findings, &texts, terminal);
    }
    let count = documents.files.len() + documents.unread.len();
    let held = count - failed;
    let all = plural(count, "document");
    let left_out = if documents.left_out.is_empty() {
        String::new()
    } else {
        format!("; left out: {}", documents.left_out)
    };
    terminal.data(&format!(
        "{held} of {all} hold, {}{left_out}\n",
        plural(segments, "segment")
    ))?;
    Ok(if failed > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}
