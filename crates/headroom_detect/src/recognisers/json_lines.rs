//! JSON objects, one on each line.

use headroom_core::Kind;

use crate::line::Line;
use crate::recogniser::{NEVER, Recogniser, STRONG};

/// Knows lines of JSON.
pub(super) struct JsonLines;

impl Recogniser for JsonLines {
    fn kind(&self) -> Kind {
        Kind::JsonLines
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let object = line.indent == 0
            && (line.text.starts_with("{\"") || line.text.starts_with("{ \""))
            && line.last == b'}';
        if object { STRONG } else { NEVER }
    }
}
