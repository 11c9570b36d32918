//! The two forms of repeated text: references and numbered lines.

mod numbered;
mod reference;

pub(super) use numbered::{Numbered, is_marked, write_header, write_mark};
pub(super) use reference::{OPENER, Reference, Target};
