//! Finds the rows that a query asks for by position, number or time.

use headroom_core::query::Question;
use headroom_formats::json::Kind;

use super::number::number_in;
use crate::json::parse::{Rows, leaves};

/// Maximum number of rows that are kept for the conditions of a query.
const MAX_ROWS: usize = 400;
/// Bounds without the name of a field hold for numbers of any field if they are in at most one of this many
/// rows.
const ONE_IN: usize = 4;

/// The rows that meet a condition of the question.
pub(super) fn find(rows: &Rows<'_, '_>, question: &Question) -> Vec<u32> {
    if !question.has_conditions() {
        return Vec::new();
    }
    let count = rows.count();
    let (mut found, mut named, mut any) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..count {
        let index = row as u32;
        let (mut at_time, mut in_named, mut in_any) = (false, false, false);
        leaves(rows.tape, rows.values[row], |key, node| {
            let raw = rows.tape.raw(node);
            let number = match rows.tape.kind(node) {
                Kind::Number => Some(raw.into()),
                Kind::String => {
                    at_time |= question.wants_time(raw);
                    number_in(raw).filter(|_| question.has_bounds()).map(|(number, _)| number)
                }
                _ => None,
            };
            if question.has_bounds() && number.is_some_and(|number| question.wants_number(&number)) {
                in_any = true;
                in_named |= key.is_some_and(|key| question.mentions(rows.tape.raw(key).trim_matches('"')));
            }
        });
        if at_time || question.wants_position(row, count) {
            found.push(index);
        }
        named.extend(in_named.then_some(index));
        any.extend(in_any.then_some(index));
    }
    if !named.is_empty() {
        found.extend(named);
    } else if any.len() * ONE_IN <= count {
        found.extend(any);
    }
    found.truncate(MAX_ROWS);
    found
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use super::*;

    fn asked(query: &str) -> Vec<u32> {
        let row = |at: usize| {
            format!(r#"{{"at":"2026-03-01T10:{:02}:00Z","ms":{},"size":{}}}"#, at % 60, at * 37 % 100, at)
        };
        let text = format!("[{}]", (0..50).map(row).collect::<Vec<_>>().join(","));
        let tape = Tape::new(&text).expect("JSON");
        find(&Rows::of(&tape, 0, false, 1).expect("rows"), &Question::of(query))
    }

    #[test]
    fn rows_are_found_by_position_number_and_time() {
        assert_eq!(asked("the 12th row"), [11]);
        assert_eq!(asked("between 10:15 and 10:17"), [15, 16, 17]);
        assert_eq!(asked("where is ms above 95"), [8, 27, 35]);
        assert_eq!(asked("which are below 2"), [0, 1, 2, 46]);
        assert_eq!(asked("what failed"), []);
    }
}
