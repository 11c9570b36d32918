//! Ranks lines by the words of a query. It uses integers, so the result is the same everywhere.

use std::collections::BTreeMap;
use std::ops::Range;

use headroom_core::query::Question;
use headroom_core::{Bm25, counted, grouped};

use super::asked::meeting;
use super::lines::{named, starts};
use super::named as listed;
use super::{NoPart, Retrieved};
use crate::words::words;

/// Lines longer than this are ranked in pieces, in bytes.
const PIECE: usize = 1024;
/// Lines around a match that belong to its passage: the context of a line is mostly before it.
const BEFORE: usize = 2;
const AFTER: usize = 4;

/// Consecutive lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The lines, counted from 0. Part of a very long line counts as that line.
    pub lines: Range<u32>,
    /// Their bytes.
    pub span: Range<usize>,
    /// The score of its best line, comparable only within one text.
    pub score: u64,
}

/// The index of a line or row, and its bytes or some of them.
type Piece = (u32, Range<usize>);

/// A line, or a piece of a long one, that contains words of the query.
struct Unit {
    piece: usize,
    /// The occurrences of each word, and the number of all words.
    counts: BTreeMap<u64, u64>,
    length: u64,
}

pub(super) fn passages(text: &str, query: &str, limit: usize) -> Vec<Passage> {
    passages_with(text, hashes(query).into_iter(), limit)
}

fn hashes(query: &str) -> Vec<u64> {
    let mut wanted = Vec::new();
    words(query, |word| wanted.push(word));
    wanted
}

pub(super) fn passages_with(text: &str, wanted: impl Iterator<Item = u64>, limit: usize) -> Vec<Passage> {
    ranked(text, &pieces(text, &starts(text)), None, (BEFORE, AFTER), wanted, limit).0
}

/// The passages of the pieces that have the words, with as many pieces before and after each as `around` says, and the
/// number of lines or rows found. `meets`: pieces that meet the conditions of the query; they are found even without
/// its words, and no other pieces are.
fn ranked(
    text: &str,
    pieces: &[Piece],
    meets: Option<&[bool]>,
    around: (usize, usize),
    wanted: impl Iterator<Item = u64>,
    limit: usize,
) -> (Vec<Passage>, usize) {
    // For each word, the number of pieces that contain it.
    let mut wanted: BTreeMap<u64, u64> = wanted.map(|word| (word, 0)).collect();
    let mut total = 0;
    let mut units = Vec::new();
    for (piece, (_, span)) in pieces.iter().enumerate() {
        let mut unit = Unit { piece, counts: BTreeMap::new(), length: 0 };
        words(&text[span.clone()], |word| {
            unit.length += 1;
            if wanted.contains_key(&word) {
                *unit.counts.entry(word).or_default() += 1;
            }
        });
        total += unit.length;
        for word in unit.counts.keys() {
            wanted.entry(*word).and_modify(|lines| *lines += 1);
        }
        if meets.map_or(!unit.counts.is_empty(), |meets| meets[piece]) {
            units.push(unit);
        }
    }
    let lines = Bm25::new(pieces.len() as u64, total);
    let mut scored: Vec<_> = units.iter().map(|unit| (score(unit, &wanted, lines), unit.piece)).collect();
    // The best first; a tie goes to the earlier one.
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut found: Vec<u32> = units.iter().map(|unit| pieces[unit.piece].0).collect();
    found.dedup();
    (gather(&scored, pieces, around, limit), found.len())
}

/// Lines and pieces of long lines: the index of the line, and the bytes.
fn pieces(text: &str, starts: &[usize]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(starts.len());
    for (line, &start) in starts.iter().enumerate() {
        let end = starts.get(line + 1).copied().unwrap_or(text.len());
        let mut from = start;
        while end - from > PIECE {
            let to = text.floor_char_boundary(from + PIECE);
            pieces.push((line as u32, from..to));
            from = to;
        }
        pieces.push((line as u32, from..end));
    }
    pieces
}

fn score(unit: &Unit, wanted: &BTreeMap<u64, u64>, lines: Bm25) -> u64 {
    let of_word = |(word, times): (&u64, &u64)| {
        lines.part(lines.rarity(wanted.get(word).copied().unwrap_or(0)), *times, unit.length)
    };
    unit.counts.iter().map(of_word).sum()
}

