//! Classifies the lines of tests and builds.

mod banner;
mod passed;
mod progress;
mod warned;

pub(super) use banner::{Banner, banner, is_framed, is_rule};
pub(super) use passed::{Passed, passed, skipped, starts_test};
pub(super) use progress::is_progress;
pub(super) use warned::{goes_on, warning};
