//! The lines that searches print, and the form that they are given.

mod codec;
pub mod line;

pub(super) use codec::{MAX_MERGED, NAME_MARK, Results, SEPARATOR, is_name, write_header};
pub(super) use line::{ResultLine, context, matched, parts, same_file};
