//! The contracts of ports: tests that every implementation runs, and the simplest implementations.

mod relevance;
mod store;

pub use relevance::{LetterCounts, SharedWords, embedder, scorer};
pub use store::{ledger, originals};
