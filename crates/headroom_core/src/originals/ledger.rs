//! The port to the ledger: decisions about the blocks of conversations.

use super::{Handle, Originals, Scope, StoreError};

/// A hash of everything that a decision depends on: the blocks before, the block and the options. It must
/// resist collisions: whoever could forge a chain would choose the text that is sent for another block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chain(pub [u8; 32]);

/// A decision about one block.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Identifies the block.
    pub chain: Chain,
    /// The edits of the block, in the caller's encoding; empty: it was sent unchanged and stays so.
    pub edits: &'a [u8],
    /// The originals that those edits refer to. They are kept as long as the decision.
    pub pins: &'a [Handle],
}

/// An earlier decision that contradicts an entry and stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The index of that entry.
    pub index: usize,
    /// The edits of the earlier decision.
    pub edits: Vec<u8>,
}

/// A store of originals that also keeps decisions.
///
/// An implementation passes `headroom_testkit::contract::ledger`.
pub trait Ledger: Originals {
    /// The decision about each of these blocks, in order. `None`: none is known; if there was one, this costs
    /// a cache miss.
    fn recall(&self, scope: &Scope, chains: &[Chain]) -> Result<Vec<Option<Vec<u8>>>, StoreError>;

    /// Stores originals and decisions in one batch: either all of them or none. The first decision about a
    /// block stands: if an entry contradicts an earlier decision, nothing is recorded, and the earlier
    /// decisions are returned.
    fn record(
        &self,
        scope: &Scope,
        originals: &[&str],
        entries: &[Entry<'_>],
    ) -> Result<Vec<Standing>, StoreError>;
}
