//! A note inside a picture that says from which original it was made. Readers of pictures skip it, so it costs no
//! tokens. It is a comment of JPEG (ITU T.81, B.2.4.5) or a text chunk of PNG (PNG specification, 11.3.3).

use crate::header::Format;

/// What every note starts with, and its version.
const NAME: &[u8] = b"headroom 1 ";
/// Length of the handle of an original.
const HANDLE: usize = 16;
/// Length of the signature of PNG and its first chunk, which has a fixed size.
const PNG_START: usize = 8 + 25;
/// Length of the start of a JPEG with its JFIF segment, which has to be the first.
const JPEG_START: usize = 2 + 18;

/// The picture with a note of the handle of its original.
pub(crate) fn stamped(picture: &[u8], format: Format, handle: &str) -> Option<Vec<u8>> {
    let note = [NAME, handle.as_bytes()].concat();
    let (start, block) = match format {
        Format::Png => (PNG_START, chunk(&[b"tEXtComment\0", &note[..]].concat())?),
        Format::Jpeg => {
            let length = u16::try_from(note.len() + 2).ok()?;
            (JPEG_START, [&[0xff, 0xfe], &length.to_be_bytes()[..], &note].concat())
        }
        Format::Webp | Format::Gif => return None,
    };
    Some([picture.get(..start)?, &block, &picture[start..]].concat())
}

/// The handle of the original from which a picture was made. A note may be forged: it proves nothing.
#[must_use]
pub fn stamp(picture: &[u8]) -> Option<&str> {
    let note = match picture {
        [0x89, b'P', b'N', b'G', ..] => picture.get(PNG_START + 4..)?.strip_prefix(b"tEXtComment\0")?,
        _ => picture.get(JPEG_START..)?.strip_prefix(&[0xff, 0xfe])?.get(2..)?,
    };
    let handle = std::str::from_utf8(note.strip_prefix(NAME)?.get(..HANDLE)?).ok()?;
    handle.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(handle)
}

/// A chunk of PNG around its name and data.
fn chunk(body: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(body.len().checked_sub(4)?).ok()?;
    Some([&length.to_be_bytes()[..], body, &crc(body).to_be_bytes()].concat())
}

/// CRC-32 of the PNG specification, annex D. A note is short, so no table is needed.
fn crc(bytes: &[u8]) -> u32 {
    let step = |value: u32| (value >> 1) ^ (0xedb8_8320 * (value & 1));
    !bytes.iter().fold(u32::MAX, |value, byte| (0..8).fold(value ^ u32::from(*byte), |value, _| step(value)))
}
