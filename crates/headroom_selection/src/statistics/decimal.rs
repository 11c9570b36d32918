//! Exact decimal numbers.

/// A number in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Decimal(pub(crate) i128);

/// The number of digits after the point.
const DIGITS: u32 = 9;
/// Maximum power of ten.
const MAX_SIZE: i32 = 20;

impl Decimal {
    /// Reads a JSON number. `None` if it is too large, or if it has more than nine digits after the point,
    /// which would be lost.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (number, exponent) = text
            .split_once(['e', 'E'])
            .map_or((text, 0), |(number, exponent)| (number, exponent.parse().unwrap_or(i32::MAX)));
        let (minus, number) = number.strip_prefix('-').map_or((false, number), |number| (true, number));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction = fraction.trim_end_matches('0');
        if whole.bytes().chain(fraction.bytes()).all(|byte| byte == b'0') {
            return Some(Self(0));
        }
        let power =
            DIGITS.cast_signed().checked_add(exponent)?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let digits = whole.trim_start_matches('0').len() + fraction.len();
        let value = whole.bytes().chain(fraction.bytes()).try_fold(0_i128, |value, byte| {
            value.checked_mul(10)?.checked_add(i128::from(byte.wrapping_sub(b'0')))
        })?;
        if power < 0 || i32::try_from(digits).ok()?.saturating_add(power) > MAX_SIZE + DIGITS.cast_signed() {
            return None;
        }
        let value = value.checked_mul(10_i128.checked_pow(power.unsigned_abs())?)?;
        Some(Self(if minus { -value } else { value }))
    }

    /// Whether it is a whole number.
    pub(crate) const fn is_whole(self) -> bool {
        self.0 % 10_i128.pow(DIGITS) == 0
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let one = 10_u128.pow(DIGITS);
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let fraction = format!("{:09}", size % one);
        let fraction = fraction.trim_end_matches('0');
        write!(f, "{sign}{}{}{fraction}", size / one, if fraction.is_empty() { "" } else { "." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_and_formats_numbers() {
        for (text, shown) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("12.50", "12.5"),
            ("-3", "-3"),
            ("1e3", "1000"),
            ("25E-1", "2.5"),
            ("0.000000001", "0.000000001"),
            ("505874924095815681", "505874924095815681"),
            ("0e999999999999", "0"),
        ] {
            assert_eq!(
                Decimal::parse(text).map(|number| number.to_string()).as_deref(),
                Some(shown),
                "{text}"
            );
        }
        assert!(
            Decimal::parse("0.1")
                .zip(Decimal::parse("0.2"))
                .zip(Decimal::parse("0.3"))
                .is_some_and(|((a, b), c)| a.0 + b.0 == c.0 && !c.is_whole())
        );
    }

    #[test]
    fn rejects_numbers_that_would_be_inexact() {
        for text in [
            "1e400",
            "1e-10",
            "0.0000000001",
            "123456789012345678901",
            "1e2147483647",
            "1e-2147483648",
            "1e99999999999",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert!(Decimal::parse("99999999999999999999").is_some());
        assert_eq!(Decimal::parse(&"9".repeat(100_000)), None);
    }
}
