//! The form that results of searches are given.

mod codec;

pub(super) use codec::{MAX_MERGED, NAME_MARK, Results, SEPARATOR, is_name, write_header};
