//! Decides what is sent for a block.

use std::borrow::Cow;
use std::sync::Arc;

use headroom_core::{Budget, CompressError, Cost, Elision, Fidelity, Policy, marker};
use headroom_selection::Lexical;

use super::encode::Rewritten;
use super::recognise::{is_affordable, looks_encoded_at_once};
use super::sent::Sent;
use super::{Conversation, is_prose, selected, written_out};
use crate::registry::CODECS;
use crate::written_out::folded;
use crate::{Block, Documents, Role, SkipReason, ToolMode, judge};

/// Longer blocks are passed on unread, in bytes. Offsets have 32 bits, and the limit bounds memory.
const MAX_LEN: usize = 512 << 20;
/// A marker alone costs more than this, in tokens. Nothing is elided from a text that costs less.
const NOTE: u64 = 16;
/// A document is asked for by the last arguments of calls and the last words of the user, each up to this length in
/// bytes.
const MAX_ARGUMENTS: usize = 8;
const MAX_ASKED_LEN: usize = 500;
/// Maximum length of the documents that a document is compared with, in bytes.
const MAX_EARLIER_LEN: usize = 256 << 10;

impl Conversation {
    /// Decides what to send for a block. Also returns the text that the block counts as from now on: what
    /// [`expand`](headroom_core::expand) gives back for the sent text. So compressing, expanding and compressing
    /// again build the same history.
    pub(super) fn send(
        &self,
        block: &Block,
        closed: Option<SkipReason>,
        before: Cost,
        bytes: usize,
        budget: &mut Budget,
    ) -> (Arc<str>, Sent) {
        let text = &block.text;
        if block.role != Role::Result {
            return (Arc::clone(text), Sent::as_is(text, SkipReason::NotAResult));
        }
        if text.len() > MAX_LEN {
            return (
                Arc::clone(text),
                Sent::as_is(text, SkipReason::Failed(CompressError::TooLarge { limit: MAX_LEN })),
            );
        }
        let affordable = is_affordable(budget, bytes);
        // If the recognition limit is spent, a text is read only in time linear in its length.
        let looks_encoded = if affordable {
            budget.looks_encoded(text, &self.history, CODECS)
        } else {
            looks_encoded_at_once(text, &self.history)
        };
        if looks_encoded {
            let known = if affordable {
                self.recognise(block, closed, budget)
            } else {
                self.recognise_verbatim(block, closed)
            };
            return known.unwrap_or_else(|| self.unknown(block, closed, budget));
        }
        if let Some(why) = closed {
            return (Arc::clone(text), Sent::as_is(text, why));
        }
        let whole = self.rewrite(block, text, before, budget);
        let least = whole.sent.output.as_ref().map_or(before, |output| output.cost);
        let chosen = self.select(block, &whole, least, budget).unwrap_or(whole);
        let chosen = self.or_written_out(block, chosen, before, budget);
        (chosen.counts_as, chosen.sent)
    }

    /// Elides redundant parts of a text and compresses the rest. `None` if the whole text costs less.
    pub(super) fn select(
        &self,
        block: &Block,
        whole: &Rewritten,
        least: Cost,
        budget: &mut Budget,
    ) -> Option<Rewritten> {
        let text = &whole.printed;
        let is_whole = self.options.exact_only
            || self.options.mode(&block.tool) == ToolMode::Exact
            || block.quotable && self.options.policy == Policy::Agent && !self.is_outlined(block);
        if is_whole || least < Cost::tokens(NOTE) || marker::stands_in(text) {
            return None;
        }
        let kept = if whole.escapes.is_some() { written_out::outside_of_strings(text) } else { Vec::new() };
        let detected = whole.sent.detection.as_ref().filter(|detection| !detection.sections.is_empty());
        let detection = detected.map_or_else(|| Cow::Owned(selected::detection(block, text)), Cow::Borrowed);
        let asked = self.asked(block);
        let earlier = if is_prose(detection.kind) { self.earlier() } else { Vec::new() };
        let asked = (asked.as_deref(), self.scorer.as_deref().unwrap_or(&Lexical));
        let (kept, reports) =
            selected::select(text, &detection, &self.options, block, asked, &earlier, &kept)?;
        let shown: Arc<str> = kept.text.as_str().into();
        let Rewritten { mut sent, counts_as, printed, escapes } = match whole.escapes {
            Some(escapes) => {
                folded(Some(escapes), Arc::clone(&shown), usize::MAX)?;
                self.encode_lines(block, &shown, escapes, budget)?
            }
            None => self.encode(block, &shown, budget),
        };
        let output = sent.output.take().unwrap_or_else(|| kept.text.into());
        if !judge::is_worth_it(least, output.cost) {
            return None;
        }
        let edits = reports.into_iter().chain(sent.edits).collect();
        // The store keeps the text that the sent text expands to.
        let elision =
            Elision { handle: kept.handle, original: Arc::clone(text), shown: Arc::clone(&counts_as) };
        let sent = Sent {
            output: Some(output),
            edits,
            skipped: None,
            fidelity: Fidelity::Recoverable,
            elision: Some(Arc::new(elision)),
            ..sent
        };
        Some(Rewritten { sent, counts_as, printed, escapes })
    }

    /// The documents before this block as they are shown, the last ones first, if elision is allowed to depend on them.
    fn earlier(&self) -> Vec<&str> {
        if self.options.policy != Policy::Oneshot {
            return Vec::new();
        }
        let results =
            self.blocks.iter().rev().filter(|done| done.block.role == Role::Result && done.is_prose);
        let shown = results
            .map(|done| done.outcome.elision.as_ref().map_or(&*done.block.text, |elision| &*elision.shown));
        let mut room = MAX_EARLIER_LEN;
        let is_near = |text: &&str| {
            room = room.saturating_sub(text.len());
            room > 0
        };
        shown.chain(self.before.iter().rev().map(|text| &**text)).take_while(is_near).collect()
    }

    /// Whether a document that is read once is sent as an outline.
    fn is_outlined(&self, block: &Block) -> bool {
        self.options.documents == Documents::Outline && block.is_document
    }

    /// The user's last question, if the policy lets the output for `block` depend on it.
    fn asked(&self, block: &Block) -> Option<Cow<'_, str>> {
        let said = || {
            self.blocks.iter().rev().find(|done| done.block.role == Role::User).map(|done| &*done.block.text)
        };
        match self.options.policy {
            Policy::Oneshot => self.query.as_deref().or_else(said).map(Cow::Borrowed),
            // A query belongs to the whole request. What was said and called before the block does not change.
            Policy::Agent if self.is_outlined(block) => {
                let called = self.blocks.iter().rev().take_while(|done| done.block.role != Role::User);
                let called = called.filter(|done| done.block.role == Role::Argument).take(MAX_ARGUMENTS);
                let parts = called.map(|done| &*done.block.text).chain(said());
                let clipped = parts.map(|text| &text[..text.floor_char_boundary(MAX_ASKED_LEN)]);
                Some(Cow::Owned(clipped.collect::<Vec<_>>().join("\n")))
            }
            Policy::Agent => None,
        }
    }
}
