//! Runs the compressors over one text and applies the chosen edits.

use std::ops::Range;
use std::sync::Arc;

use headroom_compressors::references::References;
use headroom_compressors::terminal;
use headroom_core::line_ends::without_cr;
use headroom_core::{Budget, Compressor, Cost, Fidelity, Input, Kind, Policy, cost, verbatim};

use headroom_detect::{Detection, Section};
use headroom_formats::json::Escapes;

use super::plan::plan_and_apply;
use super::selected::{detection, sections};
use super::sent::{self, Output, Sent, reports};
use super::{Conversation, out_of_sight};
use crate::registry::{CODECS, COMPRESSORS};
use crate::{Block, SkipReason, judge};

/// Texts below this length are not compressed, in bytes.
const SHORT: usize = 48;
/// A text of at least this length that stood earlier as a whole, in bytes, is given to `References` only: no other
/// form is shorter.
const LONG: usize = 2048;

/// The compressor that reduces terminal output to the screen.
pub(super) const TERMINAL: &[&dyn Compressor] = &[&terminal::Terminal];

/// The result of compressing one text.
pub(super) struct Rewritten {
    pub(super) sent: Sent,
    /// What [`expand`] gives back for the sent text. Later texts refer to this.
    pub(super) counts_as: Arc<str>,
    /// The text as it was printed. For terminal output this is the screen, for JSON whose strings are written out
    /// their lines.
    pub(super) printed: Arc<str>,
    /// If it is JSON whose strings are written out: how they are folded back.
    pub(super) escapes: Option<Escapes>,
}

impl Rewritten {
    /// A text that expands to exactly `text`.
    pub(super) fn exact(sent: Sent, text: &Arc<str>) -> Self {
        Self { sent, counts_as: Arc::clone(text), printed: Arc::clone(text), escapes: None }
    }
}

impl Conversation {
    /// Compresses a text that may contain our own notation. If it does, it is escaped instead.
    pub(super) fn encode(&self, block: &Block, text: &Arc<str>, budget: &mut Budget) -> Rewritten {
        if !budget.looks_encoded(text, &self.history, CODECS) {
            return self.rewrite(block, text, cost(text), budget);
        }
        let shown = Sent::as_is(text, SkipReason::LooksCompressed);
        Rewritten::exact(Sent { output: Some(verbatim(text).into()), ..shown }, text)
    }

    /// Compresses a text that costs `before` and contains none of our notation.
    pub(super) fn rewrite(
        &self,
        block: &Block,
        text: &Arc<str>,
        before: Cost,
        budget: &mut Budget,
    ) -> Rewritten {
        if terminal::is_terminal(text) {
            return self
                .on_screen(block, text, before, budget)
                .unwrap_or_else(|why| Rewritten::exact(Sent::as_is(text, why), text));
        }
        let mut left = *budget;
        let mut sent = self.compress(block, text, before, budget);
        let (Fidelity::Values, Some(output)) = (sent.fidelity, &sent.output) else {
            return Rewritten::exact(sent, text);
        };
        let values: Arc<str> = left.expand(&output.text, &self.history, CODECS, usize::MAX).into();
        if sent.shown.refers {
            // It is unknown here which values stand only in an earlier text, so nothing may refer to them.
            sent.shown = out_of_sight(&values);
        } else {
            sent.shown = sent::values(&values);
            if let Some(referring) = self.values_again(block, text, &values, output.cost, budget) {
                sent = Sent { detection: sent.detection, ..referring };
            }
        }
        Rewritten { sent, counts_as: values, printed: Arc::clone(text), escapes: None }
    }

    /// References for JSON that is reduced to its `values`, if they cost less than `most`.
    fn values_again(
        &self,
        block: &Block,
        text: &str,
        values: &str,
        most: Cost,
        budget: &mut Budget,
    ) -> Option<Sent> {
        let references = References.plan(&self.input(block, values, Kind::Json)).ok()?;
        if references.is_empty() {
            return None;
        }
        let sent = self.compress(block, values, cost(values), budget);
        let output = sent.output.as_ref().filter(|output| sent.shown.refers && output.cost < most)?;
        let edits = vec![sent::report_of_values(text, output)];
        Some(Sent { fidelity: Fidelity::Values, edits, ..sent })
    }

