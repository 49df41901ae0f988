//! The `[[allow]]` tables of the configuration, made ready for many findings.
//!
//! Patterns are compiled once and asked together, and only for findings of
//! rules that some table names, so that the time grows with the findings, not
//! with findings times tables.

use super::load::Project;
use crate::diagnostic::Finding;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::{BTreeMap, BTreeSet};

/// What the tables cover.
pub(super) struct Allowances<'a> {
    project: &'a Project,
    /// The tables of each rule, by index into the configuration's.
    of_rule: BTreeMap<&'a str, Vec<usize>>,
    /// The folder of the locale that each table names.
    folders: Vec<Option<String>>,
    /// The patterns of all tables.
    paths: Paths,
}

impl<'a> Allowances<'a> {
    /// Reads the tables of a project.
    pub(super) fn new(project: &'a Project) -> Self {
        let tables = &project.config.allow;
        let mut of_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, one) in tables.iter().enumerate() {
            of_rule.entry(one.rule.as_str()).or_default().push(index);
        }
        let folder = |name: &String| project.readers.names().of(name);
        let folders = tables.iter().map(|one| one.locale.as_ref().map(folder));
        Self {
            folders: folders.collect(),
            paths: Paths::new(tables.iter().map(|one| one.path.as_deref())),
            project,
            of_rule,
        }
    }

    /// Returns the tables that cover a finding, by index into the configuration's.
    pub(super) fn covering(&self, finding: &Finding) -> Vec<usize> {
        let Some(candidates) = self.of_rule.get(finding.rule) else {
            return Vec::new();
        };
        let document = finding.document.as_deref();
        let file = document.map(|path| format!("{}/{path}", self.project.config.content));
        let names = [Some(finding.path.as_str()), document, file.as_deref()];
        let places = self.paths.holding(names.into_iter().flatten());
        let covers = |index: &usize| {
            let table = &self.project.config.allow[*index];
            let of =
                |wanted: &Option<String>, own: &Option<String>| wanted.is_none() || wanted == own;
            of(&self.folders[*index], &finding.locale)
                && of(&table.id, &finding.id)
                && (table.path.is_none() || places.contains(index))
        };
        candidates.iter().copied().filter(covers).collect()
    }
}

/// Patterns of paths, asked together. A pattern holds for the path itself and
/// for all that is under it; `*` is any part of a name, `**` any part of a path.
struct Paths {
    set: GlobSet,
    /// Which pattern each glob of the set is of.
    owners: Vec<usize>,
}

impl Paths {
    fn new<'p>(patterns: impl Iterator<Item = Option<&'p str>>) -> Self {
        let mut builder = GlobSetBuilder::new();
        let mut owners = Vec::new();
        for (index, pattern) in patterns.enumerate() {
            for glob in pattern.into_iter().flat_map(globs) {
                let built = GlobBuilder::new(&glob)
                    .literal_separator(true)
                    .backslash_escape(true)
                    .build();
                // Only what is escaped or known to be right comes here.
                if let Ok(built) = built {
                    builder.add(built);
                    owners.push(index);
                }
            }
        }
        let set = builder.build().unwrap_or_else(|_| GlobSet::empty());
        Self { set, owners }
    }

    /// Returns the patterns that hold for one of these paths.
    fn holding<'p>(&self, paths: impl Iterator<Item = &'p str>) -> BTreeSet<usize> {
        let matches = paths.flat_map(|path| self.set.matches(path));
        matches.map(|glob| self.owners[glob]).collect()
    }
}

/// Writes a pattern as globs: all characters but `*` and `?` are literal.
fn globs(pattern: &str) -> Vec<String> {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let mut escaped = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        if matches!(c, '[' | ']' | '{' | '}' | '!' | '\\' | ',') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // Inside a name `**` reaches over folders too, which a glob has no word for.
    let mut all = vec![String::new()];
    for (at, part) in escaped.split('/').enumerate() {
        let written = match part.find("**").filter(|_| part != "**") {
            None => vec![part.to_owned()],
            Some(_) => vec![part.replace("**", "*"), part.replace("**", "*/**/*")],
        };
        let slash = if at == 0 { "" } else { "/" };
        let joined = all.iter().flat_map(|head| {
            written
                .iter()
                .map(move |tail| format!("{head}{slash}{tail}"))
        });
        // Whoever writes this many has a pattern that holds everywhere.
        all = joined.take(64).collect();
    }
    let under: Vec<String> = all.iter().map(|glob| format!("{glob}/**")).collect();
    all.extend(under);
    all
}

#[cfg(test)]
mod tests {
    use super::Paths;

    #[test]
    fn patterns_hold_for_names_folders_and_what_is_under_them() {
        for (pattern, path, holds) in [
            ("releases", "releases/a.md", true),
            ("releases", "releases", true),
            ("releases/", "releases/a/b.md", true),
            ("rel", "releases/a.md", false),
            ("./releases/*.md", "releases/a.md", true),
            ("releases/*.md", "releases/x/a.md", false),
            ("releases/**/*.md", "releases/x/y/a.md", true),
            ("releases/**/*.md", "releases/a.md", true),
            ("releases/**", "releases/x/a.md", true),
            ("**/a.md", "a.md", true),
            ("**/a.md", "x/y/a.md", true),
            ("**/a.md", "x/ba.md", false),
            ("re**.md", "releases/x/a.md", true),
            ("re**.md", "re.md", true),
            ("a?.md", "ab.md", true),
            ("a?.md", "a/.md", false),
            ("a+b.md", "a+b.md", true),
            ("a[1].md", "a[1].md", true),
            ("a{b,c}.md", "a{b,c}.md", true),
            ("a{b,c}.md", "ab.md", false),
            ("a\\b", "a\\b", true),
            ("!a", "!a", true),
            ("é*", "éa", true),
        ] {
            let paths = Paths::new([Some(pattern)].into_iter());
            let found = paths.holding([path].into_iter());
            assert_eq!(!found.is_empty(), holds, "{pattern} {path}");
        }
    }
}
