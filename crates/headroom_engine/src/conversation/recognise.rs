//! Texts that look compressed: those that the client gives as they were sent, and those that only look so.

use std::sync::Arc;

use headroom_compressors::json;
use headroom_core::{Budget, History, Verified, said_verbatim, verbatim};

use super::sent::{self, Sent};
use super::{Conversation, out_of_sight};
use crate::registry::CODECS;
use crate::written_out::{Opened, folded};
use crate::{Block, SkipReason};

/// The limit on bytes that are expanded to recognise compressed blocks: `RECOGNITION_FACTOR` times the bytes of the
/// conversation, plus `RECOGNITION_BYTES`. Past it, text that looks compressed is escaped. The factor allows for each
/// block being read twice.
const RECOGNITION_FACTOR: usize = 16;
const RECOGNITION_BYTES: usize = 16 << 20;

impl Conversation {
    /// Handles a text that looks compressed and that we did not send.
    pub(super) fn unknown(
        &self,
        block: &Block,
        closed: Option<SkipReason>,
        budget: &mut Budget,
    ) -> (Arc<str>, Sent) {
        let text = &block.text;
        let skipped = Sent::as_is(text, SkipReason::LooksCompressed);
        let sent = if closed.is_none() {
            Sent { output: Some(verbatim(text).into()), ..skipped }
        } else {
            // What it expands to is unknown here, so nothing refers to it.
            budget.exhaust(text, &self.history);
            Sent { shown: out_of_sight(text), ..skipped }
        };
        (Arc::clone(text), sent)
    }

    /// Recognises a text that was sent for an earlier block. Its original is compressed again and has to give the
    /// same text.
    pub(super) fn recognise(
        &self,
        block: &Block,
        closed: Option<SkipReason>,
        budget: &mut Budget,
    ) -> Option<(Arc<str>, Sent)> {
        let text = &block.text;
        let mut vain = *budget;
        let known = |shown: Verified, detection| Sent {
            detection,
            shown,
            ..Sent::as_is(text, closed.unwrap_or(SkipReason::AlreadyCompressed))
        };
        if let Some(values) = json::loose(text, RECOGNITION_BYTES) {
            budget.count(values.len());
            return Some((values.as_str().into(), known(sent::values(&values), None)));
        }
        let Opened { lines, escapes } = Opened::new(text, &self.history, usize::MAX, budget);
        let original: Arc<str> = lines.into();
        let again = match escapes {
            Some(escapes) => self.encode_lines(block, &original, escapes, &mut vain),
            None => Some(self.encode(block, &original, &mut vain)),
        };
        let again = again.filter(|again| {
            again.sent.output.as_ref().is_some_and(|output| output.text == **text)
                && folded(escapes, Arc::clone(&original), usize::MAX).is_some()
        });
        if closed.is_some() {
            // The block stays unchanged. What it expands to can be found by later texts, but none of it counts as
            // readable.
            let shown = out_of_sight(&original);
            let skipped = if again.is_some() {
                known(shown, None)
            } else {
                Sent { shown, ..Sent::as_is(text, SkipReason::LooksCompressed) }
            };
            return Some((original, skipped));
        }
        *budget = budget.max(vain);
        again.map(|again| (again.counts_as, known(again.sent.shown, again.sent.detection)))
    }

    /// As `recognise`, for when expanding is not affordable: only escaped text is recognised.
    pub(super) fn recognise_verbatim(
        &self,
        block: &Block,
        closed: Option<SkipReason>,
    ) -> Option<(Arc<str>, Sent)> {
        let original = said_verbatim(&block.text)
            .filter(|original| closed.is_some() || looks_encoded_at_once(original, &self.history))?;
        let shown = if closed.is_some() { out_of_sight(original) } else { Verified::as_is(original.len()) };
        Some((
            original.into(),
            Sent { shown, ..Sent::as_is(&block.text, closed.unwrap_or(SkipReason::AlreadyCompressed)) },
        ))
    }
}

/// Whether `bytes` of conversation leave room to read more text as notation. `budget` says how much was read.
pub(super) const fn is_affordable(budget: &Budget, bytes: usize) -> bool {
    budget.read() <= RECOGNITION_FACTOR * bytes + RECOGNITION_BYTES
}

/// Whether a text may expand to something else, judged in time linear in its length.
pub(super) fn looks_encoded_at_once(text: &str, history: &History) -> bool {
    Budget::SPENT.clone().looks_encoded(text, history, CODECS)
}
