//! Exact counts of tokens.

use std::sync::Arc;

use headroom_tokens::{Counts, Encoding};
use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Uint8Array};
use napi_derive::napi;

use crate::control::Control;
use crate::options::failure;
use crate::text::LongText;
use crate::work::{Work, long_work};

/// The numbers of tokens of the texts of a conversation.
#[napi(object, object_from_js = false)]
pub struct CountedTexts {
    /// The tokens of the originals.
    pub before: f64,
    /// The tokens of the texts that are sent.
    pub after: f64,
}

impl CountedTexts {
    pub(crate) fn new(encoding: Encoding, counts: &Counts, texts: &[(Arc<str>, Option<Arc<str>>)]) -> Self {
        let (mut before, mut after) = (0, 0);
        for (text, output) in texts {
            let count = counts.count(encoding, text);
            before += count;
            after += output.as_ref().map_or(count, |output| counts.count(encoding, output));
        }
        Self { before: before as f64, after: after as f64 }
    }
}

/// The number of tokens of a text in an encoding. Half a surrogate pair counts as U+FFFD.
#[napi(catch_unwind, ts_args_type = "text: string, encoding: 'o200k_base' | 'cl100k_base'")]
pub fn count_tokens(text: String, encoding: String) -> Result<f64> {
    Ok(self::encoding(&encoding)?.count(&text) as f64)
}

/// The number of tokens of a text in UTF-8. The error `not-utf8` if the bytes are something else.
#[napi(catch_unwind, ts_args_type = "bytes: Uint8Array, encoding: 'o200k_base' | 'cl100k_base'")]
pub fn count_tokens_of_bytes(bytes: &[u8], encoding: String) -> Result<f64> {
    of_bytes(bytes, self::encoding(&encoding)?)
}

/// As `countTokens`, off the event loop. `text` is left empty. `control` may end the work.
#[napi(
    catch_unwind,
    ts_args_type = "text: LongText, encoding: 'o200k_base' | 'cl100k_base', control?: Control",
    ts_return_type = "Promise<number>"
)]
pub fn count_tokens_async(
    text: &mut LongText,
    encoding: String,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<f64>>> {
    let encoding = self::encoding(&encoding)?;
    let parts = text.take();
    Ok(long_work(control, move || Ok(encoding.count(&parts.concat()) as f64)))
}

/// As `countTokensOfBytes`, off the event loop. The bytes must not change meanwhile. `control` may end
/// the work.
#[napi(
    catch_unwind,
    ts_args_type = "bytes: Uint8Array, encoding: 'o200k_base' | 'cl100k_base', control?: Control",
    ts_return_type = "Promise<number>"
)]
pub fn count_tokens_of_bytes_async(
    bytes: Uint8Array,
    encoding: String,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<f64>>> {
    let encoding = self::encoding(&encoding)?;
    Ok(long_work(control, move || of_bytes(&bytes, encoding)))
}

fn of_bytes(bytes: &[u8], encoding: Encoding) -> Result<f64> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        failure("tokens/not-utf8", format_args!("byte {} is not UTF-8", error.valid_up_to()))
    })?;
    Ok(encoding.count(text) as f64)
}

/// The encoding with this name.
pub(crate) fn encoding(name: &str) -> Result<Encoding> {
    Encoding::from_name(name)
        .ok_or_else(|| failure("tokens/unknown-encoding", format_args!("there is no encoding `{name}`")))
}
