//! The date and the time of a line.

use std::ops::Range;

use super::clock::{COMPACT_LEN, ClockStyle, MINUTE_LEN, compact, first_clock, millis};
use super::date::{compact_day, date_before, is_date};
use super::epoch::{epoch, epoch_millis};

/// Maximum length of the text before an exact time, in bytes.
const MAX_DATE_LEN: usize = 32;
/// Maximum end of a loose time, in bytes: a later time is not the time of the line.
const MAX_END: usize = 82;
/// In a line that starts with its number, the time is one of the first words.
const MAX_WORDS: usize = 6;
const DAY: i64 = 86_400_000;

/// The date and the time at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The date, including all text between it and the time. Empty if there is no date.
    pub date: Range<usize>,
    /// The time.
    pub clock: Range<usize>,
}

impl Stamp {
    /// Reads a line that starts with an optional date and a time in [exact](ClockStyle::Exact) style.
    #[must_use]
    pub fn exact(line: &str) -> Option<Self> {
        let bytes = line.as_bytes();
        let clock =
            compact(bytes).or_else(|| first_clock(bytes, MAX_DATE_LEN + MINUTE_LEN, ClockStyle::Exact))?;
        is_date(&line[..clock.start]).then_some(Self { date: 0..clock.start, clock })
    }

    /// The bytes of the date and the time.
    #[must_use]
    pub const fn whole(&self) -> Range<usize> {
        self.date.start..self.clock.end
    }

    /// Reads the first time near the start of a line in [loose](ClockStyle::Loose) style, or as seconds since
    /// 1970, and the date before it. The number is the time in milliseconds since an arbitrary day, to be
    /// compared within one text.
    #[must_use]
    pub fn loose(line: &[u8]) -> Option<(Self, i64)> {
        let near = &line[..line.len().min(MAX_END)];
        let line = &near[..memchr::memchr(b'\n', near).unwrap_or(near.len())];
        let compact = || {
            let clock = compact(line)?;
            let time = compact_day(&line[..COMPACT_LEN]) * DAY + millis(&line[clock.clone()]);
            Some((Self { date: 0..clock.start, clock }, time))
        };
        let clocked = || {
            let clock = first_clock(line, line.len(), ClockStyle::Loose)?;
            let (date, day) = date_before(line, clock.start);
            let time = day * DAY + millis(&line[clock.clone()]);
            Some((Self { date: date..clock.start, clock }, time))
        };
        compact().or_else(clocked).or_else(|| since_1970(line))
    }
}

/// Reads a time since 1970 from the first word, or from one of the words after a `-` or a number.
fn since_1970(line: &[u8]) -> Option<(Stamp, i64)> {
    if !matches!(line.first(), Some(b'0'..=b'9' | b'-')) {
        return None;
    }
    let mut start = 0;
    for word in line.split(|byte| *byte == b' ').take(MAX_WORDS) {
        if let Some(digits) = epoch(word) {
            let clock = start..start + digits;
            return Some((Stamp { date: start..start, clock }, epoch_millis(&word[..digits])));
        }
        start += word.len() + 1;
    }
    None
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
            let (stamp, _) = Stamp::loose(line.as_bytes()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&line[stamp.date], &line[stamp.clock]), (date, clock));
        }
        for line in ["", "took 12:04", "a::b::c", "1:2:3", "12 apples", "1   2", "-", "a\n10:00:01 b"] {
            assert_eq!(Stamp::loose(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn the_exact_style_rejects_times_that_cannot_be_reproduced() {
        let found = |line: &str| {
            let text = |stamp: Stamp| line[stamp.date.start..stamp.clock.end].to_owned();
            (Stamp::exact(line).map(text), Stamp::loose(line.as_bytes()).map(|(stamp, _)| text(stamp)))
        };
        for (line, exact, loose) in [
            ("2024-05-01 12:04:33 x", Some("2024-05-01 12:04:33"), Some("2024-05-01 12:04:33")),
            ("12:04:33:07 x", None, Some("12:04:33:07")),
            ("10:00:00.1234567890 x", None, Some("10:00:00.123456789")),
            ("I0312 16:13:38 x", None, Some("0312 16:13:38")),
            ("worker 3 12:04:33 x", Some("worker 3 12:04:33"), Some("12:04:33")),
            ("web-1  | 12:04:33 x", None, Some("12:04:33")),
            ("a_12:04:33 x", None, None),
            ("1131566461 x", None, Some("1131566461")),
        ] {
            assert_eq!(found(line), (exact.map(str::to_owned), loose.map(str::to_owned)), "{line}");
        }
    }

    #[test]
    fn later_times_have_larger_numbers() {
        for lines in [
            ["Mar  4 23:59:59 x", "Mar  5 00:00:01 x"],
            ["2025-12-31 23:59:59.5 x", "2026-01-01 00:00:01.500 x"],
            ["2024-02-29 23:59:59 x", "2024-03-01 00:00:01 x"],
            ["I0312 23:59:59.0 x", "I0313 00:00:01.0 x"],
            ["090331 235959 x", "090401 000001 x"],
        ] {
            let [first, second] =
                lines.map(|line| Stamp::loose(line.as_bytes()).unwrap_or_else(|| panic!("{line}")).1);
            assert_eq!(second - first, 2000, "{lines:?}");
        }
    }
}
