//! The tokens of JSON (RFC 8259).

use super::node::Kind;

/// The end of the string whose opening quote is in front of `at`: one past its closing quote.
#[inline]
#[must_use]
pub fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at = plain_end(bytes, at);
        match *bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at = escape_end(bytes, at)?,
            _ => return None,
        }
    }
}

/// The first byte at or after `at` that a string does not hold as it is: a quote, a backslash, a control character.
#[inline]
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = ONES << 7;
    // Sets the high bit of each byte that is zero. Above the first of them it may err, which does not matter.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    while let Some(chunk) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes([
            chunk[0], chunk[1], chunk[2], chunk[3], chunk[4], chunk[5], chunk[6], chunk[7],
        ]);
        let quotes = zeros(word ^ (ONES * u64::from(b'"')));
        let backslashes = zeros(word ^ (ONES * u64::from(b'\\')));
        let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let found = quotes | backslashes | controls;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        at += 1;
    }
    at
}

/// The end of the escape at `at`.
fn escape_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit).then_some(at + 6),
        _ => None,
    }
}

/// The end of the number at `at`.
#[inline]
#[must_use]
pub fn number_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > start).then_some(at)
    };
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits(at)?;
    }
    Some(at)
}

/// Whether `text` is a number and nothing else.
#[inline]
#[must_use]
pub fn is_number(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'-' | b'0'..=b'9')) && number_end(text, 0) == Some(text.len())
}

/// The first byte at or after `at` that is not blank.
#[inline]
#[must_use]
pub fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

/// What the string, number or literal at `at` is, and its end.
#[inline]
pub(super) fn scalar(bytes: &[u8], at: usize) -> Option<(Kind, usize)> {
    Some(match *bytes.get(at)? {
        b'"' => (Kind::String, string_end(bytes, at + 1)?),
        b'-' | b'0'..=b'9' => (Kind::Number, number_end(bytes, at)?),
        b't' if bytes[at..].starts_with(b"true") => (Kind::Literal, at + 4),
        b'f' if bytes[at..].starts_with(b"false") => (Kind::Literal, at + 5),
        b'n' if bytes[at..].starts_with(b"null") => (Kind::Literal, at + 4),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_end_at_their_quote() {
        for (text, end) in [
            (r#"a""#, Some(2)),
            (r#"a\"b" "#, Some(5)),
            (r#"\u00e9\\""#, Some(9)),
            (r#"long enough to take more than one word \n of it""#, Some(48)),
            ("a", None),
            ("a\nb\"", None),
            (r#"\x""#, None),
            (r#"\u12g4""#, None),
            ("a\u{7f}é\"", Some(5)),
        ] {
            assert_eq!(string_end(text.as_bytes(), 0), end, "{text}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_standard() {
        for text in ["0", "-0", "-0.0", "10", "1.5e300", "1E+2", "123456789012345678901234567890", "1e400"] {
            assert!(is_number(text.as_bytes()), "{text}");
        }
        for text in ["", "-", "01", "+1", "1.", ".5", "1e", "1e+", "0x1", "Infinity", "1 "] {
            assert!(!is_number(text.as_bytes()), "{text}");
        }
    }
}
