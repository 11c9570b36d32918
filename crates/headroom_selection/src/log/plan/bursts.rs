//! Finds bursts: seconds with far more entries than usual.

/// Number of buckets for numbers of entries, in powers of two.
const SIZES: usize = 32;
/// Number of the fullest seconds that are remembered.
const FULLEST: usize = 4;
/// A second is a burst if it has at least `TIMES` times the entries that all but one in [`ONE_IN`] seconds
/// stay below, and at least `MIN_COUNT`.
const TIMES: u32 = 8;
const ONE_IN: usize = 20;
const MIN_COUNT: u32 = 64;
const SECOND: i64 = 1000;

/// The entries of each second, read in order.
#[derive(Debug, Default)]
pub(super) struct Bursts {
    /// The current second: its number, and its entries.
    now: Option<(i64, Second)>,
    sizes: [usize; SIZES],
    /// Ordered by decreasing number of entries, then by position.
    fullest: Vec<Second>,
}

/// The entries of a second.
#[derive(Clone, Copy, Debug)]
struct Second {
    first: u32,
    last: u32,
    entries: u32,
}

impl Bursts {
    /// Adds the time of the next entry that has one.
    pub(super) fn push(&mut self, entry: u32, millis: i64) {
        let second = millis.div_euclid(SECOND);
        match &mut self.now {
            Some((now, entries)) if *now == second => {
                entries.last = entry;
                entries.entries += 1;
            }
            _ => {
                self.end();
                self.now = Some((second, Second { first: entry, last: entry, entries: 1 }));
            }
        }
    }

    /// Finishes the last second.
    pub(super) fn end(&mut self) {
        let Some((_, second)) = self.now.take() else { return };
        self.sizes[second.entries.ilog2() as usize] += 1;
        let at = self.fullest.partition_point(|other| other.entries >= second.entries);
        if at < FULLEST {
            self.fullest.insert(at, second);
            self.fullest.truncate(FULLEST);
        }
    }

    /// The first and the last entry of each burst, for at most `most` bursts.
    pub(super) fn ends(&self, most: u32) -> impl Iterator<Item = usize> {
        let total: usize = self.sizes.iter().sum();
        let mut below = 0;
        let usual = self.sizes.iter().position(|count| {
            below += count;
            below >= total - total.div_ceil(ONE_IN)
        });
        let least = usual
            .map_or(u32::MAX, |size| (2_u32 << size.min(SIZES - 2)).saturating_mul(TIMES))
            .max(MIN_COUNT);
        let found = self.fullest.iter().take(most as usize).filter(move |second| second.entries >= least);
        found.flat_map(|second| [second.first as usize, second.last as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_much_fuller_seconds_are_bursts() {
        let mut bursts = Bursts::default();
        let mut entry = 0;
        for second in 0..100 {
            for _ in 0..if second == 40 { 200 } else { 1 + second % 3 } {
                bursts.push(entry, second * 1000 + 7);
                entry += 1;
            }
        }
        bursts.end();
        let first = (0..40).map(|second| 1 + second % 3).sum::<usize>();
        assert_eq!(bursts.ends(2).collect::<Vec<_>>(), [first, first + 199]);
        assert_eq!(Bursts::default().ends(2).count(), 0);
    }
}
