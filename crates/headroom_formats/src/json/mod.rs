//! JSON (RFC 8259) as it is written: every token at its position, without interpretation.

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
mod written_out;

pub use escape::{escape, unescape};
pub use gaps::each_gap;
pub use node::Kind;
pub use reader::MAX_DEPTH;
pub use same::same;
pub use scan::{is_number, number_end, skip_blanks, string_end};
pub use tape::Tape;
pub use whole::{is_json, is_json_lines, is_value};
pub use written_out::{Escapes, bodies, fold_back, write_out};
