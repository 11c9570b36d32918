//! What searches print: found lines behind paths and numbers, or numbers under the path.

use headroom_core::Kind;
use headroom_formats::path::{has_ending, is_path, place};
use headroom_formats::scan::{digits, has_any, starts_with_any};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NOTHING, Recogniser, STRONG};

/// How much of a path is remembered, in bytes.
const REMEMBERED: usize = 300;

/// Knows results of searches.
#[derive(Default)]
pub(super) struct Search {
    /// The path of the line before.
    path: String,
    /// Whether numbered lines stand under a path.
    heading: bool,
    /// The number of the last of them.
    number: u64,
}

impl Recogniser for Search {
    fn kind(&self) -> Kind {
        Kind::Search
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let text = line.text;
        if text == "--" {
            // What a search in one file prints has no path.
            self.heading = true;
            return HINT;
        }
        if line.indent == 0 {
            if let Some(found) = place(text, b':') {
                self.heading = false;
                return self
                    .remember(found.path, if has_said(found.column, found.text) { HINT } else { GOOD });
            }
            if let Some(found) = place(text, b'-').filter(|found| found.path == self.path) {
                return self.remember(found.path, GOOD);
            }
            if text.starts_with("Binary file ") && text.ends_with(" matches") {
                return STRONG;
            }
            if starts_with_any(text, &["Found "]) && has_any(text, &[" matches", " files", " results"]) {
                return HINT;
            }
            if let Some(points) = self.unnumbered(text) {
                return points;
            }
            if line.counts.colons < 2 && is_path(text) {
                self.heading = true;
                self.number = 0;
                return FITS;
            }
        }
        if self.heading { self.under_heading(line) } else { NOTHING }
    }
}

impl Search {
    fn remember(&mut self, path: &str, points: i32) -> i32 {
        if self.path != path {
            self.path.clear();
            self.path.push_str(&path[..path.floor_char_boundary(REMEMBERED)]);
        }
        points
    }

    /// `path:text`
    fn unnumbered(&mut self, text: &str) -> Option<i32> {
        let colon = memchr::memchr_iter(b':', text.as_bytes()).find(|colon| *colon > 1)?;
        let (path, rest) = (&text[..colon], &text[colon + 1..]);
        let named = !path.contains(' ')
            && !path.ends_with('.')
            && is_path(path)
            && (has_ending(path) || path.contains('/'));
        if !named || rest.is_empty() || rest.starts_with("//") {
            return None;
        }
        let again = self.path == path;
        Some(self.remember(
            path,
            if again {
                GOOD
            } else if rest.starts_with(' ') {
                FITS
            } else {
                HINT
            },
        ))
    }

    /// `12:text` and `13-text`, with numbers that go up.
    fn under_heading(&mut self, line: &Line<'_>) -> i32 {
        let number = digits(line.body).and_then(|(number, rest)| {
            rest.starts_with([':', '-']).then(|| number.parse::<u64>().ok()).flatten()
        });
        self.heading = number.is_some_and(|number| number > self.number) || line.text == "--";
        self.number = number.unwrap_or(self.number);
        if self.heading { GOOD } else { NOTHING }
    }
}

/// Whether a tool says something of the place: `error: …`, or a sentence behind a column.
fn has_said(column: bool, text: &str) -> bool {
    let text_from = text.strip_prefix(' ').filter(|rest| !rest.starts_with(' '));
    let said = text_from.is_some_and(|rest| {
        starts_with_any(rest, &["error", "warning", "note", "fatal error", "Error", "Warning", "info"])
            || rest
                .split(' ')
                .next()
                .is_some_and(|word| word.ends_with("Warning:") || word.ends_with("Error:"))
    });
    said || text.starts_with("in ") || (column && text_from.is_some())
}
