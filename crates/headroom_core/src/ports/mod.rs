//! Ports: what the engine asks of parts that may be exchanged, such as a store or a model.

mod relevance;
mod store;

pub use relevance::{Embedder, Embedding, Scorer};
pub use store::{Decision, DecisionStore, OriginalStore, SentAs};
