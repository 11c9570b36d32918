//! Random input for tests and benchmarks: never shipped.
//!
//! Everything comes from a seed, and a failing test names its seed: `HEADROOM_SEED=7 cargo test` runs that one alone,
//! `HEADROOM_SEED=0..100000 cargo test` as many more.

mod agent;
mod config;
mod conversation;
mod diff;
pub mod families;
mod json;
mod listing;
mod logs;
mod output;
mod printed;
mod prose;
mod random;
mod records;
mod samples;
mod scratch;
mod smallest;
mod source;
mod table;
mod text;
mod wild;

pub use config::config;
pub use conversation::{Step, conversation, session};
pub use diff::diff;
pub use json::{Value, json, layouts};
pub use listing::listing;
pub use printed::Printed;
pub use prose::{changed, log, matches, minified, prose};
pub use random::{Random, seeds};
pub use samples::Sample;
pub use scratch::Scratch;
pub use smallest::{smallest, smallest_of};
pub use source::source;
pub use table::table;
pub use text::{file, look_alike, text};
pub use wild::wild;
