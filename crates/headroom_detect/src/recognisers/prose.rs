//! Sentences, in any language.

use headroom_core::Kind;

use crate::line::Line;
use crate::recogniser::{FITS, HINT, NOTHING, Recogniser};

const ENDS: [char; 20] =
    ['.', '!', '?', ':', ',', ';', '…', '"', '”', '’', ')', '。', '！', '？', '、', '，', '»', '—', '،', '।'];
/// The fewest letters of a sentence in a script without blanks, in bytes.
const MIN_WIDE_LEN: usize = 18;

/// Knows prose.
pub(super) struct Prose;

impl Recogniser for Prose {
    fn kind(&self) -> Kind {
        Kind::Prose
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        sentences(line)
    }
}

/// What a line is worth as part of a sentence.
pub(super) fn sentences(line: &Line<'_>) -> i32 {
    let counts = line.counts;
    let length = line.body.len();
    let letters = counts.letters + counts.wide;
    let opens = line.body.starts_with(|c: char| {
        c.is_alphabetic() || matches!(c, '"' | '“' | '‘' | '\'' | '¿' | '¡' | '«' | '—' | '„' | '(')
    });
    let wordy = line.words() > 3 || counts.wide >= MIN_WIDE_LEN;
    // Code and tables have signs between the words, and gaps.
    let odd = length - letters.min(length) - (counts.blanks - counts.blanks.min(line.indent)).min(length)
        > length / 6 + 2
        || counts.code * 24 > length + 24
        || counts.tabs > line.indent
        || counts.controls > 0;
    if !opens || odd || line.indent > 8 || line.body.contains("   ") || letters * 10 < length * 7 {
        return NOTHING;
    }
    let ended = line.body.ends_with(ENDS);
    let long = length > 50 && line.words() > 7 || counts.wide > 40;
    match (wordy, ended || long) {
        (true, true) => HINT + 1,
        (true, false) => FITS + 1,
        (false, true) if line.words() > 1 => FITS,
        _ => 1,
    }
}
