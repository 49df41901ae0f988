//! Applies the fixes of findings.

use super::error::Error;
use super::extract::{Written, write};
use super::files::{Care, Clash, Print, Put, Text};
use super::load::Project;
use crate::catalog;
use crate::diagnostic::Finding;
use crate::ftl;
use crate::text::{Edit, apply};
use std::collections::BTreeMap;

/// Applies the fixes of these findings, and returns the files that changed.
///
/// Of fixes that overlap the first is applied; the next run finds the rest.
/// The facts about what is mended stay: a stale translation stays stale. A file
/// that somebody has saved since it was read is not touched.
///
/// # Errors
/// If a file cannot be read or written.
pub fn fix(project: &Project, findings: &[Finding]) -> Result<Written, Error> {
    let mut written = Written::default();
    let mut of_locales: BTreeMap<usize, BTreeMap<String, String>> = BTreeMap::new();
    for (path, edits) in edits(findings) {
        let Text::Utf8(text) = project.root.read_text(path)? else {
            continue;
        };
        let same = project.texts.get(path).is_some_and(|read| *read == text);
        if !same {
            let path = path.to_owned();
            written.left.push(Clash { path, beside: None });
            continue;
        }
        let new = apply(&text, &edits).filter(|new| *new != text);
        let Some(new) = new.filter(|new| is_as_sound(&text, new)) else {
            continue;
        };
        if let Some((target, file)) = of_target(project, path) {
            of_locales.entry(target).or_default().insert(file, new);
            continue;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        written.left.extend(project.root.sweep(folder, false)?);
        let was = Some(Print::of(text.as_bytes()));
        match project
            .root
            .write(Care::Shared, path, was, new.as_bytes())?
        {
            Put::Done => written.changed.push(path.to_owned()),
            Put::Same => {}
            Put::Left => written.left.push(Clash {
                path: path.to_owned(),
                beside: None,
            }),
        }
    }
    for (target, texts) in of_locales {
        let writes = catalog::rewrite(&project.targets[target], texts);
        let done = write(project, &writes)?;
        let resources = done
            .changed
            .into_iter()
            .filter(|path| path.ends_with(".ftl"));
        written.changed.extend(resources);
        written.left.extend(done.left);
    }
    written.changed.sort();
    Ok(written)
}

/// Returns the target locale and the path in its folder of a resource.
fn of_target(project: &Project, path: &str) -> Option<(usize, String)> {
    let folder = format!("{}/", project.config.locales_dir);
    let (locale, file) = path.strip_prefix(&folder)?.split_once('/')?;
    let target = project
        .targets
        .iter()
        .position(|one| one.locale == locale)?;
    Some((target, file.to_owned()))
}

/// Collects the edits of each file, those that overlap left out.
fn edits(findings: &[Finding]) -> BTreeMap<&str, Vec<Edit>> {
    let mut by_file: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for finding in findings {
        let fits = |path: &str, edit: &Edit| {
            let mut taken = by_file.get(path).into_iter().flatten();
            taken.all(|one| {
                let apart = one.span.end <= edit.span.start || edit.span.end <= one.span.start;
                apart && one.span != edit.span
            })
        };
        // A fix is applied whole or not at all.
        if finding.fix.iter().all(|fix| fits(&fix.path, &fix.edit)) {
            for fix in &finding.fix {
                by_file.entry(&fix.path).or_default().push(fix.edit.clone());
            }
        }
    }
    by_file
}

/// Tells whether a resource has the same messages as before, and is no worse
/// to read.
fn is_as_sound(old: &str, new: &str) -> bool {
    let ids = |text: &str| -> Vec<(String, bool)> {
        let chunks = ftl::File::parse(text).chunks;
        chunks
            .into_iter()
            .map(|chunk| (chunk.id.clone(), chunk.pattern().is_some()))
            .collect()
    };
    let errors = |text: &str| ftl::Safe::new(text).faults().len();
    let (before, after) = (ids(old), ids(new));
    // A message that could not be read may come back, and none may go.
    let comes_back = || {
        let mut after = after.iter();
        let mut kept = before.iter().filter(|(_, is_whole)| *is_whole);
        errors(new) < errors(old) && kept.all(|one| after.any(|other| other == one))
    };
    (before == after && errors(new) <= errors(old)) || comes_back()
}
