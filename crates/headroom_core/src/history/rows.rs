//! The rows of a JSON text: the elements of its longest array. References name them by their position.

use std::ops::Range;

use crate::work::step;

/// Minimum number of rows: fewer elements are no table.
const MIN_ROWS: usize = 4;
/// Maximum depth of containers that are followed.
const MAX_DEPTH: usize = 64;

/// The elements of the longest array in `text` that has at least [`MIN_ROWS`] of them, as spans of bytes.
/// Empty if `text` is no JSON text with such an array. Takes linear time.
#[must_use]
pub fn rows(text: &str) -> Vec<Range<u32>> {
    let trimmed = text.trim_ascii();
    let is_container = trimmed.starts_with('[') && trimmed.ends_with(']')
        || trimmed.starts_with('{') && trimmed.ends_with('}');
    if !is_container || u32::try_from(text.len()).is_err() {
        return Vec::new();
    }
    step(text.len());
    scan(text.as_bytes()).unwrap_or_default()
}

/// An array or an object that has not ended yet.
struct Open {
    closes_with: u8,
    start: usize,
    /// Where the current element starts.
    element: Option<usize>,
    elements: Vec<Range<u32>>,
}

fn scan(bytes: &[u8]) -> Option<Vec<Range<u32>>> {
    let mut open: Vec<Open> = Vec::new();
    let mut longest = 0;
    let mut best = Vec::new();
    // The end of the last value that was read.
    let mut end = 0;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b',' => open.last_mut()?.finish(end)?,
            b']' | b'}' => {
                let mut done = open.pop().filter(|done| done.closes_with == byte)?;
                if done.element.is_some() {
                    done.finish(end)?;
                }
                if done.elements.len() >= MIN_ROWS && at - done.start > longest {
                    longest = at - done.start;
                    best = done.elements;
                }
                end = at + 1;
            }
            _ => {
                if let Some(parent) = open.last_mut() {
                    parent.element.get_or_insert(at);
                }
                if matches!(byte, b'[' | b'{') {
                    let closes_with = if byte == b'[' { b']' } else { b'}' };
                    open.push(Open { closes_with, start: at, element: None, elements: Vec::new() });
                    if open.len() > MAX_DEPTH {
                        return None;
                    }
                } else if byte == b'"' {
                    at = string_end(bytes, at)?;
                    end = at + 1;
                } else {
                    end = at + 1;
                }
            }
        }
        at += 1;
    }
    open.is_empty().then_some(best)
}

impl Open {
    /// Ends the current element. `None`: there is none.
    fn finish(&mut self, end: usize) -> Option<()> {
        let start = self.element.take()?;
        if self.closes_with == b']' {
            self.elements.push(start as u32..end as u32);
        }
        Some(())
    }
}

/// The position of the quote that ends the string which starts at `start`.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
        if at > bytes.len() {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        rows(text).into_iter().map(|row| &text[row.start as usize..row.end as usize]).collect()
    }

    #[test]
    fn rows_are_the_elements_of_the_longest_array() {
        assert_eq!(read(r#"[1, {"a": "]"} ,[2,3], "x\"," ]"#), ["1", r#"{"a": "]"}"#, "[2,3]", r#""x\",""#]);
        assert_eq!(
            read("{\"n\":[1,2,3,4],\n \"items\": [\n {\"k\":[1,2,3,4,5]},\n 2,\n 3, 4]}"),
            [r#"{"k":[1,2,3,4,5]}"#, "2", "3", "4"]
        );
    }

    #[test]
    fn texts_without_rows_have_none() {
        for text in ["", "[", "[1,2,3]", "[1,2,3,4", "[,,,,]", "[1,2,3,4}]", "{\"a\":[\"1,2,3,4]}", "\"\\"] {
            assert!(rows(text).is_empty(), "{text}");
        }
        assert!(rows(&["[".repeat(99), "]".repeat(99)].concat()).is_empty());
    }
}
