//! What people, tools and git do to a project, one step at a time.

use super::merging::Conflict;
use proptest::prelude::*;

/// Texts that authors write; some are alike, some have no Latin words.
pub(super) const TEXTS: [&str; 10] = [
    "Weifang would donate masks.",
    "Weifang would donate 30,000 masks.",
    "Weifang would donate 30,000 medical masks to Guaranda.",
    "Guaranda thanked the city.",
    "Guaranda thanked the whole city.",
    "30,000",
    "潍坊将捐赠三万只口罩。",
    "潍坊市将捐赠三万只医用口罩。",
    "See [it]({ $url1 }). @https://a.example",
    "See [this]({ $url1 }) and [it]({ $url2 }). @https://b.example https://a.example",
];

/// The documents that there may be.
pub(super) const PATHS: [&str; 3] = ["a.md", "b.md", "c.md"];

/// Lines that somebody leaves in a resource by mistake.
pub(super) const STRAY: [&str; 9] = [
    "<<<<<<< ours\n",
    "=======\n",
    ">>>>>>> theirs\n",
    "junk here\n",
    "}\n",
    "= x\n",
    "# a note of mine\n",
    "## Group\n",
    "-term = x\n",
];

/// How a translator writes a translation down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// As a value; of a stub the `# ` goes.
    Value,
    /// In a stub whose `# ` stays; else as a value.
    InStub,
    /// As a second entry of the same id, behind the first.
    Second,
    /// As a value with a selector.
    Selector,
    /// As a value that takes in a message of the translator's own.
    Helper,
}

/// One step of a history. Numbers pick one of what there is, counted round.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// `extract`.
    Extract,
    /// The author writes a document anew.
    Write(usize, Vec<usize>),
    /// The author puts another text in the place of one.
    Edit(usize, usize, usize),
    /// The author takes one text out.
    Remove(usize, usize),
    /// The author moves one text into another document, or to another place.
    Move(usize, usize, usize, usize),
    /// The author turns the document around.
    Reorder(usize),
    /// The author throws a document away.
    Delete(usize),
    /// The author gives a document another name.
    Rename(usize, usize),
    /// An older version of the documents comes back.
    Restore,
    /// Two neighbours become one paragraph.
    Join(usize),
    /// The paragraphs of several sentences are divided otherwise.
    Resegment,
    /// A translator writes a translation of what they are shown.
    Translate(usize, How),
    /// Somebody takes an entry out by hand.
    Erase(usize),
    /// Somebody takes the comment off an entry.
    Uncomment(usize),
    /// Somebody leaves a line where it does not belong.
    Stray(usize, usize),
    /// Somebody writes into the source resource.
    EditSource(usize),
    /// `extract --force`.
    Force,
    /// `accept` of one translation.
    Accept(usize),
    /// `accept` of all.
    AcceptAll,
    /// `import` of a table with a translation of the present source text, or
    /// of an older one.
    Import(usize, bool),
    /// `check --fix` of one translation.
    Fix(usize),
    /// `prune`.
    Prune,
    /// A tool indents the values.
    Reformat,
    /// A tool writes the values as literals.
    Literals,
    /// A tool multiplies selectors into whole variants.
    Multiply,
    /// A tool ends all lines as Windows does.
    Crlf,
    /// A tool drops all comments and stubs.
    DropComments,
    /// A tool writes the entries in another order.
    Shuffle(usize),
    /// The facts are gone.
    LoseFacts,
    /// The facts have conflict markers.
    TearFacts(usize),
    /// What is known about a message is gone, and no trace of it is left.
    LoseRecord(usize),
    /// The source resources are gone.
    LoseSource,
    /// Two branches meet.
    Merge(Merge),
}

/// Two branches meet: here the author writes, there a translator works.
#[derive(Debug, Clone)]
pub(super) struct Merge {
    pub(super) texts: Vec<usize>,
    pub(super) pick: usize,
    /// Whether each branch was extracted before they met.
    pub(super) ours_extracts: bool,
    pub(super) theirs_extracts: bool,
    pub(super) conflict: Conflict,
}

/// A step of any kind; what people do every day comes more often.
pub(super) fn step() -> impl Strategy<Value = Step> {
    let texts = || prop::collection::vec(0..TEXTS.len(), 0..6);
    let how = prop_oneof![
        6 => Just(How::Value),
        2 => Just(How::InStub),
        1 => Just(How::Second),
        1 => Just(How::Selector),
        1 => Just(How::Helper),
    ];
    let (doc, n) = (0..PATHS.len(), 0..9_usize);
    let authors = prop_oneof![
        3 => (doc.clone(), texts()).prop_map(|(d, t)| Step::Write(d, t)),
        4 => (doc.clone(), n.clone(), 0..TEXTS.len()).prop_map(|(d, at, t)| Step::Edit(d, at, t)),
        1 => (doc.clone(), n.clone()).prop_map(|(d, at)| Step::Remove(d, at)),
        2 => (doc.clone(), n.clone(), doc.clone(), n.clone())
            .prop_map(|(d, at, to, place)| Step::Move(d, at, to, place)),
        1 => n.clone().prop_map(Step::Reorder),
        1 => doc.clone().prop_map(Step::Delete),
        2 => (doc.clone(), doc).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => Just(Step::Restore),
        2 => n.clone().prop_map(Step::Join),
        2 => Just(Step::Resegment),
    ];
    let people = prop_oneof![
        8 => (n.clone(), how).prop_map(|(pick, how)| Step::Translate(pick, how)),
        1 => n.clone().prop_map(Step::Erase),
        1 => n.clone().prop_map(Step::Uncomment),
        1 => (0..40_usize, 0..STRAY.len()).prop_map(|(at, what)| Step::Stray(at, what)),
        1 => n.clone().prop_map(Step::EditSource),
    ];
    let commands = prop_oneof![
        8 => Just(Step::Extract),
        1 => Just(Step::Force),
        2 => n.clone().prop_map(Step::Accept),
        1 => Just(Step::AcceptAll),
        2 => (n.clone(), any::<bool>()).prop_map(|(pick, old)| Step::Import(pick, old)),
        1 => n.clone().prop_map(Step::Fix),
        1 => Just(Step::Prune),
    ];
    let tools = prop_oneof![
        Just(Step::Reformat),
        Just(Step::Literals),
        Just(Step::Multiply),
        Just(Step::Crlf),
        Just(Step::DropComments),
        n.clone().prop_map(Step::Shuffle),
        Just(Step::LoseFacts),
        (0..200_usize).prop_map(Step::TearFacts),
        n.clone().prop_map(Step::LoseRecord),
        Just(Step::LoseSource),
    ];
    let conflict = prop_oneof![
        Just(Conflict::Ours),
        Just(Conflict::Theirs),
        Just(Conflict::Markers),
    ];
    let merge =
        (texts(), n, any::<[bool; 2]>(), conflict).prop_map(|(texts, pick, [a, b], conflict)| {
            Step::Merge(Merge {
                texts,
                pick,
                ours_extracts: a,
                theirs_extracts: b,
                conflict,
            })
        });
    prop_oneof![8 => authors, 6 => people, 6 => commands, 4 => tools, 2 => merge]
}
