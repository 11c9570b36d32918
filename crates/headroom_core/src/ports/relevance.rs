//! The ports for relevance: which texts match a query, and which texts mean the same.

use std::fmt::Debug;

use crate::error::CompressError;

/// Says how well texts match a query. Selectors keep the parts of a text that match best.
///
/// An implementation passes `headroom_testkit::contract::scorer`:
///
/// 1. There is one score for each text, in order. Higher scores match better, and 0 means that nothing matches.
/// 2. The same query and texts give the same scores, on every machine: decisions depend on them.
/// 3. The time is linear in the length of the texts, apart from a limit on the query.
pub trait Scorer: Debug + Send + Sync {
    /// A score for each of the texts. After an error the selector keeps its section whole.
    fn score(&self, query: &str, texts: &[&str]) -> Result<Vec<u64>, CompressError>;
}

/// The meaning of a text as a vector. Components are integers, so that every machine compares them alike.
pub type Embedding = Vec<i8>;

/// Turns texts into vectors: texts that mean the same have vectors of the same direction. A store finds texts by
/// them.
///
/// An implementation passes `headroom_testkit::contract::embedder`:
///
/// 1. There is one vector for each text, in order. All have [`Embedder::dimensions`] components.
/// 2. The vector of a text does not depend on the other texts, and is the same on every machine.
pub trait Embedder: Debug + Send + Sync {
    /// The name and the version of the model. Vectors of different models cannot be compared.
    fn model(&self) -> &str;
    /// The number of components of each vector.
    fn dimensions(&self) -> usize;
    /// The vector of each text.
    fn embed(&self, texts: &[&str]) -> Result<Vec<Embedding>, CompressError>;
}
