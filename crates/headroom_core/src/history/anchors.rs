//! Content-defined anchors in very long lines, from which repeats within the lines are found. An anchor
//! depends only on the bytes around it, so it is found again after any shift (Xia et al., "`FastCDC`", 2016,
//! for the rolling hash).

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Minimum length of a line that gets anchors, in bytes.
const LONG_LINE: usize = 512;
/// Bytes hashed after an anchor: enough to rule out coincidence.
const WINDOW_BYTES: usize = 32;
/// Average distance of anchors, in bytes; a power of two.
const SPACING: u64 = 64;
/// Keeps the hashes of anchors apart from those of lines.
const SEED: u64 = 1;

/// A random number for each byte (the generator of Steele, Lea and Flood, as in Java's `SplittableRandom`).
const GEAR: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut z = (byte as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        table[byte] = z ^ (z >> 31);
        byte += 1;
    }
    table
};

/// Whether the line is long enough to have anchors.
#[must_use]
pub const fn is_long(line: &str) -> bool {
    line.len() >= LONG_LINE
}

/// The anchors in a line: their offset in bytes, and the hash of the bytes that follow.
pub fn anchors(line: &str) -> impl Iterator<Item = (usize, u64)> {
    let bytes = line.as_bytes();
    let last = bytes.len().saturating_sub(WINDOW_BYTES);
    let mut rolling = 0_u64;
    (0..last).filter_map(move |at| {
        rolling = (rolling << 1).wrapping_add(GEAR[bytes[at] as usize]);
        // The high bits depend on the most bytes.
        let next = at + 1;
        (rolling >> 32 & (SPACING - 1) == 0 && line.is_char_boundary(next))
            .then(|| (next, xxh3_64_with_seed(&bytes[next..next + WINDOW_BYTES], SEED)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_found_again_after_a_shift() {
        let text = (0..400)
            .map(|n| format!("item_{} = value({}); ", n * 7919 % 997, n * 31 % 89))
            .collect::<Vec<_>>()
            .concat();
        let own: Vec<_> = anchors(&text).collect();
        assert!(own.len() as u64 > text.len() as u64 / SPACING / 2, "{}", own.len());
        let shifted = ["something else in front, ", &text].concat();
        let shift = shifted.len() - text.len();
        let again: Vec<_> = anchors(&shifted)
            .filter(|(at, _)| *at >= shift + 64)
            .map(|(at, hash)| (at - shift, hash))
            .collect();
        assert_eq!(again, own.into_iter().filter(|(at, _)| *at >= 64).collect::<Vec<_>>());
    }
}
