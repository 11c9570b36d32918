//! What is said of a text in fewer words.

use headroom_compressors::repeats::Repeats;
use headroom_compressors::{CODECS, COMPRESSORS};
use headroom_core::line_ends::without_cr;
use headroom_core::{Applied, Budget, CompressError, Compressor, ContentKind, Cost, Input, Policy, cost, verbatim};

use super::Conversation;
use super::sent::{Sent, Written, reports};
use crate::detect::content_kind;
use crate::{Block, Left, judge};

/// Blocks below this are not worth looking at, in bytes.
const SHORT: usize = 48;
/// Nothing says in less what is longer than this, in bytes, and stands earlier as a whole.
const LONG: usize = 2048;

impl Conversation {
    /// What is sent for a text that may itself look compressed.
    pub(super) fn encode(&self, block: &Block, text: &str, vain: &mut Budget) -> Sent {
        if vain.looks_encoded(text, &self.earlier, CODECS) {
            let shown = Sent::as_is(text, ContentKind::Text, Left::LooksCompressed);
            return Sent { output: Some(verbatim(text).into()), ..shown };
        }
        self.compress(block, text, cost(text), vain)
    }

    /// What is sent for a text that costs `before` and does not look compressed.
    pub(super) fn compress(&self, block: &Block, text: &str, before: Cost, vain: &mut Budget) -> Sent {
        let Some(lines) = without_cr(text) else { return self.compress_lines(block, text, before, vain) };
        // What carriage returns cost is not counted as saved: to a model they are hardly more than line feeds alone.
        let before = before.min(cost(&lines));
        let sent = self.compress_lines(block, &lines, before, vain).behind_crlf(&lines);
        if sent.output.as_ref().is_some_and(|output| !judge::is_worth_it(before, output.cost)) { Sent::as_is(&lines, sent.kind, Left::NotWorthIt) } else { sent }
    }

    fn compress_lines(&self, block: &Block, text: &str, before: Cost, vain: &mut Budget) -> Sent {
        if text.len() < SHORT {
            return Sent::as_is(text, ContentKind::Text, Left::Short);
        }
        let kind = content_kind(text);
        let is_known = text.len() >= LONG && self.earlier.whole(text).is_some();
        let compressors: &[&dyn Compressor] = if is_known { &[&Repeats::DEFAULT] } else { COMPRESSORS };
        let applied = match plan_and_apply(compressors, &self.input(block, text, kind), vain) {
            Ok(applied) => applied,
            Err(error) => return Sent::as_is(text, kind, Left::Failed(error)),
        };
        let Some(output) = applied.text.map(Written::from) else {
            return Sent::as_is(text, kind, Left::NothingFound);
        };
        if !judge::is_worth_it(before, output.cost) {
            return Sent::as_is(text, kind, Left::NotWorthIt);
        }
        let edits = reports(text, &output.text, applied.edits).collect();
        Sent { edits, left: None, kind, fidelity: applied.shown.fidelity, shown: applied.shown, output: Some(output), left_out: None }
    }

    pub(super) fn input<'a>(&'a self, block: &Block, text: &'a str, kind: ContentKind) -> Input<'a> {
        Input { text, kind, quotable: block.quotable && self.options.policy == Policy::Agent, earlier: &self.earlier }
    }
}

/// Has every compressor that accepts the input propose edits, and makes the best of them. A compressor that gives up
/// does not keep the others from their work; its error counts when nobody found anything.
pub(super) fn plan_and_apply(compressors: &[&dyn Compressor], input: &Input<'_>, vain: &mut Budget) -> Result<Applied, CompressError> {
    let mut plans = Vec::new();
    let mut failure = None;
    for compressor in compressors.iter().filter(|compressor| compressor.accepts().contains(&input.kind)) {
        match compressor.plan(input) {
            Ok(plan) => plans.push(plan),
            Err(error) => failure = Some(error),
        }
    }
    let plan = judge::choose(input.text, input.earlier, plans);
    match failure {
        Some(error) if plan.is_empty() => Err(error),
        _ => Ok(vain.apply(input.text, plan, input.earlier, CODECS)),
    }
}
