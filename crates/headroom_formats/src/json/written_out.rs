//! JSON whose long strings are written as lines: without escapes, between a quote at the end of a line and a quote at
//! the start of one. A line of a string that starts with a quote, or with backslashes and a quote, has a backslash more.

use std::fmt::Write;
use std::ops::Range;

use super::escape::{escape, unescape};
use super::scan::string_end;
use super::whole::is_value;

/// Shorter strings stay as they are, in bytes with escapes.
const MIN_LEN: usize = 120;
/// Strings with fewer line feeds stay as they are.
const MIN_FEEDS: usize = 2;

/// Which characters a library escapes, beside those that it has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escapes {
    /// None.
    Plain,
    /// All that are not ASCII, as Python does.
    Ascii,
    /// Those that HTML would read, as Go does.
    Html,
}

impl Escapes {
    /// All of them, in the order of their marks.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Ascii, Self::Html];

    /// `text` as the library writes it between quotes.
    fn escape(self, text: &str) -> String {
        let plain = escape(text);
        let is_special = |c: char| match self {
            Self::Plain => false,
            Self::Ascii => c > '~',
            Self::Html => matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}'),
        };
        if !plain.contains(is_special) {
            return plain;
        }
        let mut out = String::with_capacity(2 * plain.len());
        for c in plain.chars() {
            if is_special(c) {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            } else {
                out.push(c);
            }
        }
        out
    }
}

/// Writes out the long strings of a JSON value. `None` if it has none, or if `text` is no JSON.
/// [`fold_back`] gives `text` back.
///
/// ```
/// use headroom_formats::json::{Escapes, fold_back, write_out};
///
/// let line = "a line of a report that is longer than others\\n";
/// let json = format!("{{\"report\":\"{}\",\"code\":0}}", line.repeat(3));
/// let (text, escapes) = write_out(&json).unwrap();
/// assert!(text.starts_with("{\"report\":\"\na line of a report"));
/// assert!(text.ends_with("others\n\n\",\"code\":0}"));
/// assert_eq!(fold_back(&text, escapes, usize::MAX), Some(json));
/// ```
#[must_use]
pub fn write_out(text: &str) -> Option<(String, Escapes)> {
    let is_candidate = text.len() > MIN_LEN
        && matches!(text.trim_start().as_bytes(), [b'{' | b'[' | b'"', ..])
        && memchr::memmem::find(text.as_bytes(), b"\\n").is_some();
    if !is_candidate || !is_value(text) {
        return None;
    }
    Escapes::ALL.into_iter().find_map(|escapes| {
        let out = written(text, escapes)?;
        (fold_back(&out, escapes, usize::MAX).as_deref() == Some(text)).then_some((out, escapes))
    })
}

/// `None` if no string can be written out, or if one needs other escapes.
fn written(text: &str, escapes: Escapes) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut done, mut at) = (0, 0);
    while let Some(quote) = memchr::memchr(b'"', &text.as_bytes()[at..]).map(|offset| at + offset) {
        at = string_end(text.as_bytes(), quote + 1)?;
        let raw = &text[quote + 1..at - 1];
        if let Some(string) = string_of_lines(raw) {
            if escapes.escape(&string) != raw {
                return None;
            }
            out.push_str(&text[done..=quote]);
            for line in string.split('\n') {
                out.push('\n');
                if starts_with_quote(line) {
                    out.push('\\');
                }
                out.push_str(line);
            }
            out.push('\n');
            done = at - 1;
        }
    }
    out.push_str(&text[done..]);
    (done > 0).then_some(out)
}

/// Whether a line starts with a quote, perhaps behind backslashes.
fn starts_with_quote(line: &str) -> bool {
    line.trim_start_matches('\\').starts_with('"')
}

