//! The lines of listings, and the forms that they are given.

mod columns;
mod head;
mod path;
mod paths;
mod words;

pub(super) use columns::{Columns, LEFT, MOST_ROWS, RIGHT, write_columns_head};
pub(super) use path::{Entry, entry, folder_of};
pub(super) use paths::{HERE, MARK, Paths, write_paths_head};
pub(super) use words::{Word, words};
