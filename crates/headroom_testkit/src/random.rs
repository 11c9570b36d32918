//! A small pseudorandom generator: Steele, Lea and Flood, "Fast splittable pseudorandom number generators"
//! (2014).

/// Random numbers from a seed.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator with this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number of 64 bits.
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

    /// True with a probability of one in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// A random item.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// The number of cases of a property that asks for 1,000, unless `HEADROOM_CASES` sets another. Other numbers
/// scale in proportion.
const CASES: usize = 1000;

/// A number of cases, or a size of hostile texts, scaled by `HEADROOM_CASES` and rounded up.
///
/// # Panics
/// If the environment variable is not a number.
#[must_use]
pub fn scaled(count: usize) -> usize {
    let cases = std::env::var("HEADROOM_CASES")
        .map_or(CASES, |cases| cases.parse().expect("HEADROOM_CASES is a number"));
    (count * cases).div_ceil(CASES)
}

/// Evenly chosen items, as many as [`scaled`] says, or all.
pub fn sample<T>(items: Vec<T>) -> impl Iterator<Item = T> {
    let step = (items.len() / scaled(items.len()).max(1)).max(1);
    items.into_iter().step_by(step)
}

/// The seeds for a property: the first `count`, scaled by `HEADROOM_CASES`, or those of `HEADROOM_SEED=7` or
/// `HEADROOM_SEED=0..100000`.
///
/// # Panics
/// If an environment variable is not a number.
pub fn seeds(count: u64) -> impl Iterator<Item = u64> {
    let count = scaled(count as usize) as u64;
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
