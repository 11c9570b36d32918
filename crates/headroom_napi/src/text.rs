//! Single texts.

use napi_derive::napi;

/// What a single text was before it was compressed.
#[napi(catch_unwind)]
#[must_use]
pub fn expand_text(text: String) -> String {
    headroom_engine::expand_text(&text)
}

/// What a text is.
#[napi(catch_unwind)]
#[must_use]
pub fn detect(text: String) -> &'static str {
    headroom_engine::detect(&text).name()
}
