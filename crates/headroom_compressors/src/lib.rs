//! Every compressor: pure functions of their input, one folder each. No store, no clock, no environment.

pub mod json;
pub mod log;
pub mod repeats;
pub mod runs;
pub mod search;

mod registry;

pub use registry::{CODECS, COMPRESSORS};
