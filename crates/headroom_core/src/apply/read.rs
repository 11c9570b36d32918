//! Reading encoded texts.

use super::openers::Openers;
use super::{Budget, VERBATIM, is_marked};
use crate::codec::Codec;
use crate::history::History;
use crate::line_ends::{CRLF, with_cr};

impl Budget {
    /// Gives back what stands behind every encoding in `text`; encodings of more than `limit` bytes together stay as they are.
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
            // It may become twice as long.
            Some(rest) => with_cr(&self.unmarked(rest, history, codecs, limit / 2)),
            None => self.unmarked(text, history, codecs, limit),
        }
    }

    /// The same, of what stands behind the marks.
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

    /// Whether [`Budget::expand`] may not give `text` back as it is: it reads as an encoding, or too little of the budget is left to tell.
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

/// [`Budget::expand`] for a text on its own.
#[must_use]
pub fn expand(text: &str, history: &History, codecs: &[&'static dyn Codec], limit: usize) -> String {
    Budget::default().expand(text, history, codecs, limit)
}

/// [`Budget::looks_encoded`] for a text on its own.
#[must_use]
pub fn looks_encoded(text: &str, history: &History, codecs: &[&'static dyn Codec]) -> bool {
    Budget::default().looks_encoded(text, history, codecs)
}

/// `text` in a form that [`expand`] gives back, whatever it looks like.
#[must_use]
pub fn verbatim(text: &str) -> String {
    [VERBATIM, text].concat()
}

/// The text of which `text` is that form.
#[must_use]
pub fn said_verbatim(text: &str) -> Option<&str> {
    text.strip_prefix(VERBATIM)
}
