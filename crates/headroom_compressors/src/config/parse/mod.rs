//! The form in which records are written.

mod codec;
mod form;

pub(super) use codec::Records;
pub(super) use form::{Form, MAX_LINES, MAX_VALUES, Part, ROW, SEPARATORS, is_marked};
