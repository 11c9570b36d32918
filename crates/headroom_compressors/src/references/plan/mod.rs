//! Decides which repeated lines are replaced.

mod matches;
mod rows;
mod spans;

use std::ops::Range;

use headroom_core::{Cost, Edit, Input, Lines, Plan, Run, cost, is_long, rows};

use super::CODECS;
use super::parse::{self, Target};
use crate::quoted_span::QuotedSpan;
use matches::Match;

/// Lines around a change that are shown although they occur earlier, so that the change is seen in its
/// context.
const SURROUNDINGS: u32 = 1;
/// Minimum saving of a reference, in tokens: a smaller saving disturbs the reader more than it helps.
const MIN_SAVING: u64 = 10;

/// Plans a reference for the whole text if it occurs earlier, else references for lines that occur earlier,
/// and short forms of numbered lines.
pub(super) fn plan(input: &Input<'_>) -> Plan {
    let planner = Planner { input, lines: Lines::new(input.text) };
    let edits = planner.whole().map_or_else(|| planner.rows_or_lines(), |edit| vec![edit]);
    Plan::new(input.text, edits)
}

struct Planner<'a> {
    input: &'a Input<'a>,
    lines: Lines,
}

/// Whether the saving is worth a reference.
fn pays(before: Cost, after: Cost) -> bool {
    after + Cost::tokens(MIN_SAVING) <= before
}

