//! Asks the compressors for edits of a text, chooses among them and applies the choice.

use std::ops::Range;

use headroom_compressors::{references::References, templates::Templates};
use headroom_core::{Applied, Budget, CompressError, Compressor, Cost, Input, Kind, Plan};

use crate::judge;
use crate::registry::CODECS;

/// Minimum length of text between references that other compressors are asked about, in bytes.
const MIN_GAP_LEN: usize = 96;
/// JSON is sent as a table, which names its fields, if that saves at least this share of what templates save, in
/// percent.
const MIN_SHARE_OF_TABLE: u64 = 75;

/// Asks every compressor that accepts the input for edits, chooses the best and applies them. An error of one
/// compressor does not stop the others. It is returned only if no compressor found anything.
pub(super) fn plan_and_apply<'c>(
    compressors: impl IntoIterator<Item = &'c &'c dyn Compressor>,
    input: &Input<'_>,
    budget: &mut Budget,
) -> Result<Applied, CompressError> {
    let (mut references, mut templates, mut others) = (Plan::default(), Plan::default(), Vec::new());
    let mut folds = Vec::new();
    let mut failure = None;
    for compressor in compressors.into_iter().filter(|compressor| compressor.accepts(input.kind)) {
        let refers = compressor.name() == References.name();
        let is_second = is_json(input.kind) && compressor.name() == Templates.name();
        match compressor.plan(input) {
            Ok(plan) if refers => references = plan,
            Ok(plan) if is_second => templates = plan,
            Ok(plan) => others.push(plan),
            Err(error) => failure = Some(error),
        }
        if !refers && !is_second {
            folds.push(*compressor);
        }
    }
    others.retain(|plan| !plan.is_empty());
    let between = between(input, &references, &folds).filter(|_| !others.is_empty());
    let second = (!templates.is_empty())
        .then(|| judge::choose(input.text, input.history, vec![templates, references.clone()]));
    others.push(references);
    let plan = judge::choose(input.text, input.history, others);
    let plan =
        between.filter(|between| saving(input.text, between) > saving(input.text, &plan)).unwrap_or(plan);
    let is_better =
        |second: &Plan| saving(input.text, &plan) < saving(input.text, second).percent(MIN_SHARE_OF_TABLE);
    let plan = second.filter(is_better).unwrap_or(plan);
    match failure {
        Some(error) if plan.is_empty() => Err(error),
        _ => Ok(budget.apply(input.text, plan, input.history, CODECS)),
    }
}

const fn is_json(kind: Kind) -> bool {
    matches!(kind, Kind::Json | Kind::JsonLines)
}

/// The references, with the edits that other compressors find in the lines between them. Without this, a form of the
/// whole text would displace all references even if it saved less than they do together.
fn between(input: &Input<'_>, references: &Plan, folds: &[&dyn Compressor]) -> Option<Plan> {
    if references.is_empty() {
        return None;
    }
    let mut plans = vec![references.clone()];
    for gap in gaps(input.text, references) {
        let source = within(input.source, &gap);
        let part = Input { text: &input.text[gap.clone()], source: &source, ..*input };
        let found = folds.iter().filter_map(|fold| fold.plan(&part).ok()).filter(|plan| !plan.is_empty());
        let found: Vec<_> = found.collect();
        if !found.is_empty() {
            let best = judge::choose(part.text, part.history, found);
            plans.push(Plan::new(input.text, best.edits().map(|edit| edit.shifted(gap.start))));
        }
    }
    Some(judge::choose(input.text, input.history, plans))
}

/// The parts of `spans` that lie in `gap`, relative to its start.
fn within(spans: &[Range<usize>], gap: &Range<usize>) -> Vec<Range<usize>> {
    let cut = |span: &Range<usize>| span.start.max(gap.start)..span.end.min(gap.end);
    spans
        .iter()
        .map(cut)
        .filter(|span| !span.is_empty())
        .map(|span| span.start - gap.start..span.end - gap.start)
        .collect()
}

/// The stretches of whole lines between the edits of `plan` that are long enough for an edit of their own.
fn gaps(text: &str, plan: &Plan) -> Vec<Range<usize>> {
    let is_line_feed = |at: usize| text.as_bytes().get(at).is_none_or(|byte| *byte == b'\n');
    let mut gaps = Vec::new();
    let mut start = Some(0);
    let end = std::iter::once(text.len() + 1..text.len() + 1);
    for span in plan.edits().map(|edit| edit.span().clone()).chain(end) {
        // A gap that starts or ends within a line is a part of a very long line, and has no whole lines.
        let end = span.start.checked_sub(1).filter(|end| is_line_feed(*end));
        if let (Some(start), Some(end)) = (start, end)
            && start + MIN_GAP_LEN <= end
        {
            gaps.push(start..end);
        }
        start = is_line_feed(span.end.min(text.len())).then_some(span.end + 1);
    }
    gaps
}

/// The cost that a plan saves.
fn saving(text: &str, plan: &Plan) -> Cost {
    plan.edits().map(|edit| edit.saving(text)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_a_gap_is_known_by_its_place_in_the_gap() {
        let spans = [0..10, 20..30, 40..90];
        assert_eq!(within(&spans, &(5..50)), [0..5, 15..25, 35..45]);
        assert_eq!(within(&spans, &(25..80)), [0..5, 15..55]);
        assert!(within(&spans, &(10..20)).is_empty());
    }
}
