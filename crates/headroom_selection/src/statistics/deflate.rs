//! Measures the information in a text by its compressibility.

use miniz_oxide::deflate::compress_to_vec;

/// The fastest level that finds repetition.
const LEVEL: u8 = 1;
/// Maximum difference of densities, in percent of the length: a part that compresses much better repeats
/// itself while the whole does not.
const MARGIN: u64 = 15;

/// The length of a text after DEFLATE (RFC 1951), in percent of its length. One version of one library is
/// used everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Density(u64);

impl Density {
    pub(crate) fn of(text: &str) -> Self {
        Self(100 * compress_to_vec(text.as_bytes(), LEVEL).len() as u64 / text.len().max(1) as u64)
    }

    /// Whether a part with this density is about as informative as the whole.
    pub(crate) const fn is_that_of(self, part: Self) -> bool {
        part.0 + MARGIN >= self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repetitive_part_is_less_dense() {
        let various: String = (0..400_u64)
            .map(|row| {
                row.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    .rotate_left(17)
                    .wrapping_mul(0xff51_afd7_ed55_8ccd)
                    .to_string()
                    + "\n"
            })
            .collect();
        let alike = "the same again\n".repeat(50);
        let carries = |whole: &str, part: &str| Density::of(whole).is_that_of(Density::of(part));
        assert!(carries(&various, &various[..1700]));
        assert!(!carries(&various, &alike));
        assert!(carries(&alike, &alike[..150]));
        assert!(carries("", ""));
    }

    #[test]
    fn compression_is_the_same_everywhere() {
        assert_eq!(compress_to_vec(b"abcabcabcabc", LEVEL), [0x4b, 0x4c, 0x4a, 0x86, 0x23, 0x00]);
    }
}
