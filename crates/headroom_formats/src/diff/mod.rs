//! Unified diffs.
//!
//! Detection reads headers of hunks by itself: it also takes combined diffs, with more than two ranges.

mod hunk;

pub use hunk::{HunkHeader, range};