/// Passages around the best pieces, within `limit` bytes unless there is only one. Adjacent passages are
/// joined.
fn gather(
    scored: &[(u64, usize)],
    pieces: &[Piece],
    (before, after): (usize, usize),
    limit: usize,
) -> Vec<Passage> {
    let mut taken: Vec<Option<u64>> = vec![None; pieces.len()];
    let mut room = limit;
    for (rank, &(score, piece)) in scored.iter().enumerate() {
        if taken[piece].is_none() {
            let around = piece.saturating_sub(before)..(piece + 1 + after).min(pieces.len());
            let new = |range: &Range<usize>| {
                range
                    .clone()
                    .filter(|&piece| taken[piece].is_none())
                    .map(|piece| pieces[piece].1.len())
                    .sum::<usize>()
            };
            let range = if new(&around) <= room { around } else { piece..piece + 1 };
            let bytes = new(&range);
            if bytes > room && rank > 0 {
                break;
            }
            room = room.saturating_sub(bytes);
            for piece in range {
                taken[piece].get_or_insert(0);
            }
        }
        taken[piece] = taken[piece].max(Some(score));
    }
    let mut passages: Vec<Passage> = Vec::new();
    for (piece, score) in taken.into_iter().enumerate().filter_map(|(piece, score)| Some((piece, score?))) {
        let (line, span) = &pieces[piece];
        match passages.last_mut().filter(|last| last.span.end == span.start) {
            Some(last) => {
                *last = Passage {
                    lines: last.lines.start..line + 1,
                    span: last.span.start..span.end,
                    score: last.score.max(score),
                }
            }
            None => passages.push(Passage { lines: *line..line + 1, span: span.clone(), score }),
        }
    }
    passages.sort_by(|a, b| b.score.cmp(&a.score).then(a.span.start.cmp(&b.span.start)));
    passages
}

