//! When the entries of a log were written.

use std::ops::Range;

/// A time that starts further behind is not that of the entry, in bytes.
const FARTHEST: usize = 64;
/// The longest time, in bytes.
const CLOCK: usize = 18;
/// A date is at most so much in front of its time, in bytes.
const DATE: usize = 24;
/// The time of a line that starts with its number is one of so many words.
const WORDS: usize = 6;
const DAY: i64 = 86_400_000;
const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
/// The days of a year before each of its months.
const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// The time at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::log) struct Stamp {
    /// The date, with what stands between it and the time. Empty where there is none.
    pub(in crate::log) date: Range<usize>,
    pub(in crate::log) clock: Range<usize>,
    /// Comparable within a log: milliseconds since some day.
    pub(in crate::log) millis: i64,
}

/// Reads the time at the start of a line.
pub(in crate::log) fn stamp(line: &[u8]) -> Option<Stamp> {
    let near = &line[..line.len().min(FARTHEST + CLOCK)];
    let line = &near[..memchr::memchr(b'\n', near).unwrap_or(near.len())];
    compact(line).or_else(|| clocked(line)).or_else(|| epoch(line))
}

/// `081109 203615 …`
fn compact(line: &[u8]) -> Option<Stamp> {
    let is_number =
        |span: Range<usize>| line.get(span).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
    let fits = line.first().is_some_and(u8::is_ascii_digit)
        && is_number(0..6)
        && line.get(6) == Some(&b' ')
        && is_number(7..13)
        && line.get(13) == Some(&b' ');
    fits.then(|| Stamp {
        date: 0..7,
        clock: 7..13,
        millis: days([Some(number(&line[..6]))].into_iter(), 6, None) * DAY
            + ((number(&line[7..9]) * 60 + number(&line[9..11])) * 60 + number(&line[11..13])) * 1000,
    })
}

/// Seconds, or milliseconds, since 1970: the first word, or one of some behind a `-` or a number.
fn epoch(line: &[u8]) -> Option<Stamp> {
    if !matches!(line.first(), Some(b'0'..=b'9' | b'-')) {
        return None;
    }
    let mut start = 0;
    for word in line.split(|byte| *byte == b' ').take(WORDS) {
        let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let whole = digits == word.len() || word[digits] == b'.';
        if matches!(digits, 10 | 13) && whole && word[0] == b'1' {
            let scale = if digits == 10 { 1000 } else { 1 };
            return Some(Stamp {
                date: start..start,
                clock: start..start + digits,
                millis: number(&word[..digits]) * scale,
            });
        }
        start += word.len() + 1;
    }
    None
}

/// A time with colons, and the date in front of it.
fn clocked(line: &[u8]) -> Option<Stamp> {
    memchr::memchr_iter(b':', line).filter_map(|colon| colon.checked_sub(2)).find_map(|start| {
        let clock = clock(&line[start..])?;
        // Behind a `_` stands the time of the file that was put aside.
        let alone = start == 0 || !line[start - 1].is_ascii_digit() && line[start - 1] != b'_';
        if !alone {
            return None;
        }
        let (date, days) = date(line, start);
        Some(Stamp { date: date..start, clock: start..start + clock.0, millis: days * DAY + clock.1 })
    })
}

/// `12:04:33`, `12:04:33.250`, `12:04:33,25`: its length and its milliseconds.
fn clock(text: &[u8]) -> Option<(usize, i64)> {
    let fits = text.len() >= 8
        && text[..8]
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 2 || at == 5 { *byte == b':' } else { byte.is_ascii_digit() });
    if !fits {
        return None;
    }
    let seconds = (number(&text[..2]) * 60 + number(&text[3..5])) * 60 + number(&text[6..8]);
    let digits = if matches!(text.get(8), Some(b'.' | b',' | b':')) {
        text[9..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count()
    } else {
        0
    };
    let fraction = [100, 10, 1]
        .into_iter()
        .zip(&text[(9).min(text.len())..])
        .take(digits)
        .map(|(worth, digit)| worth * i64::from(digit - b'0'))
        .sum::<i64>();
    Some((if digits > 0 { 9 + digits } else { 8 }, seconds * 1000 + fraction))
}

