//! A picture in a form that costs less.

use std::borrow::Cow;

use image::{DynamicImage, GenericImageView};

use crate::content::{Content, content};
use crate::cost::{Detail, fitted, has_detail, has_tiles, image_tokens};
use crate::crop::crop;
use crate::decode::{decode, jpeg, png};
use crate::header::{Format, Header, ImageError, header};

/// What may be done with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing.
    Preserve,
    /// It is shown at low detail, whatever it shows.
    Low,
    /// It gets so small that only low detail is left, whatever it shows.
    Small,
    /// Borders of one colour are cut off.
    Crop,
    /// Photos are scaled down.
    Downscale,
    /// Photos become JPEG.
    Transcode,
    /// All that keeps it legible.
    Auto,
}

/// A picture, and what was done with it.
#[derive(Clone, Debug)]
pub struct Optimized {
    /// The new bytes; `None` if the original is to be sent.
    pub bytes: Option<Vec<u8>>,
    /// The form of what is sent.
    pub format: Format,
    /// Its width and height in pixels.
    pub size: (u32, u32),
    /// What the request should say about the detail.
    pub detail: Detail,
    /// What it shows; `None` if it was not decoded.
    pub content: Option<Content>,
    /// The tokens of the original.
    pub before: u32,
    /// The tokens of what is sent.
    pub after: u32,
}

/// The longer side of a photo that is scaled down, in pixels.
const PHOTO_SIDE: u32 = 1024;
/// The longer side at low detail for providers without a mode of their own.
const LOW_SIDE: u32 = 512;
/// How far a side may shrink to save a whole tile, in percent.
const MAX_SHRINK: u32 = 12;

/// Prepares a picture for a model. The original is kept if nothing is saved, or if it is animated.
pub fn optimize(bytes: &[u8], mode: Mode, model: &str) -> Result<Optimized, ImageError> {
    let header = header(bytes)?;
    let kept = unchanged(&header, model);
    let by_detail = mode == Mode::Low && has_detail(model);
    if by_detail {
        let after = image_tokens(header.width, header.height, Detail::Low, model);
        return Ok(Optimized { detail: Detail::Low, after, ..kept });
    }
    if mode == Mode::Preserve || header.animated {
        return Ok(kept);
    }
    let picture = decode(bytes, &header)?;
    let shown = content(&picture);
    let result = prepared(&picture, shown, mode, model);
    let (size, has_changed) = (result.dimensions(), matches!(result, Cow::Owned(_)));
    let after = image_tokens(size.0, size.1, Detail::Auto, model);
    let is_cheaper = has_changed && after <= kept.before;
    let becomes_jpeg =
        matches!(mode, Mode::Auto | Mode::Transcode) && shown == Content::Photo && is_opaque(&result);
    let format = if becomes_jpeg || header.format == Format::Jpeg { Format::Jpeg } else { Format::Png };
    let kept = Optimized { content: Some(shown), ..kept };
    let is_png_photo = becomes_jpeg && header.format == Format::Png;
    if !is_cheaper && !is_png_photo {
        return Ok(kept);
    }
    let encoded = if format == Format::Jpeg { jpeg(&result) } else { png(&result, shown) };
    Ok(match encoded {
        Some(encoded) if after < kept.before || encoded.len() < bytes.len() => {
            Optimized { bytes: Some(encoded), format, size, after, ..kept }
        }
        _ => kept,
    })
}

fn unchanged(header: &Header, model: &str) -> Optimized {
    let tokens = image_tokens(header.width, header.height, Detail::Auto, model);
    Optimized {
        bytes: None,
        format: header.format,
        size: (header.width, header.height),
        detail: Detail::Auto,
        content: None,
        before: tokens,
        after: tokens,
    }
}

fn prepared<'a>(picture: &'a DynamicImage, shown: Content, mode: Mode, model: &str) -> Cow<'a, DynamicImage> {
    let mut result = Cow::Borrowed(picture);
    if matches!(mode, Mode::Auto | Mode::Crop)
        && let Some(cropped) = crop(picture)
    {
        result = Cow::Owned(cropped);
    }
    let (width, height) = result.dimensions();
    let size = match mode {
        Mode::Low | Mode::Small => fitted(width, height, LOW_SIDE),
        Mode::Auto | Mode::Downscale if shown == Content::Photo => {
            let (width, height) = fitted(width, height, PHOTO_SIDE);
            to_tiles(width, height, model)
        }
        _ => (width, height),
    };
    if size == (width, height) { result } else { Cow::Owned(result.thumbnail_exact(size.0, size.1)) }
}

/// The largest size of at least 88 % that needs fewer tiles, or the size itself.
fn to_tiles(width: u32, height: u32, model: &str) -> (u32, u32) {
    if !has_tiles(model) {
        return (width, height);
    }
    let tokens = |(width, height)| image_tokens(width, height, Detail::Auto, model);
    let shrunk = |percent: u32| ((width * percent / 100).max(1), (height * percent / 100).max(1));
    let now = tokens((width, height));
    (100 - MAX_SHRINK..100).rev().map(shrunk).find(|&size| tokens(size) < now).unwrap_or((width, height))
}

fn is_opaque(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(own) => own.pixels().all(|pixel| pixel.0[3] == u8::MAX),
        other => !other.color().has_alpha() || other.to_rgba8().pixels().all(|pixel| pixel.0[3] == u8::MAX),
    }
}
