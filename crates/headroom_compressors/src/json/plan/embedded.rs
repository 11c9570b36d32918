//! JSON in other text: in prose, after the prefix of a log line, in a fence, one object on each line.

use headroom_core::work::step;
use headroom_core::{CompressError, Edit};
use headroom_formats::json::Tape;

use super::{MIN_LEN, whole};
use crate::json::layout::Style;
use crate::json::{CODECS, parse};

/// Budget for failed attempts: `VAIN_FACTOR × length + VAIN_BYTES`. Without it, brackets that open no JSON
/// would make the search quadratic.
const VAIN_FACTOR: usize = 2;
const VAIN_BYTES: usize = 4096;

/// Edits for the JSON values in `text`. Values whose layout would be lost are kept, because within other text
/// every byte counts.
pub(super) fn find(text: &str) -> Vec<Edit<'static>> {
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    let mut patience = VAIN_FACTOR * text.len() + VAIN_BYTES;
    let mut at = 0;
    while let Some(start) = memchr::memchr2(b'{', b'[', &bytes[at..]).map(|offset| at + offset) {
        step(start - at + 1);
        at = start + 1;
        if !may_open(bytes, start) {
            continue;
        }
        let tape = match Tape::at(text, start) {
            Ok(tape) => tape,
            Err(error) => {
                let read =
                    if let CompressError::Malformed { at } = error { at - start } else { text.len() - start };
                let Some(left) = patience.checked_sub(read) else { break };
                patience = left;
                continue;
            }
        };
        let lines = lines(text, &tape);
        if let Some((end, tape)) = &lines {
            at = *end;
            let style = Style::of(tape, tape.elements(0));
            if style != Style::Other {
                edits.push(Edit::Rewrite {
                    span: start..at,
                    text: parse::write_lines(tape, style).into(),
                    codec: CODECS[0],
                    reason: "JSON lines",
                });
            }
        } else {
            at = tape.end(0);
            let style = Style::of(&tape, std::iter::once(0));
            if at - start >= MIN_LEN && style != Style::Other {
                edits.push(whole(&tape, style));
            }
        }
    }
    edits
}

/// Whether the bracket at `at` may open JSON data, and not an index, a block of code or a word in brackets.
fn may_open(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b')' | b']' | b'$')) {
        return false;
    }
    let next = bytes[at + 1..].iter().copied().find(|byte| !byte.is_ascii_whitespace());
    match bytes[at] {
        b'{' => next == Some(b'"'),
        _ => matches!(next, Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9')),
    }
}

/// The end of the consecutive lines that hold one object each, starting with the one in `first`, and a tape
/// of them. Strings between objects are included. A tape holds a limited number of lines.
fn lines<'a>(text: &'a str, first: &Tape<'a>) -> Option<(usize, Tape<'a>)> {
    let bytes = text.as_bytes();
    let start = first.start(0);
    let own_line = (start == 0 || bytes[start - 1] == b'\n') && bytes[start] == b'{';
    let mut end = first.end(0);
    let (mut count, mut nodes, mut at) = (1, first.count(), end);
    while own_line
        && bytes.get(at) == Some(&b'\n')
        && let Some(opening @ (b'{' | b'"')) = bytes.get(at + 1)
    {
        let stop = memchr::memchr(b'\n', &bytes[at + 1..]).map_or(bytes.len(), |offset| at + 1 + offset);
        // A line feed within an object does not end it.
        let Ok(tape) = Tape::at(&text[..stop], at + 1) else { break };
        if tape.end(0) != stop || !tape.fits_behind(nodes) {
            break;
        }
        at = stop;
        nodes += tape.count();
        if *opening == b'{' {
            end = stop;
            count += 1;
        }
    }
    if count < 2 {
        return None;
    }
    let tape = Tape::lines(&text[..end], start).ok()?;
    Some((end, tape))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_the_capacity_of_a_tape_make_another_table() {
        let text = (0..30_000)
            .map(|row| format!("{{\"a\":{row},\"b\":[1,{{\"c\":null}}]}}\n"))
            .collect::<Vec<_>>()
            .concat();
        let edits = find(&text);
        let lines: Vec<_> = edits.iter().map(|edit| text[edit.span().clone()].lines().count()).collect();
        assert!((2..9).contains(&lines.len()) && lines.iter().sum::<usize>() == 30_000, "{lines:?}");
    }
}
