//! The values in a line: what may differ between lines of one template.

use std::ops::Range;

use crate::templates::parse::MAX_GAPS;

/// Bars between the cells of a table.
const BARS: [char; 4] = ['|', '│', '┃', '\t'];
/// Minimum number of bars in a row.
const MIN_BARS: usize = 2;
/// Maximum length of a text in quotes, in bytes.
const MAX_QUOTED_LEN: usize = 200;
/// Characters around words.
const AROUND: [char; 15] = ['(', ')', '{', '}', '[', ']', '<', '>', ',', ';', '=', '"', '\'', '`', '|'];

/// Finds the values of a line, in order. `false`: there are too many.
pub(super) fn values(line: &str, found: &mut Vec<Range<usize>>) -> bool {
    found.clear();
    let is_cells = |bar: &char| line.matches(*bar).count() >= MIN_BARS && !line.contains(['"', '\'', '`']);
    let bar = BARS.into_iter().find(is_cells);
    match bar {
        Some(bar) => cells(line, bar, found),
        None => words(line, found),
    }
    found.len() <= MAX_GAPS
}

fn cells(line: &str, bar: char, found: &mut Vec<Range<usize>>) {
    let mut start = 0;
    for end in line.match_indices(bar).map(|(at, _)| at).chain([line.len()]) {
        let cell = &line[start..end];
        let inner = cell.trim_matches(' ');
        let is_value = inner.contains(|c: char| c.is_alphanumeric());
        if is_value {
            let from = start + (cell.len() - cell.trim_start_matches(' ').len());
            found.push(from..from + inner.len());
        }
        start = (end + bar.len_utf8()).min(line.len());
    }
}

fn words(line: &str, found: &mut Vec<Range<usize>>) {
    let mut at = line.len() - line.trim_start().len();
    // Compilers write a place behind a path, or at the start of a line. A time stands elsewhere.
    let mut is_place = true;
    while let Some(first) = line[at..].chars().next() {
        if let Some(length) = quoted(line, at, first) {
            found.push(at + 1..at + 1 + length);
            at += length + 2;
            is_place = true;
        } else if first.is_whitespace() || AROUND.contains(&first) || first == ':' {
            is_place &= first == ':';
            at += first.len_utf8();
        } else {
            let word = word(&line[at..], is_place);
            is_place = true;
            if is_value(word) {
                found.push(at..at + word.len());
            }
            at += word.len().max(first.len_utf8());
        }
    }
}

/// The length of the text in quotes that open at `at`, without the quotes. An apostrophe opens no quotes.
fn quoted(line: &str, at: usize, quote: char) -> Option<usize> {
    let rest = line.get(at + 1..)?;
    let window = &rest[..rest.floor_char_boundary(MAX_QUOTED_LEN)];
    let length = window.find(quote).filter(|length| *length > 0)?;
    let is_open = || {
        let before = line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let behind = rest[length + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && behind
    };
    let is_quote = match quote {
        '"' => !window[..length].contains('\\'),
        '\'' | '`' => is_open() && !window[..length].contains('"'),
        _ => false,
    };
    is_quote.then_some(length)
}

/// The word at the start of `text`, without the signs that end a sentence. A colon between digits, as in a time,
/// belongs to a word that starts with a digit and is no place.
fn word(text: &str, is_place: bool) -> &str {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let is_time =
        |at: usize| !is_place && is_digit(Some(0)) && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    let is_end = |(at, c): &(usize, char)| {
        c.is_whitespace()
            || AROUND.contains(c)
            || *c == ':' && !text[*at..].starts_with("://") && !is_time(*at)
    };
    let end = text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at);
    text[..end].trim_end_matches(['.', '!', '?', '…'])
}

/// Whether a word may differ from line to line: it has digits, or is a path or a name with dots.
fn is_value(word: &str) -> bool {
    let has_dot = || {
        word.match_indices('.').any(|(at, _)| {
            let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            is_part(word[..at].chars().next_back()) && is_part(word[at + 1..].chars().next())
        })
    };
    word.bytes().any(|byte| byte.is_ascii_digit())
        || word.len() > 2 && word.contains(['/', '\\', '@']) && word.contains(char::is_alphanumeric)
        || has_dot()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        assert!(values(line, &mut spans));
        spans.into_iter().map(|span| &line[span]).collect()
    }

    #[test]
    fn values_are_words_with_digits_paths_and_texts_in_quotes() {
        for (line, values) in [
            (
                "src/a.ts(12,5): error TS2322: Type 'x | y' is wrong.",
                &["src/a.ts", "12", "5", "TS2322", "x | y"][..],
            ),
            ("a{b=\"GET\",c=\"\"} 17", &["GET", "17"]),
            ("don't touch 'x'", &["x"]),
            ("cannot find `a b` in `c`", &["a b", "c"]),
            ("  32:3  error at 00:31", &["32", "3", "00:31"]),
            ("a/b.py:12:5: due 2026-03-01T00:31:12Z", &["a/b.py", "12", "5", "2026-03-01T00:31:12Z"]),
            ("10.0.0.1:80 from 10.0.0.2:443", &["10.0.0.1", "80", "10.0.0.2:443"]),
            ("npm http fetch https://a.org/b 12ms", &["https://a.org/b", "12ms"]),
            ("  - cell \"é ü\" [ref=e7]:", &["é ü", "e7"]),
            (" 9000 | DE | a b ", &["9000", "DE", "a b"]),
            ("│ é │  │ x │", &["é", "x"]),
            ("100644 blob 1f\tsrc/a b.ts", &["100644", "1f", "src/a", "b.ts"]),
            ("1\ta b\tc", &["1", "a b", "c"]),
            ("a.ts: Type 'a | b | c' is wrong", &["a.ts", "a | b | c"]),
            ("---+---+---", &[]),
            ("Done. No, really!", &[]),
            ("", &[]),
        ] {
            assert_eq!(found(line), values, "{line}");
        }
        assert!(!values(&"1 ".repeat(30), &mut Vec::new()));
    }
}
