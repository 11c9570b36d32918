//! JSON whose strings are written out and compressed as the lines that they are.

use std::ops::Range;
use std::sync::Arc;

use headroom_compressors::{json, terminal};
use headroom_core::{Budget, Compressor, Cost, Fidelity, Kind, Policy, Waste, cost, marker};
use headroom_detect::{Detection, detect};
use headroom_formats::json::{Escapes, bodies, write_out};

use super::Conversation;
use super::encode::Rewritten;
use super::sent::Sent;
use crate::registry::CODECS;
use crate::written_out::mark;
use crate::{Block, EditReport, SkipReason, judge};

impl Conversation {
    /// `chosen`, or what is sent for the text with its strings written out, if that costs less. `before` is the cost of
    /// the text.
    pub(super) fn or_written_out(
        &self,
        block: &Block,
        chosen: Rewritten,
        before: Cost,
        budget: &mut Budget,
    ) -> Rewritten {
        let least = chosen.sent.output.as_ref().map_or(before, |output| output.cost);
        let fidelity = chosen.sent.fidelity;
        let text = &chosen.printed;
        let found = self.written_out(block, text, least, budget).or_else(|| {
            // JSON without white space has no mark. If it comes back, nothing else may be sent for it.
            let values = &chosen.counts_as;
            let is_sent =
                values != text && chosen.sent.output.as_ref().is_some_and(|output| output.text == **values);
            if !is_sent || self.written_out(block, values, least, &mut budget.clone()).is_none() {
                return None;
            }
            self.written_out(block, text, before, budget).or_else(|| {
                Some(Rewritten::exact(Sent::as_is(&block.text, SkipReason::NotWorthIt), &block.text))
            })
        });
        let Some(mut found) = found else { return chosen };
        // The kind in reports is that of the text, not of the strings in it.
        found.sent.detection =
            chosen.sent.detection.map(|detection| Detection { sections: Vec::new(), ..detection });
        if fidelity == Fidelity::View && found.sent.output.is_some() {
            found.sent.fidelity = found.sent.fidelity.max(fidelity);
        }
        found
    }

    /// `text`, a form of the text of `block`, with its strings written out, if that costs less than `least`.
    fn written_out(&self, block: &Block, text: &str, least: Cost, budget: &mut Budget) -> Option<Rewritten> {
        let is_quoted = block.quotable && self.options.policy == Policy::Agent;
        let is_json = block.kind.is_none_or(|kind| kind == Kind::Json);
        if is_quoted || !is_json || !self.options.units.has(json::Json.name()) || marker::stands_in(text) {
            return None;
        }
        let (lines, escapes) = write_out(text)?;
        let mut own = *budget;
        let lines: Arc<str> = lines.into();
        let whole = self.encode_lines(block, &lines, escapes, &mut own)?;
        let most = whole.sent.output.as_ref().map_or(least, |output| output.cost).min(least);
        let mut chosen = self.select(block, &whole, most, &mut own).unwrap_or(whole);
        let after = chosen.sent.output.as_ref().map(|output| output.cost)?;
        if !judge::is_worth_it(least, after) {
            return None;
        }
        *budget = own;
        chosen.sent.edits.insert(0, report(text, &lines, escapes));
        Some(chosen)
    }

    /// Compresses `lines`, JSON whose strings are written out.
    pub(super) fn encode_lines(
        &self,
        block: &Block,
        lines: &Arc<str>,
        escapes: Escapes,
        budget: &mut Budget,
    ) -> Option<Rewritten> {
        if terminal::is_terminal(lines) || budget.looks_encoded(lines, &self.history, CODECS) {
            return None;
        }
        let detection = detection(lines)?;
        let sent = self.compress_as(block, lines, cost(lines), || detection, budget);
        if sent.fidelity != Fidelity::Bytes {
            return None;
        }
        let sent = sent.behind(mark(escapes), lines);
        let counts_as = Arc::clone(lines);
        Some(Rewritten {
            sent,
            counts_as: Arc::clone(&counts_as),
            printed: counts_as,
            escapes: Some(escapes),
        })
    }
}

/// The lines of `text` that belong to no string that is written out.
pub(super) fn outside_of_strings(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut outside = Vec::new();
    for body in bodies(text).unwrap_or_default() {
        outside.push(at..body.start);
        at = (body.end + 1).min(text.len());
    }
    outside.push(at..text.len());
    outside
}

/// The sections of the strings. The longest one decides what the whole is compressed as.
fn detection(text: &str) -> Option<Detection> {
    let bodies = bodies(text)?;
    let found: Vec<_> = bodies.into_iter().map(|body| (body.clone(), detect(&text[body]))).collect();
    let (_, longest) = found.iter().max_by_key(|(body, _)| body.len())?;
    // A string may be JSON, but the lines around it are none.
    let compress_as = if longest.compress_as == Kind::Json { Kind::Text } else { longest.compress_as };
    let whole = Detection { sections: Vec::new(), compress_as, ..longest.clone() };
    let sections = found.into_iter().flat_map(|(body, detection)| {
        detection.sections.into_iter().map(move |mut section| {
            section.span = section.span.start + body.start..section.span.end + body.start;
            section
        })
    });
    Some(Detection { sections: sections.collect(), ..whole })
}

fn report(text: &str, lines: &str, escapes: Escapes) -> EditReport {
    EditReport {
        unit: json::Json.name(),
        codec: Some("texts"),
        waste: Some(Waste::Json),
        reason: "strings that are written out",
        before: cost(text),
        after: cost(mark(escapes)) + cost(lines),
        span: 0..text.len(),
        output: 0..mark(escapes).len(),
        fidelity: Fidelity::Bytes,
    }
}
