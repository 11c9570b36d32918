//! The way back.

use std::sync::Arc;

use headroom_compressors::{CODECS, json};
use headroom_core::{Earlier, expand};

use crate::{Request, Role};

/// What the texts of a compressed conversation were before, where that differs. What encodings stand for is
/// at most `limit` bytes: past that they stay compressed.
#[must_use]
pub fn expand_request(request: &Request, limit: usize) -> Vec<Option<Arc<str>>> {
    let mut earlier = Earlier::new();
    let mut left = limit;
    let mut expand_block = |block: &crate::Block| {
        let original: Option<Arc<str>> = (block.role == Role::Result).then(|| expand(&block.text, &earlier, CODECS, left)).filter(|text| *text != *block.text).map(Into::into);
        let called = if block.role == Role::Opaque { "" } else { &block.called };
        earlier.push(called, Arc::clone(original.as_ref().unwrap_or(&block.text)));
        left = left.saturating_sub(original.as_ref().map_or(0, |text| text.len()));
        original
    };
    request.blocks().iter().map(&mut expand_block).collect()
}

/// What a single text was before: a table, or JSON with columns. Encodings of more than `limit`
/// bytes stay as they are.
#[must_use]
pub fn expand_text(text: &str, limit: usize) -> Option<String> {
    if json::minify(text).is_ok() {
        return json::columns::decode(text, limit);
    }
    Some(expand(text, &Earlier::new(), CODECS, limit)).filter(|original| original != text)
}
