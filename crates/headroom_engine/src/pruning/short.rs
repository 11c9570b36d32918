//! The short form of a pruned result: one of its lines, how much is left out, and how to fetch it.
//!
//! ```text
//! [340 lines left out: headroom_retrieve 7k3f9q2m4n5p6r7s]
//! 212 tests passed in 3.1 s
//! ```

use std::ops::{Range, RangeInclusive};

use headroom_core::{Cut, Elided, Stub, counted, elide};

/// Results below this are not pruned, in tokens.
pub(crate) const MIN_TOKENS: u64 = 60;
/// The marker costs about this many tokens.
const MARKER_TOKENS: u64 = 24;
/// The line that is shown has at most so many bytes, more for longer texts.
const LINE: RangeInclusive<usize> = 40..=120;
const TEXT_PER_LINE: usize = 16;
/// A line with fewer letters and digits tells nothing.
const MIN_TOLD: usize = 4;
/// A token of plain text has about this many bytes.
const TOKEN_BYTES: usize = 4;

/// About what the short form of a text of this length costs, in tokens.
pub(crate) fn cost_of_short(length: usize) -> u64 {
    MARKER_TOKENS + (max_line(length) / TOKEN_BYTES) as u64
}

/// What is sent for a pruned result: its first or its last line, whichever tells more. Output of a program often
/// ends with a summary. `None`: it cannot be shortened.
pub(crate) fn shortened(text: &str) -> Option<Elided> {
    let most = max_line(text.len());
    let last = last_line(text, most).filter(|last| told(last) > told(first_line(text, most)));
    let (span, after) = match last {
        Some(last) => (0..text.len() - last.len(), "\n"),
        None => (first_line(text, most).len()..text.len(), ""),
    };
    let stub = Stub { what: Some(amount(text, &span).into()), after: after.into(), ..Stub::default() };
    elide(text, vec![Cut { span, stub }])
}

/// The shortest form: only the marker.
pub(crate) fn without_text(text: &str) -> Option<Elided> {
    let span = 0..text.len();
    let stub = Stub { what: Some(amount(text, &span).into()), ..Stub::default() };
    elide(text, vec![Cut { span, stub }])
}

/// The number of whole lines in this part of a text, or of its characters if it has parts of lines.
fn amount(text: &str, span: &Range<usize>) -> String {
    let rest = &text[span.clone()];
    let lines = memchr::memchr_iter(b'\n', rest.trim_end_matches('\n').as_bytes()).count() + 1;
    let is_whole = span.start == 0 || text.as_bytes()[span.start - 1] == b'\n';
    if is_whole && lines > 1 { counted(lines, "line") } else { counted(rest.chars().count(), "character") }
}

/// The first line with its line feed, or its first words, if they tell something.
fn first_line(text: &str, most: usize) -> &str {
    let start = &text[..text.floor_char_boundary(most)];
    let end = start.find('\n').map(|end| end + 1).or_else(|| start.rfind(' ').map(|end| end + 1));
    let line = &start[..end.unwrap_or_default()];
    if told(line) < MIN_TOLD { "" } else { line }
}

/// The last line of several, if it is short.
fn last_line(text: &str, most: usize) -> Option<&str> {
    let end = text.trim_end_matches('\n');
    let start = end.rfind('\n')? + 1;
    (text.len() - start <= most).then(|| &text[start..])
}

/// How much a line tells: the number of its letters and digits.
fn told(line: &str) -> usize {
    line.chars().filter(|c| c.is_alphanumeric()).count()
}

fn max_line(length: usize) -> usize {
    (length / TEXT_PER_LINE).clamp(*LINE.start(), *LINE.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> String {
        let text = shortened(text).expect("a short form").text;
        let (start, end) =
            (text.find(": headroom_retrieve ").expect("a marker"), text.find(']').expect("its end"));
        format!("{}{}", &text[..start], &text[end..])
    }

    #[test]
    fn the_line_that_tells_more_is_shown() {
        let lines = "ok 1234 of many\n".repeat(60);
        assert_eq!(
            short(&format!("running the tests of the parser\n{lines}.\n")),
            "running the tests of the parser\n[61 lines left out]"
        );
        assert_eq!(
            short(&format!(".\n{lines}60 tests, 0 failures\n")),
            "[61 lines left out]\n60 tests, 0 failures\n"
        );
    }

    #[test]
    fn long_lines_are_cut_between_words() {
        let text = "all of it on one line ".repeat(60);
        assert_eq!(
            short(&text),
            "all of it on one line all of it on one line all of it on one line all of it on [1,241 characters left out]"
        );
        assert_eq!(short(&"x".repeat(900)), "[900 characters left out]");
    }

    #[test]
    fn a_text_with_a_marker_is_not_shortened() {
        let marker = "[3 lines left out: headroom_retrieve q9w1dfwf077ymga1]\n";
        assert_eq!(shortened(&marker.repeat(40)), None);
    }
}
