//! A small generator: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).

/// Numbers from a seed.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number of 64 bits.
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// A property that says 1,000 is tried with this many cases, and others with as many in proportion, unless `HEADROOM_CASES` says otherwise.
const CASES: u64 = 1000;

/// The seeds for a property: the first `count` in proportion to `HEADROOM_CASES`, or those of `HEADROOM_SEED=7` or `HEADROOM_SEED=0..100000`.
///
/// # Panics
/// If a variable of the environment is not a number.
pub fn seeds(count: u64) -> impl Iterator<Item = u64> {
    let cases = std::env::var("HEADROOM_CASES")
        .map_or(CASES, |cases| cases.parse().expect("HEADROOM_CASES is a number"));
    let count = (count * cases).div_ceil(CASES);
    let range = std::env::var("HEADROOM_SEED").map_or(0..count, |seeds| {
        let number =
            |seed: &str| seed.parse().expect("HEADROOM_SEED is a number or two with `..` between them");
        seeds
            .split_once("..")
            .map_or_else(|| number(&seeds)..number(&seeds) + 1, |(first, end)| number(first)..number(end))
    });
    eprintln!("seeds {range:?}");
    range
}
