//! Values that stand beside each other.

use std::ops::Range;

use headroom_formats::json::{Kind, Tape};

/// An object with fewer members has fields, not rows.
const MIN_ENTRIES: usize = 8;

/// What rows are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::json) enum Form {
    /// An array.
    Array,
    /// An object whose keys are data: a row is a key with its value.
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
}

impl<'t, 'a> Rows<'t, 'a> {
    /// The rows in an array or object, if they are `least` or more.
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
        (values.len() >= least).then_some(Self { tape, form, values })
    }

    pub(in crate::json) fn count(&self) -> usize {
        self.values.len()
    }

    /// The bytes of rows `from..=to`, with what stands between them.
    pub(in crate::json) fn span(&self, from: usize, to: usize) -> Range<usize> {
        let first = self.values[from];
        // In front of the value of a member stands its key.
        let start = if self.form == Form::Map { first - 1 } else { first };
        self.tape.start(start)..self.tape.end(self.values[to])
    }

    /// What stands between a key and its value, in the layout of the text.
    pub(in crate::json) fn behind_key(&self, row: usize) -> &'a str {
        let value = self.values[row];
        &self.tape.text()[self.tape.end(value - 1)..self.tape.start(value)]
    }

    /// A row as it stands.
    pub(in crate::json) fn text(&self, row: usize) -> &'a str {
        &self.tape.text()[self.span(row, row)]
    }

    /// What a row is called: `row`, `value`, `entry`.
    pub(in crate::json) fn called(&self) -> &'static str {
        let has_parts = |value: &&u32| matches!(self.tape.kind(**value), Kind::Array | Kind::Object);
        match self.form {
            Form::Map => "entry",
            _ if self.values.first().as_ref().is_some_and(has_parts) => "row",
            _ => "value",
        }
    }
}

/// Whether the members of an object are alike, so that their keys tell them apart: most are objects that start with the same key.
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
