//! The distribution of the values of a field.

/// Maximum number of different values that are counted.
const MAX_VALUES: usize = 48;

/// Mean and standard deviation, from exact sums of whole numbers around the first one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moments {
    count: i128,
    origin: i64,
    sum: i128,
    squares: u128,
}

impl Moments {
    /// Maximum absolute value: sums of a billion squares stay exact.
    pub(crate) const MAX_SIZE: i64 = 1 << 46;

    /// Adds a value of at most [`Self::MAX_SIZE`].
    pub(crate) fn push(&mut self, value: i64) {
        if self.count == 0 {
            self.origin = value;
        }
        let from = i128::from(value) - i128::from(self.origin);
        self.count += 1;
        self.sum += from;
        self.squares = self.squares.saturating_add(from.unsigned_abs() * from.unsigned_abs());
    }

    /// The deviation of a value from the mean, multiplied by the number of values.
    pub(crate) fn beyond_mean(&self, value: i64) -> i128 {
        (i128::from(value) - i128::from(self.origin)) * self.count - self.sum
    }

    /// The mean, rounded down.
    pub(crate) fn mean(&self) -> i64 {
        self.origin + self.sum.div_euclid(self.count.max(1)) as i64
    }

    /// The standard deviation of the population, rounded down.
    pub(crate) fn deviation(&self) -> u64 {
        let count = self.count.max(1).unsigned_abs();
        let mean = self.sum.unsigned_abs() / count;
        (self.squares / count).saturating_sub(mean * mean).isqrt() as u64
    }
}

/// A value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) hash: u64,
    /// The row and the token of its first occurrence.
    pub(crate) row: u32,
    pub(crate) node: u32,
    pub(crate) count: u32,
}

/// The values of a field with few different ones, in the order of their first occurrence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    list: Vec<Value>,
    overflows: bool,
}

impl Values {
    /// Adds a value.
    pub(crate) fn push(&mut self, hash: u64, row: u32, node: u32) {
        if self.overflows {
            return;
        }
        if let Some(known) = self.list.iter_mut().find(|known| known.hash == hash) {
            known.count += 1;
        } else if self.list.len() < MAX_VALUES {
            self.list.push(Value { hash, row, node, count: 1 });
        } else {
            (self.overflows, self.list) = (true, Vec::new());
        }
    }

    /// The values and their counts; `None` if there are too many.
    pub(crate) fn counted(&self) -> Option<&[Value]> {
        (!self.overflows).then_some(&self.list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(values: &[i64]) -> (i64, u64) {
        let mut moments = Moments::default();
        for value in values {
            moments.push(*value);
        }
        (moments.mean(), moments.deviation())
    }

    #[test]
    fn moments_are_exact() {
        assert_eq!(moments(&[]), (0, 0));
        assert_eq!(moments(&[2, 4, 4, 4, 5, 5, 7, 9]), (5, 2));
        assert_eq!(moments(&[-3, 3]), (0, 3));
        assert_eq!(
            moments(&[Moments::MAX_SIZE, -Moments::MAX_SIZE, Moments::MAX_SIZE, -Moments::MAX_SIZE]),
            (0, Moments::MAX_SIZE.unsigned_abs())
        );
        // Nothing is lost far from zero.
        assert_eq!(moments(&[1 << 45, (1 << 45) + 10]), ((1 << 45) + 5, 5));
    }

    #[test]
    fn only_a_few_different_values_are_counted() {
        let mut values = Values::default();
        [7, 8, 7].into_iter().zip(0..).for_each(|(hash, row)| values.push(hash, row, row));
        assert_eq!(
            values.counted().map(|found| found
                .iter()
                .map(|value| (value.hash, value.row, value.count))
                .collect::<Vec<_>>()),
            Some(vec![(7, 0, 2), (8, 1, 1)])
        );
        (0..1000).for_each(|hash| values.push(hash, 0, 0));
        assert_eq!(values.counted(), None);
    }
}