/// The best passages in the order of the text, each after a line that names it.
pub(super) fn matching(text: &str, query: &str, limit: usize) -> Result<Retrieved, NoPart> {
    // Of JSON, whole rows are found: part of a row could not be read.
    let rows = super::rows::find(text).filter(|rows| rows.len() > 1);
    let pieces = match &rows {
        Some(rows) => (0..).zip(rows.iter().cloned()).collect(),
        None => pieces(text, &starts(text)),
    };
    let question = Question::of(query);
    let meets = meeting(text, &pieces, &question);
    let is_exact = question.all || question.count || meets.is_some();
    let around = if rows.is_some() || is_exact { (0, 0) } else { (BEFORE, AFTER) };
    let words = if is_exact { hashes(&question.subject()) } else { hashes(query) };
    let (mut passages, hits) = ranked(text, &pieces, meets.as_deref(), around, words.into_iter(), limit);
    if passages.is_empty() {
        return Err(NoPart::Words);
    }
    passages.sort_by_key(|passage| passage.span.start);
    let count = grouped(rows.as_ref().map_or_else(|| starts(text).len(), Vec::len));
    let mut found = String::new();
    let mut names = Vec::new();
    let mut complete = true;
    for passage in passages {
        let (first, end) = (passage.lines.start as usize, passage.lines.end as usize);
        let name = if rows.is_some() { format!("row {}", grouped(end)) } else { named(first, end) };
        let head = format!("{}{name}:\n", if found.is_empty() || found.ends_with('\n') { "" } else { "\n" });
        let room = limit.saturating_sub(found.len() + head.len());
        let cut = text.floor_char_boundary(passage.span.start.saturating_add(room).min(passage.span.end));
        complete &= cut == passage.span.end;
        let is_part = rows.is_some() && cut < passage.span.end && !found.is_empty();
        if is_part || cut == passage.span.start || found.len() + head.len() > limit {
            break;
        }
        found.push_str(&head);
        found.push_str(&text[passage.span.start..cut]);
        names.push(name);
    }
    if names.is_empty() {
        names.push("none".to_owned());
    }
    let noun = if rows.is_some() { "row" } else { "line" };
    let which = if meets.is_some() {
        format!("{} what the query asks for", if hits == 1 { "is" } else { "are" })
    } else {
        format!("{} words of the query", if hits == 1 { "has" } else { "have" })
    };
    let rest = if is_exact {
        format!("{} in all {which}", counted(hits, noun))
    } else if question.has_conditions() {
        "the best for its words: its conditions hold for no part".to_owned()
    } else {
        "the best for the query".to_owned()
    };
    Ok(Retrieved {
        part: format!("{} of {count}, {rest}", listed(names.iter(), "passage")),
        text: found,
        complete,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let mut text = String::new();
        for line in 0..1000 {
            text.push_str(match line {
                300 => "ERROR: connection to the database refused\n",
                700 => "ERROR: disk is full\n",
                _ => "INFO: connection served, all is well\n",
            });
        }
        text
    }

    #[test]
    fn rare_words_score_higher_than_common_ones() {
        let text = text();
        for (query, line) in
            [("connection refused", 300), ("full disks", 700), ("database", 300), ("errors", 700)]
        {
            let best = &passages(&text, query, 10_000)[0];
            assert!(best.lines.contains(&line), "{query}: {best:?}");
        }
        assert_eq!(passages(&text, "unheard of", 10_000), []);
        assert_eq!(passages(&text, "", 10_000), []);
        assert_eq!(passages("", "word", 10_000), []);
    }

    #[test]
    fn of_json_whole_rows_are_found() {
        let row = |at: usize| {
            format!(r#"{{"id":{at},"note":"{} {}"}}"#, ["plain", "brass"][at % 7 / 6], "word ".repeat(60))
        };
        let text = format!("[{}]", (0..50).map(row).collect::<Vec<_>>().join(","));
        let found = matching(&text, "brass", 1500).expect("rows");
        let lines: Vec<&str> = found.text.lines().collect();
        assert_eq!((lines[0], lines[1]), ("row 7:", row(6).as_str()));
        assert!(
            lines.chunks(2).all(|pair| pair[1].starts_with("{\"id\"") && pair[1].ends_with('}')),
            "{lines:?}"
        );
        assert!(found.part.contains("of 50") && found.text.len() <= 1500, "{}", found.part);
    }

    #[test]
    fn conditions_counts_and_all_are_heard() {
        let row = |at: usize| format!(r#"{{"status":{},"at":"10:{:02}"}}"#, [200, 503][at % 10 / 9], at);
        let rows = format!("[{}]", (0..50).map(row).collect::<Vec<_>>().join(","));
        let found = matching(&rows, "status >= 500 between 10:10 and 10:30", 10_000).expect("rows");
        assert_eq!(found.part, "row 20, row 30 of 50, 2 rows in all are what the query asks for");
        assert_eq!(found.text, format!("row 20:\n{}\nrow 30:\n{}", row(19), row(29)));
        for query in ["all errors", "how many errors are there?"] {
            let found = matching(&text(), query, 10_000).expect("lines");
            assert_eq!(found.part, "line 301, line 701 of 1,000, 2 lines in all have words of the query");
        }
        let found = matching(&rows, "rows with status 503 after 23:00", 100).expect("rows");
        assert!(found.part.ends_with("the best for its words: its conditions hold for no part"), "{found:?}");
    }

    #[test]
    fn passages_are_disjoint_and_within_the_limit() {
        let text = text();
        for limit in [40, 400, 4000, 1 << 20] {
            let mut found = passages(&text, "connection error", limit);
            assert!(
                found.iter().map(|passage| passage.span.len()).sum::<usize>() <= limit.max(60),
                "{limit}"
            );
            found.sort_by_key(|passage| passage.span.start);
            assert!(found.windows(2).all(|pair| pair[0].span.end < pair[1].span.start));
        }
    }

    #[test]
    fn matches_in_a_very_long_line_are_located() {
        let text = format!("{}needle{}", "hay ".repeat(100_000), " hay".repeat(100_000));
        let best = &passages(&text, "needle", 2000)[0];
        assert!(text[best.span.clone()].contains("needle"));
        assert_eq!(best.lines, 0..1);
    }
}
