//! Single texts.

use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Result, Task};
use napi_derive::napi;

use crate::detection::Detection;
use crate::engine::LONGEST_EXPANSION;
use crate::guard::guarded;
use crate::report::tokens;

/// What a single text was before it was compressed; null: what it is.
#[napi(catch_unwind, ts_return_type = "Promise<string | null>")]
#[must_use]
pub fn expand_text(text: String) -> AsyncTask<ExpandText> {
    AsyncTask::new(ExpandText { text })
}

/// What a text is, and what its parts are.
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

/// Expanding, on a thread of the pool.
pub struct ExpandText {
    text: String,
}

impl Task for ExpandText {
    type Output = Option<String>;
    type JsValue = Option<String>;

    fn compute(&mut self) -> Result<Self::Output> {
        guarded(|| headroom_engine::expand_text(&self.text, LONGEST_EXPANSION))
    }

    fn resolve(&mut self, _env: Env, text: Self::Output) -> Result<Self::JsValue> {
        Ok(text)
    }
}
