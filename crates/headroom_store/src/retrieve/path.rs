//! Retrieval of values at paths in JSON.

use std::ops::Range;

use headroom_core::{counted, grouped};

use super::json::{behind, end_of, key_at, key_before, skip_blanks, value_in};
use super::{MAX_NAMED, NoPart, Retrieved};

pub(super) fn at_path(text: &str, path: &str, limit: usize) -> Result<Retrieved, NoPart> {
    let root = value_in(text, 0..text.len()).ok_or(NoPart::NotJson)?;
    let steps = steps(path);
    let span = match follow(text, root.start, &steps).ok_or(NoPart::NotJson)? {
        Reached::Value(span) => span,
        Reached::Steps(count) => return Err(NoPart::Path { reached: pointer(&steps[..count]) }),
    };
    let value = &text[span];
    let cut = value.floor_char_boundary(limit);
    let place = if steps.is_empty() {
        "the whole value".to_owned()
    } else {
        format!("the value at {}", pointer(&steps))
    };
    let part = if cut == value.len() {
        place
    } else {
        format!("{place}, its first {} of {}", grouped(cut), counted(value.len(), "byte"))
    };
    Ok(Retrieved { text: value[..cut].to_owned(), part, complete: cut == value.len() })
}

/// The keys of a path: `/items/0/name` as in RFC 6901, or `items[0].name`, or `$.items[0].name`.
fn steps(path: &str) -> Vec<String> {
    if let Some(pointer) = path.strip_prefix('/') {
        return pointer.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    }
    let plain = path.strip_prefix('$').unwrap_or(path);
    plain
        .split(['.', '[', ']'])
        .map(|step| step.trim_matches(['"', '\'']))
        .filter(|step| !step.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The steps as a pointer, in full unless there are very many.
fn pointer(steps: &[String]) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        if pointer.len() > MAX_NAMED {
            pointer.truncate(pointer.floor_char_boundary(MAX_NAMED));
            return format!("{pointer}… ({})", counted(steps.len(), "step"));
        }
    }
    pointer
}

/// How far the steps of a path lead.
enum Reached {
    /// To the value with these bytes.
    Value(Range<usize>),
    /// Only this number of steps leads to a value.
    Steps(usize),
}

/// An open object or array on the path.
struct Container<'a> {
    close: u8,
    /// The key or the index of the next step.
    step: &'a str,
    index: Option<usize>,
    /// The number of elements before.
    count: usize,
    /// How far the steps lead in the part read so far. Of duplicate keys the last one counts, as in most
    /// parsers.
    reached: Reached,
}

impl<'a> Container<'a> {
    /// The object or array at `at`, after `depth` steps; `None`: there is a value of another kind.
    fn at(text: &str, at: usize, depth: usize, step: &'a str) -> Option<Self> {
        let close = match text.as_bytes().get(at)? {
            b'{' => b'}',
            b'[' => b']',
            _ => return None,
        };
        Some(Self { close, step, index: step.parse().ok(), count: 0, reached: Reached::Steps(depth) })
    }

    /// The start of the next value that the step leads to, from `at` on, or the end of the container if there
    /// is none. `None`: it is malformed.
    fn next(&mut self, text: &str, mut at: usize) -> Option<Next> {
        loop {
            if text.as_bytes().get(at) == Some(&self.close) {
                return Some(Next::End(at + 1));
            }
            let (is_it, start) = if self.close == b'}' {
                let (key, start) = key_before(text, at)?;
                (key_at(text, &key) == self.step, start)
            } else {
                self.count += 1;
                (self.index == Some(self.count - 1), at)
            };
            if is_it {
                return Some(Next::Value(start));
            }
            at = behind(text, end_of(text, start)?, self.close)?;
        }
    }
}

enum Next {
    Value(usize),
    End(usize),
}

