//! Folders that belong to other tools: fluentdown reads and writes nothing there.

use super::Error;
use std::fs;
use std::path::{Component, Path};

/// The folders in which tools for versions keep what they know, and the short
/// name that Windows gives to `.git`.
const TOOLS: [&str; 7] = [".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", "git~1"];

/// Tells whether a part of a path is such a folder, whatever its case. Windows
/// takes dots and spaces at the end for nothing, and what follows a `:` for a
/// stream of the same file.
pub(super) fn is_tools(part: &str) -> bool {
    let part = part.split(':').next().unwrap_or(part);
    let part = part.trim_end_matches(['.', ' ']);
    TOOLS.iter().any(|one| part.eq_ignore_ascii_case(one))
}

/// Tells whether a part of a path is hidden, or such a folder.
pub fn is_hidden(part: &str) -> bool {
    part.starts_with('.') || is_tools(part)
}

/// Tells whether a path has such a part.
fn has(path: &Path, is_one: fn(&str) -> bool) -> bool {
    path.components().any(|part| match part {
        Component::Normal(part) => is_one(&part.to_string_lossy()),
        _ => false,
    })
}

/// Tells whether a real path leads through such a folder.
pub(super) fn is_private(real: &Path) -> bool {
    has(real, is_tools)
}

/// Makes sure that a path of the command line, which may be there or not, leads
/// into no such folder, by its name or by a link; nor into a hidden one of the
/// folder `project`, which is given as its real path.
///
/// # Errors
/// If it does.
pub fn check_given(path: &Path, project: Option<&Path>) -> Result<(), Error> {
    let refused = || Error::Hidden {
        path: path.display().to_string(),
    };
    let full = std::path::absolute(path).map_err(Error::io("open", path))?;
    let known = full.ancestors().find(|one| one.exists());
    let real = known.and_then(|known| {
        let rest = full.strip_prefix(known).ok()?;
        Some(fs::canonicalize(known).ok()?.join(rest))
    });
    let real = real.unwrap_or_else(|| full.clone());
    let inside = project.and_then(|project| real.strip_prefix(project).ok());
    if is_private(&full) || is_private(&real) || inside.is_some_and(|one| has(one, is_hidden)) {
        return Err(refused());
    }
    Ok(())
}

impl super::Root {
    /// Makes sure that a folder or file that the configuration names stands in
    /// no hidden folder, by a link either.
    ///
    /// # Errors
    /// If it does, or lies outside.
    pub fn check_visible(&self, path: &str) -> Result<(), Error> {
        self.resolve(path)?;
        check_given(&self.path.join(path), Some(&self.path)).map_err(|_| Error::Hidden {
            path: path.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_tools_are_known_by_any_spelling() {
        for part in [
            ".git",
            ".GIT",
            ".Git",
            ".git.",
            ".git ",
            ".git. .",
            ".git::$INDEX_ALLOCATION",
            "GIT~1",
            ".hg",
            ".svn",
            ".jj",
            "_darcs",
        ] {
            assert!(is_tools(part) && is_hidden(part), "{part}");
        }
        for part in [
            "git",
            ".gitignore",
            ".github",
            "x.git",
            "a.svn",
            ".well-known",
        ] {
            assert!(!is_tools(part), "{part}");
        }
        assert!(is_hidden(".github") && !is_hidden("docs"));
    }
}
