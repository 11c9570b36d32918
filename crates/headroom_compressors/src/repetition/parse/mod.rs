//! The form described in the module.

mod codec;
mod form;
mod header;
mod mark;
mod name;
mod spans;

pub(super) use codec::Runs;
pub(super) use form::{Count, Form, MAX_DIGITS, is_padded};
pub(super) use header::{write_form_header, write_header};
pub(super) use mark::{Mark, QUOTE, needs_quote};
pub(super) use spans::{Piece, pieces, write_span};
