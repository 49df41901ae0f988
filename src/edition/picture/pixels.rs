//! How many pixels drawing takes, and how many at once.
//!
//! A group with an opacity, a clip path, a mask or a filter is drawn by itself
//! first, on a canvas as large as the group, up to 25 times the picture; a
//! pattern is drawn on a canvas of its own. They nest.

use super::PictureFault;
use resvg::usvg::{Group, Mask, Node, Paint, Path, Pattern, Transform, Tree};

/// The most pixels that are changed while a picture is drawn.
const MOST: f64 = 4e9;
/// The most pixels of all canvases that are there at once, of four bytes.
const MOST_AT_ONCE: f64 = 128e6;

/// Refuses what takes too much.
pub(super) fn check(tree: &Tree, scale: f32, width: u32, height: u32) -> Result<(), PictureFault> {
    let mut counter = Counter {
        canvas: f64::from(width) * f64::from(height),
        all: 0.0,
    };
    counter.group(tree.root(), f64::from(scale), counter.canvas)
}

struct Counter {
    canvas: f64,
    all: f64,
}

impl Counter {
    /// Counts a canvas; `at_once` are the pixels of those that it is inside of.
    fn canvas(&mut self, pixels: f64, at_once: f64) -> Result<f64, PictureFault> {
        self.all += pixels;
        let at_once = at_once + pixels;
        // Not `>`, so that what is not a number is too much.
        if self.all <= MOST && at_once <= MOST_AT_ONCE {
            return Ok(at_once);
        }
        Err(PictureFault::TooMuch("drawing it takes too many pixels"))
    }

    fn group(&mut self, group: &Group, scale: f64, at_once: f64) -> Result<(), PictureFault> {
        let mut inside = at_once;
        if group.should_isolate() {
            let bounds = group.abs_layer_bounding_box();
            let area = f64::from(bounds.width()) * scale * f64::from(bounds.height()) * scale;
            // Each filter, and the clip path and the mask, has a canvas too.
            let steps: usize = group
                .filters()
                .iter()
                .map(|filter| filter.primitives().len() + 1)
                .sum();
            let canvases = 3.0 + 2.0 * steps as f64;
            let area = area.min(25.0 * self.canvas);
            inside = self.canvas(area * canvases, at_once)?;
            let mut clip = group.clip_path();
            while let Some(one) = clip {
                let inside = self.canvas(area, inside)?;
                self.group(one.root(), scale, inside)?;
                clip = one.clip_path();
            }
            self.mask(group.mask(), area, scale, inside)?;
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, scale, inside)?,
                Node::Path(path) => self.path(path, scale, inside)?,
                Node::Image(_) | Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn mask(
        &mut self,
        mut mask: Option<&Mask>,
        area: f64,
        scale: f64,
        inside: f64,
    ) -> Result<(), PictureFault> {
        while let Some(one) = mask {
            let inside = self.canvas(2.0 * area, inside)?;
            self.group(one.root(), scale, inside)?;
            mask = one.mask();
        }
        Ok(())
    }

    fn path(&mut self, path: &Path, scale: f64, inside: f64) -> Result<(), PictureFault> {
        let bounds = path.abs_stroke_bounding_box();
        let area = f64::from(bounds.width()) * scale * f64::from(bounds.height()) * scale;
        let mut pixels = area.min(25.0 * self.canvas) + path.data().len() as f64;
        if let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) {
            // The length of the line is at most its box's, for each of its parts.
            let step: f64 = dashes.iter().copied().map(f64::from).sum();
            let side = f64::from(path.bounding_box().width() + path.bounding_box().height());
            pixels += 16.0 * path.data().len() as f64 * side / step * dashes.len() as f64;
        }
        self.all += pixels;
        self.canvas(0.0, inside)?;
        let fill = path.fill().map(|fill| fill.paint());
        let stroke = path.stroke().map(|stroke| stroke.paint());
        for paint in [fill, stroke].into_iter().flatten() {
            if let Paint::Pattern(pattern) = paint {
                self.pattern(pattern, path.abs_transform(), scale, inside)?;
            }
        }
        Ok(())
    }

    fn pattern(
        &mut self,
        pattern: &Pattern,
        outer: Transform,
        scale: f64,
        inside: f64,
    ) -> Result<(), PictureFault> {
        let (x, y) = outer.pre_concat(pattern.transform()).get_scale();
        let (x, y) = (f64::from(x) * scale, f64::from(y) * scale);
        let rect = pattern.rect();
        let area = f64::from(rect.width()) * x * f64::from(rect.height()) * y;
        let inside = self.canvas(area, inside)?;
        self.group(pattern.root(), x.max(y), inside)
    }
}
