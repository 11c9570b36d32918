//! Statistics of the numbers in a field.

use std::borrow::Cow;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use headroom_core::Decimal;

use crate::statistics::Moments;

/// Maximum lengths of a string with a number, in bytes, and of its unit, in characters.
const MAX_TEXT_LEN: usize = 40;
const MAX_UNIT_LEN: usize = 4;

/// Statistics of some numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) count: u32,
    /// The minimum and the maximum, and their nodes: of the digits that were read.
    least: Option<(Decimal, u32)>,
    most: Option<(Decimal, u32)>,
    /// Whether all digits of all numbers were read.
    is_exact: bool,
    /// The sum, as long as it is exact.
    pub(super) sum: Option<i128>,
    /// How many have a fraction.
    pub(super) fractions: u32,
    last: Option<Decimal>,
    /// Whether no number is less than the one before, whether each is greater, and the difference if it is
    /// always the same.
    pub(super) rises: bool,
    pub(super) is_strict: bool,
    step: Option<i128>,
}

impl Default for Numbers {
    fn default() -> Self {
        Self {
            count: 0,
            least: None,
            most: None,
            is_exact: true,
            sum: Some(0),
            fractions: 0,
            last: None,
            rises: true,
            is_strict: true,
            step: None,
        }
    }
}

impl Numbers {
    /// Adds the next number, as it is written.
    pub(super) fn push(&mut self, raw: &str, node: u32) {
        self.count += 1;
        let read = Decimal::read(raw);
        if !read.is_some_and(|(_, is_exact)| is_exact) {
            (self.is_exact, self.sum, self.rises, self.is_strict) = (false, None, false, false);
        }
        let Some((number, _)) = read else { return };
        self.sum = self.sum.and_then(|sum| sum.checked_add(number.0));
        self.fractions += u32::from(!number.is_whole());
        if self.least.is_none_or(|(least, _)| number < least) {
            self.least = Some((number, node));
        }
        if self.most.is_none_or(|(most, _)| number > most) {
            self.most = Some((number, node));
        }
        if let Some(last) = self.last.replace(number) {
            let step = number.0 - last.0;
            self.rises &= step >= 0;
            self.is_strict &= step > 0 && *self.step.get_or_insert(step) == step;
        }
    }

    /// The nodes of the minimum and the maximum. `None` if digits that were not read could make another number
    /// the minimum or maximum.
    pub(super) fn range(&self) -> Option<(u32, u32)> {
        self.least.zip(self.most).filter(|_| self.is_exact).map(|((_, least), (_, most))| (least, most))
    }

    /// Whether each number is greater than the one before by the same amount. Such numbers follow from their
    /// position.
    pub(super) fn counts_up(&self) -> bool {
        self.count > 1 && self.is_strict
    }

    /// The divisor with which the moments of the numbers stay exact.
    pub(super) fn scale(&self) -> i128 {
        let size = |end: Option<(Decimal, u32)>| end.map_or(0, |(number, _)| number.0.unsigned_abs());
        let largest = size(self.least).max(size(self.most)).cast_signed();
        largest / i128::from(Moments::MAX_SIZE) + 1
    }

    /// A number of the field divided by the scale.
    pub(super) fn scaled(raw: &str, scale: i128) -> Option<i64> {
        Decimal::read(raw).and_then(|(number, _)| i64::try_from(number.0 / scale).ok())
    }
}

/// The number in a string that is only a number, with a currency or a unit: `"12.5"`, `"$1,204.50"`, `"12 ms"`.
/// Gives its digits, and the hash of the text around them. Ids with leading zeros are no numbers.
pub(super) fn number_in(string: &str) -> Option<(Cow<'_, str>, u64)> {
    let text = string.strip_prefix('"')?.strip_suffix('"')?;
    let is_currency = |c: char| matches!(c, '$' | '€' | '£' | '¥');
    let (minus, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let number = rest.trim_start_matches(is_currency);
    let before = &rest[..rest.len() - number.len()];
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let length = number.find(|c| !is_part(c)).unwrap_or(number.len());
    let (digits, after) = number.split_at(length);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let are_groups = is_number(first)
        && (first.len() <= 3 || !whole.contains(','))
        && groups.all(|group| group.len() == 3 && is_number(group));
    let unit = after.trim_start_matches(' ');
    let is_unit = unit.chars().count() <= MAX_UNIT_LEN
        && unit.chars().all(|c| c.is_alphabetic() || is_currency(c) || c == '%');
    if text.len() > MAX_TEXT_LEN
        || !are_groups
        || !is_number(fraction)
        || !is_unit
        || first.len() > 1 && first.starts_with('0')
    {
        return None;
    }
    let around = xxh3_64_with_seed(after.as_bytes(), xxh3_64(before.as_bytes()));
    let number = match (minus, whole.contains(',')) {
        (false, false) => digits.into(),
        _ => format!("{}{}", if minus { "-" } else { "" }, digits.replace(',', "")).into(),
    };
    Some((number, around))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_strings_are_read() {
        let read = |text: &str| number_in(&format!("\"{text}\"")).map(|(number, _)| number.into_owned());
        for (text, number) in [
            ("0.9644918740094933", "0.9644918740094933"),
            ("$1,204.50", "1204.50"),
            ("-7", "-7"),
            ("12 ms", "12"),
            ("12.5%", "12.5"),
            ("1204 €", "1204"),
        ] {
            assert_eq!(read(text).as_deref(), Some(number), "{text}");
        }
        for text in
            ["", "1.2.3", "2026-03-01", "10:15", "007", "12e4", "1,2,3", "x1", "1 of 3", "$", "1204,50"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_is_given_only_if_all_digits_were_read() {
        let range = |texts: &[&str]| {
            let mut numbers = Numbers::default();
            (0..).zip(texts).for_each(|(at, text)| numbers.push(text, at));
            numbers.range()
        };
        assert_eq!(range(&["0.9632383276483316", "0.12", "0.9694770894245700"]), Some((1, 2)));
        assert_eq!(range(&["0.12345678901234567891", "0.12345678901234567890"]), None);
        assert_eq!(range(&["1", "1e999"]), None);
    }
}
