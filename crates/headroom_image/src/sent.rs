//! Pictures as they stand in requests: in base64, and with a note that says from which original they were made.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::header::ImageError;
use crate::optimize::{Mode, Optimized, optimize};
use crate::stamp::{stamp, stamped};

/// A picture of a request.
#[derive(Clone, Debug)]
pub struct SentImage {
    /// The picture to send instead, in base64; `None` if the original is to be sent.
    pub data: Option<String>,
    /// What was done. Its bytes were taken.
    pub done: Optimized,
    /// Whether the picture has a note already, so that it is sent as it is.
    pub is_stamped: bool,
}

/// Prepares a picture of a request. `handle` is that of its original. A picture that was prepared before stays as it
/// is, so that preparing it twice changes nothing.
pub fn sent_image(data: &str, mode: Mode, model: &str, handle: &str) -> Result<SentImage, ImageError> {
    let bytes = decoded(data)?;
    let is_stamped = stamp(&bytes).is_some();
    let mut done = optimize(&bytes, if is_stamped { Mode::Preserve } else { mode }, model)?;
    let output = done.bytes.take().and_then(|bytes| stamped(&bytes, done.format, handle));
    Ok(SentImage { data: output.map(|bytes| STANDARD.encode(bytes)), done, is_stamped })
}

/// The handle in the note of a picture in base64. A note may be forged: it proves nothing.
#[must_use]
pub fn sent_handle(data: &str) -> Option<String> {
    stamp(&decoded(data).ok()?).map(str::to_owned)
}

fn decoded(data: &str) -> Result<Vec<u8>, ImageError> {
    STANDARD.decode(data).map_err(|_| ImageError::Damaged)
}
