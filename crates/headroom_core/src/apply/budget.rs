//! How much work reading may cost.

use crate::history::History;

/// How many bytes may be looked at for encodings that cannot be read, as a multiple of the text and besides: openers that open nothing must not make
/// reading quadratic.
const VAIN_FACTOR: usize = 4;
const VAIN_BYTES: usize = 4096;
/// What a text may expand to, as a multiple of it and besides, over what came earlier: a forged text must not fill the
/// memory. An edit that would be past it is not made.
pub const EXPANSION_FACTOR: usize = 16;
/// What a text may stand for besides, in bytes: see [`Edit::excess`](crate::Edit::excess).
pub const EXPANSION_BYTES: usize = 4 << 20;

/// What reading the texts of a conversation has cost. It is one for all of them, so that many short texts cannot each cost as much as a long one. A
/// function of the texts that were read.
///
/// An encoding may be as long as any text of its length may become, less what was spent in vain so far. Where that is nothing, it may be as long as its text
/// may cost in vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// What was looked at and written for encodings that could not be read, beyond what the length of their texts allows.
    spent: usize,
    /// What the encodings that could be read stand for.
    read: usize,
}

impl Budget {
    /// Nothing is left beyond what the length of a text allows.
    pub const SPENT: Self = Self { spent: usize::MAX, read: 0 };

    /// How many bytes the encodings that were read stand for, each as often as it was read.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.read
    }

    /// Counts so many bytes as read.
    pub const fn count(&mut self, bytes: usize) {
        self.read = self.read.saturating_add(bytes);
    }

    /// What either of two has cost at most.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { spent: self.spent.max(other.spent), read: self.read.max(other.read) }
    }

    /// Counts as spent whatever reading this text may have cost: it was not read.
    pub fn exhaust(&mut self, text: &str, history: &History) {
        self.spent = self.spent.max(most(text, history));
    }

    pub(super) const fn spend(&mut self, bytes: usize) {
        self.spent = self.spent.saturating_add(bytes);
    }

    /// How much work is left beside that which the length of the text allows.
    pub(super) fn left(self, text: &str, history: &History) -> usize {
        most(text, history).saturating_sub(self.spent)
    }
}

/// What a text may stand for at most, in bytes.
pub(super) fn most(text: &str, history: &History) -> usize {
    text.len()
        .saturating_mul(EXPANSION_FACTOR)
        .saturating_add(EXPANSION_BYTES)
        .saturating_add(history.bytes())
}

/// How many bytes the length of a text allows to be looked at in vain.
pub(super) const fn patience(text: &str) -> usize {
    VAIN_FACTOR * text.len() + VAIN_BYTES
}
