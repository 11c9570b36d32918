//! The matches that a search prints.

use std::ops::Range;

/// The longest path that is looked for, and the most digits of a line number, in bytes.
const LONGEST_PATH: usize = 512;
const MOST_DIGITS: usize = 9;
/// What stands between lines that were found apart from each other.
const SEPARATOR: &str = "--";

/// So many lines of context may stand in front of the first match in a file.
const MOST_CONTEXT: usize = 32;

/// A match, or several with lines of context between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Whole lines, the separator behind them among them.
    pub(super) span: Range<usize>,
    /// The file, if it is named.
    pub(super) path: &'a str,
    /// The numbers of the first and the last line in it, empty where lines have none.
    pub(super) numbers: (&'a str, &'a str),
    pub(super) matches: usize,
    pub(super) has_context: bool,
}

/// A line of a file.
#[derive(Clone, Copy)]
struct Found<'a> {
    path: &'a str,
    number: &'a str,
    is_match: bool,
}

/// Finds the places in a text, in order. Lines that belong to none stand between them.
pub(super) struct Places<'a> {
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
    pub(super) const fn new(text: &'a str, path: &'a str) -> Self {
        Self { text, at: 0, path, is_above: true, open: None }
    }

    fn found(&self, line: &'a str, end: usize) -> Option<Found<'a>> {
        let under = || numbered(line, self.path).filter(|found| self.is_above || found.is_match);
        matched(line).or_else(|| context(line, self.path)).or_else(|| context(line, self.match_behind(line, end)?)).or_else(under)
    }

    /// The file of the first match behind a line of context.
    fn match_behind(&self, line: &str, end: usize) -> Option<&'a str> {
        // What has no number between dashes is no context, and most lines are none.
        if !line.as_bytes().windows(2).any(|pair| pair[0] == b'-' && pair[1].is_ascii_digit()) {
            return None;
        }
        self.text[end..].split('\n').take(MOST_CONTEXT).take_while(|line| line.trim_end() != SEPARATOR).find_map(|line| Some(matched(line.trim_end_matches('\r'))?.path))
    }
}

impl<'a> Iterator for Places<'a> {
    type Item = Place<'a>;

    fn next(&mut self) -> Option<Place<'a>> {
        while self.at < self.text.len() {
            let start = self.at;
            let end = memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |feed| start + feed + 1);
            let line = self.text[start..end].trim_end_matches(['\r', '\n']);
            self.at = end;
            let Some(Found { path, number, is_match }) = self.found(line, end) else {
                if line == SEPARATOR && let Some(place) = self.open.take() {
                    return Some(Place { span: place.span.start..end, ..place });
                }
                (self.path, self.is_above) = (if line == SEPARATOR { self.path } else { line }, true);
                if let Some(place) = self.open.take() {
                    return Some(place);
                }
                continue;
            };
            self.is_above = self.is_above && path == self.path;
            self.path = path;
            let goes_on = |place: &&mut Place<'_>| place.path == path && !(is_match && place.matches > 0 && !place.has_context);
            if let Some(place) = self.open.as_mut().filter(goes_on) {
                (place.span.end, place.numbers.1) = (end, number);
                place.matches += usize::from(is_match);
                place.has_context |= !is_match;
            } else if let Some(place) = self.open.replace(Place { span: start..end, path, numbers: (number, number), matches: is_match.into(), has_context: !is_match }) {
                return Some(place);
            }
        }
        self.open.take()
    }
}

/// `path:12:text`, or `path:text` where the path looks like one.
fn matched(line: &str) -> Option<Found<'_>> {
    if number(line, b':').is_some() {
        return None;
    }
    let window = &line.as_bytes()[..line.len().min(LONGEST_PATH)];
    // The colon behind a Windows drive is part of the path.
    let mut colons = memchr::memchr_iter(b':', window).filter(|&colon| colon > 1 || !matches!(line.as_bytes().get(colon + 1), Some(b'/' | b'\\')));
    let first = colons.clone().next()?;
    let found = colons.find_map(|colon| Some(Found { path: &line[..colon], number: number(&line[colon + 1..], b':')?, is_match: true }));
    let is_plain = |path: &str| path.contains(['/', '.']) && !path.contains(' ') && !line[path.len() + 1..].starts_with("//");
    found.filter(|found| is_path(found.path)).or_else(|| Some(Found { path: &line[..first], number: "", is_match: true }).filter(|found| is_path(found.path) && is_plain(found.path)))
}

