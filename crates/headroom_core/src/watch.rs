//! How a caller follows a long piece of work, and ends it.

use std::sync::Arc;

/// Follows a long piece of work, and may end it.
pub trait Watch: Sync {
    /// Whether the caller has asked to stop. Polled between blocks, and within them where [`Watch::within`] allows it.
    fn cancelled(&self) -> bool;
    /// So many more bytes are done.
    fn advance(&self, bytes: usize);
    /// The same watch, to be polled within a text as well. `None`: a text that was begun is done to its end.
    fn within(&self) -> Option<Arc<dyn Watch + Send>> {
        None
    }
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
