//! Exact decimal numbers.

/// A number in units of its last digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub i128);

/// The number of digits after the point: as many as doubles are written with.
const DIGITS: u32 = 17;
/// Maximum number of digits before the point. All digits together fit into an `i128`.
const MAX_SIZE: i32 = 20;

impl Decimal {
    /// Reads a JSON number without the digits that do not fit, and whether it is exact. `None` if it is too
    /// large.
    #[must_use]
    pub fn read(text: &str) -> Option<(Self, bool)> {
        let (number, exponent) = text
            .split_once(['e', 'E'])
            .map_or((text, 0), |(number, exponent)| (number, exponent.parse().unwrap_or(i32::MAX)));
        let (minus, number) = number.strip_prefix('-').map_or((false, number), |number| (true, number));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction = fraction.trim_end_matches('0');
        if whole.bytes().chain(fraction.bytes()).all(|byte| byte == b'0') {
            return Some((Self(0), true));
        }
        let power =
            DIGITS.cast_signed().checked_add(exponent)?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let whole = whole.trim_start_matches('0');
        let digits = whole.len() + fraction.len();
        if i32::try_from(digits).ok()?.saturating_add(power) > MAX_SIZE + DIGITS.cast_signed() {
            return None;
        }
        let lost = usize::try_from(power.min(0).unsigned_abs()).ok()?.min(digits);
        let kept = whole.bytes().chain(fraction.bytes()).take(digits - lost);
        let value = kept.fold(0_i128, |value, byte| value * 10 + i128::from(byte.wrapping_sub(b'0')));
        let value = value.checked_mul(10_i128.checked_pow(power.max(0).unsigned_abs())?)?;
        Some((Self(if minus { -value } else { value }), lost == 0))
    }

    /// Whether it is a whole number.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.0 % 10_i128.pow(DIGITS) == 0
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let one = 10_u128.pow(DIGITS);
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let fraction = format!("{:0width$}", size % one, width = DIGITS as usize);
        let fraction = fraction.trim_end_matches('0');
        write!(f, "{sign}{}{}{fraction}", size / one, if fraction.is_empty() { "" } else { "." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Decimal> {
        Decimal::read(text).filter(|(_, is_exact)| *is_exact).map(|(number, _)| number)
    }

    #[test]
    fn parses_and_formats_numbers() {
        for (text, shown) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("12.50", "12.5"),
            ("-3", "-3"),
            ("1e3", "1000"),
            ("25E-1", "2.5"),
            ("0.9632383276483316", "0.9632383276483316"),
            ("-0.00000000000000001", "-0.00000000000000001"),
            ("505874924095815681", "505874924095815681"),
            ("0e999999999999", "0"),
        ] {
            assert_eq!(parse(text).map(|number| number.to_string()).as_deref(), Some(shown), "{text}");
        }
        assert!(
            parse("0.1")
                .zip(parse("0.2"))
                .zip(parse("0.3"))
                .is_some_and(|((a, b), c)| a.0 + b.0 == c.0 && !c.is_whole())
        );
    }

    #[test]
    fn rejects_numbers_that_would_be_inexact() {
        for text in [
            "1e400",
            "1e-18",
            "0.000000000000000001",
            "123456789012345678901",
            "1e2147483647",
            "1e-2147483648",
            "1e99999999999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(
            Decimal::read("-0.1234567890123456789").map(|(number, exact)| (number.to_string(), exact)),
            Some(("-0.12345678901234567".into(), false))
        );
        assert_eq!(Decimal::read("1e-99999").map(|(number, exact)| (number.0, exact)), Some((0, false)));
        assert!(parse("99999999999999999999").is_some());
        assert_eq!(parse(&"9".repeat(100_000)), None);
    }
}
