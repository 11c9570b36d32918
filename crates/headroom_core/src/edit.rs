//! A proposed change of one span.

use std::borrow::Cow;
use std::ops::Range;

use crate::apply::EXPANSION_FACTOR;
use crate::codec::Codec;
use crate::cost::{Cost, cost};

/// A proposed change of one span of a text.
#[derive(Clone, Debug)]
pub enum Edit<'a> {
    /// The same information in fewer tokens. `apply` drops the edit unless `codec` reads the span back out of
    /// `text`.
    Rewrite {
        /// The bytes to replace.
        span: Range<usize>,
        /// The replacement. It starts with one of the codec's openers, if the codec has any.
        text: Cow<'a, str>,
        /// The codec that reads the replacement back.
        codec: &'static dyn Codec,
        /// The reason for the edit, for people.
        reason: &'static str,
    },
}

impl Edit<'_> {
    /// The bytes that the edit replaces.
    #[must_use]
    pub const fn span(&self) -> &Range<usize> {
        match self {
            Self::Rewrite { span, .. } => span,
        }
    }

    /// The replacement text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Rewrite { text, .. } => text,
        }
    }

    /// The codec that reads the replacement back.
    #[must_use]
    pub fn codec(&self) -> &'static dyn Codec {
        match self {
            Self::Rewrite { codec, .. } => *codec,
        }
    }

    /// The same edit of a text in which the edited text starts at the byte `by`.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        match self {
            Self::Rewrite { span, text, codec, reason } => {
                Self::Rewrite { span: span.start + by..span.end + by, text, codec, reason }
            }
        }
    }

    /// How many bytes the span exceeds [`EXPANSION_FACTOR`](crate::EXPANSION_FACTOR) times the replacement.
    /// `apply` drops an edit where the excess of all edits is more than
    /// [`EXPANSION_BYTES`](crate::EXPANSION_BYTES) plus the length of the history.
    #[must_use]
    pub fn excess(&self) -> usize {
        self.span().len().saturating_sub(EXPANSION_FACTOR * self.text().len())
    }

    /// The cost that the edit saves. `original` is the text that it edits.
    #[must_use]
    pub fn saving(&self, original: &str) -> Cost {
        cost(&original[self.span().clone()]).saturating_sub(cost(self.text()))
    }
}
