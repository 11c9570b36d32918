//! What may be left out, kind by kind: pure functions of a section, one folder each. No store, no clock, no environment.
//!
//! Facts stay: what fails, what is rare, what changes, what a reader would look for. What goes is the rest of a crowd whose shape is plain from those
//! that stay, and its place says how many they were and what was in them.

pub mod diff;
pub mod json;
pub mod listing;
pub mod log;
pub mod output;
pub mod search;

mod options;
mod query;
mod registry;
mod sampling;
mod secret;
mod statistics;
mod thousandths;

pub use options::Options;
pub use registry::SELECTORS;
