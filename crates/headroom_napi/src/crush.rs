//! Single JSON texts.

use std::sync::Arc;

use headroom_core::work::watched;
use headroom_core::{CompressError, OriginalStore, StoreError};
use headroom_engine::{CrushOptions, CrushOutcome, SkipReason, StoreMode, crush};
use napi::bindgen_prelude::{AsyncTask, Buffer, Uint8Array};
use napi::{Env, Result, Task};
use napi_derive::napi;

use crate::control::Control;
use crate::guard::guarded;
use crate::options::{not_compressed, options};
use crate::slot::Slot;
use crate::store::ScopedStore;
use crate::text::LongText;

/// The outcome of compressing a JSON text.
#[napi(object, object_from_js = false)]
pub struct CrushedText {
    /// The compressed text; undefined if it is unchanged.
    pub text: Option<String>,
    /// The same in UTF-8, if the input was given so.
    pub bytes: Option<Buffer>,
    /// How close to the original the expanded text is.
    #[napi(ts_type = "BlockReport['fidelity']")]
    pub fidelity: &'static str,
    /// Why it is unchanged.
    #[napi(ts_type = "BlockReport['skipped']")]
    pub skipped: Option<&'static str>,
    /// The handle of the original, if something is elided.
    pub handle: Option<String>,
    /// Why nothing was elided: the code of the error that kept the store from storing the original.
    pub store_error: Option<&'static str>,
}

/// Makes a JSON text cheaper. `options`: JSON. With a store, rows that do not match `query` may be elided.
#[napi(catch_unwind)]
pub fn crush_text(
    text: String,
    options: Option<String>,
    query: Option<String>,
    store: Option<&ScopedStore>,
) -> Result<CrushedText> {
    let how = How::new(options, query, store)?;
    Ok(how.of_text(&text))
}

/// As `crushText`, for UTF-8.
#[napi(catch_unwind)]
pub fn crush_bytes(
    bytes: &[u8],
    options: Option<String>,
    query: Option<String>,
    store: Option<&ScopedStore>,
) -> Result<CrushedText> {
    Ok(How::new(options, query, store)?.of_bytes(bytes))
}

/// As `crushBytes`, off the event loop, for a text, which is left empty. `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<CrushedText>")]
pub fn crush_async(
    text: &mut LongText,
    options: Option<String>,
    query: Option<String>,
    store: Option<&ScopedStore>,
    control: Option<&Control>,
) -> Result<AsyncTask<Crush>> {
    Ok(AsyncTask::new(Crush::new(Json::Text(text.take()), How::new(options, query, store)?, control)))
}

/// As `crushBytes`, off the event loop. The bytes must not change meanwhile. `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<CrushedText>")]
pub fn crush_bytes_async(
    bytes: Uint8Array,
    options: Option<String>,
    query: Option<String>,
    store: Option<&ScopedStore>,
    control: Option<&Control>,
) -> Result<AsyncTask<Crush>> {
    Ok(AsyncTask::new(Crush::new(Json::Bytes(bytes), How::new(options, query, store)?, control)))
}

/// Compressing a JSON text, on a thread of the pool.
pub struct Crush {
    json: Json,
    how: How,
    control: Control,
    slot: Option<Slot>,
}

enum Json {
    Text(Vec<String>),
    Bytes(Uint8Array),
}

impl Crush {
    fn new(json: Json, how: How, control: Option<&Control>) -> Self {
        Self { json, how, control: control.cloned().unwrap_or_default(), slot: Some(Slot::take()) }
    }
}

impl Task for Crush {
    type Output = CrushedText;
    type JsValue = CrushedText;

    fn compute(&mut self) -> Result<Self::Output> {
        let _slot = self.slot.take();
        let crush = || match &self.json {
            Json::Text(parts) => self.how.of_bytes(parts.concat().as_bytes()),
            Json::Bytes(bytes) => self.how.of_bytes(bytes),
        };
        guarded(|| watched(&self.control, crush))?.map_err(not_compressed)
    }

    fn resolve(&mut self, _env: Env, crushed: Self::Output) -> Result<Self::JsValue> {
        Ok(crushed)
    }
}

/// How a text is compressed, and where its original is kept.
struct How {
    options: CrushOptions,
    query: Option<String>,
    originals: Option<Arc<dyn OriginalStore>>,
}

impl How {
    fn new(options: Option<String>, query: Option<String>, store: Option<&ScopedStore>) -> Result<Self> {
        Ok(Self {
            options: self::options(options.as_deref())?,
            query,
            originals: store.map(|store| Arc::clone(&store.originals)),
        })
    }

    fn of_text(&self, text: &str) -> CrushedText {
        self.crushed(text, |output| (Some(output), None))
    }

    fn of_bytes(&self, bytes: &[u8]) -> CrushedText {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.crushed(text, |output| (None, Some(Buffer::from(output.into_bytes())))),
            Err(error) => convert(
                CrushOutcome::skipped(SkipReason::Failed(CompressError::Malformed {
                    at: error.valid_up_to(),
                })),
                |_| (None, None),
            ),
        }
    }

    fn crushed(
        &self,
        text: &str,
        output: impl FnOnce(String) -> (Option<String>, Option<Buffer>),
    ) -> CrushedText {
        let store_mode = self.originals.as_deref().map_or(StoreMode::Off, StoreMode::On);
        convert(crush(text, &self.options, self.query.as_deref(), store_mode), output)
    }
}

fn convert(
    crushed: CrushOutcome,
    output: impl FnOnce(String) -> (Option<String>, Option<Buffer>),
) -> CrushedText {
    let (text, bytes) = crushed.output.map_or((None, None), output);
    let handle = crushed.elision.map(|elision| elision.handle.to_string());
    CrushedText {
        text,
        bytes,
        fidelity: crushed.fidelity.name(),
        skipped: crushed.skipped.map(SkipReason::code),
        handle,
        store_error: crushed.store_error.map(StoreError::code),
    }
}
