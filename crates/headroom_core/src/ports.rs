//! What the engine asks of its surroundings.

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
