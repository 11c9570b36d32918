//! Lines of logs: their values, and the lines without them; commits.
//!
//! There are two readers of values. [`values`] gives spans that a form writes back word by word: words with digits, times and whole paths. [`mask`]
//! makes lines of one kind equal: it also knows UUIDs, addresses and hosts, keeps units, and may cut a word.

mod commit;
mod mask;
mod masker;
mod token;
mod values;
mod word;

pub use commit::{commit_name, short_commit};
pub use mask::mask;
pub use values::values;
