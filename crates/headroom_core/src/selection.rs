//! Elision of a text: selectors propose cuts, and [`elide`] alone makes them and writes the notes in their
//! place.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use crate::error::CompressError;
use crate::input::Policy;
use crate::kind::Kind;
use crate::language::Language;
use crate::marker;
use crate::originals::Handle;
use crate::ports::Scorer;

/// Finds redundant parts in texts of some kinds.
///
/// An implementation passes the battery in `headroom_selection`'s `tests/conformance.rs`:
///
/// 1. The same input gives the same cuts: no clock, no randomness, no state, nothing later than the input.
/// 2. Every text is answered with cuts or an error, in time linear in its length.
/// 3. Cuts are sorted, disjoint and on character boundaries, and each stub says what was there.
pub trait Selector: Debug + Send + Sync {
    /// The one name for folder, registry key, metric label and case folder.
    fn name(&self) -> &'static str;
    /// The kinds of sections that the selector reads.
    fn accepts(&self) -> &'static [Kind];
    /// The reason for its elisions, for people.
    fn reason(&self) -> &'static str;
    /// Proposes cuts. No cuts leave the text whole.
    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError>;
}

/// The input of a selector: a section of a text, and the purpose of the conversation.
#[derive(Clone, Copy, Debug)]
pub struct Selectable<'a> {
    /// The section: whole lines.
    pub text: &'a str,
    /// The detected kind of the section.
    pub kind: Kind,
    /// The detected programming language of the section.
    pub language: Option<Language>,
    /// The number of lines of the text before the section. Notes name lines by their position in the whole
    /// text.
    pub lines_before: usize,
    /// The purpose of the conversation. With [`Policy::Agent`] a cut is allowed only where the shape of the
    /// text proves that it is redundant.
    pub policy: Policy,
    /// The query of the reader, used only with [`Policy::Oneshot`] and for documents.
    pub query: Option<&'a str>,
    /// Whether the text is a document that an agent reads once, such as a web page, and may be shortened to an
    /// outline. [`Policy::Agent`] then uses the query, too.
    pub is_document: bool,
    /// With [`Policy::Oneshot`], documents that stand before the text in the same request, as they are shown.
    pub earlier: &'a [&'a str],
    /// Says how well parts of the text match the query.
    pub scorer: &'a dyn Scorer,
}

/// A part of a text to be elided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The bytes to elide.
    pub span: Range<usize>,
    /// The text in their place.
    pub stub: Stub,
}

/// The text in place of a cut: `before[what left out]after`. The first note of a text also names the handle.
/// The boxes are small because a text may have many cuts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stub {
    /// The text before the note, such as the quote of a JSON string.
    pub before: Box<str>,
    /// The amount of elided text: `312 lines`, `40 of 52 rows`. [`marker::write`] lists the characters that
    /// are allowed. `None`: the remaining text shows that something is missing here, as the line numbers of a
    /// diff do, and another note describes it.
    pub what: Option<Box<str>>,
    /// A description of the elided text: which lines, and their content.
    pub after: Box<str>,
}

/// A text after its cuts were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elided {
    /// The remaining text, with notes in place of the cuts.
    pub text: String,
    /// The handle of the original, which must be stored before `text` is sent.
    pub handle: Handle,
    /// For each cut, its bytes in the original and the bytes of its stub in `text`.
    pub cuts: Vec<(Range<usize>, Range<usize>)>,
}

/// An elided text and its original. The original must be stored before the elided text is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elision {
    /// The handle of the original, named in the elided text.
    pub handle: Handle,
    /// The whole original.
    pub original: Arc<str>,
    /// The elided text, as it is decoded from the output.
    pub shown: Arc<str>,
}

/// Makes the cuts. `None` if there are no cuts, if they do not fit the text, if no stub has a note, or if the
/// text itself contains words that look like a marker, because a reader could not tell which notes are real.
#[must_use]
pub fn elide(text: &str, cuts: Vec<Cut>) -> Option<Elided> {
    if marker::stands_in(text) {
        return None;
    }
    let first = cuts.iter().position(|cut| cut.stub.what.is_some())?;
    let handle = Handle::of(text);
    let mut kept = String::with_capacity(text.len() / 4);
    let mut made = Vec::with_capacity(cuts.len());
    let mut end = 0;
    for cut in cuts {
        if cut.span.is_empty() || cut.span.start < end {
            return None;
        }
        kept.push_str(text.get(end..cut.span.start)?);
        let start = kept.len();
        let Stub { before, what, after } = &cut.stub;
        kept.push_str(before);
        if let Some(what) = what {
            let note = if made.len() == first { marker::write(what, handle) } else { marker::note(what) };
            kept.push_str(&note?);
        }
        kept.push_str(after);
        end = cut.span.end;
        made.push((cut.span, start..kept.len()));
    }
    kept.push_str(text.get(end..)?);
    // Exactly one note names a handle, and no other words look like a marker.
    (marker::parse(&kept).len() == 1).then_some(Elided { text: kept, handle, cuts: made })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(span: Range<usize>, what: &str) -> Cut {
        Cut { span, stub: Stub { what: Some(what.into()), after: "\n".into(), ..Stub::default() } }
    }

    #[test]
    fn each_cut_is_replaced_by_a_note_and_the_first_note_names_the_handle() {
        let text = "a\nb\nc\nd\ne\n";
        let kept = elide(text, vec![cut(2..4, "1 line"), cut(6..10, "2 lines")]).expect("cuts");
        let handle = Handle::of(text);
        assert_eq!(
            kept.text,
            format!("a\n[1 line left out: headroom_retrieve {handle}]\nc\n[2 lines left out]\n")
        );
        assert_eq!(kept.handle, handle);
        assert_eq!(
            kept.cuts.iter().map(|(_, note)| &kept.text[note.clone()]).collect::<Vec<_>>().concat(),
            kept.text.replace("a\n", "").replace("c\n", "")
        );
    }

    #[test]
    fn rejects_cuts_that_do_not_fit_the_text() {
        for (text, cuts) in [
            ("abc", vec![]),
            ("abc", vec![cut(1..1, "1 line")]),
            ("abc", vec![cut(1..9, "1 line")]),
            ("aéc", vec![cut(2..3, "1 line")]),
            ("abcd", vec![cut(2..3, "1 line"), cut(0..1, "1 line")]),
            ("abcd", vec![cut(0..2, "1 line"), cut(1..3, "1 line")]),
            ("abcd", vec![cut(0..2, "one ] line")]),
            ("abcd", vec![Cut { stub: Stub::default(), ..cut(0..2, "") }]),
            ("abcd [1 line left out: headroom_retrieve q9w1dfwf077ymga1]", vec![cut(0..2, "1 line")]),
        ] {
            assert_eq!(elide(text, cuts.clone()), None, "{text} {cuts:?}");
        }
    }
}
