//! Pictures for the previews of links: an SVG, which no service shows, becomes
//! a PNG at build time.

use crate::edition::picture::{Drawing, Png};
use crate::project::load::Project;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The width of a PNG, in pixels: what services ask for at the most.
const WIDTH: u32 = 1200;

/// The SVGs that were drawn in one run, each once.
#[derive(Debug, Default)]
pub(super) struct Previews {
    drawn: Mutex<BTreeMap<String, Drawn>>,
}

/// A file that was drawn, or cannot be.
type Drawn = Arc<OnceLock<Option<Arc<Png>>>>;

impl Previews {
    /// Draws the file at `path` in the project; `None` where it is not an SVG
    /// that can be read and drawn.
    pub(super) fn get(&self, project: &Project, path: &str) -> Option<Arc<Png>> {
        let (_, extension) = path.rsplit_once('.')?;
        if !extension.eq_ignore_ascii_case("svg") {
            return None;
        }
        let mut all = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let one = Arc::clone(all.entry(path.to_owned()).or_default());
        // Others need not wait while this one is drawn.
        drop(all);
        let draw = || {
            let svg = project.root.read(path).ok().flatten()?;
            let png = Drawing::read(&svg).and_then(|drawing| drawing.png(WIDTH));
            png.ok().map(Arc::new)
        };
        one.get_or_init(draw).clone()
    }
}
