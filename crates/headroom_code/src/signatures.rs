//! The signatures of a file: one line for each function, method and type.

use std::fmt::Write as _;

use headroom_detect::Language;

use crate::code::MAX_LEN;
use crate::definitions::{definitions, read};

/// Indentation for each definition around a definition.
pub(crate) const INDENT: &str = "  ";

/// The signatures of a file, each behind its line number and indented as deep as it is nested. `None`: the text has
/// no definitions, is longer than [`MAX_LEN`], or takes more work than code does.
///
/// ```
/// use headroom_code::signatures;
/// use headroom_detect::Language;
///
/// let code = "class Orders:\n    def total(self) -> int:\n        return 1\n";
/// let view = signatures(code, Language::Python).unwrap();
/// assert_eq!(view, "1: class Orders\n2:   def total(self) -> int\n");
/// ```
#[must_use]
pub fn signatures(text: &str, language: Language) -> Option<String> {
    if text.len() > MAX_LEN {
        return None;
    }
    let (grammar, parsed) = read(text, language)?;
    let mut view = String::new();
    let mut lines = Lines::new(text);
    for definition in definitions(text, &parsed.tree, grammar) {
        let line = lines.of(definition.head.start);
        let signature = definition.signature(text);
        let _ = writeln!(view, "{line}: {}{signature}", INDENT.repeat(definition.depth));
    }
    (!view.is_empty()).then_some(view)
}

/// Line numbers of ascending places.
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of a place, counted from 1. A place before the last one gets the line of the last one.
    pub(crate) fn of(&mut self, place: usize) -> usize {
        if place > self.at {
            self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.at..place]).count();
            self.at = place;
        }
        self.line
    }
}
