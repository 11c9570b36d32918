//! Rows: values side by side.

use std::ops::Range;

use headroom_formats::json::{Kind, Tape};

/// Minimum number of members of an object whose members may be rows.
const MIN_ENTRIES: usize = 8;

/// The lines of a table whose rows were written as JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines<'a> {
    /// The text with the table.
    pub(crate) text: &'a str,
    /// The start of each row, and the end of the last.
    pub(crate) starts: &'a [usize],
    /// The number of lines before the first row.
    pub(crate) before: usize,
}

/// The container of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::json) enum Form {
    /// An array.
    Array,
    /// An object whose keys are data: a row is a key and its value.
    Map,
    /// A text: a row is a line.
    Lines,
}

/// Rows, in order.
pub(in crate::json) struct Rows<'t, 'a> {
    pub(in crate::json) tape: &'t Tape<'a>,
    pub(in crate::json) form: Form,
    /// Their values.
    pub(in crate::json) values: Vec<u32>,
    /// The lines of a table that stand for the rows in the text that is sent.
    pub(in crate::json) table: Option<Lines<'a>>,
    /// The number of lines of the whole text before the first row, if rows are lines.
    pub(in crate::json) lines_before: usize,
}

impl<'t, 'a> Rows<'t, 'a> {
    /// The rows in an array or object; `None` if there are fewer than `least`.
    pub(in crate::json) fn of(
        tape: &'t Tape<'a>,
        container: u32,
        is_lines: bool,
        least: usize,
    ) -> Option<Self> {
        let (form, values) = match tape.kind(container) {
            Kind::Array => (
                if is_lines { Form::Lines } else { Form::Array },
                tape.elements(container).collect::<Vec<_>>(),
            ),
            Kind::Object if has_keys_that_are_data(tape, container) => {
                (Form::Map, tape.members(container).map(|(_, value)| value).collect())
            }
            _ => return None,
        };
        (values.len() >= least).then_some(Self { tape, form, values, table: None, lines_before: 0 })
    }

    pub(in crate::json) fn count(&self) -> usize {
        self.values.len()
    }

    /// The bytes of rows `from..=to`, including the text between them.
    pub(in crate::json) fn span(&self, from: usize, to: usize) -> Range<usize> {
        let first = self.values[from];
        // The key of a member precedes its value.
        let start = if self.form == Form::Map { first - 1 } else { first };
        self.tape.start(start)..self.tape.end(self.values[to])
    }

    /// The text between a key and its value, in the layout of the text.
    pub(in crate::json) fn behind_key(&self, row: usize) -> &'a str {
        let value = self.values[row];
        &self.tape.text()[self.tape.end(value - 1)..self.tape.start(value)]
    }

    /// The text of rows `from..=to` where it is sent: in a table, or in the JSON itself.
    pub(in crate::json) fn sent(&self, from: usize, to: usize) -> &'a str {
        match &self.table {
            Some(table) => &table.text[table.starts[from]..table.starts[to + 1]],
            None => &self.tape.text()[self.span(from, to)],
        }
    }

    /// The text of a row.
    pub(in crate::json) fn text(&self, row: usize) -> &'a str {
        &self.tape.text()[self.span(row, row)]
    }

    /// A row as a reader finds it: its number from 1, or its line in the text with the table.
    pub(in crate::json) fn place(&self, row: usize) -> usize {
        row + 1 + self.table.as_ref().map_or(self.lines_before, |table| table.before)
    }

    /// Whether a reader finds rows by their lines: before the first row stands other text.
    pub(in crate::json) fn are_lines(&self) -> bool {
        self.table.is_some() || self.lines_before > 0
    }

    /// The noun for a row: `row`, `value`, `entry`.
    pub(in crate::json) fn called(&self) -> &'static str {
        let has_parts = |value: &&u32| matches!(self.tape.kind(**value), Kind::Array | Kind::Object);
        match self.form {
            Form::Map => "entry",
            _ if self.values.first().as_ref().is_some_and(has_parts) => "row",
            _ => "value",
        }
    }
}

/// Whether the keys of an object are data: most members are objects that start with the same key.
fn has_keys_that_are_data(tape: &Tape<'_>, object: u32) -> bool {
    let first_key =
        |value: u32| (tape.kind(value) == Kind::Object && !tape.is_empty(value)).then_some(value + 2);
    let Some(expected) = tape.members(object).find_map(|(_, value)| first_key(value)) else { return false };
    let (mut alike, mut count) = (0, 0);
    for (_, value) in tape.members(object) {
        count += 1;
        alike += usize::from(first_key(value).is_some_and(|key| tape.same(key, expected)));
    }
    count >= MIN_ENTRIES && alike * 5 >= count * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_elements_lines_and_entries() {
        let array = Tape::new("[1, 2 ,3]").expect("JSON");
        let rows = Rows::of(&array, 0, false, 3).expect("rows");
        assert_eq!((rows.text(1), &array.text()[rows.span(0, 1)], rows.called()), ("2", "1, 2", "value"));
        assert!(Rows::of(&array, 0, false, 4).is_none());
        let text = format!(
            "{{{}}}",
            (0..8).map(|key| format!("\"k{key}\": {{\"a\":{key}}}")).collect::<Vec<_>>().join(",")
        );
        let map = Tape::new(&text).expect("JSON");
        let rows = Rows::of(&map, 0, false, 3).expect("rows");
        assert_eq!((rows.text(1), rows.called(), rows.behind_key(1)), ("\"k1\": {\"a\":1}", "entry", ": "));
        let fields = Tape::new(r#"{"a":{"x":1},"b":{"y":2},"c":3}"#).expect("JSON");
        assert!(Rows::of(&fields, 0, false, 1).is_none());
    }
}
