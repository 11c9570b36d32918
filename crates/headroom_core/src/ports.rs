//! What the engine asks of its surroundings.

use std::fmt::Debug;

use crate::{LeftOut, StoreError};

/// Keeps what was left out of texts, and finds it again: a [`Vault`](crate::Vault) for one scope.
pub trait Keeper: Debug + Send + Sync {
    /// Stores all of them. Only then may they be sent.
    fn keep(&self, left_out: &[&LeftOut]) -> Result<(), StoreError>;
    /// The text of which this was shown, if it was and is still stored.
    fn original(&self, shown: &str) -> Result<Option<String>, StoreError>;
}

/// Follows a long piece of work, and may end it.
pub trait Watch: Sync {
    /// Whether the caller has asked to stop. Polled between blocks.
    fn cancelled(&self) -> bool;
    /// So many more bytes are done.
    fn advance(&self, bytes: usize);
}

/// For callers that neither stop nor look.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn cancelled(&self) -> bool {
        false
    }
    fn advance(&self, _bytes: usize) {}
}
