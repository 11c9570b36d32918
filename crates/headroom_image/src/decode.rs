//! Pixels of a picture, within limits.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::content::Content;
use crate::header::{Format, Header, ImageError};

/// Maximum number of pixels of a decoded picture: that of an A4 page at 600 dots per inch.
const MAX_PIXELS: u64 = 40_000_000;
/// Maximum memory of a decoder, in bytes. A small file can ask for any amount.
const MAX_MEMORY: u64 = 512 << 20;
/// The quality of JPEG at which photos look the same on a screen.
const QUALITY: u8 = 85;

/// Decodes a still picture, turned as it is shown.
pub(crate) fn decode(bytes: &[u8], header: &Header) -> Result<DynamicImage, ImageError> {
    if u64::from(header.width) * u64::from(header.height) > MAX_PIXELS {
        return Err(ImageError::TooLarge);
    }
    let format = match header.format {
        Format::Png => ImageFormat::Png,
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Webp => ImageFormat::WebP,
        Format::Gif => return Err(ImageError::UnknownFormat),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| ImageError::Damaged)?;
    let orientation = decoder.orientation().map_err(|_| ImageError::Damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| ImageError::Damaged)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// A picture as PNG: every pixel stays. Filters make photos smaller, and text larger.
pub(crate) fn png(picture: &DynamicImage, shown: Content) -> Option<Vec<u8>> {
    let filter = if shown == Content::Photo { FilterType::Adaptive } else { FilterType::NoFilter };
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, filter);
    picture.write_with_encoder(encoder).ok()?;
    Some(bytes)
}

/// A picture as JPEG.
pub(crate) fn jpeg(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)).ok()?;
    Some(bytes)
}
