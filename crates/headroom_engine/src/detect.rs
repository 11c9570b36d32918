//! What a text is.

use headroom_core::{ContentKind, Lines};

/// What `text` is. Reads it once or twice, never more.
#[must_use]
pub fn detect(text: &str) -> ContentKind {
    if headroom_compressors::json::is_json(text) { ContentKind::Json } else if Lines::new(text).numbered() { ContentKind::NumberedFile } else { ContentKind::Text }
}
