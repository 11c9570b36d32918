//! Times of day: `12:04:33`, `12:04:33.250`, `081109 203615`.

use std::ops::Range;

/// The length of `12:04:33`.
pub const CLOCK_LEN: usize = 8;
/// The length of `12:04`.
pub const MINUTE_LEN: usize = 5;
/// The length of `120433`, as in Hadoop's logs.
pub const COMPACT_LEN: usize = 6;
/// The maximum number of digits in a fraction of a second.
const MAX_DIGITS: usize = 9;

/// What counts as a time of day. The readers of logs disagree about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockStyle {
    /// A time that is written back as it stood: `.` or `,` in front of the fraction, and no digit or colon behind. No digit, `.` or `-` stands in front.
    Exact,
    /// A time that is only compared: `:` may also stand in front of the fraction, and anything behind. No digit or `_` stands in front: behind `_`
    /// stands the time at which a file was rotated.
    Loose,
}

impl ClockStyle {
    const fn may_follow(self, byte: u8) -> bool {
        match self {
            Self::Exact => !matches!(byte, b'0'..=b'9' | b'.' | b'-'),
            Self::Loose => !matches!(byte, b'0'..=b'9' | b'_'),
        }
    }
}

/// The length of the time at the start of `text`, with its fraction of a second.
#[must_use]
pub fn clock(text: &[u8], style: ClockStyle) -> Option<usize> {
    let is_fitting =
        |(at, byte): (usize, &u8)| if at == 2 || at == 5 { *byte == b':' } else { byte.is_ascii_digit() };
    let fits = text.get(..CLOCK_LEN)?.iter().enumerate().all(is_fitting);
    fits.then(|| fraction_end(text, CLOCK_LEN, style)).flatten()
}

/// The end of a time whose seconds end at `seconds`, with its fraction.
#[must_use]
pub fn fraction_end(text: &[u8], seconds: usize, style: ClockStyle) -> Option<usize> {
    let is_mark = match text.get(seconds) {
        Some(b'.' | b',') => true,
        Some(b':') => style == ClockStyle::Loose,
        _ => false,
    };
    let behind = text.get(seconds + 1..).filter(|_| is_mark).unwrap_or_default();
    let digits = behind.iter().take(MAX_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
    let end = if digits > 0 { seconds + 1 + digits } else { seconds };
    let is_whole = style == ClockStyle::Loose || !matches!(text.get(end), Some(b'0'..=b'9' | b':'));
    is_whole.then_some(end)
}

/// The first time whose first colon is among the first `within` bytes of a line.
#[must_use]
pub fn first_clock(line: &[u8], within: usize, style: ClockStyle) -> Option<Range<usize>> {
    let window = &line[..line.len().min(within)];
    // Most lines have no colon near their start, and one search is cheaper than an iterator.
    let first = memchr::memchr(b':', window)?;
    memchr::memchr_iter(b':', &window[first..])
        .filter_map(|offset| (first + offset).checked_sub(2))
        .filter(|start| *start == 0 || style.may_follow(line[start - 1]))
        .find_map(|start| clock(&line[start..], style).map(|length| start..start + length))
}

/// The time in `081109 203615 …`, where the date is the first word.
#[must_use]
pub fn compact(line: &[u8]) -> Option<Range<usize>> {
    let start = COMPACT_LEN + 1;
    let end = start + COMPACT_LEN;
    let is_number = |span: Range<usize>| line[span].iter().all(u8::is_ascii_digit);
    let fits = line.get(end) == Some(&b' ')
        && line[COMPACT_LEN] == b' '
        && is_number(0..COMPACT_LEN)
        && is_number(start..end);
    fits.then_some(start..end)
}

/// Milliseconds since midnight of a time that [`clock`] or [`compact`] found.
#[must_use]
pub(super) fn millis(time: &[u8]) -> i64 {
    let mut digits = time.iter().filter(|byte| byte.is_ascii_digit()).map(|digit| i64::from(digit - b'0'));
    let mut pair = || 10 * digits.next().unwrap_or(0) + digits.next().unwrap_or(0);
    let seconds = (pair() * 60 + pair()) * 60 + pair();
    let fraction: i64 = [100, 10, 1].into_iter().zip(digits).map(|(worth, digit)| worth * digit).sum();
    seconds * 1000 + fraction
}
