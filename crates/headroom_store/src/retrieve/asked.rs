//! Finds the rows or lines that meet the conditions of a query: positions, periods of time, bounds of numbers.

use std::ops::Range;

use headroom_core::query::Question;

/// Bounds without the name of a field hold for numbers of any field if they are in at most one of this many items.
const ONE_IN: usize = 4;
/// Maximum length of the name of a number, in bytes.
const MAX_NAME: usize = 64;

/// Which of the items meet all kinds of conditions that the question has. Each item is the index of its row or line, and
/// its bytes. `None`: the question has no condition, or no item meets it.
pub(super) fn meeting(text: &str, items: &[(u32, Range<usize>)], question: &Question) -> Option<Vec<bool>> {
    if !question.has_conditions() {
        return None;
    }
    let count = items.last().map_or(0, |(index, _)| *index as usize + 1);
    let mut meets = vec![true; items.len()];
    if question.has_positions() {
        require(&mut meets, items.iter().map(|(index, _)| question.wants_position(*index as usize, count)));
    }
    if question.has_periods() {
        require(&mut meets, items.iter().map(|(_, span)| question.wants_time(&text[span.clone()])));
    }
    if question.has_bounds() {
        let (named, any): (Vec<bool>, Vec<bool>) =
            items.iter().map(|(_, span)| numbers_in(&text[span.clone()], question)).unzip();
        let is_rare = any.iter().filter(|meets| **meets).count() * ONE_IN <= items.len();
        if named.contains(&true) {
            require(&mut meets, named.into_iter());
        } else if is_rare {
            require(&mut meets, any.into_iter());
        } else {
            return None;
        }
    }
    meets.contains(&true).then_some(meets)
}

fn require(meets: &mut [bool], condition: impl Iterator<Item = bool>) {
    meets.iter_mut().zip(condition).for_each(|(meets, condition)| *meets &= condition);
}

/// Whether a text has a number that the question wants: one whose name the question mentions, and any.
fn numbers_in(text: &str, question: &Question) -> (bool, bool) {
    let bytes = text.as_bytes();
    let (mut named, mut any) = (false, false);
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && (bytes[at].is_ascii_digit() || bytes[at] == b'.') {
            at += 1;
        }
        let before = start.checked_sub(1).map_or(b' ', |before| bytes[before]);
        if before.is_ascii_alphanumeric() || before == b'_' {
            continue;
        }
        let from = if before == b'-' { start - 1 } else { start };
        if question.wants_number(text[from..at].trim_end_matches('.')) {
            any = true;
            named |= question.mentions(name_before(text, from)) || question.mentions(word_at(text, at));
        }
    }
    (named, any)
}

/// The word before a number, without the signs between: `"ms": 12`, `status=500`.
fn name_before(text: &str, at: usize) -> &str {
    let before = &text[text.ceil_char_boundary(at.saturating_sub(MAX_NAME))..at];
    let name = before.trim_end_matches([' ', '"', ':', '=', '\'']);
    name.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).next().unwrap_or_default()
}

/// The word behind a number: `12 ms`.
fn word_at(text: &str, at: usize) -> &str {
    let behind = &text[at..text.floor_char_boundary((at + MAX_NAME).min(text.len()))];
    let word = behind.trim_start_matches(' ');
    &word[..word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(query: &str, lines: &[&str]) -> Vec<usize> {
        let text = lines.join("\n");
        let mut at = 0;
        let mut items = Vec::new();
        for (index, line) in (0..).zip(lines) {
            items.push((index, at..at + line.len()));
            at += line.len() + 1;
        }
        let meets = meeting(&text, &items, &Question::of(query)).unwrap_or_default();
        meets.iter().enumerate().filter_map(|(index, meets)| meets.then_some(index)).collect()
    }

    #[test]
    fn all_kinds_of_conditions_are_required() {
        let lines = [
            "10:01:00 GET /a status=200 90 ms",
            "10:02:00 GET /b status=503 12 ms",
            "10:03:00 GET /c status=500 700 ms",
            "10:04:00 GET /d status=404 5 ms",
            "11:02:00 GET /e status=502 3 ms",
        ];
        for (query, found) in [
            ("status >= 500", vec![1, 2, 4]),
            ("status>=500 between 10:00 and 10:05", vec![1, 2]),
            ("more than 80 ms", vec![0, 2]),
            ("the last 2 lines", vec![3, 4]),
            ("what failed?", vec![]),
            ("status above 900", vec![]),
        ] {
            assert_eq!(met(query, &lines), found, "{query}");
        }
    }

    #[test]
    fn fields_of_json_are_names() {
        let rows = [r#"{"ms": 1200, "id": 7}"#, r#"{"ms": "3", "id": 1300}"#, r#"{"ms": -4, "é": 1}"#];
        assert_eq!(met("ms above 1000", &rows), [0]);
        assert_eq!(met("ms below 0", &rows), [2]);
        assert_eq!(met("ms = 3", &rows), [1]);
    }
}
