//! What a text is.

use headroom_compressors::{json, terminal};
use headroom_core::{ContentKind, Lines};

/// What `text` is. Reads it twice at most.
#[must_use]
pub fn detect(text: &str) -> ContentKind {
    if terminal::is_terminal(text) {
        ContentKind::Terminal
    } else if json::is_json(text) {
        ContentKind::Json
    } else if json::is_json_lines(text) {
        ContentKind::JsonLines
    } else if Lines::new(text).numbered() {
        ContentKind::NumberedFile
    } else {
        ContentKind::Text
    }
}
