//! Readers of formats: they find the parts of a text and their positions. They decide nothing and write
//! nothing, so detection, compressors and selectors share one reader for each format and may still act
//! differently on its result.

pub mod diff;
pub mod encoded;
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
