//! Rows of JSON, one on each line, among lines that are none: a row of another sort, or the start of a row that was
//! cut off.

use headroom_core::Kind;

use crate::recogniser::STRONG;
use crate::segmentation::{MAX_RUNS, Run};

/// Minimum number of rows that are a part of their own.
const MIN_ROWS: usize = 4;

/// The parts of a run of JSON that starts with a row: rows, and what stands between them. Any other run is one part.
pub(crate) fn parts(text: &str, run: Run) -> Vec<Run> {
    let body = &text[run.span.clone()];
    if run.kind != Kind::Json || !body.lines().next().is_some_and(is_row) {
        return vec![run];
    }
    let lines: Vec<&str> = body.split_inclusive('\n').collect();
    let mut parts: Vec<Run> = Vec::new();
    let mut start = run.span.start;
    for group in lines.chunk_by(|line, next| is_row(line) == is_row(next)) {
        let is_part = group.len() >= MIN_ROWS && is_row(group[0]) && parts.len() < MAX_RUNS;
        let kind = if is_part { Kind::JsonLines } else { Kind::Json };
        let span = start..start + group.iter().map(|line| line.len()).sum::<usize>();
        start = span.end;
        let count = group.len();
        let part = Run { span, kind, points: count * STRONG as usize, lines: count, explained: count };
        match parts.last_mut().filter(|last| last.kind == kind) {
            Some(last) => {
                last.span.end = part.span.end;
                last.points += part.points;
                last.lines += count;
                last.explained += count;
            }
            None => parts.push(part),
        }
    }
    parts
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
        let text = format!("{rows}[1,2]\n{{\"a\": 7}}\nnull\n{rows}{{\"a\": 1");
        let between = "[1,2]\n{\"a\": 7}\nnull\n";
        assert_eq!(
            parts_of(&text),
            [
                (Kind::JsonLines, &*rows),
                (Kind::Json, between),
                (Kind::JsonLines, &rows),
                (Kind::Json, "{\"a\": 1")
            ]
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