/// Follows steps from the value at `at`. It reads the text once: values on the path are entered, others are
/// skipped. `None`: the JSON is malformed.
fn follow(text: &str, mut at: usize, steps: &[String]) -> Option<Reached> {
    let mut open: Vec<Container<'_>> = Vec::new();
    loop {
        let step = steps.get(open.len());
        // Enters the value at `at`, or skips it.
        let (mut reached, mut end) =
            if let Some(container) = step.and_then(|step| Container::at(text, at, open.len(), step)) {
                open.push(container);
                (None, skip_blanks(text, at + 1))
            } else {
                let end = end_of(text, at)?;
                (Some(if step.is_none() { Reached::Value(at..end) } else { Reached::Steps(open.len()) }), end)
            };
        // Continues with the next value that the steps lead to, and leaves containers that end before.
        loop {
            let Some(container) = open.last_mut() else { return reached };
            if let Some(reached) = reached.take() {
                container.reached = reached;
                end = behind(text, end, container.close)?;
            }
            match container.next(text, end)? {
                Next::Value(start) => {
                    at = start;
                    break;
                }
                Next::End(behind) => {
                    end = behind;
                    reached = open.pop().map(|container| container.reached);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retrieve::{Part, part_of};

    const ITEMS: &str = r#"{"total": 3, "tags": ["x"], "items": [{"id": 1.0, "name": "a\u0041", "k\u0065y": [1, {"b": null}]}, {"id": 12345678901234567890, "name": "]}"}, {"id": -0}]}"#;

    fn at(text: &str, path: &str) -> Result<String, NoPart> {
        part_of(text, &Part::Path(path.into()), 1000).map(|retrieved| retrieved.text)
    }

    fn missing(reached: &str) -> Result<String, NoPart> {
        Err(NoPart::Path { reached: reached.into() })
    }

    #[test]
    fn paths_lead_to_values() {
        for (path, value) in [
            ("/items/0/key/1/b", "null"),
            ("items[1].id", "12345678901234567890"),
            ("$.items[0].id", "1.0"),
            ("/tags", "[\"x\"]"),
            ("", ITEMS),
        ] {
            assert_eq!(at(ITEMS, path).as_deref(), Ok(value), "{path}");
        }
        assert_eq!(
            part_of(ITEMS, &Part::Path("/items".into()), 5).expect("a part").part,
            "the value at /items, its first 5 of 118 bytes"
        );
    }

    #[test]
    fn paths_without_a_value_report_how_far_they_lead() {
        for (path, reached) in [
            ("/items/7/id", "/items"),
            ("/no", ""),
            ("/total/x", "/total"),
            ("/items/0/key/1/b/c", "/items/0/key/1/b"),
            ("/items/x", "/items"),
            ("/tags/-1", "/tags"),
        ] {
            assert_eq!(at(ITEMS, path), missing(reached), "{path}");
        }
        for text in [
            "plain text",
            r#"{"a": {"b" 1}}"#,
            r#"{"a": [1 2]}"#,
            r#"{"a": {"b": 1, 2}}"#,
            r#"{"x": 1}"#.trim_end_matches('}'),
        ] {
            assert_eq!(at(text, "/a/b"), Err(NoPart::NotJson), "{text}");
        }
    }

    #[test]
    fn the_last_of_duplicate_keys_counts() {
        assert_eq!(at(r#"{"a": {"b": 1}, "a": {"b": 2, "b": 3}}"#, "/a/b").as_deref(), Ok("3"));
        assert_eq!(at(r#"{"a": {"b": 1}, "a": {"c": 2}}"#, "/a/b"), missing("/a"));
        assert_eq!(at(r#"{"a": {"b": 1}, "a": 5}"#, "/a/b"), missing("/a"));
    }

    #[test]
    fn deep_paths_are_followed_and_named_briefly() {
        let depth = 200_000;
        let text = format!("{}1{}", "{\"a\":[".repeat(depth), "]}".repeat(depth));
        let retrieved = part_of(&text, &Part::Path("/a/0".repeat(depth)), 100).expect("the innermost");
        assert_eq!(retrieved.text, "1");
        assert!(
            retrieved.part.starts_with("the value at /a/0/a/0/")
                && retrieved.part.ends_with("… (400,000 steps)"),
            "{}",
            retrieved.part
        );
        assert!(retrieved.part.len() < 2 * MAX_NAMED);
        let Err(NoPart::Path { reached }) = at(&text, &"/a/0".repeat(depth + 1)) else {
            panic!("there is nothing")
        };
        assert!(reached.len() < 2 * MAX_NAMED);
    }
}
