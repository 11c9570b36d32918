//! The form of logs: entries, their times, their values, their weight.

mod entry;
mod frame;
mod severity;

pub(super) use entry::{entries, is_commit};
pub(super) use frame::library_calls;
pub(super) use severity::{Severity, severity};
