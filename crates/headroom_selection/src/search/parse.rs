//! The matches that a search prints.

use std::ops::Range;

/// The longest path that is looked for, and the most digits of a line number, in bytes.
const LONGEST_PATH: usize = 512;
const MOST_DIGITS: usize = 9;
/// What stands between lines that were found apart from each other.
const SEPARATOR: &str = "--";

/// A match, or several with lines of context between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Whole lines, the separator behind them among them.
    pub(super) span: Range<usize>,
    /// The numbers of its first and its last line in the text, from 0.
    pub(super) lines: (usize, usize),
    /// The file, if it is named.
    pub(super) path: &'a str,
    /// What the first and the last of them are in the file: empty where that is not said.
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

/// The places that were found, in order. Lines that are none of them stand between places.
pub(super) fn places(text: &str) -> Vec<Place<'_>> {
    let mut places: Vec<Place<'_>> = Vec::new();
    // Whether the last place may go on, the file that it is in, and whether that stands above its lines.
    let (mut is_open, mut path, mut is_above) = (false, "", true);
    for (at, (start, line, following)) in lines(text).enumerate() {
        let end = start + line.len();
        let shown = line.trim_end_matches(['\r', '\n']);
        if shown == SEPARATOR {
            match places.last_mut().filter(|place| is_open && place.span.end == start) {
                Some(place) => (place.span.end, place.lines.1) = (end, at),
                None => path = "",
            }
            is_open = false;
            continue;
        }
        let under = || numbered(shown, path).filter(|found| is_above || found.is_match);
        let Some(found) = matched(shown).or_else(|| context(shown, path)).or_else(|| context(shown, following)).or_else(under) else {
            (is_open, path, is_above) = (false, shown, true);
            continue;
        };
        is_above = is_above && found.path == path;
        let goes_on = |place: &&mut Place<'_>| place.path == found.path && !(found.is_match && place.matches > 0 && !place.has_context);
        let Found { path: file, number, is_match } = found;
        if let Some(place) = places.last_mut().filter(|_| is_open).filter(goes_on) {
            (place.span.end, place.lines.1, place.numbers.1) = (end, at, number);
            place.matches += usize::from(is_match);
            place.has_context |= !is_match;
        } else {
            places.push(Place { span: start..end, lines: (at, at), path: file, numbers: (number, number), matches: is_match.into(), has_context: !is_match });
        }
        (is_open, path) = (true, file);
    }
    places
}

/// The lines of a text with their line feeds: where each starts, and the file of the next match up to a separator.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut lines: Vec<(usize, &str, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push((start, line, ""));
        start += line.len();
    }
    let mut following = "";
    for (_, line, path) in lines.iter_mut().rev() {
        let shown = line.trim_end_matches(['\r', '\n']);
        following = if shown == SEPARATOR { "" } else { matched(shown).map_or(following, |found| found.path) };
        *path = following;
    }
    lines.into_iter()
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
        places(text).into_iter().map(|place| (place.path, place.numbers, place.matches)).collect()
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
        assert_eq!(places("a.c-3-x\na.c:4:y\n--\na.c:9:y\n")[0].span, 0..19);
    }

    #[test]
    fn other_lines_are_no_matches() {
        for text in ["", "--", "--\n--", "error: no", "Binary file a.bin matches", "https://a.b/c", "{\"a\": 1}", "  12 files"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