    /// Reduces terminal output to the screen, and compresses that.
    fn on_screen(
        &self,
        block: &Block,
        text: &str,
        before: Cost,
        budget: &mut Budget,
    ) -> Result<Rewritten, SkipReason> {
        let input = self.input(block, text, Kind::Terminal);
        let applied =
            plan_and_apply(self.switched_on(TERMINAL), &input, budget).map_err(SkipReason::Failed)?;
        let view: Arc<str> = applied.text.as_deref().ok_or(SkipReason::NothingFound)?.into();
        let Rewritten { mut sent, counts_as, printed, .. } = self.encode(block, &view, budget);
        let output = sent.output.take().unwrap_or_else(|| view.to_string().into());
        if !judge::is_worth_it(before, output.cost) {
            return Err(SkipReason::NotWorthIt);
        }
        let edits = sent::reports(text, &view, applied.edits).chain(sent.edits).collect();
        Ok(Rewritten {
            sent: Sent { output: Some(output), edits, skipped: None, fidelity: Fidelity::View, ..sent },
            counts_as,
            printed,
            escapes: None,
        })
    }

    fn compress(&self, block: &Block, text: &str, before: Cost, budget: &mut Budget) -> Sent {
        let Some(lines) = without_cr(text) else { return self.compress_lines(block, text, before, budget) };
        // The cost of carriage returns is not counted as saved: for a model it is close to zero.
        let before = before.min(cost(&lines));
        let sent = self.compress_lines(block, &lines, before, budget);
        if sent.fidelity == Fidelity::Values {
            // Carriage returns between JSON values are white space, which is dropped anyway.
            return self.compress_lines(block, text, before, budget);
        }
        let sent = sent.behind_crlf(&lines);
        if sent.output.as_ref().is_some_and(|output| !judge::is_worth_it(before, output.cost)) {
            Sent { detection: sent.detection, ..Sent::as_is(&lines, SkipReason::NotWorthIt) }
        } else {
            sent
        }
    }

    fn compress_lines(&self, block: &Block, text: &str, before: Cost, budget: &mut Budget) -> Sent {
        self.compress_as(block, text, before, || detection(block, text), budget)
    }

    /// Compresses a text as what `detect` finds in it.
    pub(super) fn compress_as(
        &self,
        block: &Block,
        text: &str,
        before: Cost,
        detect: impl FnOnce() -> Detection,
        budget: &mut Budget,
    ) -> Sent {
        if text.len() < SHORT {
            return Sent::as_is(text, SkipReason::Short);
        }
        // `References` accepts a text of any kind, so detection is not needed.
        let is_known = text.len() >= LONG && self.history.whole(text).is_some();
        let detection = (!is_known).then(detect);
        let compressors: &[&dyn Compressor] = if is_known { &[&References] } else { COMPRESSORS };
        let as_is = |detection, why| Sent { detection, ..Sent::as_is(text, why) };
        let kind = detection.as_ref().map_or(Kind::Text, |detection| detection.compress_as);
        let source: Vec<Range<usize>> =
            detection.iter().flat_map(|detection| source(detection, text)).collect();
        let input = Input { source: &source, ..self.input(block, text, kind) };
        let applied = match plan_and_apply(self.switched_on(compressors), &input, budget) {
            Ok(applied) => applied,
            Err(error) => return as_is(detection, SkipReason::Failed(error)),
        };
        // An output with escape sequences would be reduced to a screen when it comes back, and would not be
        // recognised.
        let Some(output) = applied.text.filter(|output| !terminal::is_terminal(output)).map(Output::from)
        else {
            return as_is(detection, SkipReason::NothingFound);
        };
        if !judge::is_worth_replacing((text, before), (&output.text, output.cost)) {
            return as_is(detection, SkipReason::NotWorthIt);
        }
        let edits = reports(text, &output.text, applied.edits).collect();
        Sent {
            edits,
            skipped: None,
            detection,
            fidelity: applied.shown.fidelity,
            shown: applied.shown,
            output: Some(output),
            elision: None,
        }
    }

    /// The compressors that the options do not switch off.
    fn switched_on<'c>(
        &'c self,
        compressors: &'c [&'c dyn Compressor],
    ) -> impl Iterator<Item = &'c &'c dyn Compressor> {
        compressors.iter().filter(|compressor| self.options.units.has(compressor.name()))
    }

    pub(super) fn input<'a>(&'a self, block: &Block, text: &'a str, kind: Kind) -> Input<'a> {
        Input {
            text,
            kind,
            quotable: block.quotable && self.options.policy == Policy::Agent,
            source: &[],
            history: &self.history,
        }
    }
}

/// The sections that are source code or documents.
fn source(detection: &Detection, text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_source = |section: &Section| match section.kind {
        Kind::Source | Kind::Markdown => true,
        Kind::NumberedFile => has_gutter(&text[section.span.clone()]),
        _ => false,
    };
    sections(detection).into_iter().filter(is_source).map(|section| section.span)
}

/// Whether line numbers stand in a gutter, as in the output of a tool that shows a file. `12:` in front of a line may
/// also be a time, or the place of a search match.
fn has_gutter(text: &str) -> bool {
    let behind = text.trim_start().trim_start_matches(|digit: char| digit.is_ascii_digit());
    !behind.starts_with([':', '-'])
}
