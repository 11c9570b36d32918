//! Single JSON texts.

use headroom_core::CompressError;
use headroom_engine::{CrushOptions, Crushed, Left, crush};
use napi::bindgen_prelude::{AsyncTask, Buffer, Uint8Array};
use napi::{Env, Result, Task};
use napi_derive::napi;

use crate::guard::guarded;
use crate::options::options;

/// What became of a JSON text.
#[napi(object, object_from_js = false)]
pub struct CrushedText {
    /// What it is now; undefined: as it was.
    pub text: Option<String>,
    /// The same, where bytes were given.
    pub bytes: Option<Buffer>,
    /// How close to the original what comes back is.
    pub fidelity: &'static str,
    /// Why it is as it was.
    pub left: Option<&'static str>,
}

/// Makes a JSON text cheaper. `options`: JSON.
#[napi(catch_unwind)]
pub fn crush_text(text: String, options: Option<String>) -> Result<CrushedText> {
    let options = self::options(options.as_deref())?;
    Ok(crushed(&text, options, |output| (Some(output), None)))
}

/// Makes a JSON text in UTF-8 cheaper. `options`: JSON.
#[napi(catch_unwind)]
pub fn crush_bytes(bytes: &[u8], options: Option<String>) -> Result<CrushedText> {
    Ok(of_bytes(bytes, self::options(options.as_deref())?))
}

/// Makes a JSON text cheaper, off the event loop. `options`: JSON.
#[napi(catch_unwind, ts_return_type = "Promise<CrushedText>")]
pub fn crush_async(text: String, options: Option<String>) -> Result<AsyncTask<Crush>> {
    Ok(AsyncTask::new(Crush { text: text.into_bytes(), as_text: true, options: self::options(options.as_deref())? }))
}

/// Makes a JSON text in UTF-8 cheaper, off the event loop. `options`: JSON.
#[napi(catch_unwind, ts_return_type = "Promise<CrushedText>")]
pub fn crush_bytes_async(bytes: Uint8Array, options: Option<String>) -> Result<AsyncTask<Crush>> {
    // A copy: JavaScript may write to its own while the work is done.
    Ok(AsyncTask::new(Crush { text: bytes.to_vec(), as_text: false, options: self::options(options.as_deref())? }))
}

/// Crushing, on a thread of the pool.
pub struct Crush {
    text: Vec<u8>,
    as_text: bool,
    options: CrushOptions,
}

impl Task for Crush {
    type Output = CrushedText;
    type JsValue = CrushedText;

    fn compute(&mut self) -> Result<Self::Output> {
        let crushed = guarded(|| of_bytes(&self.text, self.options))?;
        Ok(if self.as_text { CrushedText { text: crushed.bytes.and_then(|bytes| String::from_utf8(bytes.into()).ok()), bytes: None, ..crushed } } else { crushed })
    }

    fn resolve(&mut self, _env: Env, crushed: Self::Output) -> Result<Self::JsValue> {
        Ok(crushed)
    }
}

fn of_bytes(bytes: &[u8], options: CrushOptions) -> CrushedText {
    match std::str::from_utf8(bytes) {
        Ok(text) => crushed(text, options, |output| (None, Some(Buffer::from(output.into_bytes())))),
        Err(error) => convert(Crushed::left(Left::Failed(CompressError::Malformed { at: error.valid_up_to() })), |_| (None, None)),
    }
}

fn crushed(text: &str, options: CrushOptions, output: impl FnOnce(String) -> (Option<String>, Option<Buffer>)) -> CrushedText {
    convert(crush(text, options), output)
}

fn convert(crushed: Crushed, output: impl FnOnce(String) -> (Option<String>, Option<Buffer>)) -> CrushedText {
    let (text, bytes) = crushed.output.map_or((None, None), output);
    CrushedText { text, bytes, fidelity: crushed.fidelity.name(), left: crushed.left.map(Left::code) }
}
