//! JSON as it stands: every token where it was found, nothing interpreted.

mod escape;
mod same;
mod scan;
mod tape;

pub(super) use escape::{escape, unescape};
pub(super) use same::same;
pub(super) use scan::{is_number, number_end, skip_blanks, string_end};
pub(super) use tape::MAX_DEPTH;
pub use tape::{Kind, Tape};
