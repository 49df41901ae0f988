//! Histories that once went wrong, each told so that a person can follow it.

use super::merging::Conflict;
use super::play;
use super::steps::{How, Merge, Step};

/// Here the author writes a text; there a translator writes another
/// translation of the first message.
fn branches(texts: &[usize], extracted: [bool; 2], conflict: Conflict) -> Step {
    Step::Merge(Merge {
        texts: texts.to_vec(),
        pick: 0,
        ours_extracts: extracted[0],
        theirs_extracts: extracted[1],
        conflict,
    })
}

/// The same of another message, where the author's branch alone is extracted.
fn ours_extracts(texts: &[usize], pick: usize, conflict: Conflict) -> Step {
    Step::Merge(Merge {
        texts: texts.to_vec(),
        pick,
        ours_extracts: true,
        theirs_extracts: false,
        conflict,
    })
}

/// A translation is T1. On one branch the author's edit makes it stale; on the
/// other it becomes T2, and only T2's fact survives in the facts. Whoever
/// then takes the first branch's lines has T1 under the new source text.
#[test]
fn a_text_that_a_merge_brings_back_is_as_old_as_it_was() {
    for conflict in [Conflict::Ours, Conflict::Theirs, Conflict::Markers] {
        for extracted in [[true, true], [true, false], [false, true]] {
            play(
                true,
                true,
                &[
                    Step::Write(0, vec![1]),
                    Step::Translate(0, How::Value),
                    branches(&[0], extracted, conflict),
                ],
            );
        }
    }
}

/// A translation of an older text comes in and is stale: `# WAS:` says of
/// what. Then it is translated on one branch, and its source changes on the
/// other. The two changed lines must touch, or git merges them in silence.
#[test]
fn a_stale_text_translated_while_its_source_changes_again_is_stale() {
    for conflict in [Conflict::Ours, Conflict::Theirs, Conflict::Markers] {
        play(
            true,
            true,
            &[
                Step::Write(0, vec![1]),
                Step::Import(0, true),
                branches(&[0], [true, false], conflict),
            ],
        );
    }
}

/// A stray brace makes a message of a stub, and no Fluent of the message.
#[test]
fn what_is_no_fluent_is_nobodys_translation() {
    play(true, true, &[Step::Write(0, vec![0]), Step::Stray(3, 4)]);
}

/// An id stands twice in a resource when its sentence moves to another
/// document. The second entry has nothing to stand for any more.
#[test]
fn what_stands_twice_goes_to_the_attic_when_its_sentence_moves() {
    for comments in [true, false] {
        play(
            comments,
            true,
            &[
                Step::Extract,
                Step::Translate(2, How::Value),
                Step::Translate(2, How::Second),
                Step::Move(0, 2, 1, 0),
            ],
        );
    }
}

/// A sentence moves to another document and back. In between, a branch that
/// had not heard of the move translated it where it stood, and git kept that
/// file: what stands there is the sentence's when it is back.
#[test]
fn a_resource_that_came_back_before_its_document_is_read_at_once() {
    for comments in [true, false] {
        play(
            comments,
            false,
            &[
                branches(&[5], [true, false], Conflict::Ours),
                Step::Move(0, 0, 2, 0),
                branches(&[], [true, false], Conflict::Ours),
                Step::Move(2, 0, 0, 0),
            ],
        );
    }
}

/// So too where conflict markers stand in the facts.
#[test]
fn a_fact_about_an_older_text_does_not_hide_that_one_is_torn() {
    play(
        false,
        true,
        &[
            Step::Write(0, vec![7]),
            Step::Translate(0, How::Value),
            branches(&[6], [false, false], Conflict::Ours),
            Step::TearFacts(53),
        ],
    );
}

/// Two sentences become one while a stray brace makes one of the translations
/// no Fluent: what is joined of them is a draft.
#[test]
fn what_is_joined_of_a_broken_translation_is_a_draft() {
    play(
        true,
        true,
        &[
            Step::Write(0, vec![5, 0]),
            Step::Join(0),
            Step::Translate(0, How::Value),
            Step::Stray(7, 4),
            Step::Resegment,
        ],
    );
}

/// The same, where the document took another name at once.
#[test]
fn a_resource_of_a_renamed_document_is_read_at_once() {
    play(
        true,
        false,
        &[
            Step::Extract,
            ours_extracts(&[1, 3], 3, Conflict::Theirs),
            branches(&[1, 0], [false, false], Conflict::Ours),
            Step::Rename(0, 1),
        ],
    );
}

