//! The lines of diffs, and their short forms.

mod codec;
mod header;
mod hunks;
mod short;
mod stat;

pub(super) use codec::{Files, shorten};
pub(super) use stat::{Stat, Table};
