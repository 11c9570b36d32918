//! Single texts.

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Buffer};
use napi_derive::napi;

use crate::control::Control;
use crate::detection::Detection;
use crate::report::tokens;
use crate::store::{ScopedStore, stored};
use crate::work::{Work, long_work};

/// What expanding gives back at most, in bytes.
pub(crate) const MAX_EXPANSION: usize = 1 << 30;

/// A text that is handed over in parts: copying a long one at once would keep JavaScript from other work.
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
    /// Its parts, which leaves nothing.
    pub(crate) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.parts)
    }
}

/// What a single text was before it was compressed, in UTF-8; null: what it is. `text` is left empty. What was left out comes from the store, if there is one.
/// `control` may end it.
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

/// What stands where `what` was left out, such as `12 messages`; null: that cannot stand there, or the handle is none.
#[napi(catch_unwind)]
#[must_use]
pub fn marker(what: String, handle: String) -> Option<String> {
    headroom_core::marker::write(&what, handle.parse().ok()?)
}

/// What a text costs, in estimated tokens.
#[napi(catch_unwind)]
#[must_use]
pub fn estimate_tokens(text: String) -> f64 {
    tokens(headroom_core::cost(&text))
}

/// What a text in UTF-8 costs, in estimated tokens.
#[napi(catch_unwind)]
#[must_use]
pub fn estimate_tokens_of_bytes(bytes: &[u8]) -> f64 {
    tokens(headroom_core::cost(&String::from_utf8_lossy(bytes)))
}
