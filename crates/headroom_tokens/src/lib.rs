//! Exact token counts, offline and in linear time. Decisions use `headroom_core::cost`, which is faster;
//! counts are for reports.

mod counts;
mod encoding;
mod merges;
mod pretokenizer;
mod vocabulary;
mod work;

pub use counts::Counts;
pub use encoding::Encoding;
