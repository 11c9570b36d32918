//! The date and the time at the start of a line.

use headroom_core::is_note;

/// The longest text in front of a time, in bytes.
const MAX_DATE_LEN: usize = 32;
/// A line whose time starts further behind is not taken for one of a log.
const FARTHEST_CLOCK: usize = 80;
/// `12:04:33`
const CLOCK: usize = 8;
/// `12:04`
const MINUTE: usize = 5;
/// `120433`, as in Hadoop's logs.
const COMPACT: usize = 6;
/// The most digits of a fraction of a second.
const MAX_DIGITS: usize = 9;

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
        if is_note(line) {
            return None;
        }
        let (at, length) = compact(line).or_else(|| clock_within(line, MAX_DATE_LEN))?;
        let date = &line[..at];
        is_date(date).then_some(Self { date, time: &line[at..at + length], rest: &line[at + length..] })
    }
}

/// Whether there is a time near the start of a line, and the line is no note.
pub(in crate::log) fn has_clock(line: &str) -> bool {
    (clock_within(line, FARTHEST_CLOCK).is_some() || compact(line).is_some()) && !is_note(line)
}

/// `081109 203615 …`
fn compact(line: &str) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let is_number = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let fits = bytes.len() > 2 * COMPACT + 1
        && is_number(&bytes[..COMPACT])
        && bytes[COMPACT] == b' '
        && is_number(&bytes[COMPACT + 1..=2 * COMPACT])
        && bytes[2 * COMPACT + 1] == b' ';
    fits.then_some((COMPACT + 1, COMPACT))
}

/// The first time that starts within so many bytes: where, and how long.
fn clock_within(line: &str, bytes: usize) -> Option<(usize, usize)> {
    let window = &line.as_bytes()[..line.len().min(bytes + MINUTE)];
    let at = memchr::memchr(b':', window)?;
    // The colon of a clock has two digits in front of it; in `2024:12:04:33` it is a later one.
    memchr::memchr_iter(b':', &window[at..]).filter_map(|offset| (at + offset).checked_sub(2)).find_map(
        |start| {
            let alone = start == 0 || !matches!(line.as_bytes()[start - 1], b'0'..=b'9' | b'.' | b'-');
            line.get(start..).filter(|_| alone).and_then(clock).map(|length| (start, length))
        },
    )
}

/// The length of the time a text starts with: `12:04:33`, `12:04:33.250`, `12:04:33,250`.
pub(super) fn clock(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let fits = bytes.len() >= CLOCK
        && bytes[..CLOCK]
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 2 || at == 5 { *byte == b':' } else { byte.is_ascii_digit() });
    fits.then(|| with_fraction(text, CLOCK)).flatten()
}

/// The length of a time up to its seconds with their fraction; nothing where digits or a colon follow that are none.
fn with_fraction(text: &str, seconds: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits =
        |at: usize| bytes[at..].iter().take(MAX_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = seconds;
    if matches!(bytes.get(end), Some(b'.' | b',')) && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    (!matches!(bytes.get(end), Some(b'0'..=b'9' | b':'))).then_some(end)
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'/' | b',' | b'[' | b']' | b'(')
    });
    // In front of its date Kubernetes writes the level, which is not the same from line to line.
    let levelled =
        bytes.len() > 4 && bytes[0].is_ascii_alphabetic() && bytes[1..5].iter().all(u8::is_ascii_digit);
    plain && !levelled && (bytes.iter().any(u8::is_ascii_digit) || matches!(text, "" | "[" | "("))
}

/// What a reader who knows the time of the line before needs to be told; nothing if it is the same.
pub(super) fn shorten<'a>(before: &str, time: &'a str) -> &'a str {
    let is_clock = |time: &str| time.len() >= CLOCK;
    if before == time {
        ""
    } else if !is_clock(before) || !is_clock(time) || before[..MINUTE] != time[..MINUTE] {
        time
    } else if before[..CLOCK] == time[..CLOCK] && time.len() > CLOCK {
        &time[CLOCK..]
    } else {
        &time[MINUTE..]
    }
}

/// The seconds of a time; all of it where they do not stand alone.
pub(super) fn seconds(time: &str) -> &str {
    if time.len() >= CLOCK { &time[MINUTE..] } else { time }
}

/// The time a line of the form starts with, and how much of the line that is.
pub(super) fn lengthen(before: &str, line: &str) -> Option<(String, usize)> {
    let bytes = line.as_bytes();
    let whole = |length: usize| Some((line[..length].to_owned(), length));
    match bytes.first()? {
        b':' if before.len() >= CLOCK => {
            let length = bytes
                .get(1..3)
                .filter(|digits| digits.iter().all(u8::is_ascii_digit))
                .and_then(|_| with_fraction(line, 3))?;
            Some(([&before[..MINUTE], &line[..length]].concat(), length))
        }
        b'.' | b',' if before.len() >= CLOCK => {
            let length = with_fraction(line, 0).filter(|length| *length > 0)?;
            Some(([&before[..CLOCK], &line[..length]].concat(), length))
        }
        _ if before.len() == COMPACT => {
            // Two such numbers are a date and a time.
            let fits = compact(line).is_none()
                && bytes.len() > COMPACT
                && bytes[..COMPACT].iter().all(u8::is_ascii_digit)
                && bytes[COMPACT] == b' ';
            fits.then(|| whole(COMPACT)).flatten()
        }
        _ => whole(clock(line)?),
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
