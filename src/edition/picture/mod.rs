//! Pictures: an SVG becomes a PNG, for places that take no SVG.
//!
//! [`Drawing::read`] is the way in, [`Drawing::png`] the way out:
//!
//! 1. roxmltree reads the XML; entities stay within its bounds, and none leads
//!    to another file;
//! 2. `weight` counts what would be drawn with all references followed, so
//!    that a small file cannot ask for a billion shapes;
//! 3. usvg reads the shapes, and `pixels` counts what drawing them would take;
//! 4. resvg draws them.
//!
//! Nothing is read but the bytes that are given: no font, no other file, no
//! address. So the same bytes and the same width give the same PNG on every
//! machine of one kind of processor. What would need more is not drawn, and
//! [`Drawing::left_out`] names it: text (its shapes depend on the fonts of the
//! machine), pictures inside the picture, and HTML.

mod pixels;
mod weight;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, ParsingOptions};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The longest side of a PNG, in pixels.
pub const LONGEST_SIDE: u32 = 4096;
/// The most bytes that an SVG may have.
const MOST_BYTES: usize = 8 << 20;
/// The most nodes that its XML may have, entities expanded.
const MOST_NODES: u32 = 500_000;

/// Why no PNG can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Occurs when the bytes are not XML, or XML without an `svg` in it, or
    /// have no size.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// Occurs when the file, or what its references add up to, is too much.
    #[error("it asks for too much: {0}")]
    TooMuch(&'static str),
    /// Occurs when a filter is used whose cost has no bound.
    #[error("it uses `{0}`, which is not drawn")]
    Filter(String),
    /// Occurs when drawing failed by a fault of the program that draws.
    #[error("drawing it failed")]
    Failed,
}

/// An SVG that was read, and can be drawn.
#[derive(Debug)]
pub struct Drawing {
    tree: Tree,
    left_out: BTreeSet<&'static str>,
}

/// A picture that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

impl Drawing {
    /// Reads an SVG; `svg` are the bytes of the file, in UTF-8 and not compressed.
    ///
    /// # Errors
    /// What is wrong with it. Whatever the bytes are, nothing panics, and time
    /// and memory stay within bounds.
    pub fn read(svg: &[u8]) -> Result<Self, PictureFault> {
        if svg.len() > MOST_BYTES {
            return Err(PictureFault::TooMuch("the file is larger than 8 MiB"));
        }
        let text = std::str::from_utf8(svg)
            .map_err(|_| PictureFault::Unreadable("it is not UTF-8".to_owned()))?;
        let options = ParsingOptions {
            // Drawing programs write entities for their namespaces.
            allow_dtd: true,
            nodes_limit: MOST_NODES,
            entity_resolver: None,
        };
        let document = Document::parse_with_options(text, options)
            .map_err(|fault| PictureFault::Unreadable(fault.to_string()))?;
        weight::check(&document)?;
        let left_out = left_out(&document);
        let tree = guarded(|| Tree::from_xmltree(&document, &closed()))?
            .map_err(|fault| PictureFault::Unreadable(fault.to_string()))?;
        Ok(Self { tree, left_out })
    }

    /// Returns the width that the file gives the picture, in CSS pixels.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.tree.size().width()
    }

    /// Returns the height that the file gives the picture, in CSS pixels.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.tree.size().height()
    }

    /// Names the elements that are in the file and are not drawn: `text`,
    /// `image`, `foreignObject`.
    #[must_use]
    pub const fn left_out(&self) -> &BTreeSet<&'static str> {
        &self.left_out
    }

    /// Draws the picture `width` pixels wide, and as high as its shape asks,
    /// on a ground that lets through what is under it.
    ///
    /// Where a side would be longer than [`LONGEST_SIDE`], the picture becomes
    /// smaller, in its shape: a side has at least one pixel.
    ///
    /// # Errors
    /// If drawing would take too much, or fails.
    pub fn png(&self, width: u32) -> Result<Png, PictureFault> {
        let size = self.tree.size();
        let longest = LONGEST_SIDE as f32;
        let fits = (longest / size.width()).min(longest / size.height());
        let scale = (width as f32 / size.width()).min(fits);
        // Within 1 and LONGEST_SIDE, so that nothing is cut off.
        let pixels = |side: f32| (side * scale).round().clamp(1.0, longest) as u32;
        let (width, height) = (pixels(size.width()), pixels(size.height()));
        pixels::check(&self.tree, scale, width, height)?;
        let mut pixmap = Pixmap::new(width, height).ok_or(PictureFault::Failed)?;
        guarded(|| {
            let transform = Transform::from_scale(scale, scale);
            resvg::render(&self.tree, transform, &mut pixmap.as_mut());
        })?;
        let bytes = pixmap.encode_png().map_err(|_| PictureFault::Failed)?;
        Ok(Png {
            bytes,
            width,
            height,
        })
    }
}

/// Settings under which nothing is read but the bytes themselves.
fn closed() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// Runs code of the crates that draw; a fault of theirs ends no build.
fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, PictureFault> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| PictureFault::Failed)
}

/// Names what is in the file and will not be drawn.
fn left_out(document: &Document<'_>) -> BTreeSet<&'static str> {
    let shows_text = |node: &resvg::usvg::roxmltree::Node<'_, '_>| {
        let mut texts = node.descendants().filter_map(|inner| inner.text());
        texts.any(|text| !text.trim().is_empty())
    };
    document
        .descendants()
        .filter_map(|node| match node.tag_name().name() {
            "text" if shows_text(&node) => Some("text"),
            "image" => Some("image"),
            "foreignObject" => Some("foreignObject"),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests;
