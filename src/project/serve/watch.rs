//! Waits for a save of what the project is made of.
//!
//! The folder of the project is watched for its configuration, so that much
//! else is told: outputs, logs, a log of this very program. Only changes of
//! what [`Watch::follow`] named count.

use crate::project::Project;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long it must be quiet after a change: editors save in several steps.
const QUIET: Duration = Duration::from_millis(60);
/// How long changes are gathered at most.
const LONGEST: Duration = Duration::from_secs(1);
/// How often files are looked at where the system tells nothing.
const POLL: Duration = Duration::from_millis(500);

/// What a project is read from, by full path.
#[derive(Debug, Clone, Default)]
struct Interests {
    /// Single files.
    files: Vec<PathBuf>,
    /// Folders, with all that is in them.
    folders: Vec<PathBuf>,
}

impl Interests {
    /// Tells whether an event may have changed what is read. One without a path
    /// says that others were lost.
    fn concern(&self, event: &Event) -> bool {
        let read = |path: &PathBuf| {
            self.files.contains(path) || self.folders.iter().any(|folder| path.starts_with(folder))
        };
        let is_change = matches!(
            event.kind,
            EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
        );
        is_change && (event.paths.is_empty() || event.paths.iter().any(read))
    }
}

/// What this side and the watcher's thread share.
type Shared = Arc<Mutex<Interests>>;

/// A watch over a project's files.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    is_polling: bool,
    watched: BTreeMap<PathBuf, RecursiveMode>,
    interests: Shared,
    sender: Sender<()>,
    changes: Receiver<()>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Watch")
            .field("watched", &self.watched)
            .finish_non_exhaustive()
    }
}

impl Watch {
    /// Watches nothing yet.
    ///
    /// # Errors
    /// If files cannot be watched at all, with the reason.
    pub fn new() -> Result<Self, String> {
        let (sender, changes) = mpsc::channel();
        let interests = Shared::default();
        let told: notify::Result<RecommendedWatcher> =
            RecommendedWatcher::new(teller(&interests, &sender), Config::default());
        let (watcher, is_polling): (Box<dyn Watcher + Send>, bool) = match told {
            Ok(watcher) => (Box::new(watcher), false),
            Err(_) => (polling(&interests, &sender)?, true),
        };
        Ok(Self {
            watcher,
            is_polling,
            watched: BTreeMap::new(),
            interests,
            sender,
            changes,
        })
    }

    /// Watches what the project is made of: its configuration, its documents,
    /// its locales, its template. A folder that is made later is found when
    /// this is called again.
    pub fn follow(&mut self, project: &Project) {
        let root = project.root.path();
        let config = &project.config;
        let template = config.template.as_ref().map(|path| root.join(&path.value));
        let mut wanted = vec![(root.to_owned(), RecursiveMode::NonRecursive)];
        let folders = [&config.content, &config.locales_dir].map(|folder| root.join(folder));
        for folder in &folders {
            wanted.push((folder.clone(), RecursiveMode::Recursive));
            // One that is not there yet is told of by the nearest folder that is.
            let over = folder.ancestors().skip(1).find(|over| over.is_dir());
            if let Some(over) = over.filter(|over| *over != root) {
                wanted.push((over.to_owned(), RecursiveMode::NonRecursive));
            }
        }
        if let Some(folder) = template.as_deref().and_then(Path::parent) {
            wanted.push((folder.to_owned(), RecursiveMode::NonRecursive));
        }
        let own = [project.config_path.as_str(), ".gitignore", ".ignore"];
        let interests = Interests {
            files: own
                .map(|name| root.join(name))
                .into_iter()
                .chain(template)
                .collect(),
            folders: folders.into(),
        };
        *self
            .interests
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = interests;
        for (path, mode) in wanted {
            self.add(path, mode);
        }
    }

    fn add(&mut self, path: PathBuf, mode: RecursiveMode) {
        // A folder that was removed and made again has to be watched anew.
        let known = self.watched.contains_key(&path);
        if known && path.exists() {
            return;
        }
        if known {
            let _ = self.watcher.unwatch(&path);
            self.watched.remove(&path);
        }
        if !path.exists() {
            return;
        }
        let mut added = self.watcher.watch(&path, mode);
        if added.is_err() && !self.is_polling {
            // The system has no more watches to give: look at the files.
            if let Ok(watcher) = polling(&self.interests, &self.sender) {
                self.watcher = watcher;
                self.is_polling = true;
                for (path, mode) in &self.watched {
                    let _ = self.watcher.watch(path, *mode);
                }
                added = self.watcher.watch(&path, mode);
            }
        }
        if added.is_ok() {
            self.watched.insert(path, mode);
        }
    }

    /// Waits until something was saved, and no more is for a moment.
    pub fn wait(&self) {
        if self.changes.recv().is_err() {
            return;
        }
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            match self.changes.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
    }
}

fn polling(interests: &Shared, sender: &Sender<()>) -> Result<Box<dyn Watcher + Send>, String> {
    let config = Config::default().with_poll_interval(POLL);
    let watcher = PollWatcher::new(teller(interests, sender), config);
    watcher
        .map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>)
        .map_err(|error| error.to_string())
}

/// Tells of changes of what is read; that we read a file ourselves is none.
fn teller(
    interests: &Shared,
    sender: &Sender<()>,
) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let (interests, sender) = (Arc::clone(interests), sender.clone());
    move |event| {
        let concerns = |event: &Event| {
            let interests = interests.lock().unwrap_or_else(PoisonError::into_inner);
            interests.concern(event)
        };
        if event.is_ok_and(|event| concerns(&event)) {
            let _ = sender.send(());
        }
    }
}
