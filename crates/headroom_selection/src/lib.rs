//! Selectors: they propose which parts of a section to elide. Each is a pure function of its input in a
//! folder of its own. No store, no clock, no environment.
//!
//! Facts stay: failures, rare values, changes, and text that a reader would look for. Items are elided if the
//! shape of the remaining ones makes them predictable; a note in their place says how many they were and what
//! they contained.

pub mod diff;
pub mod documents;
pub mod encoded;
pub mod json;
pub mod listing;
pub mod log;
pub mod output;
pub mod prose;
pub mod search;
pub mod table;

mod sampling;
mod secret;
mod statistics;

pub use statistics::{Hybrid, Lexical, Meaning};
