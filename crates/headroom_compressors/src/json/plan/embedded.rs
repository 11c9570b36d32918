//! JSON in other text: in prose, after the prefix of a log line, in a fence, one object on each line; the
//! complete items of an array that is cut off.

use headroom_core::work::step;
use headroom_core::{CompressError, Edit, Fidelity, History};
use headroom_formats::json::Tape;

use super::{MIN_LEN, whole};
use crate::json::layout::Style;
use crate::json::{BLANKS, CODECS, parse};

/// Budget for failed attempts: `VAIN_FACTOR × length + VAIN_BYTES`. Without it, brackets that open no JSON
/// would make the search quadratic.
const VAIN_FACTOR: usize = 6;
const VAIN_BYTES: usize = 4096;

/// Edits for the JSON values in `text`. Values whose layout would be lost are kept, because within other text
/// every byte counts.
pub(super) fn find(text: &str) -> Vec<Edit<'static>> {
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    let mut patience = VAIN_FACTOR * text.len() + VAIN_BYTES;
    let (mut at, mut read) = (0, 0);
    while let Some(start) = memchr::memchr2(b'{', b'[', &bytes[at..]).map(|offset| at + offset) {
        step(start - at + 1);
        at = start + 1;
        if !may_open(bytes, start) {
            continue;
        }
        let tape = match Tape::at(text, start) {
            Ok(tape) => tape,
            Err(error) => {
                let vain =
                    if let CompressError::Malformed { at } = error { at - start } else { text.len() - start };
                let Some(left) = patience.checked_sub(vain) else { break };
                patience = left;
                continue;
            }
        };
        let lines = lines(text, &tape);
        // Items that cannot be a table are not read again from the second one on.
        let list = if lines.is_none() && start >= read { items(text, &tape) } else { None };
        if let Some(list) = &list {
            read = list.end(0);
        }
        if let Some(edit) = list.as_ref().and_then(items_edit) {
            at = read;
            edits.push(edit);
        } else if let Some((end, tape)) = &lines {
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
/// of them. Strings between objects are included. If the first object has several lines, as `jq` writes it, the others
/// may have, too. A tape holds a limited number of lines.
fn lines<'a>(text: &'a str, first: &Tape<'a>) -> Option<(usize, Tape<'a>)> {
    let bytes = text.as_bytes();
    let start = first.start(0);
    let is_tall = memchr::memchr(b'\n', &bytes[start..first.end(0)]).is_some();
    let own_line = (start == 0 || bytes[start - 1] == b'\n') && bytes[start] == b'{';
    let mut end = first.end(0);
    let (mut count, mut nodes, mut at) = (1, first.count(), end);
    while own_line
        && bytes.get(at) == Some(&b'\n')
        && let Some(opening @ (b'{' | b'"')) = bytes.get(at + 1)
    {
        let line_end =
            || memchr::memchr(b'\n', &bytes[at + 1..]).map_or(bytes.len(), |offset| at + 1 + offset);
        let limit = if is_tall { bytes.len() } else { line_end() };
        // A line feed within an object does not end it.
        let Ok(tape) = Tape::at(&text[..limit], at + 1) else { break };
        let stop = tape.end(0);
        if bytes.get(stop).is_some_and(|byte| *byte != b'\n') || !tape.fits_behind(nodes) {
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

/// The consecutive objects that commas separate, starting with the one in `first`: the complete items of an
/// array that is cut off.
fn items<'a>(text: &'a str, first: &Tape<'a>) -> Option<Tape<'a>> {
    let (start, end) = (first.start(0), first.end(0));
    let rest = text[end..].trim_start_matches(BLANKS).strip_prefix(',')?;
    let goes_on = rest.trim_start_matches(BLANKS).starts_with(['{', '"']);
    (goes_on && text.as_bytes()[start] == b'{').then(|| Tape::items(text, start).ok()).flatten()
}

/// The edit for at least two items in a layout of libraries.
fn items_edit(tape: &Tape<'_>) -> Option<Edit<'static>> {
    tape.elements(0).nth(1)?;
    let (style, depth) = layout(tape)?;
    let span = tape.start(0)..tape.end(0);
    let text = parse::write_items(tape, style, depth);
    let verified = CODECS[0].verify(&text, &tape.text()[span.clone()], &History::new())?;
    (verified.fidelity == Fidelity::Bytes).then(|| Edit::Rewrite {
        span,
        text: text.into(),
        codec: CODECS[0],
        reason: "items of JSON that is cut off",
    })
}

/// The layout of items, and their depth, which matters only if they are indented.
fn layout(tape: &Tape<'_>) -> Option<(Style, usize)> {
    let text = tape.text();
    let first = tape.elements(0).next()?;
    let inner = tape.tokens(first).nth(1)?;
    let gap = &text[tape.start(first) + 1..tape.start(inner)];
    let Some(inner) = gap.strip_prefix('\n') else {
        let style = Style::of(tape, tape.elements(0));
        return (style != Style::Other).then_some((style, 1));
    };
    let start = tape.start(first);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let outer = text[line..start].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let width = inner.len().checked_sub(outer).filter(|width| *width > 0)?;
    let style =
        Style::named(&if inner.starts_with('\t') { "tabbed".into() } else { format!("indent {width}") })?;
    (outer > 0 && outer.is_multiple_of(width)).then_some((style, outer / width))
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

    #[test]
    fn objects_of_several_lines_below_each_other_are_one_table() {
        let row = |at: usize| {
            format!("{{\n  \"id\": {at},\n  \"name\": \"part {at}\",\n  \"state\": \"ready\"\n}}\n")
        };
        let text = (0..30).map(row).collect::<Vec<_>>().concat() + "{\n  \"id\": 30,\n  \"na";
        let edits = find(&text);
        assert_eq!(edits.len(), 1);
        assert!(
            edits[0].text().starts_with("[table 30 lines, indent 2: id name state=ready]\n0 \"part 0\"\n")
        );
        let decoded = CODECS[0].decode(edits[0].text(), &History::new(), usize::MAX).expect("decodes");
        assert_eq!(decoded.text, text[edits[0].span().clone()]);
    }

    #[test]
    fn the_complete_items_of_an_array_that_is_cut_off_are_a_table() {
        let row = |at: usize| format!("{{\"id\": {at}, \"name\": \"part {at}\", \"state\": \"ready\"}}");
        let rows = (0..30).map(row).collect::<Vec<_>>();
        let compact = format!("[{}, {{\"id\": 30, \"na", rows.join(", "));
        let middle = format!("…cut off…\"ready\"}}, {}]", rows.join(", "));
        let lines = rows
            .iter()
            .map(|row| row.replace(", ", ",\n      ").replace('{', "{\n      ").replace('}', "\n    }"));
        let indented = format!(
            "{{\n  \"parts\": [\n    {},\n    {{\n      \"id",
            lines.collect::<Vec<_>>().join(",\n    ")
        );
        for (text, head) in [
            (&compact, "[table 30 items, spaced: id name state=ready]\n0 \"part 0\"\n"),
            (&middle, "[table 30 items, spaced: id name state=ready]\n0 \"part 0\"\n"),
            (&indented, "[table 30 items at depth 2, indent 2: id name state=ready]\n0 \"part 0\"\n"),
        ] {
            let edits = find(text);
            assert_eq!(edits.len(), 1, "{text}");
            assert!(edits[0].text().starts_with(head), "{}", edits[0].text());
            let span = edits[0].span().clone();
            let decoded = CODECS[0].decode(edits[0].text(), &History::new(), usize::MAX).expect("decodes");
            assert_eq!(decoded.text, text[span]);
        }
    }
}
