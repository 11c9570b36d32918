//! The lines of diffs, and the forms that they are given.

mod codec;
mod header;
mod hunks;
mod short;
mod stat;

pub(super) use codec::{Files, shorten};
pub(super) use stat::{Stat, Table};
