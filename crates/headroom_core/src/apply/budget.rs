//! Bounds on the work of decoding.

use crate::history::History;

/// Budget for failed decode attempts: `VAIN_FACTOR × length + VAIN_BYTES`. Without it a text full of openers
/// would make decoding quadratic.
const VAIN_FACTOR: usize = 4;
const VAIN_BYTES: usize = 4096;
/// A text may expand to this multiple of its length, plus [`EXPANSION_BYTES`] and the length of the history.
/// So a forged text cannot fill the memory, and `apply` drops edits beyond it.
pub const EXPANSION_FACTOR: usize = 16;
/// Additional expansion of a text, in bytes: see [`Edit::excess`](crate::Edit::excess).
pub const EXPANSION_BYTES: usize = 4 << 20;

/// The cost of decoding the texts of a conversation. All texts share one budget, so that many short texts
/// cannot each cost as much as a long one. It depends only on the texts that were read.
///
/// An encoding may expand to the limit of its text, less the bytes spent on failed attempts so far. When
/// those are used up, it may expand to the bytes that its own text may spend on failed attempts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Bytes read and written in failed decode attempts, beyond the allowance of each text.
    spent: usize,
    /// Total length of the decoded texts, in bytes.
    read: usize,
}

impl Budget {
    /// A budget with nothing left beyond the allowance of each text.
    pub const SPENT: Self = Self { spent: usize::MAX, read: 0 };

    /// Total length of the decoded texts, in bytes. A text that was decoded twice counts twice.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.read
    }

    /// Adds this number of decoded bytes.
    pub const fn count(&mut self, bytes: usize) {
        self.read = self.read.saturating_add(bytes);
    }

    /// The larger cost of the two, field by field.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { spent: self.spent.max(other.spent), read: self.read.max(other.read) }
    }

    /// Counts the maximum cost of decoding this text as spent, because the text was not decoded.
    pub fn exhaust(&mut self, text: &str, history: &History) {
        self.spent = self.spent.max(most(text, history));
    }

    pub(super) const fn spend(&mut self, bytes: usize) {
        self.spent = self.spent.saturating_add(bytes);
    }

    /// The bytes left in addition to the allowance of the text.
    pub(super) fn left(self, text: &str, history: &History) -> usize {
        most(text, history).saturating_sub(self.spent)
    }
}

/// Maximum length to which a text may expand, in bytes.
pub(super) fn most(text: &str, history: &History) -> usize {
    text.len()
        .saturating_mul(EXPANSION_FACTOR)
        .saturating_add(EXPANSION_BYTES)
        .saturating_add(history.bytes())
}

/// The text's own allowance for failed decode attempts, in bytes.
pub(super) const fn patience(text: &str) -> usize {
    VAIN_FACTOR * text.len() + VAIN_BYTES
}
