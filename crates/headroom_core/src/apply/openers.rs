//! The places in a text where encodings may start.

use super::budget::{Budget, most, patience};
use crate::codec::{Codec, Decoded, Unreadable};
use crate::history::History;

/// The openers in a text, from left to right, and what reading behind them may cost.
pub(super) struct Openers<'a> {
    text: &'a str,
    history: &'a History,
    codecs: &'a [&'static dyn Codec],
    at: usize,
    /// How many more bytes may be looked at in vain.
    patience: usize,
    /// How many more bytes the encodings may stand for.
    limit: usize,
    budget: &'a mut Budget,
    /// Whether an encoding was refused that could have been read with more of the budget.
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

    /// The next opener, and whose it is. The one after it is looked for behind its first byte.
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

    /// How many bytes the encoding at hand may stand for.
    pub(super) fn limit(&self) -> usize {
        self.limit.min(self.patience.saturating_add(self.budget.left(self.text, self.history)))
    }

    /// What the encoding of `codec` at `start` stands for, if it is one.
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

    /// The last opener opened an encoding that ends at `end` and stands for so many bytes.
    pub(super) const fn pass(&mut self, end: usize, bytes: usize) {
        self.at = end;
        self.limit = self.limit.saturating_sub(bytes);
    }

    /// The last opener opened nothing.
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
