//! One line of what a search prints: `path:12:text`, `path-13-text`, `path:text`.

/// The longest path that is looked for, in bytes.
const LONGEST_PATH: usize = 512;
/// The most digits of a line number.
const MOST_DIGITS: usize = 9;

/// What lines about failures start with.
const FAILURES: [&str; 4] = ["FAILED ", "FAIL ", "ERROR ", "ERRORS "];

/// What stands between the path, the number and the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum Mark {
    /// The line was found.
    Match,
    /// It stands around one that was.
    Context,
}

impl Mark {
    pub(in crate::search) const fn as_char(self) -> char {
        match self {
            Self::Match => ':',
            Self::Context => '-',
        }
    }
}

/// A line that was found, or stands around one that was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) struct Found<'a> {
    pub(in crate::search) path: &'a str,
    /// As it is written.
    pub(in crate::search) number: Option<&'a str>,
    pub(in crate::search) mark: Mark,
    pub(in crate::search) text: &'a str,
}

/// Reads a match.
pub(in crate::search) fn matched(line: &str) -> Option<Found<'_>> {
    let window = &line.as_bytes()[..line.len().min(LONGEST_PATH)];
    let mut first = None;
    // The colon behind a Windows drive is part of the path.
    for colon in memchr::memchr_iter(b':', window).filter(|&colon| colon > 1 || !matches!(line.as_bytes().get(colon + 1), Some(b'/' | b'\\'))) {
        first = first.or(Some(colon));
        if let Some((number, text)) = number(&line[colon + 1..], ':') {
            let path = &line[..colon];
            return is_path(path).then_some(Found { path, number: Some(number), mark: Mark::Match, text });
        }
    }
    let (path, text) = (&line[..first?], &line[first? + 1..]);
    // Without a number more has to speak for it being a path. Test runners print such lines too; what failed is looked for, and
    // stays whole.
    let is_loud = FAILURES.iter().any(|word| path.starts_with(word));
    (is_path(path) && path.contains(['/', '\\']) && !is_loud).then_some(Found { path, number: None, mark: Mark::Match, text })
}

/// Reads a line of context in the file `path`, which is not empty.
pub(in crate::search) fn context<'a>(line: &'a str, path: &str) -> Option<Found<'a>> {
    let (number, text) = number(line.strip_prefix(path).filter(|_| !path.is_empty())?.strip_prefix('-')?, '-')?;
    Some(Found { path: &line[..path.len()], number: Some(number), mark: Mark::Context, text })
}

/// A line number and the text behind its mark.
fn number(rest: &str, mark: char) -> Option<(&str, &str)> {
    let digits = rest.bytes().take(MOST_DIGITS + 1).take_while(u8::is_ascii_digit).count();
    let text = rest[digits..].strip_prefix(mark)?;
    (digits > 0 && digits <= MOST_DIGITS && !rest.starts_with('0')).then_some((&rest[..digits], text))
}

/// Whether a text is likely to name a file: letters in it, and a folder, an extension, or one plain word; with blanks in it, both of
/// the former.
fn is_path(text: &str) -> bool {
    let has_folder = text.contains(['/', '\\']);
    let has_extension = || text.rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && (1..=10).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric()) && end.bytes().any(|b| b.is_ascii_alphabetic()));
    let is_word = || text.len() > 1 && text.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'-' | b'.'));
    let is_clean = text.trim() == text && !text.contains(['"', '\t', '(', '{', '<', '[', '=', ',']) && !text.contains("://");
    let names = if text.contains(' ') { has_folder && has_extension() } else { has_folder || has_extension() || is_word() };
    is_clean && names && text.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_read_in_every_form() {
        for (line, path, number, text) in [
            ("src/app.py:405:    raise x", "src/app.py", Some("405"), "    raise x"),
            ("src/app.py:405:9:raise x", "src/app.py", Some("405"), "9:raise x"),
            ("Makefile:3:all: build", "Makefile", Some("3"), "all: build"),
            (r"C:\src\a b.cs:7:x", r"C:\src\a b.cs", Some("7"), "x"),
            ("HEAD~1:src/a.c:7:x", "HEAD~1:src/a.c", Some("7"), "x"),
            ("src/app.py:import os", "src/app.py", None, "import os"),
            ("./a-1-b.txt:1:", "./a-1-b.txt", Some("1"), ""),
        ] {
            assert_eq!(matched(line), Some(Found { path, number, mark: Mark::Match, text }), "{line}");
        }
    }

    #[test]
    fn other_lines_with_colons_are_left() {
        for line in ["", "10:30:45 started", "17/06/09 20:10:40 INFO started", "a/b c:12:x", "2024-05-01T10:30:45Z started", "Note: see below", "error: expected 3:4:5", "key: value", "https://example.com:80:x", "a.py:007:x", "fn main() { a::b(1):2: }", "[12:30:11] x"] {
            assert_eq!(matched(line), None, "{line}");
        }
    }

    #[test]
    fn context_belongs_to_a_file() {
        assert_eq!(context("src/a-1-b.c-12-x", "src/a-1-b.c"), Some(Found { path: "src/a-1-b.c", number: Some("12"), mark: Mark::Context, text: "x" }));
        assert_eq!(context("src/a.c-12-x", "src/b.c"), None);
        assert_eq!(context("src/a.c-x", "src/a.c"), None);
    }
}
