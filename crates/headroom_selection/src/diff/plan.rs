//! Decides which unchanged lines are elided.

use std::ops::Range;

use headroom_core::line_ends::line_end;
use headroom_core::{Cost, Cut, Stub, cost, counted, grouped};

use super::Options;
use super::headers::told_again;
use super::parse::{Hunk, Line, first_header, hunks};

/// Unchanged lines between two changes are kept if they cost at most this: another hunk header would cost as
/// much.
const MAX_GAP: Cost = Cost::tokens(10);

pub(super) fn plan(text: &str, options: Options) -> Vec<Cut> {
    let Some(header) = first_header(text) else { return Vec::new() };
    let end = line_end(&text[header.clone()]);
    let told_again = told_again(text);
    let told = told_again.len();
    let mut cuts: Vec<Cut> = told_again.into_iter().map(|span| cut(span, String::new())).collect();
    let mut unchanged = 0;
    for hunk in hunks(text) {
        unchanged += shrink(text, &hunk, options, &mut cuts);
    }
    // The note needs a place of its own, before the first file.
    let what = match (unchanged, told) {
        (0, 0) => return Vec::new(),
        (0, _) => counted(told, "line") + " of headers",
        (_, 0) => counted(unchanged, "unchanged line"),
        _ => format!(
            "{} ({} unchanged, {} of headers)",
            counted(unchanged + told, "line"),
            grouped(unchanged),
            grouped(told)
        ),
    };
    let kept = if cuts.iter().any(|cut| cut.span == header) { "" } else { &text[header.clone()] };
    let after = [end, kept].concat();
    cuts.retain(|cut| cut.span != header);
    cuts.push(Cut {
        span: header,
        stub: Stub { what: Some(what.into()), after: after.into(), ..Stub::default() },
    });
    cuts.sort_unstable_by_key(|cut| cut.span.start);
    cuts
}

/// Splits a hunk into hunks with less context, and returns the number of elided lines.
fn shrink(text: &str, hunk: &Hunk<'_>, options: Options, cuts: &mut Vec<Cut>) -> usize {
    let parts = parts(text, hunk, options);
    let kept: usize = parts.iter().map(Range::len).sum();
    if parts.is_empty() || kept == hunk.lines.len() {
        return 0;
    }
    let count = |lines: Range<usize>| {
        hunk.lines[lines]
            .iter()
            .fold((0, 0), |(old, new), line| (old + u32::from(line.sides.0), new + u32::from(line.sides.1)))
    };
    let all = count(0..hunk.lines.len());
    let mut end = 0;
    let line_end = line_end(&text[hunk.header.clone()]);
    let (mut old, mut new) = hunk.starts;
    for (index, part) in parts.iter().enumerate() {
        let (before_old, before_new) = count(end..part.start);
        (old, new) = (old + before_old, new + before_new);
        let (old_lines, new_lines) = count(part.clone());
        let context = if index == 0 { hunk.context.strip_suffix('\r').unwrap_or(hunk.context) } else { "" };
        let start = if index == 0 { hunk.header.start } else { hunk.lines[end].span.start };
        let span = start..hunk.lines[part.start].span.start;
        push(
            cuts,
            span,
            format!(
                "@@ -{} +{} @@{context}{line_end}",
                range(old, old_lines, all.0),
                range(new, new_lines, all.1)
            ),
        );
        (old, new) = (old + old_lines, new + new_lines);
        end = part.end;
    }
    if let (Some(first), Some(last)) = (hunk.lines.get(end), hunk.lines.last()) {
        push(cuts, first.span.start..last.span.end, String::new());
    }
    hunk.lines.len() - kept
}

/// Adds a cut. A cut at the end of a hunk and the header after it become one cut.
fn push(cuts: &mut Vec<Cut>, span: Range<usize>, before: String) {
    match cuts.last_mut() {
        Some(last) if last.span.end == span.start && last.stub.before.is_empty() => {
            (last.span.end, last.stub.before) = (span.end, before.into());
        }
        _ => cuts.push(cut(span, before)),
    }
}

fn cut(span: Range<usize>, before: String) -> Cut {
    Cut { span, stub: Stub { before: before.into(), ..Stub::default() } }
}

/// The ranges of lines that are kept: every change with its context, and lines between two changes that cost
/// no more than a header.
fn parts(text: &str, hunk: &Hunk<'_>, options: Options) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    // A change is located by its enclosing function, or by the line before it.
    let before = if hunk.context.is_empty() { options.before as usize } else { 0 };
    let spare = |gap: &[Line]| gap.iter().map(|line| cost(&text[line.span.clone()])).sum::<Cost>() > MAX_GAP;
    for (index, _) in hunk.lines.iter().enumerate().filter(|(_, line)| line.is_changed()) {
        let start = index.saturating_sub(before);
        let end = (index + 1 + options.after as usize).min(hunk.lines.len());
        match parts.last_mut() {
            Some(last) if start <= last.end || !spare(&hunk.lines[last.end..start]) => last.end = end,
            _ => parts.push(start..end),
        }
    }
    parts
}

/// `12,3`, or `12` for one line. A file that has no line in this hunk, but had some in the original hunk
/// (`all`), is given by the line before.
fn range(start: u32, lines: u32, all: u32) -> String {
    match lines {
        0 if all > 0 => format!("{},0", start.saturating_sub(1)),
        1 => start.to_string(),
        _ => format!("{start},{lines}"),
    }
}
