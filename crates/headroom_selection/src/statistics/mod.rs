//! Statistics of many rows, in integers: the same result on every machine.

mod bm25;
mod change;
mod coverage;
mod deflate;
mod field;
mod function_words;
mod hybrid;
mod kneedle;
mod lexical;
mod meaning;
mod simhash;
mod terms;

pub(crate) use bm25::Corpus;
pub(crate) use change::Cusum;
pub(crate) use coverage::Coverage;
pub(crate) use deflate::Density;
pub(crate) use field::{Moments, Values};
pub use hybrid::Hybrid;
pub(crate) use kneedle::knee;
pub use lexical::Lexical;
pub use meaning::Meaning;
pub(crate) use simhash::{SimHash, is_near};
