//! Readers of formats: what stands in a text, and where. They decide nothing and write nothing, so that detection, compressors and
//! selectors share one reader for each format and may still act differently on what it finds.

pub mod diff;
pub mod json;
pub mod lines;
pub mod listing;
pub mod log;
pub mod path;
pub mod scan;
pub mod search;
pub mod swar;
pub mod terminal;
pub mod time;
pub mod words;
