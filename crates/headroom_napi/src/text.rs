//! Single texts.

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Buffer};
use napi_derive::napi;

use crate::control::Control;
use crate::detection::Detection;
use crate::report::tokens;
use crate::store::{ScopedStore, stored};
use crate::work::{Work, long_work};

/// Maximum length of expanded text, in bytes.
pub(crate) const MAX_EXPANSION: usize = 1 << 30;

/// A text that is handed over in parts, because copying a long text at once would block JavaScript.
#[napi]
#[derive(Default)]
pub struct LongText {
    parts: Vec<String>,
}

#[napi]
impl LongText {
    /// An empty text.
    #[napi(constructor, catch_unwind)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part at its end.
    #[napi(catch_unwind)]
    pub fn push(&mut self, part: String) {
        self.parts.push(part);
    }
}

impl LongText {
    /// Takes its parts.
    pub(crate) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.parts)
    }
}

/// Expands a single text. The result is UTF-8; null if there is nothing to expand. `text` is left empty.
/// Originals come from the store, if there is one. `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<Buffer | null>")]
#[must_use]
pub fn expand_text(
    text: &mut LongText,
    store: Option<&ScopedStore>,
    control: Option<&Control>,
) -> AsyncTask<Work<Option<Buffer>>> {
    let parts = text.take();
    let originals = store.map(|store| Arc::clone(&store.originals));
    long_work(control, move || {
        let originals = originals.as_deref();
        let expanded =
            headroom_engine::expand_text(&parts.concat(), originals, MAX_EXPANSION).map_err(stored)?;
        Ok(expanded.map(|text| Buffer::from(text.into_bytes())))
    })
}

/// The handles of the markers that stand in both a text and its expanded form: their originals were not found.
#[napi(catch_unwind)]
#[must_use]
pub fn unresolved(given: String, expanded: String) -> Vec<String> {
    headroom_engine::unresolved(&given, &expanded)
}

/// The kind of a text, and its sections.
#[napi(catch_unwind)]
#[must_use]
pub fn detect(text: String) -> Detection {
    Detection::new(&text, headroom_engine::detect(&text))
}

/// Whether a text is one JSON value that can be written in another form.
#[napi(catch_unwind)]
#[must_use]
pub fn is_json(text: String) -> bool {
    headroom_engine::is_json(&text)
}

/// A marker for an elision of `what`, such as `12 messages`; null if a marker cannot contain that, or if the
/// handle is malformed.
#[napi(catch_unwind)]
#[must_use]
pub fn marker(what: String, handle: String) -> Option<String> {
    headroom_core::marker::write(&what, handle.parse().ok()?)
}

/// The cost of a text, in estimated tokens.
#[napi(catch_unwind)]
#[must_use]
pub fn estimate_tokens(text: String) -> f64 {
    tokens(headroom_core::cost(&text))
}

/// The cost of a text in UTF-8, in estimated tokens.
#[napi(catch_unwind)]
#[must_use]
pub fn estimate_tokens_of_bytes(bytes: &[u8]) -> f64 {
    tokens(headroom_core::cost(&String::from_utf8_lossy(bytes)))
}
