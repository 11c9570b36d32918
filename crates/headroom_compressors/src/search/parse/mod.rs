//! The form of grouped search results.

mod codec;

pub(super) use codec::{MAX_MERGED, NAME_MARK, Results, SEPARATOR, is_name, write_header};
