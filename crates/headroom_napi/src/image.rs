//! Pictures: their tokens, and forms that cost less.

use headroom_core::Handle;
use headroom_image::{Detail, ImageError, Mode};
use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Buffer, Uint8Array};
use napi_derive::napi;

use crate::control::Control;
use crate::options::failure;
use crate::text::LongText;
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
    let mode = mode_of(&mode);
    long_work(control, move || prepared(&bytes, mode, &model))
}

fn mode_of(name: &str) -> Mode {
    match name {
        "low" => Mode::Low,
        "small" => Mode::Small,
        "crop" => Mode::Crop,
        "downscale" => Mode::Downscale,
        "transcode" => Mode::Transcode,
        "auto" => Mode::Auto,
        _ => Mode::Preserve,
    }
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

/// A picture of a request that is ready to be sent.
#[napi(object, object_from_js = false)]
pub struct SentImage {
    /// The new picture in base64; undefined if the original is to be sent.
    pub data: Option<Buffer>,
    /// The handle of the new picture in base64.
    pub sent_handle: Option<String>,
    /// The handle of the original data URL.
    pub handle: String,
    /// Whether it was prepared before, so that it stays as it is.
    pub is_prepared: bool,
    /// The media type of what is sent.
    #[napi(ts_type = "ImageHeader['mediaType']")]
    pub media_type: &'static str,
    /// What it shows; undefined if it was not decoded.
    #[napi(ts_type = "'text' | 'diagram' | 'photo'")]
    pub content: Option<&'static str>,
    /// The tokens of the original.
    pub tokens_before: u32,
    /// The tokens of what is sent.
    pub tokens_after: u32,
}

/// Prepares a picture of a request, off the event loop. It is given in base64, and left empty.
#[napi(
    catch_unwind,
    ts_args_type = "mediaType: string, data: LongText, mode: 'small' | 'crop' | 'downscale' | 'transcode' | 'auto', model: string, control?: Control",
    ts_return_type = "Promise<SentImage>"
)]
#[must_use]
pub fn prepare_sent_image(
    media_type: String,
    data: &mut LongText,
    mode: String,
    model: String,
    control: Option<&Control>,
) -> AsyncTask<Work<SentImage>> {
    let mut parts = data.take();
    let start = format!("data:{media_type};base64,");
    let length = start.len();
    parts.insert(0, start);
    long_work(control, move || sent(&parts.concat(), length, mode_of(&mode), &model))
}

/// The picture stands behind the start of the data URL.
fn sent(url: &str, start: usize, mode: Mode, model: &str) -> Result<SentImage> {
    let handle = Handle::of(url).to_string();
    let output = headroom_image::sent_image(&url[start..], mode, model, &handle).map_err(unreadable)?;
    Ok(SentImage {
        sent_handle: output.data.as_deref().map(|data| Handle::of(data).to_string()),
        data: output.data.map(|data| Buffer::from(data.into_bytes())),
        handle,
        is_prepared: output.is_stamped,
        media_type: output.done.format.media_type(),
        content: output.done.content.map(headroom_image::Content::name),
        tokens_before: output.done.before,
        tokens_after: output.done.after,
    })
}

/// What a picture of a request says about itself.
#[napi(object, object_from_js = false)]
pub struct ImageNote {
    /// The handle of the picture in base64.
    pub sent_handle: String,
    /// The handle of the data URL from which it was made. It may be forged.
    pub handle: String,
}

/// The note in a picture that was prepared; null if it has none. It is given in base64, and left empty.
#[napi(catch_unwind, ts_return_type = "Promise<ImageNote | null>")]
#[must_use]
pub fn image_note(data: &mut LongText, control: Option<&Control>) -> AsyncTask<Work<Option<ImageNote>>> {
    let parts = data.take();
    long_work(control, move || {
        let data = parts.concat();
        let handle = headroom_image::sent_handle(&data);
        Ok(handle.map(|handle| ImageNote { sent_handle: Handle::of(&data).to_string(), handle }))
    })
}

fn unreadable(error: ImageError) -> napi::Error {
    failure(&format!("image/{}", error.code()), error)
}
