//! Edits that fit together.

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use crate::codec::Codec;
use crate::edit::Edit;

/// Edits of one text: sorted, disjoint, on character boundaries.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    edits: Vec<Planned>,
    /// What they put there, one behind the other.
    texts: String,
    misplaced: usize,
}

/// An edit without its text.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) span: Range<usize>,
    /// Where its text ends among those of the plan: it starts where that of the edit in front of it ends.
    pub(crate) end: usize,
    pub(crate) codec: &'static dyn Codec,
    pub(crate) reason: &'static str,
}

impl Plan {
    /// The edits of `text`, from the first to the last.
    #[must_use]
    pub fn new<'a>(text: &str, edits: impl IntoIterator<Item = Edit<'a>>) -> Self {
        let mut plan = Self::default();
        plan.extend(text, edits);
        plan
    }

    /// Takes some more edits.
    pub fn extend<'a>(&mut self, text: &str, edits: impl IntoIterator<Item = Edit<'a>>) {
        edits.into_iter().for_each(|edit| self.push(text, edit));
    }

    /// Takes one more edit of `text`, behind all that it has; one that is not, or whose span is none of the text's, is only counted.
    pub fn push(&mut self, text: &str, edit: Edit<'_>) {
        let Edit::Rewrite { span, text: own, codec, reason } = edit;
        let end = self.edits.last().map_or(0, |last| last.span.end);
        if span.is_empty() || span.start < end || text.get(span.clone()).is_none() {
            self.misplaced += 1;
            return;
        }
        match own {
            // The shorter goes to the longer: no long text is in memory twice.
            Cow::Owned(mut own) if own.len() > self.texts.len() => {
                own.insert_str(0, &self.texts);
                self.texts = own;
            }
            own => self.texts.push_str(&own),
        }
        self.edits.push(Planned { span, end: self.texts.len(), codec, reason });
    }

    /// The edits, in the order of the text.
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

    /// The edits, and all their texts.
    pub(crate) fn into_parts(self) -> (Vec<Planned>, String) {
        (self.edits, self.texts)
    }

    /// Whether the text is left alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many edits were no edits of the text, or not behind the one in front of them: each one a bug of its compressor.
    #[must_use]
    pub const fn misplaced(&self) -> usize {
        self.misplaced
    }
}