impl Planner<'_> {
    /// One reference for the whole text.
    fn whole(&self) -> Option<Edit<'static>> {
        let text = self.input.text;
        let shown = self.input.history.whole(text)?;
        let reference = Target { name: &shown.name, lines: None, counts_rows: false, part: None }.to_string();
        pays(cost(text), cost(&reference)).then(|| Edit::Rewrite {
            span: 0..text.len(),
            text: reference.into(),
            codec: CODECS[0],
            reason: "the same text as a whole",
        })
    }

    /// References for rows of JSON, else for lines. A table shows rows even if the original has one line, or a
    /// line for each field. A file is shown as it is, so its lines are counted.
    fn rows_or_lines(&self) -> Vec<Edit<'static>> {
        let may_be_rows = !self.input.quotable && self.input.history.has_rows();
        let rows = if may_be_rows { self.rows() } else { Vec::new() };
        if rows.is_empty() { self.parts() } else { rows }
    }

    fn rows(&self) -> Vec<Edit<'static>> {
        let text = self.input.text;
        let edit = |rows: rows::Rows| {
            let target = Target {
                name: &self.input.history.get(rows.block).name,
                lines: Some(rows.numbers),
                counts_rows: true,
                part: None,
            };
            reference(rows.bytes, target.to_string(), "rows that stand earlier")
        };
        rows::find(text, &rows(text), self.input.history)
            .into_iter()
            .map(edit)
            .filter(|edit| pays(cost(&text[edit.span().clone()]), cost(edit.text())))
            .collect()
    }

    fn parts(&self) -> Vec<Edit<'static>> {
        let found = matches::find(self.input, &self.lines, |block, matched| self.saves(block, matched));
        let mut edits = Vec::new();
        let mut found = found.into_iter().peekable();
        for part in self.segments() {
            let mut own = Vec::new();
            while let Some(matched) = found.next_if(|matched| matched.lines.end <= part.lines.end) {
                own.push(matched);
            }
            match part.run {
                Some(run) => {
                    self.withdraw(&mut own, &part.lines);
                    edits.extend(self.numbered(run, &own));
                }
                None => edits.extend(self.plain(&part.lines, &own)),
            }
        }
        edits
    }

    /// The text, split at the ends of runs of numbered lines.
    fn segments(&self) -> Vec<Segment<'_>> {
        let mut segments = Vec::new();
        let mut at = 0;
        for run in self.lines.runs() {
            segments.push(Segment { lines: at..run.lines.start, run: None });
            segments.push(Segment { lines: run.lines.clone(), run: Some(run) });
            at = run.lines.end;
        }
        segments.push(Segment { lines: at..self.lines.count(), run: None });
        segments
    }

    /// Shortens matches next to new lines, and drops those that no longer pay.
    fn withdraw(&self, found: &mut Vec<Match>, within: &Range<u32>) {
        let by = SURROUNDINGS;
        let starts: Vec<_> = found.iter().map(|matched| matched.lines.start).collect();
        let mut last = within.start;
        for (index, matched) in found.iter_mut().enumerate() {
            let end = matched.lines.end;
            let next = starts.get(index + 1).copied().unwrap_or(within.end);
            let before = if matched.lines.start > last { by } else { 0 };
            let after = if next > end { by } else { 0 };
            matched.shrink(before, after, self.input.history.get(matched.block));
            last = end;
        }
        found.retain(|matched| self.saves(matched.block, matched));
    }

    /// Whether a reference for the lines pays.
    fn saves(&self, block: u32, matched: &Match) -> bool {
        if matched.lines.is_empty() {
            return false;
        }
        // A line that cannot be counted is named together with another one.
        if matched.lines.len() == 1 && !self.input.history.get(block).counts(matched.first) {
            return false;
        }
        let bodies: Cost =
            matched.lines.clone().map(|line| cost(&self.input.text[self.lines.line(line).body])).sum();
        pays(bodies, cost(&self.target(block, matched, true)))
    }

    fn target(&self, block: u32, matched: &Match, named: bool) -> String {
        let shown = self.input.history.get(block);
        let first = shown.numbers_of(matched.first).map_or(0, |numbers| *numbers.start());
        let last = shown.numbers_of(matched.last()).map_or(0, |numbers| *numbers.end());
        let part = (named && last > first && !shown.counts(matched.last()))
            .then(|| QuotedSpan::of_lines(shown.body(matched.first), shown.body(matched.last())))
            .flatten();
        Target {
            name: if named { &shown.name } else { "" },
            lines: Some((first, last)),
            counts_rows: false,
            part,
        }
        .to_string()
    }

    /// References for lines without numbers, and for spans of the very long ones among the others.
    fn plain(&self, within: &Range<u32>, found: &[Match]) -> Vec<Edit<'static>> {
        let mut edits = Vec::new();
        let mut line = within.start;
        for matched in found {
            edits.extend((line..matched.lines.start).flat_map(|line| self.spans(line)));
            let start = self.lines.whole(matched.lines.start).start;
            let end = self.lines.whole(matched.lines.end - 1).end;
            edits.push(reference(
                start..end,
                self.target(matched.block, matched, true),
                "lines that stand earlier",
            ));
            line = matched.lines.end;
        }
        edits.extend((line..within.end).flat_map(|line| self.spans(line)));
        edits
    }

    /// References for spans of a very long line.
    fn spans(&self, line: u32) -> Vec<Edit<'static>> {
        let whole = self.lines.whole(line);
        let text = &self.input.text[whole.clone()];
        if !is_long(text) {
            return Vec::new();
        }
        let edit = |span: spans::Span| {
            reference(
                whole.start + span.bytes.start..whole.start + span.bytes.end,
                span.reference,
                "spans that stand earlier",
            )
        };
        let pays = |edit: &Edit<'_>| pays(cost(&self.input.text[edit.span().clone()]), cost(edit.text()));
        spans::find(text, self.input.history).into_iter().map(edit).filter(pays).collect()
    }

    /// The short form of numbered lines, with references among them.
    fn numbered(&self, run: &Run, found: &[Match]) -> Option<Edit<'static>> {
        let number_of = |line: u32| run.first + (line - run.lines.start);
        let mut text = String::new();
        parse::write_header(&(run.first..=number_of(run.lines.end - 1)), run.numbering, &mut text);
        let mut line = run.lines.start;
        let mut last_block = None;
        let mut after_reference = false;
        let mut found = found.iter().peekable();
        while line < run.lines.end {
            text.push('\n');
            if let Some(matched) = found.next_if(|matched| matched.lines.start == line) {
                text.push_str(&self.target(matched.block, matched, last_block != Some(matched.block)));
                last_block = Some(matched.block);
                line = matched.lines.end;
                after_reference = true;
                continue;
            }
            if parse::is_marked(number_of(line), after_reference) {
                parse::write_mark(number_of(line), run.numbering, &mut text);
            }
            after_reference = false;
            text.push_str(&self.input.text[self.lines.line(line).body]);
            line += 1;
        }
        let span = self.lines.whole(run.lines.start).start..self.lines.whole(run.lines.end - 1).end;
        let is_worth_it = pays(cost(&self.input.text[span.clone()]), cost(&text));
        let reason = if last_block.is_some() { "numbered lines that stand earlier" } else { "line numbers" };
        is_worth_it.then(|| Edit::Rewrite { span, text: text.into(), codec: CODECS[1], reason })
    }
}

fn reference(span: Range<usize>, text: String, reason: &'static str) -> Edit<'static> {
    Edit::Rewrite { span, text: text.into(), codec: CODECS[0], reason }
}

/// Consecutive lines, either all numbered or none.
struct Segment<'a> {
    lines: Range<u32>,
    run: Option<&'a Run>,
}
