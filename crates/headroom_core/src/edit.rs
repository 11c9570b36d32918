//! A proposed change of a text.

use std::borrow::Cow;
use std::ops::Range;

use crate::apply::EXPANSION_FACTOR;
use crate::codec::Codec;
use crate::cost::{Cost, cost};

/// A proposed change of one span of a text.
#[derive(Clone, Debug)]
pub enum Edit<'a> {
    /// The same information in fewer tokens. `apply` drops it unless `codec` reads the span back out of `text`.
    Rewrite {
        /// The bytes to replace.
        span: Range<usize>,
        /// What to put there: starts with one of the codec's openers, if it has any.
        text: Cow<'a, str>,
        /// Reads it back.
        codec: &'static dyn Codec,
        /// Why, for people: what was found.
        reason: &'static str,
    },
}

impl Edit<'_> {
    /// The bytes it replaces.
    #[must_use]
    pub const fn span(&self) -> &Range<usize> {
        match self {
            Self::Rewrite { span, .. } => span,
        }
    }

    /// What it puts there.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Rewrite { text, .. } => text,
        }
    }

    /// What reads it back.
    #[must_use]
    pub fn codec(&self) -> &'static dyn Codec {
        match self {
            Self::Rewrite { codec, .. } => *codec,
        }
    }

    /// How many bytes more it stands for than any text of its length may: together no more than [`EXPANSION_BYTES`](crate::EXPANSION_BYTES)
    /// and what came earlier, or `apply` drops one.
    #[must_use]
    pub fn excess(&self) -> usize {
        self.span().len().saturating_sub(EXPANSION_FACTOR * self.text().len())
    }

    /// What it saves of `original`, the text it edits.
    #[must_use]
    pub fn saving(&self, original: &str) -> Cost {
        cost(&original[self.span().clone()]).saturating_sub(cost(self.text()))
    }
}
