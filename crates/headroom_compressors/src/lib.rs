//! The exact compressors: pure functions of their input, one folder each. `headroom_engine` registers
//! them. No store, no clock, no environment.

pub mod config;
pub mod diff;
pub mod json;
pub mod listing;
pub mod log;
pub mod references;
pub mod repetition;
pub mod search;
pub mod table;
pub mod templates;
pub mod terminal;

mod quoted_span;
mod reader;