/// A source text that a person changed in its resource is translated as it is
/// shown there, and then joined with the one behind it, as the document has it:
/// the translation was made from another text than the present one.
#[test]
fn what_is_joined_of_a_changed_source_text_is_stale() {
    play(
        false,
        false,
        &[
            Step::Extract,
            Step::Join(8),
            Step::EditSource(2),
            Step::Translate(4, How::Value),
            Step::Resegment,
            Step::Translate(1, How::Value),
        ],
    );
}

/// A translation made on a branch from a text that the other branch had changed is merged
/// in, and a tool drops all comments: who extracts in between, as the docs ask, has a fact
/// of the text that its author saw.
#[test]
fn what_came_with_a_merge_is_stale_though_comments_are_dropped_later() {
    play(
        true,
        false,
        &[
            ours_extracts(&[2, 2, 2], 0, Conflict::Ours),
            ours_extracts(&[0, 3, 0], 2, Conflict::Theirs),
            Step::DropComments,
        ],
    );
}

/// What git leaves behind `id =` is text to fluent-syntax, and nobody's translation.
#[test]
fn a_value_with_a_mark_of_git_is_a_draft() {
    play(
        true,
        true,
        &[
            branches(&[2, 9], [false, false], Conflict::Ours),
            Step::Translate(2, How::Selector),
            Step::Merge(Merge {
                texts: vec![2, 8],
                pick: 5,
                ours_extracts: false,
                theirs_extracts: false,
                conflict: Conflict::Ours,
            }),
            Step::Stray(9, 1),
        ],
    );
}

/// A conflict over a translation that is stale, where the facts are gone and a stray brace
/// broke one side: its line `# WAS:` stays, whatever is known of the other side.
#[test]
fn what_is_broken_keeps_its_old_text_in_sight() {
    play(
        true,
        false,
        &[
            ours_extracts(&[3], 0, Conflict::Ours),
            Step::LoseFacts,
            Step::Stray(3, 4),
            ours_extracts(&[4], 0, Conflict::Markers),
        ],
    );
}

/// A sentence stands in two documents and is translated in each. A merge takes the one's
/// source resource away and leaves its translation, under the id that the other's sentence
/// comes to have: which of the two is its translation is the same in each run.
#[test]
fn of_two_translations_under_one_id_the_same_one_holds_in_each_run() {
    play(
        true,
        false,
        &[
            Step::Extract,
            Step::Translate(6, How::Value),
            Step::Rename(0, 2),
            ours_extracts(&[], 0, Conflict::Ours),
            Step::Merge(Merge {
                texts: vec![2],
                pick: 2,
                ours_extracts: false,
                theirs_extracts: false,
                conflict: Conflict::Ours,
            }),
            Step::Write(2, vec![]),
        ],
    );
}

/// A merge leaves its marks, and a stray brace stands between a stub and one of them: the
/// stub is not filled with it, so that it takes nothing in that stands below.
#[test]
fn a_brace_behind_a_stub_does_not_fill_it() {
    play(
        true,
        true,
        &[
            Step::Extract,
            branches(&[8], [true, false], Conflict::Markers),
            Step::Stray(6, 4),
        ],
    );
}

/// A merge leaves a translation twice under one id, once over the text that it was made
/// from and once, stale, over the present one; then what is known of it is lost. It is a
/// draft, and there is one record of that.
#[test]
fn of_a_translation_that_stands_twice_there_is_one_fact() {
    play(
        true,
        false,
        &[
            Step::Write(0, vec![6, 8, 0, 0, 5]),
            Step::Extract,
            Step::Translate(0, How::Value),
            ours_extracts(&[3, 7], 2, Conflict::Theirs),
            Step::Shuffle(1),
            Step::Extract,
            Step::LoseRecord(0),
        ],
    );
}

/// The source resources are lost and their document takes another name, so that the
/// translations stay behind. Then it has its old name again and two of its sentences are
/// one message: what stands there under its id is its translation at once, and stale.
#[test]
fn what_was_left_behind_is_found_by_a_text_that_was_joined() {
    play(
        true,
        false,
        &[
            Step::Extract,
            Step::LoseSource,
            Step::Join(0),
            Step::Translate(3, How::Value),
            Step::Rename(0, 1),
            Step::Extract,
            Step::Restore,
            Step::Resegment,
        ],
    );
}

/// The facts are lost while a stale translation's text is not in its document, and another
/// is accepted; then the text comes back: that its facts were lost is still known.
#[test]
fn what_was_lost_stays_lost_when_another_translation_is_accepted() {
    play(
        false,
        false,
        &[
            Step::LoseRecord(0),
            Step::Import(5, true),
            Step::Write(0, vec![2]),
            Step::LoseFacts,
            Step::Accept(0),
            branches(&[1], [false, false], Conflict::Ours),
        ],
    );
}
