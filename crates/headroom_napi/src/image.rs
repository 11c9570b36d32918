//! Pictures: their tokens, and forms that cost less.

use headroom_image::{Detail, ImageError, Mode};
use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Buffer, Uint8Array};
use napi_derive::napi;

use crate::control::Control;
use crate::options::failure;
use crate::work::{Work, long_work};

/// The size and the form of a picture.
#[napi(object, object_from_js = false)]
pub struct ImageHeader {
    /// Its media type.
    #[napi(ts_type = "'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif'")]
    pub media_type: &'static str,
    /// The width in pixels, as the picture is shown: a photo that Exif turns is turned.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// Whether it has, or may have, several frames.
    pub animated: bool,
}

/// A picture that is ready to be sent.
#[napi(object, object_from_js = false)]
pub struct PreparedImage {
    /// The new bytes; undefined if the original should be sent.
    pub bytes: Option<Buffer>,
    /// The media type of the picture to send.
    #[napi(ts_type = "ImageHeader['mediaType']")]
    pub media_type: &'static str,
    /// The width in pixels of the picture to send.
    pub width: u32,
    /// The height in pixels of the picture to send.
    pub height: u32,
    /// The detail to ask the provider for; undefined: none has to be asked for.
    #[napi(ts_type = "'low'")]
    pub detail: Option<&'static str>,
    /// The content of the picture; undefined if it was not decoded.
    #[napi(ts_type = "'text' | 'diagram' | 'photo'")]
    pub content: Option<&'static str>,
    /// The tokens of the original.
    pub tokens_before: u32,
    /// The tokens of the picture to send.
    pub tokens_after: u32,
}

/// The size and the form of a picture, from its first bytes.
#[napi(catch_unwind)]
pub fn image_header(bytes: &[u8]) -> Result<ImageHeader> {
    let found = headroom_image::header(bytes).map_err(unreadable)?;
    Ok(ImageHeader {
        media_type: found.format.media_type(),
        width: found.width,
        height: found.height,
        animated: found.animated,
    })
}

/// The tokens of a picture of this size for a model.
#[napi(
    catch_unwind,
    ts_args_type = "width: number, height: number, detail: 'auto' | 'low' | 'high', model: string"
)]
#[must_use]
pub fn image_tokens(width: u32, height: u32, detail: String, model: String) -> u32 {
    let detail = match detail.as_str() {
        "low" => Detail::Low,
        "high" => Detail::High,
        _ => Detail::Auto,
    };
    headroom_image::image_tokens(width, height, detail, &model)
}

/// Prepares a picture for a model, off the event loop. The bytes must not change meanwhile.
#[napi(
    catch_unwind,
    ts_args_type = "bytes: Uint8Array, mode: 'preserve' | 'low' | 'crop' | 'downscale' | 'transcode' | 'auto', model: string, control?: Control",
    ts_return_type = "Promise<PreparedImage>"
)]
#[must_use]
pub fn prepare_image(
    bytes: Uint8Array,
    mode: String,
    model: String,
    control: Option<&Control>,
) -> AsyncTask<Work<PreparedImage>> {
    let mode = match mode.as_str() {
        "low" => Mode::Low,
        "crop" => Mode::Crop,
        "downscale" => Mode::Downscale,
        "transcode" => Mode::Transcode,
        "auto" => Mode::Auto,
        _ => Mode::Preserve,
    };
    long_work(control, move || prepared(&bytes, mode, &model))
}

fn prepared(bytes: &[u8], mode: Mode, model: &str) -> Result<PreparedImage> {
    let done = headroom_image::optimize(bytes, mode, model).map_err(unreadable)?;
    Ok(PreparedImage {
        bytes: done.bytes.map(Buffer::from),
        media_type: done.format.media_type(),
        width: done.size.0,
        height: done.size.1,
        detail: (done.detail == Detail::Low).then_some("low"),
        content: done.content.map(headroom_image::Content::name),
        tokens_before: done.before,
        tokens_after: done.after,
    })
}

fn unreadable(error: ImageError) -> napi::Error {
    failure(&format!("image/{}", error.code()), error)
}
