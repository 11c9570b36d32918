//! Dates in front of times, in whatever order their parts stand.

/// A date is at most so much in front of its time, in bytes.
const MAX_LEN: usize = 24;
const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
/// The days of a year before each of its months.
const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Whether a text in front of a time is a date, or nothing: what an exact form can write back.
#[must_use]
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'/' | b',' | b'[' | b']' | b'(')
    });
    // In front of its date Kubernetes writes the level, which is not the same from line to line.
    let levelled =
        bytes.len() > 4 && bytes[0].is_ascii_alphabetic() && bytes[1..5].iter().all(u8::is_ascii_digit);
    plain && !levelled && (bytes.iter().any(u8::is_ascii_digit) || matches!(text, "" | "[" | "("))
}

/// Where the date in front of `end` starts, and which day that is.
#[must_use]
pub(super) fn date_before(line: &[u8], end: usize) -> (usize, i64) {
    let mut numbers = [None; 3];
    let (mut month, mut start, mut at, mut found, mut digits) = (None, end, end, 0, 0);
    while at > 0 && end - at < MAX_LEN {
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
    if is_date { (start, day_number(numbers.into_iter(), digits, month)) } else { (end, 0) }
}

/// The day that numbers, last first, and perhaps the name of a month stand for. Only order and distance within a log matter.
fn day_number(numbers: impl Iterator<Item = Option<i64>>, digits: usize, month: Option<i64>) -> i64 {
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

/// The day that `081109` stands for.
#[must_use]
pub(super) fn compact_day(digits: &[u8]) -> i64 {
    day_number([Some(number(digits))].into_iter(), digits.len(), None)
}

fn number(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}
