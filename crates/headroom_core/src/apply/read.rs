//! Decoding of encoded texts.

use super::openers::Openers;
use super::{Budget, VERBATIM, is_marked};
use crate::codec::Codec;
use crate::history::History;
use crate::line_ends::{CRLF, with_cr};

impl Budget {
    /// Decodes every encoding in `text`. Encodings that would expand beyond `limit` bytes together stay as
    /// they are.
    #[must_use]
    pub fn expand(
        &mut self,
        text: &str,
        history: &History,
        codecs: &[&'static dyn Codec],
        limit: usize,
    ) -> String {
        if let Some(rest) = text.strip_prefix(VERBATIM) {
            return rest.to_owned();
        }
        match text.strip_prefix(CRLF) {
            // Carriage returns can double the length.
            Some(rest) => with_cr(&self.unmarked(rest, history, codecs, limit / 2)),
            None => self.unmarked(text, history, codecs, limit),
        }
    }

    /// [`Budget::expand`] of the text after the marks.
    fn unmarked(
        &mut self,
        text: &str,
        history: &History,
        codecs: &[&'static dyn Codec],
        limit: usize,
    ) -> String {
        let mut out = String::with_capacity(text.len());
        let mut written = 0;
        let mut openers = Openers::new(text, history, codecs, limit, self);
        while let Some((start, codec)) = openers.next() {
            if let Some(decoded) = openers.decode(start, codec) {
                out.push_str(&text[written..start]);
                out.push_str(&decoded.text);
                written = start + decoded.length;
            }
        }
        out.push_str(&text[written..]);
        out
    }

    /// Whether [`Budget::expand`] might change `text`: it reads as an encoding, or too little budget is left
    /// to tell.
    #[must_use]
    pub fn looks_encoded(&mut self, text: &str, history: &History, codecs: &[&'static dyn Codec]) -> bool {
        if is_marked(text) {
            return true;
        }
        let mut openers = Openers::new(text, history, codecs, usize::MAX, self);
        while let Some((start, codec)) = openers.next() {
            if openers.decode(start, codec).is_some() || openers.is_unsure {
                return true;
            }
        }
        false
    }
}

/// [`Budget::expand`] with a budget of its own.
#[must_use]
pub fn expand(text: &str, history: &History, codecs: &[&'static dyn Codec], limit: usize) -> String {
    Budget::default().expand(text, history, codecs, limit)
}

/// [`Budget::looks_encoded`] with a budget of its own.
#[must_use]
pub fn looks_encoded(text: &str, history: &History, codecs: &[&'static dyn Codec]) -> bool {
    Budget::default().looks_encoded(text, history, codecs)
}

/// Escapes `text`: [`expand`] returns it unchanged even if it looks encoded.
#[must_use]
pub fn verbatim(text: &str) -> String {
    [VERBATIM, text].concat()
}

/// The text that [`verbatim`] escaped; `None` if `text` is not escaped.
#[must_use]
pub fn said_verbatim(text: &str) -> Option<&str> {
    text.strip_prefix(VERBATIM)
}
