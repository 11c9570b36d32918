//! Lines of a text.

use std::ops::RangeInclusive;

use headroom_core::{counted, grouped};

use super::{NoPart, Retrieved};

/// Where lines start. A line feed at the end starts none.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).filter(|&at| at < text.len()));
    starts
}

pub(super) fn whole(text: &str, limit: usize) -> Retrieved {
    let starts = starts(text);
    if text.len() <= limit {
        return Retrieved {
            text: text.to_owned(),
            part: format!("all {}", counted(starts.len(), "line")),
            complete: true,
        };
    }
    slice(text, &starts, 0, starts.len(), limit)
}

pub(super) fn lines(text: &str, range: &RangeInclusive<u32>, limit: usize) -> Result<Retrieved, NoPart> {
    let starts = starts(text);
    let (first, last) = ((*range.start()).max(1) as usize, (*range.end() as usize).min(starts.len()));
    if first > last {
        return Err(NoPart::Lines { count: u32::try_from(starts.len()).unwrap_or(u32::MAX) });
    }
    Ok(slice(text, &starts, first - 1, last, limit))
}

/// As many of the lines from `first` up to `end`, counted from 0, as there is room for.
fn slice(text: &str, starts: &[usize], first: usize, end: usize, limit: usize) -> Retrieved {
    let from = starts[first];
    let end_of = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    let fitting = starts[first + 1..end].partition_point(|&start| start - from <= limit);
    let last = if end_of(end) - from <= limit { end } else { first + fitting };
    let of = format!("of {}", grouped(starts.len()));
    if last == first {
        // Not even one line: as much of it as there is room for.
        let cut = text.floor_char_boundary(from.saturating_add(limit));
        let part = format!(
            "line {} {of}, its first {} of {} bytes",
            grouped(first + 1),
            grouped(cut - from),
            grouped(end_of(first + 1) - from)
        );
        return Retrieved { text: text[from..cut].to_owned(), part, complete: false };
    }
    Retrieved {
        text: text[from..end_of(last)].to_owned(),
        part: format!("{} {of}", named(first, last)),
        complete: last == end,
    }
}

/// `line 7`, `lines 7-9`: those from `first` up to `end`, counted from 0.
pub(super) fn named(first: usize, end: usize) -> String {
    if end - first == 1 {
        format!("line {}", grouped(end))
    } else {
        format!("lines {}-{}", grouped(first + 1), grouped(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retrieve::{Part, part_of};

    const TEXT: &str = "one\ntwo\nthree\nfour\n";

    fn asked(range: RangeInclusive<u32>, limit: usize) -> (String, String, bool) {
        let Retrieved { text, part, complete } = part_of(TEXT, &Part::Lines(range), limit).expect("lines");
        (text, part, complete)
    }

    #[test]
    fn lines_come_as_they_are_and_say_which_they_are() {
        assert_eq!(asked(2..=3, 100), ("two\nthree\n".into(), "lines 2-3 of 4".into(), true));
        assert_eq!(asked(4..=99, 100), ("four\n".into(), "line 4 of 4".into(), true));
        assert_eq!(asked(0..=1, 100), ("one\n".into(), "line 1 of 4".into(), true));
        assert_eq!(part_of(TEXT, &Part::Lines(5..=6), 100), Err(NoPart::Lines { count: 4 }));
        assert_eq!(part_of(TEXT, &Part::Whole, 100).expect("all").part, "all 4 lines");
    }

    #[test]
    fn there_are_never_more_bytes_than_the_limit() {
        assert_eq!(asked(1..=4, 8), ("one\ntwo\n".into(), "lines 1-2 of 4".into(), false));
        assert_eq!(asked(1..=4, 19), (TEXT.into(), "lines 1-4 of 4".into(), true));
        assert_eq!(asked(3..=4, 3), ("thr".into(), "line 3 of 4, its first 3 of 6 bytes".into(), false));
        let text = "é ".repeat(1000);
        for limit in 0..20 {
            for part in [Part::Whole, Part::Lines(1..=1), Part::Query("é".into())] {
                let retrieved = part_of(&text, &part, limit);
                assert!(
                    retrieved.is_ok_and(|retrieved| retrieved.text.len() <= limit && !retrieved.complete),
                    "{part:?}"
                );
            }
        }
        for part in [Part::Whole, Part::Lines(2..=3), Part::Query("two".into())] {
            assert!(part_of(TEXT, &part, usize::MAX).is_ok_and(|retrieved| retrieved.complete), "{part:?}");
        }
    }
}
