//! One line of what a search prints: `path:12:text`, `path-13-text`, `path:text`.

/// The longest path that is looked for, in bytes.
const MAX_PATH_LEN: usize = 512;
/// The most characters behind the dot.
const MAX_EXTENSION_LEN: usize = 10;
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
pub(in crate::search) fn same_file<'a>(line: &'a str, path: &'a str) -> Option<ResultLine<'a>> {
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
pub(in crate::search) fn parts(own: &str) -> (&str, &str) {
    own.split_at(own.bytes().take_while(u8::is_ascii_digit).count())
}

/// Whether a text starts with a line number and a mark.
fn is_numbered(own: &str, mark: u8) -> bool {
    let digits = own.bytes().take(MAX_DIGITS + 1).take_while(u8::is_ascii_digit).count();
    digits > 0 && digits <= MAX_DIGITS && own.as_bytes().get(digits) == Some(&mark) && !own.starts_with('0')
}

/// What bytes say of whether a text is a path.
const LETTER: u8 = 1;
const DOT: u8 = 2;
const JOINT: u8 = 4;
const FOLDER: u8 = 8;
const BLANK: u8 = 16;
const COLON: u8 = 32;
const UNUSUAL: u8 = 64;
const OTHER: u8 = 128;
const LOOKS: [u8; 256] = {
    let (mut table, mut byte) = ([OTHER; 256], 0);
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'.' => DOT,
            b'_' | b'-' => JOINT,
            b'/' | b'\\' => FOLDER,
            b' ' => BLANK,
            b':' => COLON,
            b'"' | b'\t' | b'(' | b'{' | b'<' | b'[' | b'=' | b',' => UNUSUAL,
            _ => OTHER,
        };
        byte += 1;
    }
    table
};

/// What all its bytes say.
fn looks(text: &str) -> u8 {
    text.bytes().fold(0, |looks, byte| looks | LOOKS[byte as usize])
}

/// Whether a text is likely to name a file: letters in it, and a folder, an extension, or one plain word; with blanks in it, both of
/// the former.
fn is_path(text: &str) -> bool {
    let looks = looks(text);
    if looks & UNUSUAL != 0 || looks & LETTER == 0 || looks & COLON != 0 && text.contains("://") {
        return false;
    }
    let has_folder = looks & FOLDER != 0;
    let is_word = text.len() > 1 && looks & !(LETTER | JOINT | DOT) == 0;
    let names = if looks & BLANK != 0 {
        has_folder && has_extension(text)
    } else {
        has_folder || is_word || looks & DOT != 0 && has_extension(text)
    };
    names && !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace)
}

fn has_extension(path: &str) -> bool {
    let end = path.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let (stem, extension) = path.split_at(path.len() - end);
    stem.len() > 1
        && stem.ends_with('.')
        && end <= MAX_EXTENSION_LEN
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_read_in_every_form() {
        for (line, path, own) in [
            ("src/app.py:405:    raise x", "src/app.py", "405:    raise x"),
            ("src/app.py:405:9:raise x", "src/app.py", "405:9:raise x"),
            ("Makefile:3:all: build", "Makefile", "3:all: build"),
            (r"C:\src\a b.cs:7:x", r"C:\src\a b.cs", "7:x"),
            ("HEAD~1:src/a.c:7:x", "HEAD~1:src/a.c", "7:x"),
            ("src/app.py:import os", "src/app.py", ":import os"),
            ("./a-1-b.txt:1:", "./a-1-b.txt", "1:"),
        ] {
            assert_eq!(matched(line), Some(ResultLine { path, own }), "{line}");
        }
    }

    #[test]
    fn other_lines_with_colons_are_left() {
        for line in [
            "",
            "10:30:45 started",
            "17/06/09 20:10:40 INFO started",
            "a/b c:12:x",
            "2024-05-01T10:30:45Z started",
            "Note: see below",
            "error: expected 3:4:5",
            "key: value",
            "https://example.com:80:x",
            "a.py:007:x",
            "30:a.b:4:y",
            "fn main() { a::b(1):2: }",
            "[12:30:11] x",
        ] {
            assert_eq!(matched(line), None, "{line}");
        }
    }

    #[test]
    fn files_need_no_folder_where_a_search_is_known() {
        for (line, path, own) in [
            ("app.py:import os", "app.py", ":import os"),
            ("b c.rs:2:x", "b c.rs", "2:x"),
            ("a.rs:", "a.rs", ":"),
        ] {
            assert_eq!((matched(line), in_no_folder(line)), (None, Some(ResultLine { path, own })), "{line}");
        }
        for line in
            ["", "error: no", "12:a.b:4:y", "see a.md: it says so", "https://a.b", "{\"a.b\": 1}", " a.b:x"]
        {
            assert_eq!(in_no_folder(line), None, "{line}");
        }
    }

    #[test]
    fn context_belongs_to_a_file() {
        assert_eq!(
            context("src/a-1-b.c-12-x", "src/a-1-b.c"),
            Some(ResultLine { path: "src/a-1-b.c", own: "12-x" })
        );
        assert_eq!(context("src/a.c-12-x", "src/b.c"), None);
        assert_eq!(context("src/a.c-x", "src/a.c"), None);
    }
}
