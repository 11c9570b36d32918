//! Times as seconds, or milliseconds, since 1970.

/// The number of digits in the time at the start of `text`: 10 for seconds, 13 for milliseconds, of this century. A blank, a fraction or
/// nothing stands behind.
#[must_use]
pub(super) fn epoch(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take(14).take_while(|byte| byte.is_ascii_digit()).count();
    let is_epoch = text.first() == Some(&b'1')
        && matches!(digits, 10 | 13)
        && matches!(text.get(digits), None | Some(b' ' | b'.'));
    is_epoch.then_some(digits)
}

/// Milliseconds since 1970 in these digits, as [`epoch`] finds them.
#[must_use]
pub(super) fn epoch_millis(digits: &[u8]) -> i64 {
    let number = digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    if digits.len() == 10 { number * 1000 } else { number }
}
