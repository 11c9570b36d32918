//! Which unchanged lines go.

use std::ops::Range;

use headroom_core::{Cut, Stub};

use super::Options;
use super::parse::{Hunk, first_header, hunks};
use crate::wording::counted;

const REASON: &str = "unchanged lines around changes";

pub(super) fn plan(text: &str, options: Options) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut gone = 0;
    for hunk in hunks(text) {
        gone += shrink(&hunk, options, &mut cuts);
    }
    // The note needs a place of its own, in front of the first file.
    let Some(header) = first_header(text).filter(|header| gone > 0 && cuts.first().is_none_or(|cut| header.end <= cut.span.start)) else { return Vec::new() };
    let after = format!("\n{}", &text[header.clone()]);
    cuts.insert(0, Cut { span: header, stub: Stub { before: String::new(), what: Some(counted(gone, "unchanged line")), after }, reason: REASON });
    cuts
}

/// Cuts a part into parts with less around their changes; how many lines are gone.
fn shrink(hunk: &Hunk<'_>, options: Options, cuts: &mut Vec<Cut>) -> usize {
    let parts = parts(hunk, options);
    let kept: usize = parts.iter().map(Range::len).sum();
    if parts.is_empty() || kept == hunk.lines.len() {
        return 0;
    }
    let count = |lines: Range<usize>| hunk.lines[lines].iter().fold((0, 0), |(old, new), line| (old + u32::from(line.sides.0), new + u32::from(line.sides.1)));
    let all = count(0..hunk.lines.len());
    let mut end = 0;
    let (mut old, mut new) = hunk.starts;
    for (index, part) in parts.iter().enumerate() {
        let (before_old, before_new) = count(end..part.start);
        (old, new) = (old + before_old, new + before_new);
        let (old_lines, new_lines) = count(part.clone());
        let context = if index == 0 { hunk.context } else { "" };
        let start = if index == 0 { hunk.header.start } else { hunk.lines[end].span.start };
        let span = start..hunk.lines[part.start].span.start;
        cuts.push(cut(span, format!("@@ -{} +{} @@{context}\n", range(old, old_lines, all.0), range(new, new_lines, all.1))));
        (old, new) = (old + old_lines, new + new_lines);
        end = part.end;
    }
    if let (Some(first), Some(last)) = (hunk.lines.get(end), hunk.lines.last()) {
        cuts.push(cut(first.span.start..last.span.end, String::new()));
    }
    hunk.lines.len() - kept
}

fn cut(span: Range<usize>, before: String) -> Cut {
    Cut { span, stub: Stub { before, ..Stub::default() }, reason: REASON }
}

/// The lines that stay: every change with what stands around it.
fn parts(hunk: &Hunk<'_>, options: Options) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (index, _) in hunk.lines.iter().enumerate().filter(|(_, line)| line.is_changed()) {
        let start = index.saturating_sub(options.before as usize);
        let end = (index + 1 + options.after as usize).min(hunk.lines.len());
        match parts.last_mut() {
            Some(last) if start < last.end + options.fewest as usize => last.end = end,
            _ => parts.push(start..end),
        }
    }
    parts
}

/// `12,3`, or `12` for one line. Where a file has no line in a part, but had in `all` of it, the line in front is named.
fn range(start: u32, lines: u32, all: u32) -> String {
    match lines {
        0 if all > 0 => format!("{},0", start.saturating_sub(1)),
        1 => start.to_string(),
        _ => format!("{start},{lines}"),
    }
}
