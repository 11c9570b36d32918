//! Single texts of any kind.

use std::sync::Arc;

use headroom_core::{OriginalStore, StoreError, Unwatched};
use headroom_engine::{Hint, Options, StoreMode};
use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Buffer, Uint8Array};
use napi_derive::napi;

use crate::control::Control;
use crate::options::{not_compressed, options};
use crate::report::{Reported, in_json};
use crate::store::ScopedStore;
use crate::text::LongText;
use crate::work::{Work, long_work};

/// The outcome of compressing one text.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct CompressedText {
    /// The compressed text; undefined if it is unchanged.
    pub text: Option<String>,
    /// The same in UTF-8, if the input was given so.
    pub bytes: Option<Buffer>,
    /// A `BlockReport` as JSON; undefined if the bytes are not UTF-8, and therefore unchanged.
    pub report: Option<String>,
    /// The handle of the original, if something is elided.
    pub handle: Option<String>,
    /// Why nothing was elided: the code of the error that kept the store from storing the original.
    pub store_error: Option<&'static str>,
}

/// Compresses one text on this thread. `options`: JSON, as for conversations. `hint`: JSON with `kind`, `tool` and `query`.
#[napi(catch_unwind)]
pub fn compress_text(
    text: String,
    options: Option<String>,
    hint: Option<String>,
    store: Option<&ScopedStore>,
) -> Result<CompressedText> {
    Job::new(options, hint, store)?.run(text.into(), |output| (Some(output.to_owned()), None))
}

/// As `compressText`, for UTF-8.
#[napi(catch_unwind)]
pub fn compress_text_bytes(
    bytes: &[u8],
    options: Option<String>,
    hint: Option<String>,
    store: Option<&ScopedStore>,
) -> Result<CompressedText> {
    Job::new(options, hint, store)?.run_bytes(bytes)
}

/// As `compressText`, off the event loop. `text` is left empty; `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<CompressedText>")]
pub fn compress_text_async(
    text: &mut LongText,
    options: Option<String>,
    hint: Option<String>,
    store: Option<&ScopedStore>,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<CompressedText>>> {
    let (parts, job) = (text.take(), Job::new(options, hint, store)?);
    Ok(long_work(control, move || job.run_bytes(parts.concat().as_bytes())))
}

/// The parts of a text that are compared with the query, off the event loop: each once, and none if they are too many.
/// `text` is left empty.
#[napi(catch_unwind, ts_return_type = "Promise<Array<string>>")]
pub fn scored_parts(
    text: &mut LongText,
    options: Option<String>,
    hint: Option<String>,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<Vec<String>>>> {
    let (parts, job) = (text.take(), Job::new(options, hint, None)?);
    Ok(long_work(control, move || {
        headroom_engine::scored_parts(parts.concat().into(), &job.hint, &job.options, &Unwatched)
            .map_err(not_compressed)
    }))
}

/// As `compressTextBytes`, off the event loop. The bytes must not change meanwhile.
#[napi(catch_unwind, ts_return_type = "Promise<CompressedText>")]
pub fn compress_text_bytes_async(
    bytes: Uint8Array,
    options: Option<String>,
    hint: Option<String>,
    store: Option<&ScopedStore>,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<CompressedText>>> {
    let job = Job::new(options, hint, store)?;
    Ok(long_work(control, move || job.run_bytes(&bytes)))
}

/// How a text is compressed.
struct Job {
    options: Options,
    hint: Hint,
    originals: Option<Arc<dyn OriginalStore>>,
}

impl Job {
    fn new(options: Option<String>, hint: Option<String>, store: Option<&ScopedStore>) -> Result<Self> {
        Ok(Self {
            options: self::options(options.as_deref())?,
            hint: self::options(hint.as_deref())?,
            originals: store.map(|store| Arc::clone(&store.originals)),
        })
    }

    fn run_bytes(&self, bytes: &[u8]) -> Result<CompressedText> {
        let Ok(text) = std::str::from_utf8(bytes) else { return Ok(CompressedText::default()) };
        self.run(text.into(), |output| (None, Some(Buffer::from(output.as_bytes()))))
    }

    fn run(
        &self,
        text: Arc<str>,
        output: impl FnOnce(&str) -> (Option<String>, Option<Buffer>),
    ) -> Result<CompressedText> {
        let store_mode = match self.originals.as_deref() {
            Some(originals) => StoreMode::On(originals),
            None => StoreMode::Off,
        };
        let compressed =
            headroom_engine::compress_text(text, &self.hint, &self.options, store_mode, &Unwatched);
        let headroom_engine::CompressedText { block, outcome, store_error } =
            compressed.map_err(not_compressed)?;
        let (compressed, bytes) = outcome.output.as_deref().map_or((None, None), output);
        let handle = outcome.elision.as_ref().map(|elision| elision.handle.to_string());
        Ok(CompressedText {
            text: compressed,
            bytes,
            handle,
            report: Some(in_json(&Reported { block: &block, outcome: &outcome, verdict: None }.report())?),
            store_error: store_error.map(StoreError::code),
        })
    }
}
