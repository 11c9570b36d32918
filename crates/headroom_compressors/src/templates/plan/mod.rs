//! Finds stretches of lines of a few forms, and decides whether an edit pays.

mod gaps;
mod groups;
mod line;
mod values;
mod write;

use std::ops::Range;

use headroom_core::{Cost, Edit, Input, Kind, Lines, Plan, cost, is_note};
use headroom_formats::time::{ClockStyle, first_clock, is_timed};

use super::CODECS;
use groups::Groups;
use line::Line;

/// Minimum saving of an edit, in tokens and in percent of the cost of the lines: looking up templates must be worth
/// the reader's effort.
const MIN_SAVING: u64 = 20;
const MIN_SHARE: u64 = 15;
/// The same share for tables. Their columns are torn from their heads, so less is not worth it.
const MIN_SHARE_OF_TABLE: u64 = 40;
/// Minimum number of lines of templates in a stretch.
const MIN_LINES: usize = 8;
/// Maximum number of other lines between two lines of templates.
const MAX_BETWEEN: usize = 4;
/// The time of a log line starts among its first bytes.
const MAX_TIME_START: usize = 80;
/// Maximum length of a line, in bytes.
const MAX_LINE_LEN: usize = 2000;

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let text = input.text;
    let lines = Lines::new(text);
    let spans: Vec<Range<usize>> = (0..lines.count()).map(|index| lines.whole(index)).collect();
    let mut plan = Plan::default();
    for part in readable(text, &spans, input.source) {
        let lines: Vec<Line<'_>> = spans[part].iter().map(|span| Line::new(text, span.clone())).collect();
        for stretch in stretches(&lines) {
            if let Some(edit) = edit(text, &lines[stretch], input.kind) {
                plan.push(text, edit);
            }
        }
    }
    plan
}

/// The runs of lines that may be folded: no source code, no notes, no very long lines.
fn readable(text: &str, spans: &[Range<usize>], source: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut next = 0;
    for (index, span) in spans.iter().enumerate() {
        while source.get(next).is_some_and(|section| section.end <= span.start) {
            next += 1;
        }
        let is_source = source.get(next).is_some_and(|section| section.start < span.end.max(span.start + 1));
        if is_source || span.len() > MAX_LINE_LEN || is_note(&text[span.clone()]) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == index => last.end += 1,
            _ => found.push(index..index + 1),
        }
    }
    found
}

/// The stretches in which most lines are like others.
fn stretches(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let groups = Groups::of(lines);
    let mut found: Vec<Range<usize>> = Vec::new();
    for index in (0..lines.len()).filter(|index| groups.is_like_others(*index)) {
        match found.last_mut() {
            Some(last) if index - last.end <= MAX_BETWEEN => last.end = index + 1,
            _ => found.push(index..index + 1),
        }
    }
    found.retain(|stretch| stretch.len() >= MIN_LINES);
    found
}

fn edit(text: &str, lines: &[Line<'_>], kind: Kind) -> Option<Edit<'static>> {
    // Logs have a form that also shortens their times. Servers write them behind the client.
    let has_time = |line: &str| {
        is_timed(line)
            || kind == Kind::Log && first_clock(line.as_bytes(), MAX_TIME_START, ClockStyle::Loose).is_some()
    };
    let timed = lines.iter().filter(|line| has_time(line.text)).count();
    if timed * 2 > lines.len() {
        return None;
    }
    let (folded, form) = write::write(lines)?;
    let span = lines[folded.start].span.start..lines[folded.end - 1].span.end;
    let before = cost(&text[span.clone()]);
    let share = if kind == Kind::Table { MIN_SHARE_OF_TABLE } else { MIN_SHARE };
    let pays = cost(&form) + Cost::tokens(MIN_SAVING).max(before.percent(share)) <= before;
    pays.then(|| Edit::Rewrite {
        span,
        text: form.into(),
        codec: CODECS[0],
        reason: "lines of a few templates",
    })
}
