//! How tables are written, and the form that they are given.

mod codec;
mod fixed;
mod head;
mod markdown;
mod separated;
mod style;

pub(super) use codec::Cells;
pub(super) use head::{Align, Column, GAPS, Head, MAX_COLUMNS};
pub(super) use markdown::{Padding, delimiter, width};
pub(super) use separated::Quotes;
pub(super) use style::{Cell, DITTO, Kind, RAW, Style};
