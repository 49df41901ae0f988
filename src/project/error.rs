//! What is wrong with the world around a project: it ends a run.
//!
//! What is wrong with a user's content is a finding instead.

use std::io;
use std::path::PathBuf;

/// A reason why a command could not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Occurs when a file or folder cannot be read or written.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// Occurs when there is no configuration in the folder or those over it.
    #[error("there is no `{name}` in `{}` or a folder over it", start.display())]
    NoProject {
        /// The name that was looked for.
        name: String,
        /// Where the search began.
        start: PathBuf,
    },
    /// Occurs when a file that a command cannot do without is not UTF-8.
    #[error("`{path}`: {fault}")]
    Encoding {
        /// The file's path.
        path: String,
        /// What is wrong, with the line.
        fault: String,
    },
    /// Occurs when a path would lead out of the project.
    #[error("`{path}` leads out of the project")]
    Outside {
        /// The path.
        path: String,
    },
    /// Occurs when a path leads into a folder of another tool, or a hidden one.
    #[error("`{path}` is in a hidden folder, or in one of another tool")]
    Hidden {
        /// The path.
        path: String,
    },
    /// Occurs when something else than a file or folder stands in the way.
    #[error("`{}` is not a {expected}", path.display())]
    WrongKind {
        /// The path.
        path: PathBuf,
        /// What it should be.
        expected: &'static str,
    },
    /// Occurs when the command line names what the project does not have.
    #[error("there is no {kind} `{name}`")]
    Unknown {
        /// What kind of thing, such as `edition`.
        kind: &'static str,
        /// The name that was given.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// Occurs when a run would take away most of what there is.
    #[error("this would {what}: nothing is written")]
    Removal {
        /// What it would do, as a verb with its numbers.
        what: String,
        /// The command that may do it all the same.
        command: &'static str,
    },
    /// Occurs when a port cannot be listened on.
    #[error("cannot listen on port {port}: {source}")]
    Port {
        /// The port.
        port: u16,
        /// Why it failed.
        source: io::Error,
    },
    /// Occurs when an input given on the command line cannot be used at all.
    #[error("{0}")]
    Input(String),
}

impl Error {
    /// Makes a function that attaches `action` and `path` to an I/O error.
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }

    /// Returns what the user can do about it, a line each.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::Io { source, .. } => {
                match source.kind() {
                    io::ErrorKind::StorageFull
                    | io::ErrorKind::QuotaExceeded
                    | io::ErrorKind::FileTooLarge => {
                        vec!["the disk is full, or its quota; every file is whole, so run again when there is room".to_owned()]
                    }
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                        vec!["check, status and verify run where nothing may be written".to_owned()]
                    }
                    _ => Vec::new(),
                }
            }
            Self::NoProject { .. } => vec![
                "`fluentdown init` makes a project here".to_owned(),
                "`-C DIR` runs in another folder".to_owned(),
            ],
            Self::Outside { .. } => {
                vec!["fluentdown reads and writes inside the project's folder only".to_owned()]
            }
            Self::Unknown { known, name, .. } => {
                let guess = super::config::suggestion(name, known.iter().map(String::as_str));
                vec![guess.map_or_else(
                    || format!("there are: {}", known.join(", ")),
                    |guess| format!("did you mean `{guess}`?"),
                )]
            }
            Self::Port { .. } => vec![
                "another program has it, or may not be asked: choose one by `--port N`; `--port 0` takes any that is free".to_owned(),
            ],
            Self::Encoding { path, .. } if path.ends_with(".csv") => {
                vec!["save it as UTF-8; Excel calls that type `CSV UTF-8`".to_owned()]
            }
            Self::Encoding { .. } => vec!["save it as UTF-8".to_owned()],
            Self::Hidden { .. } => vec![
                "`.git` and folders like it are not for fluentdown: choose another".to_owned(),
            ],
            Self::WrongKind { .. } => vec!["move away what stands there".to_owned()],
            Self::Removal { command, .. } => vec![
                "are the documents there? look at `content`, at `-C`, and at what the configuration names".to_owned(),
                format!("if this is meant: `fluentdown {command} --allow-removal`"),
            ],
            Self::Input(_) => Vec::new(),
        }
    }
}
