//! The kind of a line: its text without its values.

use xxhash_rust::xxh3::xxh3_64;

/// Maximum length of a line and of a key, in bytes.
const MAX_LINE_LEN: usize = 2000;
const MAX_KEY_LEN: usize = 60;
/// Characters at the ends of lines of code, rarely of configuration.
const CODE_ENDS: [char; 6] = [';', ',', '{', '(', '\\', '\r'];

/// A line as part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// A hash of the text without its values; 0 if the line cannot belong to a record.
    pub(super) kind: u64,
    /// The character that ends a value without quotes.
    pub(super) end: Option<char>,
    /// Whether such a line alone can be a record.
    pub(super) whole: bool,
    /// Whether the line ends a section: no record starts with it.
    pub(super) ends: bool,
    /// Whether the line is probably code or prose.
    pub(super) foreign: bool,
}

/// Parses a line.
pub(super) fn line(text: &str) -> Line<'_> {
    let inner = text.trim_start_matches([' ', '\t']);
    let foreign = inner
        .starts_with(|first: char| !matches!(first, '"' | '\'' | '{' | '}' | '[' | ']' | '#' | '-' | '<'));
    let none = Line { text, kind: 0, end: None, whole: false, ends: false, foreign };
    if text.len() > MAX_LINE_LEN {
        return none;
    }
    let some = |kind: u64| Line { kind, foreign: false, ..none };
    let hash = |key: &str| xxh3_64(key.as_bytes()).max(1);
    // A line with braces is code with markup in it.
    if inner.starts_with('<')
        && inner.ends_with('>')
        && !inner.contains('{')
        && inner[1..].starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
    {
        return Line {
            end: Some('<'),
            whole: true,
            ends: inner.starts_with("</"),
            ..some(hash(&markup(text)))
        };
    }
    if inner.ends_with('=') && inner.contains(" h1:") {
        // A module in `go.sum`, or its `go.mod`.
        return Line { end: Some(' '), ..some(if inner.contains("/go.mod h1:") { 2 } else { 1 }) };
    }
    if inner.ends_with(CODE_ENDS) || inner.is_empty() {
        return none;
    }
    if inner.starts_with('[') && inner.ends_with(']') && !inner.contains([' ', '"', '=']) {
        return some(hash(text));
    }
    key(text, inner).map_or(none, |end| some(hash(&text[..end])))
}

/// The end of the part before a value: `key = `, `key: `, `- key: `, `- `, `key:`, `key `.
fn key(text: &str, inner: &str) -> Option<usize> {
    let indent = text.len() - inner.len();
    let item = if inner.starts_with("- ") { 2 } else { 0 };
    let rest = &inner[item..];
    let length = rest
        .bytes()
        .take(MAX_KEY_LEN)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'@'))
        .count();
    let value = &rest[length..];
    let is_value = |value: &str| {
        value.starts_with(|first: char| matches!(first, '"' | '\'' | '[' | '{') || first.is_ascii_digit())
            || matches!(value, "true" | "false")
    };
    // A line of search results starts with a path.
    let is_path = indent + item == 0 && rest[..length].contains(['/', '.']);
    if length > 0 && !is_path && value.starts_with(": ") {
        return Some(indent + item + length + 2);
    }
    // An indented assignment is code.
    if length > 0 && indent == 0 && value.strip_prefix(" = ").is_some_and(is_value) {
        return Some(length + 3);
    }
    if length > 0 && value == ":" && indent > 0 {
        return Some(text.len());
    }
    // An entry of `yarn.lock`.
    let is_named = length > 0
        && indent > 0
        && item == 0
        && value.strip_prefix(' ').is_some_and(|value| value.starts_with('"') || value.starts_with("sha"));
    if is_named {
        return Some(indent + length + 1);
    }
    (item > 0 && length > 0 && value.is_empty()).then_some(indent + item)
}

/// Markup without its texts and attribute values.
fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut inside) = (false, true);
    for char in text.chars() {
        match char {
            '"' if inside => quoted = !quoted,
            '<' => inside = true,
            _ if quoted || !inside => continue,
            '>' => inside = false,
            _ => {}
        }
        out.push(char);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_in_values_are_of_one_kind() {
        for (a, b) in [
            ("name = \"a\"", "name = \"bc\""),
            ("  app: x", "  app: y z"),
            ("- name: x", "- name: y"),
            ("  - x", "  - y"),
            ("<a b=\"1\">x</a>", "<a b=\"\">yz</a>"),
            ("  version \"1\"", "  version \"2\""),
            ("e.org/a v1 h1:x=", "e.org/b v2 h1:y="),
        ] {
            assert_eq!(line(a).kind, line(b).kind, "{a}");
            assert_ne!(line(a).kind, 0, "{a}");
        }
        for (a, b) in [
            ("name = 1", "version = 1"),
            ("app: x", "  app: x"),
            ("<a b=\"1\"/>", "<a b=\"1\">"),
            ("e.org/a v1 h1:x=", "e.org/a v1/go.mod h1:x="),
            ("[a]", "[b]"),
        ] {
            assert_ne!(line(a).kind, line(b).kind, "{a}");
        }
    }

    #[test]
    fn lines_of_code_and_prose_have_no_kind() {
        for text in [
            "",
            "let x = 1;",
            "    name = \"a\"",
            "  a: b,",
            "call(a)",
            "Dear all, we meet:",
            "<Route path=\"a\" element={b} />",
            "x = y + z",
            "a: b\r",
            "src/a.rs: b",
        ] {
            assert_eq!(line(text).kind, 0, "{text}");
        }
    }
}
