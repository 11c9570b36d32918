//! What was decided about the blocks of conversations, so that it stays decided.

use super::{Handle, Scope, StoreError, Vault};

/// A hash of everything that a decision depends on: the blocks before, the block, the options. It should be one that
/// nobody can aim at, for who could would choose what is sent in another block's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chain(pub [u8; 32]);

/// A decision about one block.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Which block it is.
    pub chain: Chain,
    /// What is done to it, in the caller's encoding; empty: it was left alone, and stays so.
    pub edits: &'a [u8],
    /// The originals that those edits refer to: kept as long as the decision is.
    pub pins: &'a [Handle],
}

/// A decision that was recorded first, about the block of an entry that says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The index of that entry.
    pub index: usize,
    /// The edits of the decision that stands.
    pub edits: Vec<u8>,
}

/// A vault that remembers decisions, too.
pub trait Ledger: Vault {
    /// What was decided about each of these blocks, in order. `None`: nothing is known; it costs a cache miss if it once was.
    fn recall(&self, scope: &Scope, chains: &[Chain]) -> Result<Vec<Option<Vec<u8>>>, StoreError>;

    /// Stores originals and decisions, in one batch: either all decisions are remembered, and then all originals are
    /// stored, or none is. The first decision about a block stands: where an entry says otherwise, none is remembered, and
    /// the decisions that stand are returned.
    fn record(
        &self,
        scope: &Scope,
        originals: &[&str],
        entries: &[Entry<'_>],
    ) -> Result<Vec<Standing>, StoreError>;
}
