//! How much an SVG asks for, once all its references are followed.
//!
//! `use` copies, a marker is drawn at every point of a line, a clip path,
//! a mask or a pattern is drawn again for each shape that names it, and all of
//! them nest: ten lines can ask for ten thousand million shapes. What is
//! counted here is never less than what would be drawn.

use super::PictureFault;
use resvg::usvg::roxmltree::{Document, Node};
use rustc_hash::FxHashMap;

/// The most elements, with all references followed.
const MOST: u64 = 200_000;
/// The deepest that elements may nest, with all references followed: the
/// crates that draw go into each by recursion.
const DEEPEST: usize = 128;

/// The filters whose cost is bounded by the pixels that they change.
const FILTERS: [&str; 15] = [
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feOffset",
    "feTile",
];

/// Refuses what asks for too much.
pub(super) fn check(document: &Document<'_>) -> Result<(), PictureFault> {
    let elements = || document.descendants().filter(Node::is_element);
    let name = |node: &Node<'_, '_>| node.tag_name().name().to_owned();
    if let Some(filter) = elements()
        .map(|node| name(&node))
        .find(|name| name.starts_with("fe") && !FILTERS.contains(&name.as_str()))
    {
        return Err(PictureFault::Filter(filter));
    }
    let mut ids = FxHashMap::default();
    for node in elements() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id.to_owned()).or_insert(node);
        }
    }
    let mut counter = Counter {
        ids,
        sheet: sheet(document),
        known: FxHashMap::default(),
    };
    let all = counter.count(document.root_element(), 0)?;
    if all.elements > MOST || all.points > 10 * MOST {
        return Err(PictureFault::TooMuch("it repeats its shapes too often"));
    }
    Ok(())
}

/// What an element asks for.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// Elements, itself included.
    elements: u64,
    /// Places where a line may have a marker.
    points: u64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.elements = self.elements.saturating_add(other.elements);
        self.points = self.points.saturating_add(other.points);
    }

    fn times(self, factor: u64) -> Self {
        Self {
            elements: self.elements.saturating_mul(factor),
            points: self.points.saturating_mul(factor),
        }
    }
}

/// A rule of a style sheet that refers to elements.
struct StyleRule {
    selector: String,
    targets: Vec<String>,
}

struct Counter<'a, 'input> {
    ids: FxHashMap<String, Node<'a, 'input>>,
    sheet: Vec<StyleRule>,
    /// What was counted; nothing for what is being counted, since a reference
    /// to oneself draws nothing.
    known: FxHashMap<usize, Count>,
}

impl<'a, 'input> Counter<'a, 'input> {
    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Count, PictureFault> {
        let key = node.id().get_usize();
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        if depth > DEEPEST {
            return Err(PictureFault::TooMuch("its elements nest too deeply"));
        }
        self.known.insert(key, Count::default());
        let mut count = Count {
            elements: 1,
            points: points(node),
        };
        for child in node.children().filter(Node::is_element) {
            count.add(self.count(child, depth + 1)?);
        }
        for target in copied(node) {
            if let Some(target) = self.ids.get(target).copied() {
                count.add(self.count(target, depth + 1)?);
            }
        }
        // What is named for an element may hold for all inside of it.
        let inside = count;
        for target in self.named(node) {
            let Some(target) = self.ids.get(&target).copied() else {
                continue;
            };
            let each = self.count(target, depth + 1)?;
            count.add(match target.tag_name().name() {
                "marker" => each.times(inside.points),
                _ => each.times(inside.elements),
            });
        }
        self.known.insert(key, count);
        Ok(count)
    }

    /// Lists what the attributes and the style sheet name for an element.
    fn named(&self, node: Node<'_, '_>) -> Vec<String> {
        let own = node.attributes().flat_map(|one| urls(one.value()));
        let mut all: Vec<String> = own.map(str::to_owned).collect();
        let rules = self.sheet.iter().filter(|rule| rule.may_match(node));
        all.extend(rules.flat_map(|rule| rule.targets.iter().cloned()));
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl StyleRule {
    /// Returns whether the rule may hold for an element: where the selector is
    /// more than names, it may.
    fn may_match(&self, node: Node<'_, '_>) -> bool {
        if self.selector.contains(['*', '[', ':', '\\', '@']) {
            return true;
        }
        let is_end = |c: char| !(c.is_alphanumeric() || c == '-' || c == '_');
        let has = |name: &str| self.selector.split(is_end).any(|one| one == name);
        let classes = node.attribute("class").unwrap_or_default();
        has(node.tag_name().name())
            || node.attribute("id").is_some_and(has)
            || classes.split_whitespace().any(has)
    }
}

/// Reads the rules that refer to elements, from all style sheets.
fn sheet(document: &Document<'_>) -> Vec<StyleRule> {
    let sheets = document
        .descendants()
        .filter(|node| node.tag_name().name() == "style");
    let text: String = sheets
        .flat_map(|node| node.descendants().filter_map(|inner| inner.text()))
        .collect();
    let mut rules = Vec::new();
    for rule in text.split('}') {
        let Some((selector, body)) = rule.rsplit_once('{') else {
            continue;
        };
        let targets: Vec<String> = urls(body).map(str::to_owned).collect();
        if !targets.is_empty() {
            rules.push(StyleRule {
                selector: selector.to_owned(),
                targets,
            });
        }
    }
    rules
}

/// Lists what stands in the place of an element, or inside of it.
fn copied<'a>(node: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    let links = node.attributes().filter(|one| one.name() == "href");
    links.filter_map(|one| one.value().trim().strip_prefix('#'))
}

/// Lists the elements that a value names by `url(#…)`.
fn urls(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let inner = rest.split(')').next()?;
        let bare = inner.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        bare.strip_prefix('#')
    })
}

/// Returns the most points that an element's line can have: each takes a
/// character or more.
fn points(node: Node<'_, '_>) -> u64 {
    let length = |name| node.attribute(name).map_or(0, str::len) as u64;
    // A rectangle has nine, with round corners.
    9 + length("d") + length("points")
}
