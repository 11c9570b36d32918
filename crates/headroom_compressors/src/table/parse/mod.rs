//! How tables are written, and their short form.

mod codec;
mod column;
mod fixed;
mod head;
mod markdown;
mod ruled;
mod separated;
mod style;

pub(super) use codec::Cells;
pub(super) use column::{Align, Cell, Column, Padding, width};
pub(super) use head::{GAPS, Head, MAX_COLUMNS};
pub(super) use markdown::delimiter;
pub(super) use ruled::{Program, dashes};
pub(super) use separated::Quotes;
pub(super) use style::{DITTO, Kind, RAW, Style};
