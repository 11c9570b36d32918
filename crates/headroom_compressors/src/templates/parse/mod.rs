//! The form that the module describes.

mod codec;
mod legend;
mod row;
mod template;

pub(super) use codec::{LITERAL, TemplateLines, write_header};
pub(super) use legend::{Legend, Sign};
pub(super) use row::{Last, write_value};
pub(super) use template::{Align, Gap, MAX_GAPS, MAX_WIDTH, Part, Template};
