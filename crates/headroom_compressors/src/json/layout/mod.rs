//! How JSON is laid out: where its writer put blanks. With that, the same bytes can be written again.

mod emit;
mod style;

pub(super) use emit::{Compare, Emitter, Limited, Sink};
pub(super) use style::Style;
