//! The trait through which a caller follows and cancels long work.

use std::sync::Arc;

/// Follows long work and may cancel it.
pub trait Watch: Sync {
    /// Whether the caller has asked to cancel. It is polled between blocks, and within them where
    /// [`Watch::within`] allows it.
    fn cancelled(&self) -> bool;
    /// Reports that this number of further bytes is done.
    fn advance(&self, bytes: usize);
    /// The same watch, to be polled within a text as well. `None`: a text once begun is finished.
    fn within(&self) -> Option<Arc<dyn Watch + Send>> {
        None
    }
}

/// A watch that never cancels and ignores progress.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn cancelled(&self) -> bool {
        false
    }
    fn advance(&self, _bytes: usize) {}
}
