//! The date and the time at the start of a line.

use headroom_core::is_note;
use headroom_formats::time::{
    self, CLOCK_LEN, COMPACT_LEN, ClockStyle, MINUTE_LEN, clock, compact, first_clock, fraction_end,
};

/// A line whose time starts further behind is not taken for one of a log.
const FARTHEST_CLOCK: usize = 80;

/// A line that starts with a date, or nothing, and a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::log) struct Stamp<'a> {
    /// All that stands in front of the time.
    pub(in crate::log) date: &'a str,
    pub(in crate::log) time: &'a str,
    pub(in crate::log) rest: &'a str,
}

impl<'a> Stamp<'a> {
    /// Reads the start of a line. A note of what was left out tells of another time than its own.
    pub(in crate::log) fn read(line: &'a str) -> Option<Self> {
        let stamp = Some(line).filter(|line| !is_note(line)).and_then(time::Stamp::exact)?;
        let (date, time) = (&line[stamp.date], &line[stamp.clock.clone()]);
        Some(Self { date, time, rest: &line[stamp.clock.end..] })
    }
}

/// Whether there is a time near the start of a line, and the line is no note.
pub(in crate::log) fn has_clock(line: &str) -> bool {
    let bytes = line.as_bytes();
    let clock = || first_clock(bytes, FARTHEST_CLOCK + MINUTE_LEN, ClockStyle::Exact);
    (clock().is_some() || compact(bytes).is_some()) && !is_note(line)
}

/// What a reader who knows the time of the line before needs to be told; nothing if it is the same.
pub(super) fn shorten<'a>(before: &str, time: &'a str) -> &'a str {
    let is_clock = |time: &str| time.len() >= CLOCK_LEN;
    if before == time {
        ""
    } else if !is_clock(before) || !is_clock(time) || before[..MINUTE_LEN] != time[..MINUTE_LEN] {
        time
    } else if before[..CLOCK_LEN] == time[..CLOCK_LEN] && time.len() > CLOCK_LEN {
        &time[CLOCK_LEN..]
    } else {
        &time[MINUTE_LEN..]
    }
}

/// The seconds of a time; all of it where they do not stand alone.
pub(super) fn seconds(time: &str) -> &str {
    if time.len() >= CLOCK_LEN { &time[MINUTE_LEN..] } else { time }
}

/// The time a line of the form starts with, and how much of the line that is.
pub(super) fn lengthen(before: &str, line: &str) -> Option<(String, usize)> {
    let bytes = line.as_bytes();
    let whole = |length: usize| Some((line[..length].to_owned(), length));
    match bytes.first()? {
        b':' if before.len() >= CLOCK_LEN => {
            let length = bytes
                .get(1..3)
                .filter(|digits| digits.iter().all(u8::is_ascii_digit))
                .and_then(|_| fraction_end(bytes, 3, ClockStyle::Exact))?;
            Some(([&before[..MINUTE_LEN], &line[..length]].concat(), length))
        }
        b'.' | b',' if before.len() >= CLOCK_LEN => {
            let length = fraction_end(bytes, 0, ClockStyle::Exact).filter(|length| *length > 0)?;
            Some(([&before[..CLOCK_LEN], &line[..length]].concat(), length))
        }
        _ if before.len() == COMPACT_LEN => {
            // Two such numbers are a date and a time.
            let fits = compact(bytes).is_none()
                && bytes.len() > COMPACT_LEN
                && bytes[..COMPACT_LEN].iter().all(u8::is_ascii_digit)
                && bytes[COMPACT_LEN] == b' ';
            fits.then(|| whole(COMPACT_LEN)).flatten()
        }
        _ => whole(clock(bytes, ClockStyle::Exact)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_behind_dates() {
        for (line, date, time) in [
            ("Mar 04 06:55:46 web1 x", "Mar 04 ", "06:55:46"),
            ("[Sun Dec 04 04:47:44 2005] [notice] x", "[Sun Dec 04 ", "04:47:44"),
            ("2015-07-29 17:41:44,747 - INFO", "2015-07-29 ", "17:41:44,747"),
            ("2024-05-01T10:30:45.123456789Z x", "2024-05-01T", "10:30:45.123456789"),
            ("03-17 16:13:38.811  1702 D x", "03-17 ", "16:13:38.811"),
            ("081109 203615 148 INFO x", "081109 ", "203615"),
            ("12:04:33 x", "", "12:04:33"),
        ] {
            let stamp = Stamp::read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((stamp.date, stamp.time), (date, time));
            assert_eq!([stamp.date, stamp.time, stamp.rest].concat(), line);
        }
        for line in [
            "",
            "Starting at 10:00:00",
            "1:2:3",
            "12:04:33:07 x",
            "I0312 12:04:33.1 x",
            "ré 12:04:33",
            "10:00:00.1234567890 x",
            "081109 203615",
        ] {
            assert_eq!(Stamp::read(line), None, "{line}");
        }
    }

    #[test]
    fn times_come_back_from_what_is_left_of_them() {
        for (before, time, short) in [
            ("06:55:46", "06:55:46", ""),
            ("06:55:46", "06:55:49", ":49"),
            ("06:55:46", "06:56:46", "06:56:46"),
            ("06:55:46.1", "06:55:46.25", ".25"),
            ("06:55:46.1", "06:55:46", ":46"),
            ("06:55:46,1", "06:55:47,2", ":47,2"),
            ("203615", "203617", "203617"),
            ("203615", "06:55:46", "06:55:46"),
        ] {
            assert_eq!(shorten(before, time), short);
            let line = format!("{short} #1");
            if !short.is_empty() && before.len() == time.len() {
                assert_eq!(lengthen(before, &line), Some((time.to_owned(), short.len())));
            }
        }
    }
}
