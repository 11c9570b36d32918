//! The matches that a search prints.

use std::ops::Range;

use headroom_core::work::step;
use headroom_formats::search::{ResultLine, context, in_no_folder, matched, numbered};

/// What stands between lines that were found apart from each other.
const SEPARATOR: &str = "--";

/// So many lines of context may stand in front of the first match in a file.
const MAX_CONTEXT: usize = 32;

/// A match, or several with lines of context between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Place<'a> {
    /// Whole lines, the separator behind them among them.
    pub(in crate::search) span: Range<usize>,
    /// The file, if it is named.
    pub(in crate::search) path: &'a str,
    /// The numbers of the first and the last line in it, empty where lines have none.
    pub(in crate::search) numbers: (&'a str, &'a str),
    pub(in crate::search) matches: usize,
    pub(in crate::search) has_context: bool,
}

/// Finds the places in a text, in order. Lines that belong to none stand between them.
pub(in crate::search) struct Places<'a> {
    text: &'a str,
    /// Where the next line starts.
    at: usize,
    /// The file of the last line, and whether that may stand above its lines.
    path: &'a str,
    is_above: bool,
    /// The place that may go on.
    open: Option<Place<'a>>,
}

impl<'a> Places<'a> {
    /// In results that start in this file.
    pub(in crate::search) const fn new(text: &'a str, path: &'a str) -> Self {
        Self { text, at: 0, path, is_above: true, open: None }
    }

    fn found(&self, line: &'a str, end: usize) -> Option<ResultLine<'a>> {
        let under = || numbered(line, self.path).filter(|found| self.is_above || found.is_match());
        matched(line)
            .or_else(|| context(line, self.path))
            .or_else(|| context(line, self.match_behind(line, end)?))
            .or_else(under)
            .or_else(|| in_no_folder(line))
    }

    /// The file of the first match behind a line of context.
    fn match_behind(&self, line: &str, end: usize) -> Option<&'a str> {
        // What has no number between dashes is no context, and most lines are none.
        if !line.as_bytes().windows(2).any(|pair| pair[0] == b'-' && pair[1].is_ascii_digit()) {
            return None;
        }
        self.text[end..]
            .split('\n')
            .take(MAX_CONTEXT)
            .take_while(|line| line.trim_end() != SEPARATOR)
            .find_map(|line| Some(matched(line.trim_end_matches('\r'))?.path))
    }
}

impl<'a> Iterator for Places<'a> {
    type Item = Place<'a>;

    fn next(&mut self) -> Option<Place<'a>> {
        while self.at < self.text.len() {
            let start = self.at;
            let end = memchr::memchr(b'\n', &self.text.as_bytes()[start..])
                .map_or(self.text.len(), |feed| start + feed + 1);
            let line = self.text[start..end].trim_end_matches(['\r', '\n']);
            step(end - start);
            self.at = end;
            let Some(found) = self.found(line, end) else {
                if line == SEPARATOR
                    && let Some(place) = self.open.take()
                {
                    return Some(Place { span: place.span.start..end, ..place });
                }
                (self.path, self.is_above) = (if line == SEPARATOR { self.path } else { line }, true);
                if let Some(place) = self.open.take() {
                    return Some(place);
                }
                continue;
            };
            let (path, number, is_match) = (found.path, found.number(), found.is_match());
            self.is_above = self.is_above && path == self.path;
            self.path = path;
            let goes_on = |place: &&mut Place<'_>| {
                place.path == path && !(is_match && place.matches > 0 && !place.has_context)
            };
            if let Some(place) = self.open.as_mut().filter(goes_on) {
                (place.span.end, place.numbers.1) = (end, number);
                place.matches += usize::from(is_match);
                place.has_context |= !is_match;
            } else if let Some(place) = self.open.replace(Place {
                span: start..end,
                path,
                numbers: (number, number),
                matches: is_match.into(),
                has_context: !is_match,
            }) {
                return Some(place);
            }
        }
        self.open.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Path, numbers, matches.
    fn found(text: &str) -> Vec<(&str, (&str, &str), usize)> {
        Places::new(text, "").map(|place| (place.path, place.numbers, place.matches)).collect()
    }

    #[test]
    fn matches_are_read_in_every_form() {
        assert_eq!(
            found("a.rs:1:x\na.rs:9:y:3:z\nb c.rs:2:x\r\n"),
            [("a.rs", ("1", "1"), 1), ("a.rs", ("9", "9"), 1), ("b c.rs", ("2", "2"), 1)]
        );
        assert_eq!(
            found("src/a.rs\n1:x\n30:a.b:4:y\n\nsrc/b.rs\n2:x"),
            [("src/a.rs", ("1", "1"), 1), ("src/a.rs", ("30", "30"), 1), ("src/b.rs", ("2", "2"), 1)]
        );
        assert_eq!(found("7:x\n8:y"), [("", ("7", "7"), 1), ("", ("8", "8"), 1)]);
        assert_eq!(found("src/a.rs:x\nsrc/a.rs:y"), [("src/a.rs", ("", ""), 1), ("src/a.rs", ("", ""), 1)]);
        assert_eq!(found("a.rs:x\na.rs:y"), [("a.rs", ("", ""), 1), ("a.rs", ("", ""), 1)]);
        assert_eq!(found(r"C:\a.cs:4:x"), [(r"C:\a.cs", ("4", "4"), 1)]);
        assert_eq!(found("HEAD~1:a.c:4:x"), [("HEAD~1:a.c", ("4", "4"), 1)]);
    }

    #[test]
    fn context_belongs_to_its_match() {
        assert_eq!(
            found("a-1-b.c-3-x\na-1-b.c:4:y\na-1-b.c-5-z\n--\na-1-b.c:9:y\na-1-b.c-10-z\n"),
            [("a-1-b.c", ("3", "5"), 1), ("a-1-b.c", ("9", "10"), 1)]
        );
        assert_eq!(
            found("a.c\n3-x\n4:y\n5-z\n--\n8-x\n9:y"),
            [("a.c", ("3", "5"), 1), ("a.c", ("8", "9"), 1)]
        );
        assert_eq!(
            Places::new("a.c-3-x\na.c:4:y\n--\na.c:9:y\n", "").next().map(|place| place.span),
            Some(0..19)
        );
    }

    #[test]
    fn other_lines_are_no_matches() {
        for text in [
            "",
            "--",
            "--\n--",
            "error: no",
            "Binary file a.bin matches",
            "https://a.b/c",
            "{\"a\": 1}",
            "  12 files",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
