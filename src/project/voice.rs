//! A language that an edition may speak in: its folders, terms and formats.

use crate::catalog::{LocaleCatalog, LocaleFiles, State, TERMS_FILE, Translation, Unit};
use crate::edition::{Bundle, FormatError, Landing, Value};
use crate::locale::Locale;
use crate::rules::terms::Term;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The folders of one language, the overlay first.
#[derive(Debug)]
pub(super) struct Voice<'a> {
    pub(super) folders: Vec<(&'a LocaleFiles, Option<&'a LocaleCatalog>)>,
    /// The locale that it is formatted for.
    pub(super) locale: Locale,
    terms: Bundle,
    /// The resources that have private terms, once they are asked for.
    private: OnceLock<HashSet<String>>,
    /// The terms with the helpers of one document's resource, as they are asked for.
    helpers: Mutex<HashMap<String, Arc<Bundle>>>,
    /// The terms that it shares with the source, once they are asked for.
    glossary: OnceLock<Vec<Term>>,
}

impl<'a> Voice<'a> {
    /// `own` is the locale of the texts: where the edition is in the same
    /// language and script, its full locale decides over formats.
    pub(super) fn new(
        folders: Vec<(&'a LocaleFiles, Option<&'a LocaleCatalog>)>,
        own: &Locale,
        edition: &Locale,
    ) -> Self {
        let same = own.language() == edition.language() && own.script() == edition.script();
        let locale = if same { edition } else { own }.clone();
        let terms = Bundle::new(locale.clone(), &term_files(&folders));
        Self {
            folders,
            locale,
            terms,
            private: OnceLock::new(),
            helpers: Mutex::default(),
            glossary: OnceLock::new(),
        }
    }

    /// Returns the texts of its terms files, nearest first.
    pub(super) fn term_files(&self) -> Vec<&'a str> {
        term_files(&self.folders)
    }

    /// Returns the terms that it shares with the source; `read` pairs them.
    pub(super) fn glossary(&self, read: impl FnOnce() -> Vec<Term>) -> &[Term] {
        self.glossary.get_or_init(read)
    }

    /// Returns whether the resource at `path` has terms of its own in any folder.
    fn has_terms(&self, path: &str) -> bool {
        let list = || {
            let files = self.folders.iter().flat_map(|(files, _)| &files.files);
            let with_terms =
                files.filter(|(_, text)| text.starts_with('-') || text.contains("\n-"));
            with_terms.map(|(path, _)| path.clone()).collect()
        };
        self.private.get_or_init(list).contains(path)
    }

    /// Returns the translation that is shown: folder, translation, pattern.
    pub(super) fn find(
        &self,
        document: &str,
        unit: &Unit,
        drafts: bool,
    ) -> Option<(&'a str, &'a Translation, &'a str)> {
        let key = (document.to_owned(), unit.id.clone());
        self.folders.iter().find_map(|(files, catalog)| {
            let translation = catalog.as_ref()?.translations.get(&key)?;
            let shown = match translation.state {
                State::Translated | State::Stale => true,
                State::Draft => drafts,
                State::Missing => false,
            };
            let pattern = translation.pattern.as_deref().filter(|_| shown)?;
            Some((files.locale.as_str(), translation, pattern))
        })
    }

    /// Formats a pattern that stands in a document's resource. It may refer to
    /// the terms, and to helper messages and private terms of that resource,
    /// which come before terms of the same name.
    pub(super) fn format(
        &self,
        document: &str,
        pattern: &str,
        variables: &BTreeMap<String, Value>,
        landing: Landing,
    ) -> Result<String, FormatError> {
        let path = format!("{document}.ftl");
        let private = pattern.contains('{') && self.has_terms(&path);
        if !private && let Ok(text) = self.terms.format_for(pattern, variables, landing) {
            return Ok(text);
        }
        let bundle = self.with_helpers(path);
        bundle
            .format_for(pattern, variables, landing)
            .map_err(|errors| first(errors, pattern))
    }

    fn with_helpers(&self, path: String) -> Arc<Bundle> {
        // A thread that panicked while it held the lock has left nothing half done.
        let mut helpers = self.helpers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bundle) = helpers.get(&path) {
            return Arc::clone(bundle);
        }
        let own = self.folders.iter().map(|(files, _)| files.files.get(&path));
        let terms = self
            .folders
            .iter()
            .map(|(files, _)| files.files.get(TERMS_FILE));
        let resources: Vec<&str> = own.chain(terms).flatten().map(String::as_str).collect();
        let bundle = Arc::new(Bundle::new(self.locale.clone(), &resources));
        helpers.insert(path, Arc::clone(&bundle));
        bundle
    }
}

fn term_files<'a>(folders: &[(&'a LocaleFiles, Option<&'a LocaleCatalog>)]) -> Vec<&'a str> {
    let texts = folders.iter().map(|(files, _)| files.files.get(TERMS_FILE));
    texts.flatten().map(String::as_str).collect()
}

fn first(errors: Vec<FormatError>, pattern: &str) -> FormatError {
    errors.into_iter().next().unwrap_or_else(|| FormatError {
        message: "it does not format".to_owned(),
        span: crate::text::Span::new(0, pattern.len()),
    })
}
