//! Statistics of the numbers in a field.

use crate::statistics::{Decimal, Moments};

/// Statistics of some numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) count: u32,
    /// The minimum and the maximum, and their nodes.
    pub(super) least: Option<(Decimal, u32)>,
    pub(super) most: Option<(Decimal, u32)>,
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
        let Some(number) = Decimal::parse(raw) else {
            (self.sum, self.rises, self.is_strict) = (None, false, false);
            return;
        };
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
        Decimal::parse(raw).and_then(|number| i64::try_from(number.0 / scale).ok())
    }
}
