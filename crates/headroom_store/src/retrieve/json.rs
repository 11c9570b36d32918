//! Navigates JSON without building a tree: numbers, escapes and order are those of the text, and depth is
//! unlimited. Malformed JSON is read as far as possible.

use std::borrow::Cow;
use std::ops::Range;

/// A value and its direct children.
pub(super) enum Value {
    /// The members of an object: the key including its quotes, and the value.
    Object(Vec<(Range<usize>, Range<usize>)>),
    /// The elements of an array.
    Array(Vec<Range<usize>>),
    /// Anything else.
    Scalar,
}

/// The value in `span`, which may have white space around it. `None`: there is no single value.
pub(super) fn value_in(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let start = skip_blanks(text, span.start);
    let end = end_of(text, start)?;
    (skip_blanks(text, end) >= span.end && end <= span.end).then_some(start..end)
}

/// The children of the value at `span`; `None`: it is malformed.
pub(super) fn open(text: &str, span: &Range<usize>) -> Option<Value> {
    let bytes = text.as_bytes();
    let (mut at, is_object) = match bytes[span.start] {
        b'{' => (span.start + 1, true),
        b'[' => (span.start + 1, false),
        _ => return Some(Value::Scalar),
    };
    let close = if is_object { b'}' } else { b']' };
    let (mut members, mut elements) = (Vec::new(), Vec::new());
    at = skip_blanks(text, at);
    while bytes.get(at) != Some(&close) {
        let (key, start) = if is_object { key_before(text, at)? } else { (at..at, at) };
        let value = start..end_of(text, start)?;
        at = behind(text, value.end, close)?;
        if is_object { members.push((key, value)) } else { elements.push(value) }
    }
    Some(if is_object { Value::Object(members) } else { Value::Array(elements) })
}

/// The key at `at` including its quotes, and the start of its value.
pub(super) fn key_before(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let bytes = text.as_bytes();
    let key = at..end_of(text, at).filter(|_| bytes[at] == b'"')?;
    let colon = skip_blanks(text, key.end);
    (bytes.get(colon) == Some(&b':')).then(|| (key, skip_blanks(text, colon + 1)))
}

/// The position after a value that ends at `end`: that of the next key or value, or of `close`.
pub(super) fn behind(text: &str, end: usize, close: u8) -> Option<usize> {
    let at = skip_blanks(text, end);
    match *text.as_bytes().get(at)? {
        b',' => Some(skip_blanks(text, at + 1)),
        byte => (byte == close).then_some(at),
    }
}

/// The key at `key`, given with its quotes. An unreadable key is returned as it is written.
pub(super) fn key_at<'a>(text: &'a str, key: &Range<usize>) -> Cow<'a, str> {
    let raw = &text[key.clone()];
    let plain = &raw[1..raw.len() - 1];
    if plain.contains('\\') {
        serde_json::from_str(raw).map_or(Cow::Borrowed(plain), Cow::Owned)
    } else {
        Cow::Borrowed(plain)
    }
}

pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let blanks = text.as_bytes()[at.min(text.len())..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    at + blanks.count()
}

/// The end of the value that starts at `at`.
pub(super) fn end_of(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'"' => end_of_string(bytes, at),
        b'{' | b'[' => {
            let (mut depth, mut at) = (0_usize, at);
            loop {
                at += memchr_brackets(&bytes[at..])?;
                match bytes[at] {
                    b'"' => at = end_of_string(bytes, at)?,
                    b'{' | b'[' => {
                        depth += 1;
                        at += 1;
                    }
                    _ => {
                        depth -= 1;
                        at += 1;
                        if depth == 0 {
                            return Some(at);
                        }
                    }
                }
            }
        }
        _ => {
            let length = bytes[at..]
                .iter()
                .take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'E' | b'+' | b'-' | b'.'))
                .count();
            (length > 0).then_some(at + length)
        }
    }
}

fn memchr_brackets(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'))
}

fn end_of_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        // An escaped quote does not end the string.
        at += 2;
        if at > bytes.len() {
            return None;
        }
    }
}
