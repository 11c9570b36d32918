//! JSON (RFC 8259) as it stands: every token where it was found, nothing interpreted.

mod escape;
mod gaps;
mod node;
mod reader;
mod same;
mod scan;
mod tape;
#[cfg(test)]
mod tests;
mod whole;

pub use escape::{escape, unescape};
pub use gaps::each_gap;
pub use node::Kind;
pub use reader::MAX_DEPTH;
pub use same::same;
pub use scan::{is_number, number_end, skip_blanks, string_end};
pub use tape::Tape;
pub use whole::{is_json, is_json_lines, is_value};
