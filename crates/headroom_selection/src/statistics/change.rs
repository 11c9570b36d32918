//! Where the level of a series changes.

/// The least range of the sums that noise alone gives in one of a hundred series, squared, in thousandths: 2.001² (Kuiper, "Tests concerning random points on
/// a circle", 1960).
const CRITICAL: u128 = 4004;
/// Shorter series have no level.
const MIN_LEN: u64 = 16;

/// Cumulative sums of what lies above and below the mean (Page, "Continuous Inspection Schemes", 1954): they run far from zero where the level is another
/// one than usual, and turn where it changes. One pass, no memory.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cusum {
    sum: i128,
    count: u64,
    /// The highest and the lowest sum, and behind which value.
    high: (i128, u64),
    low: (i128, u64),
}

impl Cusum {
    /// Takes in how far the next value is from the mean, times how many values there are: so no rounding adds up.
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

    /// How many values stand before each change, given the deviation that is standard: none, one, or two where the level changes and changes back.
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
        // A turn that is near zero is none.
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
    fn a_level_that_changes_is_found() {
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
    fn noise_is_no_change() {
        assert_eq!(changes(&(0..60).map(|at| at * 7919 % 13).collect::<Vec<_>>()), []);
        for values in [vec![], vec![5; 100], vec![1, 1000], vec![i64::MAX / 4; 40]] {
            assert_eq!(changes(&values), []);
        }
    }
}
