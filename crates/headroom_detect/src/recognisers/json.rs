//! JSON over several lines, or on one.

use headroom_core::Kind;
use headroom_formats::scan::{digits, starts_with_any};

use crate::line::Line;
use crate::recogniser::{GOOD, NEVER, Recogniser, STRONG};

/// Knows JSON.
#[derive(Default)]
pub(super) struct Json {
    /// How many brackets are open.
    depth: usize,
}

impl Recogniser for Json {
    fn kind(&self) -> Kind {
        Kind::Json
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let body = line.body;
        if self.depth == 0 {
            return self.open(line);
        }
        let Some(points) = inner(body) else {
            self.depth = 0;
            return NEVER;
        };
        self.depth = depth(line.whole, self.depth);
        points
    }
}

impl Json {
    fn open(&mut self, line: &Line<'_>) -> i32 {
        let body = line.body;
        if !starts(body) {
            return NEVER;
        }
        let open = depth(line.whole, 0);
        if open > 0 {
            self.depth = open;
            return GOOD;
        }
        let whole = body.starts_with('{') && line.last == b'}' || body.starts_with('[') && line.last == b']';
        let rich = body.starts_with("{\"")
            || body.starts_with("[{")
            || body.starts_with("[[")
            || body.starts_with("[\"");
        if whole && rich {
            STRONG
        } else if whole && line.counts.letters == 0 {
            GOOD
        } else {
            NEVER
        }
    }
}

/// Whether a value starts that has others in it.
fn starts(body: &str) -> bool {
    let mut rest = body.trim_start_matches(['[', ' ']);
    let bracket = rest.len() < body.len();
    if let Some(object) = rest.strip_prefix('{') {
        rest = object.trim_start();
        return rest.is_empty() || rest.starts_with(['"', '}']);
    }
    bracket
        && (rest.is_empty()
            || starts_with_any(rest, &["\"", "]", "-", "true", "false", "null"])
            || digits(rest).is_some_and(|(_, rest)| rest.trim_start().starts_with([',', ']', '.'])))
}

/// What a line between brackets is worth, if it can stand there.
fn inner(body: &str) -> Option<i32> {
    let value = starts_with_any(body, &["{", "}", "[", "]", "-", "true", "false", "null", ","])
        || body.as_bytes()[0].is_ascii_digit();
    if let Some(rest) = body.strip_prefix('"') {
        let end = quoted(rest)?;
        let behind = rest[end..].trim_start();
        if let Some(value) = behind.strip_prefix(':') {
            let value = value.trim_start();
            return (value.is_empty()
                || value.starts_with(['"', '{', '[', '-', 't', 'f', 'n'])
                || digits(value).is_some())
            .then_some(STRONG - 2);
        }
        return if behind.is_empty() {
            Some(GOOD)
        } else {
            behind.starts_with([',', ']', '}']).then_some(GOOD)
        };
    }
    let bare = body.trim_end_matches([',', '}', ']', ' ', '{', '[']);
    let literal = bare.is_empty()
        || starts_with_any(bare, &["{", "[", "}", "]"])
        || matches!(bare, "true" | "false" | "null")
        || bare
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E' | b',' | b' '));
    (value && literal).then_some(GOOD - 2)
}

/// Where the text behind a quote goes on after the quote that closes it; its end, where the line is cut within.
fn quoted(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += found;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
    (bytes.len() > 900).then_some(bytes.len())
}

/// How many brackets are open behind `text`; those in strings do not count.
fn depth(text: &str, mut depth: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut within) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if within => at += 1,
            b'"' => within = !within,
            b'{' | b'[' if !within => depth += 1,
            b'}' | b']' if !within => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    depth
}
