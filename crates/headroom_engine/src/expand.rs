//! The way back.

use std::sync::Arc;

use headroom_compressors::json;
use headroom_core::work::uninterrupted;
use headroom_core::{Budget, History, OriginalStore, StoreError, expand, marker};

use crate::options::{Options, ToolMode};
use crate::registry::CODECS;
use crate::request::{Block, Request, Role};

/// The texts that a compressed conversation stands for, where they differ from those in it.
///
/// `options` are those it was compressed with: a result that they pass on as it is (a closed block, a tool whose mode is [`ToolMode::Skip`]) is left alone,
/// even if it looks compressed. All encodings together stand for at most `limit` bytes; those past that stay compressed. Elided text comes from `originals`;
/// without one, or if the original is gone, the text stays as it is shown.
pub fn expand_request(
    request: &Request,
    options: &Options,
    originals: Option<&dyn OriginalStore>,
    limit: usize,
) -> Result<Vec<Option<Arc<str>>>, StoreError> {
    expand_where(
        request,
        |_, block| block.open && options.mode(&block.tool) != ToolMode::Skip,
        originals,
        limit,
    )
}

/// The same, but for texts that are left alone: `is_ours` says of a block, and its index, whether it may have been compressed.
pub(crate) fn expand_where(
    request: &Request,
    is_ours: impl Fn(usize, &Block) -> bool,
    originals: Option<&dyn OriginalStore>,
    limit: usize,
) -> Result<Vec<Option<Arc<str>>>, StoreError> {
    let mut history = History::new();
    let mut left = limit;
    let mut vain = Budget::default();
    let mut expand_block = |(index, block): (usize, &Block)| {
        let shown: Option<Arc<str>> = (block.role == Role::Result)
            .then(|| vain.expand(&block.text, &history, CODECS, left))
            .filter(|text| *text != *block.text)
            .map(Into::into);
        let called = if block.role == Role::Opaque { "" } else { &block.called };
        let text = Arc::clone(shown.as_ref().unwrap_or(&block.text));
        // A reference to this text means its shown form, not the original in the store.
        history.push(called, Arc::clone(&text));
        if !is_ours(index, block) {
            return Ok(None);
        }
        let original = if block.role == Role::Result { whole(&text, originals, left)? } else { None };
        let result = original.map(Into::into).or(shown);
        left = left.saturating_sub(result.as_ref().map_or(0, |text| text.len()));
        Ok(result)
    };
    request.blocks().iter().enumerate().map(&mut expand_block).collect()
}

/// What a single text was before: a table, or JSON with columns, or one that something was left out of. What would be more than `limit`
/// bytes stays as it is.
pub fn expand_text(
    text: &str,
    originals: Option<&dyn OriginalStore>,
    limit: usize,
) -> Result<Option<String>, StoreError> {
    let shown = if json::is_value(text) {
        json::columns::decode(text, limit)
    } else {
        Some(expand(text, &History::new(), CODECS, limit)).filter(|original| original != text)
    };
    Ok(whole(shown.as_deref().unwrap_or(text), originals, limit)?.or(shown))
}

/// The text of which this is what was left.
fn whole(
    shown: &str,
    originals: Option<&dyn OriginalStore>,
    limit: usize,
) -> Result<Option<String>, StoreError> {
    match originals {
        Some(originals) if marker::stands_in(shown) => {
            Ok(uninterrupted(|| originals.original(shown))?.filter(|original| original.len() <= limit))
        }
        _ => Ok(None),
    }
}
