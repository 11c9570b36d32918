//! One line of what a search prints: `path:12:text`, `path-13-text`, `path:text`.

use super::path::{BLANK, UNUSUAL, has_extension, is_path, looks};

/// The longest path that is looked for, in bytes.
const MAX_PATH_LEN: usize = 512;
/// The most digits of a line number.
const MAX_DIGITS: usize = 9;

/// What lines about failures start with.
const FAILURES: [&str; 4] = ["FAILED ", "FAIL ", "ERROR ", "ERRORS "];

/// A line that was found, or stands around one that was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultLine<'a> {
    /// The file, empty if none is named.
    pub path: &'a str,
    /// What is its own: `12:text`, `13-text`, `:text`.
    pub own: &'a str,
}

impl<'a> ResultLine<'a> {
    /// The number of the line, empty if it has none.
    #[must_use]
    pub fn number(&self) -> &'a str {
        parts(self.own).0
    }

    /// Whether it was found, and does not just stand around one that was.
    #[must_use]
    pub fn is_match(&self) -> bool {
        parts(self.own).1.starts_with(':')
    }
}

/// Reads a match.
#[must_use]
pub fn matched(line: &str) -> Option<ResultLine<'_>> {
    // The text of a line under the name of its file may look like one.
    if is_numbered(line, b':') {
        return None;
    }
    let window = &line.as_bytes()[..line.len().min(MAX_PATH_LEN)];
    let mut first = None;
    // The colon behind a Windows drive is part of the path.
    for colon in memchr::memchr_iter(b':', window)
        .filter(|&colon| colon > 1 || !matches!(line.as_bytes().get(colon + 1), Some(b'/' | b'\\')))
    {
        first = first.or(Some(colon));
        let own = &line[colon + 1..];
        if is_numbered(own, b':') {
            let path = &line[..colon];
            return is_path(path).then_some(ResultLine { path, own });
        }
    }
    let (path, own) = line.split_at(first?);
    // Without a number more has to speak for it being a path. Test runners print such lines too; what failed is looked for, and
    // stays whole.
    let is_loud = || FAILURES.iter().any(|word| path.starts_with(word));
    (memchr::memchr2(b'/', b'\\', path.as_bytes()).is_some() && is_path(path) && !is_loud())
        .then_some(ResultLine { path, own })
}

/// Reads a match in a file whose folder is not named. Settings and messages look like that: only for what a search is known to have printed.
#[must_use]
pub fn in_no_folder(line: &str) -> Option<ResultLine<'_>> {
    let colon = memchr::memchr(b':', &line.as_bytes()[..line.len().min(MAX_PATH_LEN)])?;
    let (path, own) = (&line[..colon], &line[colon + 1..]);
    let looks = looks(path);
    if looks & UNUSUAL != 0 || path.trim() != path || !has_extension(path) {
        return None;
    }
    if is_numbered(own, b':') {
        Some(ResultLine { path, own })
    } else {
        Some(ResultLine { path, own: &line[colon..] }).filter(|_| looks & BLANK == 0)
    }
}

/// Reads a match or a line of context in the file `path`, that of the match before it.
#[must_use]
pub fn same_file<'a>(line: &'a str, path: &'a str) -> Option<ResultLine<'a>> {
    let rest = line.strip_prefix(path)?;
    let mark = rest.bytes().next().filter(|mark| matches!(mark, b':' | b'-') && !path.is_empty())?;
    let own = &rest[1..];
    is_numbered(own, mark).then_some(ResultLine { path, own })
}

/// Reads a line of context in a file.
#[must_use]
pub fn context<'a>(line: &'a str, path: &'a str) -> Option<ResultLine<'a>> {
    same_file(line, path).filter(|found| !found.is_match())
}

/// Reads a line under the name of its file: `12:text` or `13-text`.
#[must_use]
pub fn numbered<'a>(line: &'a str, path: &'a str) -> Option<ResultLine<'a>> {
    (is_numbered(line, b':') || is_numbered(line, b'-')).then_some(ResultLine { path, own: line })
}

/// The number of a line, and the mark and the text behind it, by what is its own.
#[must_use]
pub fn parts(own: &str) -> (&str, &str) {
    own.split_at(own.bytes().take_while(u8::is_ascii_digit).count())
}

/// Whether a text starts with a line number and a mark.
fn is_numbered(own: &str, mark: u8) -> bool {
    let digits = own.bytes().take(MAX_DIGITS + 1).take_while(u8::is_ascii_digit).count();
    digits > 0 && digits <= MAX_DIGITS && own.as_bytes().get(digits) == Some(&mark) && !own.starts_with('0')
}
