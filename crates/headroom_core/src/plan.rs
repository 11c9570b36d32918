//! Edits that fit together.

use std::fmt;

use crate::Edit;

/// Edits of one text: sorted, disjoint, on character boundaries.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    edits: Vec<Edit>,
}

/// A plan that would not hold together: always a bug of its compressor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// A span is empty, reversed, past the end, or cuts a character in two.
    Span {
        /// The index of the edit.
        edit: usize,
    },
    /// An edit starts before the one in front of it ends.
    Order {
        /// The index of the edit.
        edit: usize,
    },
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Span { edit } => write!(f, "edit {edit} has a span that is not one of the text's"),
            Self::Order { edit } => write!(f, "edit {edit} starts before the end of the one in front of it"),
        }
    }
}

impl std::error::Error for PlanError {}

impl Plan {
    /// Checks that `edits` can all be made to `text`.
    pub fn new(text: &str, edits: Vec<Edit>) -> Result<Self, PlanError> {
        let mut end = 0;
        for (index, edit) in edits.iter().enumerate() {
            let span = edit.span();
            if span.is_empty() || text.get(span.clone()).is_none() {
                return Err(PlanError::Span { edit: index });
            }
            if span.start < end {
                return Err(PlanError::Order { edit: index });
            }
            end = span.end;
        }
        Ok(Self { edits })
    }

    /// The edits, in the order of the text.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The edits themselves.
    #[must_use]
    pub fn into_edits(self) -> Vec<Edit> {
        self.edits
    }

    /// Whether the text is left alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}