/// The string, if it is worth writing out and has no characters that move a cursor.
fn string_of_lines(raw: &str) -> Option<String> {
    let is_long =
        raw.len() >= MIN_LEN && memchr::memmem::find_iter(raw.as_bytes(), b"\\n").count() >= MIN_FEEDS;
    let string = is_long.then(|| unescape(raw))??;
    let is_plain = |c: char| !c.is_control() || c == '\n' || c == '\t';
    string.chars().all(is_plain).then_some(string)
}

/// The JSON whose strings are written out in `text`. `None` if `text` is not of this form, or if the JSON would have
/// more than `limit` bytes.
#[must_use]
pub fn fold_back(text: &str, escapes: Escapes, limit: usize) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for body in bodies(text)? {
        // The line feeds around the body are no part of the string.
        out.push_str(&text[done..body.start - 1]);
        for (index, line) in text[body.clone()].split('\n').enumerate() {
            if index > 0 {
                out.push_str("\\n");
            }
            out.push_str(&escapes.escape(if starts_with_quote(line) { &line[1..] } else { line }));
        }
        done = body.end + 1;
        if out.len() > limit {
            return None;
        }
    }
    out.push_str(&text[done..]);
    (out.len() <= limit).then_some(out)
}

/// The lines of each string that is written out in `text`, without the last line feed. `None` if a string is not closed.
#[must_use]
pub fn bodies(text: &str) -> Option<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let mut bodies = Vec::new();
    let mut at = 0;
    while let Some(quote) = memchr::memchr(b'"', &bytes[at..]).map(|offset| at + offset) {
        if bytes.get(quote + 1) != Some(&b'\n') {
            at = string_end(bytes, quote + 1)?;
            continue;
        }
        let start = quote + 2;
        let end = quote + 1 + memchr::memmem::find(&bytes[quote + 1..], b"\n\"")?;
        if end < start {
            return None;
        }
        bodies.push(start..end);
        at = end + 2;
    }
    Some(bodies)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(string: &str, escapes: Escapes) -> String {
        format!("{{\"a\": [1, \"\\n\"],\n \"text\": \"{}\", \"z\": {{}}}}", escapes.escape(string))
    }

    #[test]
    fn strings_of_lines_come_back_whatever_library_wrote_them() {
        let pad = "x".repeat(MIN_LEN);
        for escapes in Escapes::ALL {
            for string in [
                "a\nb\nc",
                "\n\n",
                "a \"quoted\" line\n\"\n\"\"\n\"a\"\n\\\"b\n\\\\\"c\n\\d\n",
                "tab\t\nback\\slash \\n\n/\n",
                "é 好 🙂 <b> & \u{2028}\n\n",
            ] {
                for string in [format!("{pad}{string}"), format!("{string}{pad}")] {
                    let json = json(&string, escapes);
                    let (text, found) = write_out(&json).unwrap_or_else(|| panic!("{json}"));
                    assert_eq!(fold_back(&text, found, usize::MAX).as_deref(), Some(&*json));
                    assert_eq!(bodies(&text).map(|bodies| bodies.len()), Some(1));
                    assert_eq!(fold_back(&text, found, json.len() - 1), None, "the limit holds");
                }
            }
        }
    }

    #[test]
    fn other_texts_stay() {
        let long = "a line\n".repeat(40);
        for text in [
            json("short\n\n", Escapes::Plain),
            json(&"no lines ".repeat(40), Escapes::Plain),
            json(&format!("{long}\u{1b}[1m"), Escapes::Plain),
            json(&format!("{long}\r"), Escapes::Plain),
            json(&long, Escapes::Plain).replace("a line", "\\u0061 line"),
            json(&long, Escapes::Plain) + ",",
            long.clone(),
        ] {
            assert_eq!(write_out(&text), None, "{text}");
        }
    }

    #[test]
    fn what_is_not_of_this_form_is_refused() {
        for text in ["\"", "\"\n", "\"\n\"\n\"", "\"\n\"", "{\"a\":\"\nb\n\"\"}", "\"a\nb\""] {
            assert_eq!(fold_back(text, Escapes::Plain, usize::MAX), None, "{text:?}");
        }
    }
}
