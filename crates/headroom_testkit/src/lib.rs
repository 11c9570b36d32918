//! Random input for tests and benchmarks, and the contracts of ports. It is never shipped.
//!
//! All input is derived from a seed, and a failing test names its seed: `HEADROOM_SEED=7 cargo test` runs
//! only that one, `HEADROOM_SEED=0..100000 cargo test` runs a range.

mod again;
mod agent;
pub mod claims;
mod config;
pub mod contract;
mod conversation;
mod diff;
pub mod families;
mod file;
mod json;
mod listing;
mod logs;
mod odd;
mod output;
mod printed;
mod prose;
mod random;
mod records;
mod samples;
mod scratch;
mod smallest;
mod source;
mod step;
mod table;
mod templated;
mod text;
mod value;
mod wild;

pub use again::repeated;
pub use config::config;
pub use conversation::{conversation, session};
pub use diff::diff;
pub use file::file;
pub use json::json;
pub use listing::listing;
pub use odd::odd;
pub use printed::Printed;
pub use prose::{changed, log, matches, minified, prose};
pub use random::{Random, sample, scaled, seeds};
pub use samples::Sample;
pub use scratch::Scratch;
pub use smallest::{smallest, smallest_of};
pub use source::source;
pub use step::Step;
pub use table::table;
pub use templated::{long_table, templated};
pub use text::{look_alike, text};
pub use value::{Value, layouts};
pub use wild::wild;
