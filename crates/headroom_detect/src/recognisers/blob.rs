//! Data that nobody reads: base64, keys and certificates, hexadecimal, bytes that are not text.

use headroom_core::Kind;
use headroom_formats::encoded::{is_base64, is_mixed};
use headroom_formats::scan::{has_any, is_hex};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, MARK, NOTHING, Recogniser, STRONG};

/// Minimum length of a line of base64, in bytes.
const MIN_LEN: usize = 40;
/// Minimum length of a line of hexadecimal, in digits.
const MIN_HEX_LEN: usize = 48;
/// One control character in this many characters is more than any text has.
const CONTROLS: usize = 12;

/// Recognises blobs.
#[derive(Default)]
pub(super) struct Blob {
    /// Whether the line before was base64.
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
            // A single line must be long to suffice.
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
