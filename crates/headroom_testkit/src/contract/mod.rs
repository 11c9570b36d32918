//! The contracts of ports: tests that every implementation runs, and the simplest implementations.

mod relevance;

pub use relevance::{LetterCounts, SharedWords, embedder, scorer};
