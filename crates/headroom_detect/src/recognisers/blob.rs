//! Data that nobody reads: base64, keys and certificates, hexadecimal, bytes that are no text.

use headroom_core::Kind;
use headroom_formats::scan::{has_any, is_hex};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, MARK, NOTHING, Recogniser, STRONG};

/// The shortest line of base64, in bytes.
const MIN_LEN: usize = 40;
/// The shortest line of hexadecimal, in digits.
const MIN_HEX_LEN: usize = 48;
/// The share of control characters that no text has: one in so many.
const CONTROLS: usize = 12;

/// Knows blobs.
#[derive(Default)]
pub(super) struct Blob {
    /// Whether the line before was of base64.
    within: bool,
}

impl Recogniser for Blob {
    fn kind(&self) -> Kind {
        Kind::Blob
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let points = self.own(line);
        self.within = points >= HINT;
        points
    }
}

impl Blob {
    fn own(&self, line: &Line<'_>) -> i32 {
        let (text, body) = (line.text, line.body);
        if line.counts.controls * CONTROLS > text.len() && line.counts.controls > 1 {
            return STRONG;
        }
        if body.starts_with("-----")
            && body.ends_with("-----")
            && has_any(body, &["-----BEGIN ", "-----END "])
        {
            return MARK;
        }
        if is_dump(text) {
            return STRONG;
        }
        let data = body.rfind(";base64,").map_or(body, |at| &body[at + ";base64,".len()..]);
        if data.len() >= MIN_LEN && is_base64(data) && (is_mixed(data) || is_hex(data, MIN_HEX_LEN)) {
            // One line has to be long to convince.
            return if data.len() > 200 { MARK } else { STRONG };
        }
        if self.within
            && line.blanks_before == 0
            && is_base64(body)
            && (body.len() > 8 || body.ends_with('='))
        {
            GOOD
        } else if self.within && text.starts_with('*') && text.len() == 1 {
            FITS
        } else {
            NOTHING
        }
    }
}

fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    text.len() - data.len() < 3
        && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'))
}

/// Whether capitals, small letters and digits change too often for words and paths.
fn is_mixed(text: &str) -> bool {
    let class = |byte: u8| match byte {
        b'A'..=b'Z' => 0,
        b'a'..=b'z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let changes = text.as_bytes().windows(2).filter(|pair| class(pair[0]) != class(pair[1])).count();
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
    let even = text.bytes().all(|byte| byte == text.as_bytes()[0]);
    !even && changes * 100 > text.len() * 32 && capitals * 8 > text.len()
}

/// `00000010: 4865 6c6c …`, `00000010  48 65 6c …  |Hell|`, `0000020 062510 …`
fn is_dump(text: &str) -> bool {
    let mut words = text.split([' ', ':']).filter(|word| !word.is_empty());
    let offset = words.next().is_some_and(|word| matches!(word.len(), 6..=8) && is_hex(word, 6));
    let sixth =
        words.clone().take(6).filter(|word| matches!(word.len(), 2 | 4 | 6) && is_hex(word, 2)).count();
    offset
        && (sixth == 6
            || sixth >= 1 && sixth == words.clone().count() && words.all(|word| matches!(word.len(), 4 | 6)))
}
