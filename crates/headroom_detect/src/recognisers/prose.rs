//! Sentences, in any language.

use headroom_core::Kind;

use crate::line::Line;
use crate::recogniser::{FITS, HINT, NOTHING, Recogniser, STRONG};

const ENDS: [char; 20] =
    ['.', '!', '?', ':', ',', ';', '…', '"', '”', '’', ')', '。', '！', '？', '、', '，', '»', '—', '،', '।'];
/// Minimum length of a sentence in a script without blanks, in bytes.
const MIN_WIDE_LEN: usize = 18;

/// Minimum length of a paragraph in one line, in bytes, and how many of its sentences end before the last one.
const MIN_PARAGRAPH_LEN: usize = 160;
const MIN_SENTENCES: usize = 2;

/// Recognises prose.
pub(super) struct Prose;

impl Recogniser for Prose {
    fn kind(&self) -> Kind {
        Kind::Prose
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        sentences(line)
    }
}

/// The points of a line as part of a sentence.
pub(super) fn sentences(line: &Line<'_>) -> i32 {
    let counts = line.counts;
    let length = line.body.len();
    let letters = counts.letters + counts.wide;
    let opens = line.body.starts_with(|c: char| {
        c.is_alphabetic() || matches!(c, '"' | '“' | '‘' | '\'' | '¿' | '¡' | '«' | '—' | '„' | '(')
    });
    let wordy = line.words() > 3 || counts.wide >= MIN_WIDE_LEN;
    // Code and tables have signs and gaps between the words.
    let odd = length - letters.min(length) - (counts.blanks - counts.blanks.min(line.indent)).min(length)
        > length / 6 + 2
        || counts.code * 24 > length + 24
        || counts.tabs > line.indent
        || counts.controls > 0;
    if !opens || odd || line.indent > 8 || line.body.contains("   ") || letters * 10 < length * 7 {
        return NOTHING;
    }
    if paragraph(line.body) {
        return STRONG;
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

/// Whether a line is a paragraph: several sentences that follow each other.
fn paragraph(body: &str) -> bool {
    let ends = body.char_indices().filter(|(at, c)| match c {
        '.' | '!' | '?' => begins(&body[at + 1..]),
        '。' | '！' | '？' => true,
        _ => false,
    });
    body.len() >= MIN_PARAGRAPH_LEN && ends.take(MIN_SENTENCES).count() == MIN_SENTENCES
}

/// Whether a sentence begins behind the end of another one.
fn begins(rest: &str) -> bool {
    let next =
        rest.strip_prefix(' ').map(|rest| rest.trim_start_matches(['"', '“', '«', '¿', '¡', '(', ' ']));
    next.is_some_and(|next| {
        next.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
    })
}
