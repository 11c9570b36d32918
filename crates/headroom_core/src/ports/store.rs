//! The ports from the engine to its store.

use std::fmt::Debug;
use std::sync::Arc;

use crate::originals::{Chain, StoreError};
use crate::selection::Elision;

/// The text that was sent for a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentAs {
    /// The block itself.
    Unchanged,
    /// Another text in its place.
    Text(Arc<str>),
    /// The block itself, because it is the text that was sent for the block of this chain: the client
    /// returned it in place of the original.
    Resent(Chain),
    /// No text of a block: the conversation was pruned at this point, from the block of this chain on. Later
    /// decisions about those blocks replace the earlier ones.
    Pruned(Chain),
}

/// A decision about one text of a live conversation. It is made once and stays.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Identifies the text and the conversation before it.
    pub chain: Chain,
    /// The text that is sent for it.
    pub sent: SentAs,
    /// The elision in that text, if any.
    pub elision: Option<Arc<Elision>>,
}

/// Keeps the originals of elided texts, for one scope, and finds them again.
///
/// A stored original can vanish at any time: other processes clear or purge the store, or remove its file. So
/// every method checks the store instead of relying on an earlier answer.
pub trait OriginalStore: Debug + Send + Sync {
    /// Makes sure that all these originals are stored. Their elisions may be sent only after this succeeds.
    fn keep(&self, elision: &[&Elision]) -> Result<(), StoreError>;
    /// The stored original of the elided text `shown`, if there is one.
    fn original(&self, shown: &str) -> Result<Option<String>, StoreError>;
}

/// Also keeps decisions about texts, and finds them again: a [`Ledger`](crate::Ledger) for one scope.
pub trait DecisionStore: OriginalStore {
    /// The indexes of the elisions whose originals are not stored, in ascending order.
    fn lost(&self, elision: &[&Elision]) -> Result<Vec<usize>, StoreError>;
    /// The text that was sent for each of these chains, in order. `None`: no decision is known.
    fn recall(&self, chains: &[Chain]) -> Result<Vec<Option<SentAs>>, StoreError>;
    /// Makes sure that the `new` and `history` decisions are stored, with the originals of their elisions.
    /// The first decision about a text stands: where another decision exists about a text of `new`, none of
    /// `new` is stored. The result then lists the decisions that stand, by the index in `new`, in ascending
    /// order. Otherwise it is empty.
    fn record(&self, new: &[Decision], history: &[Decision]) -> Result<Vec<(usize, SentAs)>, StoreError>;
}
