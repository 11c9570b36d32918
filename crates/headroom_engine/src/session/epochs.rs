//! The prunes of a conversation. A prune at some text replaces the decisions about the texts from another one on.
//! It begins an epoch: decisions about those texts, and about all that follow, are kept under keys of their own. A
//! branch that does not contain the text of the prune keeps the earlier decisions.

use headroom_core::{Chain, Digest};

/// What follows a prune.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Epoch {
    /// The index of the last text when the conversation was pruned.
    pub(crate) at: usize,
    /// The index of the first text that was sent in another form from then on.
    pub(crate) first: usize,
    /// By how much the conversation is shorter since, in tokens. 0 if another session made the prune.
    pub(crate) gain: u64,
    /// The key of the decision to prune.
    id: Chain,
}

impl Epoch {
    /// The epoch of a prune at the text of this chain, which has the index `at`.
    pub(crate) fn new(at: usize, chain: &Chain, first: usize, gain: u64) -> Self {
        Self { at, first, gain, id: Self::key_of(chain) }
    }

    /// The key of the decision to prune a conversation whose last text has this chain.
    pub(crate) fn key_of(chain: &Chain) -> Chain {
        Chain(Digest::of([&b"prune"[..], &chain.0].concat()).0)
    }

    pub(crate) const fn id(&self) -> Chain {
        self.id
    }
}

/// The key of the decision about the text with this index and chain.
pub(crate) fn key(epochs: &[Epoch], index: usize, chain: Chain) -> Chain {
    let epoch = epochs.iter().rev().find(|epoch| epoch.first <= index);
    epoch.map_or(chain, |epoch| Chain(Digest::of([&epoch.id.0[..], &chain.0].concat()).0))
}
