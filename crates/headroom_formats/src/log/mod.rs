//! Log lines: their values, and their shapes; commits.
//!
//! There are two readers of values. [`values`] gives spans that a form writes word by word: words with
//! digits, times and whole paths. [`mask`] makes lines of one kind equal: it also knows UUIDs, addresses and
//! hosts, keeps units, and may split a word.

mod commit;
mod mask;
mod masker;
mod token;
mod values;
mod word;

pub use commit::{commit_name, short_commit};
pub use mask::mask;
pub use values::values;
