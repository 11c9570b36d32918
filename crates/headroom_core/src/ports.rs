//! What the engine asks of its surroundings.

use std::fmt::Debug;
use std::sync::Arc;

use crate::selection::Elision;
use crate::vault::{Chain, StoreError};

/// What was sent for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentAs {
    /// The text itself.
    Unchanged,
    /// Another in its place.
    Text(Arc<str>),
    /// The text itself, which is what was sent for the block of this chain: the client gives it back in place of the original.
    Resent(Chain),
}

/// What was decided about a text of a live conversation: it stays decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Which text of which conversation it is.
    pub chain: Chain,
    /// What is sent for it.
    pub sent: SentAs,
    /// What was left out of it.
    pub elision: Option<Arc<Elision>>,
}

/// Keeps what was left out of texts, and finds it again, and what was decided: a [`Ledger`](crate::Ledger) for one scope.
///
/// What a keeper stored may be gone a moment later: others clear the store, or purge it, or remove its file. So nothing is taken to be stored because it once
/// was; every method looks.
pub trait OriginalStore: Debug + Send + Sync {
    /// Makes sure that all of them are stored. Only then may they be sent.
    fn keep(&self, elision: &[&Elision]) -> Result<(), StoreError>;
    /// Those of them that are not stored, by index, in order.
    fn lost(&self, elision: &[&Elision]) -> Result<Vec<usize>, StoreError>;
    /// The text of which this was shown, if it was and is still stored.
    fn original(&self, shown: &str) -> Result<Option<String>, StoreError>;
    /// What was sent for each of these, in order; `None`: nothing is known of it.
    fn recall(&self, chains: &[Chain]) -> Result<Vec<Option<SentAs>>, StoreError>;
    /// Makes sure that `new` and `history` decisions are stored, with what they leave out. The first decision about a text stands: where there is another one
    /// about a text of `new`, none of `new` is stored. The result then says which decision stands, by the index of the text, in order; else it is empty.
    fn record(&self, new: &[Decision], history: &[Decision]) -> Result<Vec<(usize, SentAs)>, StoreError>;
}