/// Where the date in front of `end` starts, and which day that is.
fn date(line: &[u8], end: usize) -> (usize, i64) {
    let mut numbers = [None; 3];
    let (mut month, mut start, mut at, mut found, mut digits) = (None, end, end, 0, 0);
    while at > 0 && end - at < DATE {
        let byte = line[at - 1];
        if byte.is_ascii_digit() && found < 3 {
            let length = line[..at].iter().rev().take(8).take_while(|byte| byte.is_ascii_digit()).count();
            numbers[found] = Some(number(&line[at - length..at]));
            digits = length;
            (found, at) = (found + 1, at - length);
            start = at;
        } else if byte.is_ascii_alphabetic() && !(byte == b'T' && at == end) {
            let length =
                line[..at].iter().rev().take(4).take_while(|byte| byte.is_ascii_alphabetic()).count();
            let Some(index) =
                MONTHS.iter().position(|name| *name == &line[at - length..at]).filter(|_| month.is_none())
            else {
                break;
            };
            month = i64::try_from(index).ok();
            at -= length;
            start = at;
        } else if matches!(byte, b' ' | b'T' | b'-' | b'/' | b'.' | b',' | b':') {
            at -= 1;
        } else {
            break;
        }
    }
    let is_date = month.is_some() || found > 1 || matches!(digits, 4 | 6 | 8);
    if is_date { (start, days(numbers.into_iter(), digits, month)) } else { (end, 0) }
}

/// The day that numbers, last first, and perhaps the name of a month stand for. Only order and distance within a log matter.
fn days(numbers: impl Iterator<Item = Option<i64>>, digits: usize, month: Option<i64>) -> i64 {
    let mut all = [0; 3];
    let mut count = 0;
    for (place, value) in all.iter_mut().zip(numbers.flatten()) {
        *place = value;
        count += 1;
    }
    let (year, month, day) = match (count, month) {
        (_, Some(month)) => {
            let year = all.into_iter().find(|number| *number > 31).unwrap_or(0);
            (year, month + 1, all.into_iter().find(|number| (1..=31).contains(number)).unwrap_or(1))
        }
        (1, None) if digits == 4 => (0, all[0] / 100, all[0] % 100),
        (1, None) => (all[0] / 10_000, all[0] / 100 % 100, all[0] % 100),
        (2, None) => (0, all[1], all[0]),
        _ if all[0] > 31 => (all[0], all[1], all[2]),
        _ => (all[2], all[1], all[0]),
    };
    let month = usize::try_from(month - 1).ok().and_then(|month| BEFORE.get(month)).copied().unwrap_or(0);
    let leap = i64::from(month > BEFORE[1] && year > 0 && year % 4 == 0);
    year * 365 + (year + 3) / 4 + month + leap + day
}

fn number(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_with_their_dates() {
        for (line, date, clock) in [
            ("Mar 04 06:55:46 web1 x", "Mar 04 ", "06:55:46"),
            ("[Sun Dec 04 04:47:44 2005] [notice] x", "Dec 04 ", "04:47:44"),
            ("2015-07-29 17:41:44,747 - INFO", "2015-07-29 ", "17:41:44,747"),
            ("web-1  | 2024-05-01T10:30:45.123456789Z x", "2024-05-01T", "10:30:45.123456789"),
            ("03-17 16:13:38.811  1702 D x", "03-17 ", "16:13:38.811"),
            ("I0312 16:13:38.811 1 x", "0312 ", "16:13:38.811"),
            ("081109 203615 148 INFO x", "081109 ", "203615"),
            ("10.0.0.5 - - [01/Mar/2026:13:55:36 +0000] x", "01/Mar/2026:", "13:55:36"),
            ("worker 3 12:04:33 x", "", "12:04:33"),
            ("20171223-22:15:29:606|x", "20171223-", "22:15:29:606"),
            ("- 1131566461 x", "", "1131566461"),
            ("134 node-1 unix.hw up 1131566461 1 x", "", "1131566461"),
            ("a.log.1.2026-05-16_13:53:08 2026-05-17 10:00:00.5 x", "2026-05-17 ", "10:00:00.5"),
        ] {
            let stamp = stamp(line.as_bytes()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&line[stamp.date], &line[stamp.clock]), (date, clock));
        }
        for line in ["", "took 12:04", "a::b::c", "1:2:3", "12 apples", "1   2", "-", "a\n10:00:01 b"] {
            assert_eq!(stamp(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn later_is_more() {
        for lines in [
            ["Mar  4 23:59:59 x", "Mar  5 00:00:01 x"],
            ["2025-12-31 23:59:59.5 x", "2026-01-01 00:00:01.500 x"],
            ["2024-02-29 23:59:59 x", "2024-03-01 00:00:01 x"],
            ["I0312 23:59:59.0 x", "I0313 00:00:01.0 x"],
            ["090331 235959 x", "090401 000001 x"],
        ] {
            let [first, second] =
                lines.map(|line| stamp(line.as_bytes()).unwrap_or_else(|| panic!("{line}")).millis);
            assert_eq!(second - first, 2000, "{lines:?}");
        }
    }
}
