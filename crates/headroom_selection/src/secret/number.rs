//! Recognises numbers that identify a person or a means of payment.

/// The number of digits of a card number (ISO/IEC 7812).
const CARD: std::ops::RangeInclusive<usize> = 13..=19;
/// The number of digits of a telephone number with its country code (ITU-T E.164).
const PHONE: std::ops::RangeInclusive<usize> = 8..=15;
/// The length of an IBAN without blanks (ISO 13616).
const IBAN: std::ops::RangeInclusive<usize> = 15..=34;

/// Whether a value is a card number, a telephone number, a bank account or a social security number.
pub(super) fn is_personal(value: &str) -> bool {
    let value = value.trim();
    is_card(value) || is_phone(value) || is_iban(value) || is_social_security(value)
}

fn is_card(value: &str) -> bool {
    let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    let is_plain = value.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-');
    // The first digits of the cards of all large networks. Times in milliseconds and most counters start
    // otherwise.
    is_plain && CARD.contains(&digits.len()) && (2..=6).contains(&digits[0]) && is_luhn(&digits)
}

/// Whether the last digit is the check digit of the others (Luhn, "Computer for Verifying Numbers", US patent
/// 2,950,048).
fn is_luhn(digits: &[u32]) -> bool {
    let weigh =
        |(place, digit): (usize, &u32)| if place % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>().is_multiple_of(10)
}

fn is_phone(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('+') else { return false };
    let is_plain = rest.chars().all(|c| c.is_ascii_digit() || " -/().".contains(c))
        && rest.starts_with(|c: char| c.is_ascii_digit());
    is_plain && PHONE.contains(&rest.bytes().filter(u8::is_ascii_digit).count())
}

/// Whether a value is an IBAN in groups of four, as it is printed. Without blanks it counts as a random word.
fn is_iban(value: &str) -> bool {
    let squashed: String = value.split(' ').collect();
    let bytes = squashed.as_bytes();
    let starts = bytes.len() > 4
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    let mut groups = value.split(' ').rev().skip(1);
    starts
        && IBAN.contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && value.contains(' ')
        && groups.all(|group| group.len() == 4)
}

fn is_social_security(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    parts.len() == 3
        && parts
            .iter()
            .zip([3, 2, 4])
            .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
}
