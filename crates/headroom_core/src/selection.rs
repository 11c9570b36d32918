//! What may be left out of a text: selectors propose it, [`elide`] alone does it and says so in place.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use crate::error::CompressError;
use crate::input::Policy;
use crate::kind::Kind;
use crate::marker;
use crate::vault::Handle;

/// Knows what is redundant in texts of some kinds.
///
/// An implementation passes the battery in `headroom_selection`'s `tests/conformance.rs`:
///
/// 1. The same input gives the same cuts: no clock, no randomness, no state, nothing later than the input.
/// 2. Any text at all is answered with cuts or an error, in time linear in its length.
/// 3. Cuts are sorted, disjoint and on character boundaries, and what stands in their place says what was there.
pub trait Selector: Debug + Send + Sync {
    /// Folder, registry key, metric label and case folder: one name.
    fn name(&self) -> &'static str;
    /// The kinds of sections it wants to see.
    fn accepts(&self) -> &'static [Kind];
    /// Why something may go, for people: what it finds.
    fn reason(&self) -> &'static str;
    /// Proposes what to leave out. No cuts leave the text whole.
    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError>;
}

/// A section of a text, and what it is read for.
#[derive(Clone, Copy, Debug)]
pub struct Selectable<'a> {
    /// The section: whole lines.
    pub text: &'a str,
    /// What it was found to be.
    pub kind: Kind,
    /// How many lines of the text stand before it: lines are named by their place in the whole.
    pub lines_before: usize,
    /// What the conversation is for. With [`Policy::Agent`] only that may go whose shape proves that it is redundant.
    pub policy: Policy,
    /// What the reader wants to know, where that may count: with [`Policy::Oneshot`].
    pub query: Option<&'a str>,
}

/// A part of a text that need not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its bytes.
    pub span: Range<usize>,
    /// What stands in its place.
    pub stub: Stub,
}

/// What stands in place of a cut: `before[what left out]after`. The first note of a text names the handle as well. There may be very many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stub {
    /// What stands before the note, such as the quote of a JSON string.
    pub before: Box<str>,
    /// How much of what is missing: `312 lines`, `40 of 52 rows`. See [`marker::write`] for what may stand there. `None`: what stays shows that something
    /// is missing here, as the line numbers of a diff do, and a note elsewhere says so.
    pub what: Option<Box<str>>,
    /// What is to be known of it: which lines, what is in them.
    pub after: Box<str>,
}

/// A text of which something was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elided {
    /// What is left of it, with notes in the places of the rest.
    pub text: String,
    /// The handle of the whole text, which has to be stored before this one is shown.
    pub handle: Handle,
    /// The bytes of each part that was left out, and those of what stands in its place.
    pub cuts: Vec<(Range<usize>, Range<usize>)>,
}

/// A text of which only a part is sent: it has to be stored before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elision {
    /// Its handle, which stands in what is sent.
    pub handle: Handle,
    /// All of it.
    pub original: Arc<str>,
    /// What is left of it, as it comes back from what is sent.
    pub shown: Arc<str>,
}

/// Makes the cuts. `None`: there are none, or they do not fit the text, or nothing says that they were made, or its own words look like our notes, so
/// that nobody could tell which are which.
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
    // One note names a handle, and no other words do.
    (marker::parse(&kept).len() == 1).then_some(Elided { text: kept, handle, cuts: made })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(span: Range<usize>, what: &str) -> Cut {
        Cut { span, stub: Stub { what: Some(what.into()), after: "\n".into(), ..Stub::default() } }
    }

    #[test]
    fn what_is_left_out_is_said_in_its_place_and_the_first_note_leads_to_it() {
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
    fn cuts_that_do_not_fit_are_not_made() {
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
