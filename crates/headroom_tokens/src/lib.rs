//! How many tokens a text is: exactly, offline, in linear time. Decisions are made by `headroom_core::cost`, which is faster; counts are for
//! reports.

mod counts;
mod encoding;
mod merges;
mod pretokenizer;
mod vocabulary;
mod work;

pub use counts::Counts;
pub use encoding::Encoding;
