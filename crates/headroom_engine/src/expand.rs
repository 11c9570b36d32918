//! Expanding: from compressed texts back to their originals.

use std::collections::BTreeSet;
use std::sync::Arc;

use headroom_compressors::json;
use headroom_core::marker::Form;
use headroom_core::work::uninterrupted;
use headroom_core::{Budget, History, OriginalStore, StoreError, marker, said_verbatim};

use crate::options::{Options, ToolMode};
use crate::request::{Block, Request, Role};
use crate::written_out::{Opened, folded};

/// An expanded conversation.
#[derive(Debug, Default)]
pub struct Expanded {
    /// The original of each block; `None` if its text is already the original.
    pub texts: Vec<Option<Arc<str>>>,
    /// The handles of the markers whose originals were not found, each once, in order.
    pub unresolved: Vec<String>,
}

/// Expands a compressed conversation.
///
/// `options` are those that it was compressed with: a result that they leave unchanged (a closed block, or a
/// tool with the mode [`ToolMode::Skip`]) is not expanded, even if it looks compressed. All expanded texts
/// together have at most `limit` bytes; texts beyond that stay compressed. Originals of elided texts come
/// from `originals`. If that is missing or has lost an original, the elided text stays.
pub fn expand_request(
    request: &Request,
    options: &Options,
    originals: Option<&dyn OriginalStore>,
    limit: usize,
) -> Result<Expanded, StoreError> {
    expand_where(
        request,
        |_, block| block.open && options.mode(&block.tool) != ToolMode::Skip,
        originals,
        limit,
    )
}

/// The same. `is_ours` says whether a block, with its index, may have been compressed. Other blocks are not
/// expanded.
pub(crate) fn expand_where(
    request: &Request,
    is_ours: impl Fn(usize, &Block) -> bool,
    originals: Option<&dyn OriginalStore>,
    limit: usize,
) -> Result<Expanded, StoreError> {
    let mut history = History::new();
    let mut left = limit;
    let mut vain = Budget::default();
    let mut lacking = Vec::new();
    let mut expand_block = |(index, block): (usize, &Block)| {
        let opened =
            (block.role == Role::Result).then(|| Opened::new(&block.text, &history, left, &mut vain));
        let escapes = opened.as_ref().and_then(|opened| opened.escapes);
        let shown: Option<Arc<str>> =
            opened.map(|opened| opened.lines).filter(|text| *text != *block.text).map(Into::into);
        let called = if block.role == Role::Opaque { "" } else { &block.called };
        let text = Arc::clone(shown.as_ref().unwrap_or(&block.text));
        // References to this text refer to its visible form, not to the original in the store.
        history.push(called, Arc::clone(&text));
        if !is_ours(index, block) {
            return Ok(None);
        }
        let original = if block.role == Role::Result { whole(&text, originals, left)? } else { None };
        if block.role == Role::Result && original.is_none() {
            lacking.extend(unresolved(&block.text, &text));
        }
        let result: Option<Arc<str>> = original.map(Into::into).or(shown);
        let result = result.and_then(|lines| folded(escapes, lines, left));
        left = left.saturating_sub(result.as_ref().map_or(0, |text| text.len()));
        Ok(result)
    };
    let texts = request.blocks().iter().enumerate().map(&mut expand_block).collect::<Result<_, _>>()?;
    let mut seen = BTreeSet::new();
    lacking.retain(|handle| seen.insert(handle.clone()));
    Ok(Expanded { texts, unresolved: lacking })
}

/// The handles of the markers that stand in both a text and its expanded form: their originals were not found. A text
/// that was escaped has no markers.
#[must_use]
pub fn unresolved(given: &str, expanded: &str) -> Vec<String> {
    if !marker::stands_in(expanded) || said_verbatim(given).is_some() {
        return Vec::new();
    }
    let handles = |text: &str| -> Vec<String> {
        marker::parse(text)
            .into_iter()
            .filter(|marker| marker.form == Form::Own)
            .filter_map(|marker| Some(marker.echo.ok()?.whole()?.to_string()))
            .collect()
    };
    let own: BTreeSet<String> = handles(given).into_iter().collect();
    let mut left = handles(expanded);
    left.retain(|handle| own.contains(handle));
    left
}

/// Expands a single text: encoded text, JSON with columns, or an elided text. `None` if there is nothing to
/// expand, or if the original has more than `limit` bytes.
pub fn expand_text(
    text: &str,
    originals: Option<&dyn OriginalStore>,
    limit: usize,
) -> Result<Option<String>, StoreError> {
    let mut escapes = None;
    let shown = if json::is_value(text) {
        json::columns::decode(text, limit)
    } else {
        let opened = Opened::new(text, &History::new(), limit, &mut Budget::default());
        escapes = opened.escapes;
        Some(opened.lines).filter(|original| original != text)
    };
    let lines = whole(shown.as_deref().unwrap_or(text), originals, limit)?.or(shown);
    Ok(lines.and_then(|lines| folded(escapes, lines.into(), limit)).map(|text| (*text).to_owned()))
}

/// The stored original of an elided text.
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
