//! Waits for a save.

use crate::project::Project;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How long it must be quiet after a change: editors save in several steps.
const QUIET: Duration = Duration::from_millis(60);
/// How long changes are gathered at most.
const LONGEST: Duration = Duration::from_secs(1);
/// How often files are looked at where the system tells nothing.
const POLL: Duration = Duration::from_millis(500);

/// A watch over a project's files.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    is_polling: bool,
    watched: BTreeMap<PathBuf, RecursiveMode>,
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
        let told: notify::Result<RecommendedWatcher> =
            RecommendedWatcher::new(teller(&sender), Config::default());
        let (watcher, is_polling): (Box<dyn Watcher + Send>, bool) = match told {
            Ok(watcher) => (Box::new(watcher), false),
            Err(_) => (polling(&sender)?, true),
        };
        Ok(Self {
            watcher,
            is_polling,
            watched: BTreeMap::new(),
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
        let mut wanted = vec![(root.to_owned(), RecursiveMode::NonRecursive)];
        for folder in [&config.content, &config.locales_dir] {
            wanted.push((root.join(folder), RecursiveMode::Recursive));
        }
        let template = config.template.as_ref().map(|path| root.join(&path.value));
        if let Some(folder) = template.as_deref().and_then(Path::parent) {
            wanted.push((folder.to_owned(), RecursiveMode::NonRecursive));
        }
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
            if let Ok(watcher) = polling(&self.sender) {
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

fn polling(sender: &Sender<()>) -> Result<Box<dyn Watcher + Send>, String> {
    let config = Config::default().with_poll_interval(POLL);
    let watcher = PollWatcher::new(teller(sender), config);
    watcher
        .map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>)
        .map_err(|error| error.to_string())
}

/// Tells of changes; that we read a file ourselves is none.
fn teller(sender: &Sender<()>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let sender = sender.clone();
    move |event| {
        let is_change = event.is_ok_and(|event| {
            matches!(
                event.kind,
                EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
            )
        });
        if is_change {
            let _ = sender.send(());
        }
    }
}
