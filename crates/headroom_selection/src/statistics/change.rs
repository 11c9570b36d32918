//! Finds changes of the level of a series.

/// The range of the sums that noise alone exceeds in one of a hundred series, squared, in thousandths: 2.001²
/// (Kuiper, "Tests concerning random points on a circle", 1960).
const CRITICAL: u128 = 4004;
/// Minimum length of a series.
const MIN_LEN: u64 = 16;

/// Cumulative sums of the deviations from the mean (Page, "Continuous Inspection Schemes", 1954): they move
/// far from zero while the level is unusual, and turn where it changes. One pass, constant memory.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cusum {
    sum: i128,
    count: u64,
    /// The highest and the lowest sum, each with the number of values before it.
    high: (i128, u64),
    low: (i128, u64),
}

impl Cusum {
    /// Adds the deviation of the next value from the mean, multiplied by the number of values, so that no
    /// rounding errors add up.
    pub(crate) fn push(&mut self, deviation: i128) {
        self.sum += deviation;
        self.count += 1;
        if self.sum > self.high.0 {
            self.high = (self.sum, self.count);
        }
        if self.sum < self.low.0 {
            self.low = (self.sum, self.count);
        }
    }

    /// The number of values before each change, given the standard deviation. There are two changes if the
    /// level changes and changes back.
    pub(crate) fn changes(&self, deviation: u64) -> Vec<u64> {
        let range = (self.high.0 - self.low.0).unsigned_abs() / u128::from(self.count.max(1));
        let noise = u128::from(deviation)
            .saturating_mul(u128::from(deviation))
            .saturating_mul(u128::from(self.count));
        if self.count < MIN_LEN
            || deviation == 0
            || range.saturating_mul(range).saturating_mul(1000) / CRITICAL < noise
        {
            return Vec::new();
        }
        // A turn near zero is no change.
        let least = range * u128::from(self.count) / 4;
        let mut found: Vec<u64> = [self.high, self.low]
            .into_iter()
            .filter(|(sum, _)| sum.unsigned_abs() >= least)
            .map(|(_, at)| at)
            .collect();
        found.sort_unstable();
        found.retain(|at| *at > 0 && *at < self.count);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Moments;

    fn changes(values: &[i64]) -> Vec<u64> {
        let mut moments = Moments::default();
        for value in values {
            moments.push(*value);
        }
        let mut cusum = Cusum::default();
        for value in values {
            cusum.push(moments.beyond_mean(*value));
        }
        cusum.changes(moments.deviation())
    }

    #[test]
    fn changes_of_a_level_are_found() {
        let noise = |at: i64| at * 7919 % 13;
        assert_eq!(
            changes(&(0..60).map(|at| noise(at) + if at < 40 { 100 } else { 300 }).collect::<Vec<_>>()),
            [40]
        );
        assert_eq!(
            changes(
                &(0..60)
                    .map(|at| noise(at) + if (20..35).contains(&at) { 300 } else { 100 })
                    .collect::<Vec<_>>()
            ),
            [20, 35]
        );
    }

    #[test]
    fn noise_is_not_a_change() {
        assert_eq!(changes(&(0..60).map(|at| at * 7919 % 13).collect::<Vec<_>>()), []);
        for values in [vec![], vec![5; 100], vec![1, 1000], vec![i64::MAX / 4; 40]] {
            assert_eq!(changes(&values), []);
        }
    }
}
