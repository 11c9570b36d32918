//! Finds long pauses between entries.

/// Number of buckets for pauses, in powers of two of milliseconds.
const SIZES: usize = 64;
/// Number of the longest pauses that are remembered.
const MAX_LEN: usize = 16;
/// A pause is unusual if it is longer than `TIMES` times the length that all but one in [`ONE_IN`] stay
/// below.
const TIMES: u64 = 8;
const ONE_IN: usize = 50;
/// Minimum length of a pause, in milliseconds.
const MIN_LEN: u64 = 1000;

/// The pauses between entries, read in order.
#[derive(Debug)]
pub(super) struct Pauses {
    before: Option<i64>,
    sizes: [usize; SIZES],
    /// The length, and the entry after it; ordered by decreasing length, then by position.
    longest: Vec<(u64, u32)>,
}

impl Default for Pauses {
    fn default() -> Self {
        Self { before: None, sizes: [0; SIZES], longest: Vec::with_capacity(MAX_LEN + 1) }
    }
}

impl Pauses {
    /// Adds the time of the next entry that has one. An entry that was written late is no pause.
    pub(super) fn push(&mut self, entry: u32, millis: i64) {
        let pause = self.before.and_then(|before| u64::try_from(millis.saturating_sub(before)).ok());
        self.before = Some(millis);
        let Some(pause) = pause else { return };
        self.sizes[pause.checked_ilog2().map_or(0, |size| size as usize)] += 1;
        if self.longest.last().is_none_or(|last| last.0 < pause || self.longest.len() < MAX_LEN) {
            let at = self.longest.partition_point(|other| other.0 >= pause);
            self.longest.insert(at, (pause, entry));
            self.longest.truncate(MAX_LEN);
        }
    }

    /// The entries after the longest pauses, at most `most`, if those are much longer than usual.
    pub(super) fn unusual(&self, most: u32) -> impl Iterator<Item = usize> {
        let total: usize = self.sizes.iter().sum();
        let mut below = 0;
        let usual = self.sizes.iter().position(|count| {
            below += count;
            below >= total - total / ONE_IN
        });
        // A pause of the usual size is shorter than the next power of two.
        let least =
            usual.map_or(u64::MAX, |size| (2_u64 << size.min(SIZES - 2)).saturating_mul(TIMES)).max(MIN_LEN);
        self.longest
            .iter()
            .take(most as usize)
            .filter(move |(pause, _)| *pause > least)
            .map(|(_, entry)| *entry as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_much_longer_pauses_are_unusual() {
        let mut pauses = Pauses::default();
        let mut millis = 0;
        for entry in 0..200 {
            millis += if entry == 70 {
                600_000
            } else if entry == 90 {
                -5
            } else {
                i64::from(entry % 7) * 100
            };
            pauses.push(entry, millis);
        }
        assert_eq!(pauses.unusual(3).collect::<Vec<_>>(), [70]);
        assert_eq!(Pauses::default().unusual(3).count(), 0);
    }
}
