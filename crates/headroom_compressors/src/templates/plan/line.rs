//! A line and its values.

use std::ops::Range;

use super::values::values;

/// A line of a text.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// The bytes of the line in the text.
    pub(super) span: Range<usize>,
    /// The values in the line. `None`: the line is empty, or it has too many.
    pub(super) values: Option<Vec<Range<usize>>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, span: Range<usize>) -> Self {
        let text = &text[span.clone()];
        let mut found = Vec::new();
        let has_few = !text.is_empty() && values(text, &mut found);
        found.shrink_to_fit();
        Self { text, span, values: has_few.then_some(found) }
    }
}
