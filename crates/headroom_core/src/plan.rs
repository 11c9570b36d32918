//! A list of edits that do not overlap.

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use crate::codec::Codec;
use crate::edit::Edit;

/// Edits of one text: sorted, disjoint, on character boundaries.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    edits: Vec<Planned>,
    /// The replacement texts, concatenated.
    texts: String,
    misplaced: usize,
}

/// An edit whose replacement text is kept by its plan.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) span: Range<usize>,
    /// Where its replacement ends in [`Plan::texts`]. It starts where the one of the previous edit ends.
    pub(crate) end: usize,
    pub(crate) codec: &'static dyn Codec,
    pub(crate) reason: &'static str,
}

impl Plan {
    /// Takes edits of `text` in ascending order.
    #[must_use]
    pub fn new<'a>(text: &str, edits: impl IntoIterator<Item = Edit<'a>>) -> Self {
        let mut plan = Self::default();
        plan.extend(text, edits);
        plan
    }

    /// Appends edits of `text` in ascending order.
    pub fn extend<'a>(&mut self, text: &str, edits: impl IntoIterator<Item = Edit<'a>>) {
        edits.into_iter().for_each(|edit| self.push(text, edit));
    }

    /// Appends one edit of `text`. An edit that starts before the end of the last one, or whose span is empty
    /// or does not lie on character boundaries of the text, is only counted as misplaced.
    pub fn push(&mut self, text: &str, edit: Edit<'_>) {
        let Edit::Rewrite { span, text: own, codec, reason } = edit;
        let end = self.edits.last().map_or(0, |last| last.span.end);
        if span.is_empty() || span.start < end || text.get(span.clone()).is_none() {
            self.misplaced += 1;
            return;
        }
        match own {
            // The shorter text is appended to the longer one: no long text is in memory twice.
            Cow::Owned(mut own) if own.len() > self.texts.len() => {
                own.insert_str(0, &self.texts);
                self.texts = own;
            }
            own => self.texts.push_str(&own),
        }
        self.edits.push(Planned { span, end: self.texts.len(), codec, reason });
    }

    /// The edits, in ascending order.
    pub fn edits(&self) -> impl Iterator<Item = Edit<'_>> {
        self.edits.iter().scan(0, |start, edit| {
            let text = &self.texts[mem::replace(start, edit.end)..edit.end];
            Some(Edit::Rewrite {
                span: edit.span.clone(),
                text: text.into(),
                codec: edit.codec,
                reason: edit.reason,
            })
        })
    }

    /// The edits and their concatenated replacement texts.
    pub(crate) fn into_parts(self) -> (Vec<Planned>, String) {
        (self.edits, self.texts)
    }

    /// Whether the plan has no edits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many edits were rejected because their spans were invalid or out of order. Each one is a bug of
    /// its compressor.
    #[must_use]
    pub const fn misplaced(&self) -> usize {
        self.misplaced
    }
}
