//! Decides whether the shape of rows proves that most of them are redundant.

use super::columns::{Column, Columns};
use crate::json::parse::Rows;

/// Minimum number of rows that prove anything.
const MIN_COUNT: usize = 30;
/// A field with few values has at most `MAX_VALUES`, each on average at least `MIN_TIMES` times.
const MAX_VALUES: usize = 16;
const MIN_TIMES: usize = 4;

/// Whether all rows have the same fields, and no field could identify anything that a reader needs later:
/// each field counts up evenly, gives a time, measures something, or has few values.
pub(super) fn is_redundant(rows: &Rows<'_, '_>, columns: &Columns) -> bool {
    let count = rows.count();
    let is_plain = |column: &Column| {
        let values = column.values.counted().map_or(usize::MAX, <[_]>::len);
        let is_measure =
            column.strings == 0 && column.is_numeric() && column.numbers.fractions * 2 > column.count;
        let repeats = values <= MAX_VALUES && values * MIN_TIMES <= count;
        // Elements of rows that are arrays have no name that describes them.
        column.key.is_some()
            && column.count as usize == count
            && !column.is_ambiguous()
            && (repeats
                || is_measure
                || column.strings == 0 && column.is_numeric() && column.numbers.counts_up()
                || column.is_clock())
    };
    // Objects in rows are represented by their fields.
    let has_values = |column: &&Column| column.count > 0;
    count >= MIN_COUNT
        && !columns.overflows
        && !columns.list.is_empty()
        && columns.list.iter().filter(has_values).all(is_plain)
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use super::*;

    fn proven(count: usize, row: impl Fn(usize) -> String) -> bool {
        let text = format!("[{}]", (0..count).map(row).collect::<Vec<_>>().join(","));
        let tape = Tape::new(&text).expect("JSON");
        let rows = Rows::of(&tape, 0, false, 1).expect("rows");
        is_redundant(&rows, &Columns::of(&tape, (0..).zip(rows.values.iter().copied())))
    }

    #[test]
    fn repeated_counting_and_measured_fields_are_redundant() {
        let row = |at: usize| {
            format!(
                r#"{{"n":{},"at":"2026-03-01T10:{:02}:00Z","state":"{}","load":{}.{},"on":{{"host":"a"}}}}"#,
                7 + 3 * at,
                at,
                ["up", "busy"][at % 2],
                at * 31 % 7,
                1 + at % 9
            )
        };
        assert!(proven(40, row));
        assert!(!proven(20, row));
    }

    #[test]
    fn identifying_fields_are_not_redundant() {
        for name in [
            |at: usize| format!(r#"{{"id":{}}}"#, at * 7919 % 1009),
            |at| format!(r#"{{"name":"user{at}"}}"#),
            |at| if at == 3 { "{}".into() } else { r#"{"a":1}"#.into() },
            |at| format!("[{at}.5]"),
            |at| format!(r#"{{"a":[{at}]}}"#),
            |at| format!("{at}.5"),
        ] {
            assert!(!proven(60, name), "{}", name(0));
        }
    }
}
