//! Finds tables: a head, and rows with as many cells below it.

mod find;
mod split;

pub(super) use find::{Table, tables};
