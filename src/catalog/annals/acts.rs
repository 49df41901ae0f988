//! What people, tools, git and misfortune do to a project.

use crate::catalog::histories::merging::{Conflict, Sides};
use proptest::prelude::*;

/// How a translator writes a text down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// On the line of its `=`.
    Line,
    /// On three lines below it.
    Wrapped,
    /// As a selector with two variants.
    Selector,
    /// On one line, referring to the value that the source refers to.
    Reading,
}

/// One act. Numbers pick one of what there is, counted round.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// `extract`, or `extract --force`.
    Extract(bool),
    /// The author changes a sentence: another version of it.
    Revise(usize),
    /// The author takes back what the documents said before the last act of theirs.
    Undo,
    /// The author changes the value in the front matter.
    Value(u32),
    /// The author adds a sentence to a document.
    Add(usize, usize, bool),
    /// The author takes a sentence out.
    Drop(usize),
    /// The author moves a sentence to another document.
    Move(usize, usize),
    /// Somebody gives a document another name, and its resources by hand, too: that of
    /// the translation, and that of the source where `bool` says so.
    Rename(usize, bool),
    /// A translator writes a text in the place of what stands there, and takes the
    /// lines `# WAS` away where `bool` says so.
    Translate(usize, Shape, bool),
    /// A translator changes one line of a text, and nothing around it.
    Touch(usize, usize),
    /// `accept` of one message.
    Accept(usize),
    /// Somebody changes a text in the attic.
    TouchAttic(usize),
    /// Somebody carries a text out of the attic into a resource.
    Carry(usize, usize),
    /// The configuration: comments, or whether every edition gives the value itself.
    Comments,
    Given,
    /// A tool writes every text on lines of its own.
    Wrap,
    /// A tool drops all comments and stubs.
    Bare,
    /// A run is killed after it has written so many files.
    Kill(Kill),
    /// Two branches meet: an author's and a translator's.
    Meet(Meeting),
}

/// A run that is cut off; the next one takes back what is as the first has written it.
#[derive(Debug, Clone)]
pub(super) struct Kill {
    /// How many files it has written.
    pub(super) count: usize,
    /// What a translator touches right after that, and which of its tokens.
    pub(super) saved: Option<(usize, usize)>,
}

/// Two branches that meet.
#[derive(Debug, Clone)]
pub(super) struct Meeting {
    /// What the author revises.
    pub(super) revised: usize,
    /// What the translator touches, and which of its lines; or writes anew.
    pub(super) touched: (usize, usize),
    pub(super) anew: Option<Shape>,
    /// Whether each branch was extracted.
    pub(super) extracted: [bool; 2],
    /// What is taken where git finds a conflict.
    pub(super) sides: Sides,
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        3 => Just(Shape::Line),
        3 => Just(Shape::Wrapped),
        2 => Just(Shape::Selector),
        2 => Just(Shape::Reading),
    ]
}

fn side() -> impl Strategy<Value = Conflict> {
    prop_oneof![
        Just(Conflict::Ours),
        Just(Conflict::Theirs),
        Just(Conflict::Markers),
    ]
}

fn kill() -> impl Strategy<Value = Act> {
    let saved = prop::option::of((0..9_usize, 0..3_usize));
    (0..7_usize, saved).prop_map(|(count, saved)| Act::Kill(Kill { count, saved }))
}

fn meeting() -> impl Strategy<Value = Act> {
    let sides = (side(), side()).prop_map(|(resource, facts)| Sides { resource, facts });
    let touched = (0..9_usize, 0..3_usize);
    let anew = prop::option::weighted(0.3, shape());
    (0..9_usize, touched, anew, any::<[bool; 2]>(), sides).prop_map(
        |(revised, touched, anew, extracted, sides)| {
            Act::Meet(Meeting {
                revised,
                touched,
                anew,
                extracted,
                sides,
            })
        },
    )
}

/// Any act; what people do every day comes more often.
pub(super) fn act() -> impl Strategy<Value = Act> {
    let n = || 0..9_usize;
    prop_oneof![
        9 => any::<u8>().prop_map(|one| Act::Extract(one == 0)),
        5 => n().prop_map(Act::Revise),
        1 => Just(Act::Undo),
        3 => (0..3_u32).prop_map(Act::Value),
        2 => (n(), n(), any::<bool>()).prop_map(|(d, at, reads)| Act::Add(d, at, reads)),
        2 => n().prop_map(Act::Drop),
        2 => (n(), n()).prop_map(|(at, to)| Act::Move(at, to)),
        4 => (n(), any::<bool>()).prop_map(|(d, both)| Act::Rename(d, both)),
        9 => (n(), shape(), prop::bool::weighted(0.8))
            .prop_map(|(at, shape, settle)| Act::Translate(at, shape, settle)),
        5 => (n(), 0..3_usize).prop_map(|(at, line)| Act::Touch(at, line)),
        2 => n().prop_map(Act::Accept),
        1 => n().prop_map(Act::TouchAttic),
        1 => (n(), n()).prop_map(|(at, to)| Act::Carry(at, to)),
        1 => Just(Act::Comments),
        1 => Just(Act::Given),
        1 => Just(Act::Wrap),
        1 => Just(Act::Bare),
        3 => kill(),
        4 => meeting(),
    ]
}
