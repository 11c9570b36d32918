//! Finds the openers in a text.

use super::budget::{Budget, most, patience};
use crate::codec::{Codec, Decoded, Unreadable};
use crate::history::History;

/// The openers in a text, from left to right, and the limits on decoding after them.
pub(super) struct Openers<'a> {
    text: &'a str,
    history: &'a History,
    codecs: &'a [&'static dyn Codec],
    at: usize,
    /// How many more bytes failed decode attempts may read.
    patience: usize,
    /// How many more bytes the decoded texts may have.
    limit: usize,
    budget: &'a mut Budget,
    /// Whether an encoding was refused that a larger budget might have read.
    pub(super) is_unsure: bool,
}

impl<'a> Openers<'a> {
    pub(super) fn new(
        text: &'a str,
        history: &'a History,
        codecs: &'a [&'static dyn Codec],
        limit: usize,
        budget: &'a mut Budget,
    ) -> Self {
        Self {
            text,
            history,
            codecs,
            at: 0,
            patience: patience(text),
            limit: most(text, history).min(limit),
            budget,
            is_unsure: false,
        }
    }

    /// The position of the next opener and its codec. The search for the one after it starts one byte later.
    pub(super) fn next(&mut self) -> Option<(usize, &'static dyn Codec)> {
        let found = memchr::memchr_iter(b'[', &self.text.as_bytes()[self.at..])
            .map(|offset| self.at + offset)
            .find_map(|start| {
                let opens = |codec: &&&'static dyn Codec| {
                    codec.openers().iter().any(|opener| self.text[start..].starts_with(opener))
                };
                self.codecs.iter().find(opens).map(|codec| (start, *codec))
            });
        self.at = found.map_or(self.text.len(), |(start, _)| start + 1);
        found
    }

    /// Maximum length of the next decoded text, in bytes.
    pub(super) fn limit(&self) -> usize {
        self.limit.min(self.patience.saturating_add(self.budget.left(self.text, self.history)))
    }

    /// Decodes the encoding of `codec` at `start`. `None`: it cannot be decoded.
    pub(super) fn decode(&mut self, start: usize, codec: &dyn Codec) -> Option<Decoded> {
        let limit = self.limit();
        match codec.decode(&self.text[start..], self.history, limit) {
            Ok(decoded) => {
                self.pass(start + decoded.length, decoded.text.len());
                self.budget.count(decoded.text.len());
                Some(decoded)
            }
            Err(unreadable) => {
                self.is_unsure |= limit < self.limit;
                self.refuse(unreadable);
                None
            }
        }
    }

    /// Continues after an encoding that ends at `end` and stands for `bytes` bytes.
    pub(super) const fn pass(&mut self, end: usize, bytes: usize) {
        self.at = end;
        self.limit = self.limit.saturating_sub(bytes);
    }

    /// Continues after an opener that started no encoding.
    fn refuse(&mut self, unreadable: Unreadable) {
        let vain = unreadable.read + 1;
        if let Some(left) = self.patience.checked_sub(vain) {
            self.patience = left;
        } else {
            self.budget.spend(vain - self.patience);
            self.at = self.text.len();
        }
    }
}
