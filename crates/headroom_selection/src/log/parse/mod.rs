//! The form of logs: entries, their times, their values, their weight.

mod entry;
mod frame;
mod mask;
mod severity;
mod token;

pub(super) use entry::{entries, is_commit};
pub(super) use frame::library_calls;
pub(super) use mask::mask;
pub(super) use severity::{Severity, severity};
