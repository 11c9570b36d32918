//! Rows of JSON, one on each line, among lines that are none: a row of another sort, or the start of a row that was
//! cut off.

use std::ops::Range;

use headroom_core::Kind;

use crate::recogniser::STRONG;
use crate::segmentation::Run;

/// Minimum number of rows that are a part of their own.
const MIN_ROWS: usize = 4;

/// The parts of a run of JSON that starts with a row: what stands before the most rows that follow each other, these
/// rows, and what stands behind them. Only one part has rows, so that what an elision says of them is said once. Any
/// other run is one part.
pub(crate) fn parts(text: &str, run: Run) -> Vec<Run> {
    let body = &text[run.span.clone()];
    if run.kind != Kind::Json || !body.lines().next().is_some_and(is_row) {
        return vec![run];
    }
    let lines: Vec<&str> = body.split_inclusive('\n').collect();
    let rows = most_rows(&lines);
    if rows.len() < MIN_ROWS {
        return vec![run];
    }
    let mut start = run.span.start;
    let parts =
        [(0..rows.start, run.kind), (rows.clone(), Kind::JsonLines), (rows.end..lines.len(), run.kind)];
    let part = |(range, kind): (Range<usize>, Kind)| {
        let span = start..start + lines[range.clone()].iter().map(|line| line.len()).sum::<usize>();
        start = span.end;
        let count = range.len();
        Run { span, kind, points: count * STRONG as usize, lines: count, explained: count }
    };
    parts.into_iter().map(part).filter(|part| !part.span.is_empty()).collect()
}

/// The longest range of rows that follow each other.
fn most_rows(lines: &[&str]) -> Range<usize> {
    let (mut most, mut start) = (0..0, 0);
    for (at, line) in lines.iter().enumerate() {
        if !is_row(line) {
            start = at + 1;
        } else if at + 1 - start > most.len() {
            most = start..at + 1;
        }
    }
    most
}

/// Whether a line looks like an object.
fn is_row(line: &str) -> bool {
    line.starts_with("{\"") && line.trim_end().ends_with('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts_of(text: &str) -> Vec<(Kind, &str)> {
        let run = Run { span: 0..text.len(), kind: Kind::Json, points: 0, lines: 0, explained: 0 };
        parts(text, run).into_iter().map(|part| (part.kind, &text[part.span])).collect()
    }

    #[test]
    fn rows_are_parts_of_their_own() {
        let rows = "{\"a\": 1}\n".repeat(5);
        assert_eq!(parts_of(&rows), [(Kind::JsonLines, &*rows)]);
        let (before, behind) = ("{\"a\": 7}\n[1,2]\n", "null\n{\"a\": 7}\n{\"a\": 1");
        assert_eq!(
            parts_of(&format!("{before}{rows}{behind}")),
            [(Kind::Json, before), (Kind::JsonLines, &rows), (Kind::Json, behind)]
        );
    }

    #[test]
    fn other_json_is_one_part() {
        let few = "{\"a\": 1}\n{\"a\": 2}\n{\"a\"";
        let list = format!("[\n{}]", "{\"a\": 1},\n".repeat(5));
        for text in [few, &list, "{\n  \"a\": 1\n}\n"] {
            assert_eq!(parts_of(text), [(Kind::Json, text)]);
        }
    }
}