/// `path-13-text` in this file.
fn context<'a>(line: &'a str, path: &'a str) -> Option<Found<'a>> {
    let own = line.strip_prefix(path).filter(|_| !path.is_empty())?.strip_prefix('-')?;
    Some(Found { path, number: number(own, b'-')?, is_match: false })
}

/// `12:text` or `13-text` under the path of a file.
fn numbered<'a>(line: &'a str, path: &'a str) -> Option<Found<'a>> {
    let (number, is_match) = number(line, b':').map(|number| (number, true)).or_else(|| Some((number(line, b'-')?, false)))?;
    Some(Found { path, number, is_match })
}

/// The number that a text starts with, if this stands behind it.
fn number(text: &str, mark: u8) -> Option<&str> {
    let digits = text.bytes().take(MOST_DIGITS + 1).take_while(u8::is_ascii_digit).count();
    ((1..=MOST_DIGITS).contains(&digits) && text.as_bytes().get(digits) == Some(&mark)).then(|| &text[..digits])
}

/// Whether what stands in front of a colon may be a path.
fn is_path(text: &str) -> bool {
    let is_trimmed = !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace);
    // Context under a path starts with a number, too.
    let is_context = || text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(' ');
    is_trimmed && text.contains(char::is_alphabetic) && !text.contains(['"', '(', '{', '<', '=', '\t', '[']) && !is_context()
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
        assert_eq!(found("a.rs:1:x\na.rs:9:y:3:z\nb c.rs:2:x\r\n"), [("a.rs", ("1", "1"), 1), ("a.rs", ("9", "9"), 1), ("b c.rs", ("2", "2"), 1)]);
        assert_eq!(found("src/a.rs\n1:x\n30:a.b:4:y\n\nsrc/b.rs\n2:x"), [("src/a.rs", ("1", "1"), 1), ("src/a.rs", ("30", "30"), 1), ("src/b.rs", ("2", "2"), 1)]);
        assert_eq!(found("7:x\n8:y"), [("", ("7", "7"), 1), ("", ("8", "8"), 1)]);
        assert_eq!(found("src/a.rs:x\nsrc/a.rs:y"), [("src/a.rs", ("", ""), 1), ("src/a.rs", ("", ""), 1)]);
        assert_eq!(found(r"C:\a.cs:4:x"), [(r"C:\a.cs", ("4", "4"), 1)]);
        assert_eq!(found("HEAD~1:a.c:4:x"), [("HEAD~1:a.c", ("4", "4"), 1)]);
    }

    #[test]
    fn context_belongs_to_its_match() {
        assert_eq!(found("a-1-b.c-3-x\na-1-b.c:4:y\na-1-b.c-5-z\n--\na-1-b.c:9:y\na-1-b.c-10-z\n"), [("a-1-b.c", ("3", "5"), 1), ("a-1-b.c", ("9", "10"), 1)]);
        assert_eq!(found("a.c\n3-x\n4:y\n5-z\n--\n8-x\n9:y"), [("a.c", ("3", "5"), 1), ("a.c", ("8", "9"), 1)]);
        assert_eq!(Places::new("a.c-3-x\na.c:4:y\n--\na.c:9:y\n", "").next().map(|place| place.span), Some(0..19));
    }

    #[test]
    fn other_lines_are_no_matches() {
        for text in ["", "--", "--\n--", "error: no", "Binary file a.bin matches", "https://a.b/c", "{\"a\": 1}", "  12 files"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
