//! Eight bytes of a text at once.

/// 1 in each byte.
const ONES: u64 = u64::MAX / 255;
/// The highest bit of each byte.
const HIGH: u64 = ONES * 0x80;
/// All its other bits.
const LOW: u64 = !HIGH;

/// Eight bytes in one word (Lamport, "Multiple Byte Processing with Full-Word Instructions", 1975); what they are is said in the highest bit of each, the
/// first one lowest.
#[derive(Clone, Copy, Debug)]
pub struct Eight(u64);

impl Eight {
    /// The bytes from `at` on; those behind the end are 0.
    #[inline]
    #[must_use]
    pub fn at(bytes: &[u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        Self(rest.first_chunk().map_or_else(
            || rest.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
            |chunk| u64::from_le_bytes(*chunk),
        ))
    }

    /// All of them, as a number whose lowest digit is the first byte.
    #[inline]
    #[must_use]
    pub const fn all(self) -> u64 {
        self.0
    }

    /// The one in this place.
    #[inline]
    #[must_use]
    pub const fn byte(self, place: usize) -> u8 {
        self.0.to_le_bytes()[place]
    }

    /// The first `count` of them, less than eight, as a number whose highest digit is the first byte.
    #[inline]
    #[must_use]
    pub const fn start(self, count: usize) -> u64 {
        self.0.swap_bytes() >> (8 * (7 - count)) >> 8
    }

    /// Marks digits.
    #[must_use]
    #[inline]
    pub fn digits(self) -> u64 {
        self.between(b'0', b'9')
    }

    /// Marks upper letters of ASCII.
    #[must_use]
    #[inline]
    pub fn uppers(self) -> u64 {
        self.between(b'A', b'Z')
    }

    /// Marks letters of ASCII.
    #[must_use]
    #[inline]
    pub fn letters(self) -> u64 {
        // The bit that tells upper from lower letters is set.
        Self(self.0 | (ONES * 0x20)).between(b'a', b'z')
    }

    /// Those that are no ASCII.
    #[inline]
    #[must_use]
    pub const fn others(self) -> u64 {
        self.0 & HIGH
    }

    #[inline]
    fn between(self, first: u8, last: u8) -> u64 {
        let from = |byte: u8| ONES * u64::from(0x80 - byte);
        let low = self.0 & LOW;
        (low + from(first)) & !(low + from(last + 1)) & !self.0 & HIGH
    }
}

/// How many bytes stand in front of the first that is not marked: eight where all are.
#[inline]
#[must_use]
pub const fn before_unmarked(marks: u64) -> usize {
    (!marks & HIGH).trailing_zeros() as usize / 8
}

/// The marks of the first `count` bytes.
#[inline]
#[must_use]
pub const fn of_first(marks: u64, count: usize) -> u64 {
    if count < 8 { marks & ((1 << (8 * count)) - 1) } else { marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_in_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = [b'~'; 9];
                bytes[place] = byte;
                let eight = Eight::at(&bytes, 0);
                let mark = |is: bool| u64::from(is) << (8 * place + 7);
                assert_eq!(eight.digits(), mark(byte.is_ascii_digit()), "{byte} at {place}");
                assert_eq!(eight.uppers(), mark(byte.is_ascii_uppercase()), "{byte} at {place}");
                assert_eq!(eight.letters(), mark(byte.is_ascii_alphabetic()), "{byte} at {place}");
                assert_eq!(eight.others(), mark(!byte.is_ascii()), "{byte} at {place}");
            }
        }
    }

    #[test]
    fn bytes_are_read_to_the_end_and_not_beyond() {
        assert_eq!([0, 1, 3].map(|count| Eight::at(b"xabc", 1).start(count)), [0, 0x61, 0x0061_6263]);
        assert_eq!(Eight::at(b"abc", 3).start(7), 0);
        assert_eq!(Eight::at(b"abc", 9).start(7), 0);
        assert_eq!(
            [Eight::at(b"ab1-", 0), Eight::at(b"abcdefgh", 0)].map(|eight| before_unmarked(eight.letters())),
            [2, 8]
        );
        assert_eq!(
            [1, 2, 8].map(|count| of_first(Eight::at(b"a1b2c3d4", 0).digits(), count).count_ones()),
            [0, 1, 4]
        );
    }
}
