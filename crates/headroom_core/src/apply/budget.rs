//! How much work reading may cost.

use crate::Earlier;

/// How many bytes may be looked at for encodings that cannot be read, as a multiple of the text and besides: openers that open nothing must not make
/// reading quadratic.
const VAIN_FACTOR: usize = 4;
const VAIN_BYTES: usize = 4096;
/// What a text may expand to, as a multiple of it and besides, over what came earlier: a forged text must not fill the
/// memory. An edit that would be past it is not made.
pub const EXPANSION_FACTOR: usize = 16;
/// What a text may stand for besides, in bytes: see [`Edit::excess`](crate::Edit::excess).
pub const EXPANSION_BYTES: usize = 4 << 20;

/// What reading the texts of a conversation has cost in vain, beyond what the length of each of them allows. It is one for all of them, so that many short
/// texts cannot each cost as much as a long one. A function of the texts that were read.
///
/// An encoding may be as long as any text of its length may become, less what was spent. Where that is nothing, it may be as long as its text may cost in
/// vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Budget {
    spent: usize,
}

impl Budget {
    /// Nothing is left beyond what the length of a text allows.
    pub const SPENT: Self = Self { spent: usize::MAX };

    /// Counts as spent whatever reading this text may have cost: it was not read.
    pub fn exhaust(&mut self, text: &str, earlier: &Earlier) {
        self.spent = self.spent.max(most(text, earlier));
    }

    pub(super) const fn spend(&mut self, bytes: usize) {
        self.spent = self.spent.saturating_add(bytes);
    }

    /// How much work is left beside that which the length of the text allows.
    pub(super) fn left(self, text: &str, earlier: &Earlier) -> usize {
        most(text, earlier).saturating_sub(self.spent)
    }
}

/// What a text may stand for at most, in bytes.
pub(super) fn most(text: &str, earlier: &Earlier) -> usize {
    text.len().saturating_mul(EXPANSION_FACTOR).saturating_add(EXPANSION_BYTES).saturating_add(earlier.bytes())
}

/// How many bytes the length of a text allows to be looked at in vain.
pub(super) const fn patience(text: &str) -> usize {
    VAIN_FACTOR * text.len() + VAIN_BYTES
}
