//! The lines of listings, and the forms that they are given.

mod columns;
mod head;
mod paths;
mod tree;
mod words;

pub(super) use columns::{Columns, LEFT, MAX_ROWS, RIGHT, write_columns_head};
pub(super) use paths::{HERE, MARK, Paths, write_paths_head};
pub(super) use tree::{MAX_DEPTH, MAX_LINES, Node, STYLES, Style, Tree, draw, write_tree};
pub(super) use words::{Word, words};
