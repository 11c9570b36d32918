//! Size and form of a picture from its first bytes, without decoding it.

use std::fmt;

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Png,
    Jpeg,
    Webp,
    Gif,
}

impl Format {
    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The form.
    pub format: Format,
    /// The width in pixels, as the picture is shown: a rotated photo is turned.
    pub width: u32,
    /// The height.
    pub height: u32,
    /// Whether it has several frames.
    pub animated: bool,
}

/// Why a picture cannot be read. The set is closed: callers switch on the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// It is no PNG, JPEG, WebP or GIF.
    UnknownFormat,
    /// It ends before its size is known, or its size is zero.
    Damaged,
    /// It has more pixels than are decoded.
    TooLarge,
}

impl ImageError {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownFormat => "unknown-format",
            Self::Damaged => "damaged",
            Self::TooLarge => "too-large",
        }
    }
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownFormat => "the bytes are no PNG, JPEG, WebP or GIF",
            Self::Damaged => "the picture is damaged: it ends too soon, or has no size",
            Self::TooLarge => "the picture has too many pixels",
        })
    }
}

impl std::error::Error for ImageError {}

/// Reads the header of a picture.
pub fn header(bytes: &[u8]) -> Result<Header, ImageError> {
    let found = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', rest @ ..] => png(rest),
        [0xff, 0xd8, 0xff, ..] => jpeg(&bytes[2..]),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', rest @ ..] => webp(rest),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', rest @ ..] => gif(rest),
        _ => return Err(ImageError::UnknownFormat),
    };
    match found {
        Some(header) if header.width > 0 && header.height > 0 => Ok(header),
        _ => Err(ImageError::Damaged),
    }
}

/// PNG specification, 11.2.1. An animated one has the chunk `acTL` before its pixels.
fn png(rest: &[u8]) -> Option<Header> {
    if rest.get(4..8)? != b"IHDR" {
        return None;
    }
    let (width, height) = (big_endian(rest.get(8..12)?), big_endian(rest.get(12..16)?));
    let mut chunks = rest;
    let mut animated = false;
    while let (Some(length), Some(kind)) = (chunks.get(..4), chunks.get(4..8)) {
        animated |= kind == b"acTL";
        if animated || kind == b"IDAT" {
            break;
        }
        let Some(next) = chunks.get((big_endian(length) as usize).saturating_add(12)..) else { break };
        chunks = next;
    }
    Some(Header { format: Format::Png, width, height, animated })
}

/// ITU T.81, annex B: segments up to the frame header. Exif says how the picture is turned.
fn jpeg(mut rest: &[u8]) -> Option<Header> {
    let mut turned = false;
    loop {
        let [0xff, marker, after @ ..] = rest else { return None };
        match marker {
            // Fill bytes, and markers without a length.
            0xff => rest = &rest[1..],
            0x01 | 0xd0..=0xd8 => rest = after,
            _ => {
                let length = u16::from_be_bytes(after.get(..2)?.try_into().ok()?).into();
                let segment = after.get(2..length)?;
                if is_frame(*marker) {
                    let side = |at: usize| {
                        Some(u32::from(u16::from_be_bytes(segment.get(at..at + 2)?.try_into().ok()?)))
                    };
                    let (height, width) = (side(1)?, side(3)?);
                    let (width, height) = if turned { (height, width) } else { (width, height) };
                    return Some(Header { format: Format::Jpeg, width, height, animated: false });
                }
                if *marker == 0xe1 {
                    turned |= is_turned(segment).unwrap_or(false);
                }
                rest = &after[length..];
            }
        }
    }
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Whether Exif turns the picture by a quarter (orientations 5 to 8 of tag 0x0112).
fn is_turned(segment: &[u8]) -> Option<bool> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| -> Option<u32> {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let table = long(4)? as usize;
    for entry in 0..usize::from(short(table)?) {
        let at = table.checked_add(2 + entry * 12)?;
        if short(at)? == 0x0112 {
            return Some((5..=8).contains(&short(at + 8)?));
        }
    }
    None
}

/// WebP container specification: a lossy, lossless or extended first chunk.
fn webp(rest: &[u8]) -> Option<Header> {
    let data = rest.get(8..)?;
    let made = |width, height, animated| Header { format: Format::Webp, width, height, animated };
    let low = |at: usize, mask: u32| {
        Some(u32::from(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?)) & mask)
    };
    match rest.get(..4)? {
        b"VP8 " => Some(made(low(6, 0x3fff)?, low(8, 0x3fff)?, false)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(data.get(1..5)?.try_into().ok()?);
            Some(made((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1, false))
        }
        b"VP8X" => {
            let side = |at: usize| Some(low(at, 0xffff)? + (u32::from(*data.get(at + 2)?) << 16) + 1);
            Some(made(side(4)?, side(7)?, data.first()? & 2 != 0))
        }
        _ => None,
    }
}

/// `GIF89a` specification. Frames are not counted: any GIF may be animated.
fn gif(rest: &[u8]) -> Option<Header> {
    let side = |at: usize| Some(u32::from(u16::from_le_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
    Some(Header { format: Format::Gif, width: side(0)?, height: side(2)?, animated: true })
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}
