//! The layout of JSON: where its writer put white space. With the layout, the same bytes can be written
//! again.

mod emit;
mod style;

pub(super) use emit::{Compare, Emitter, Limited, Sink};
pub(super) use style::Style;
