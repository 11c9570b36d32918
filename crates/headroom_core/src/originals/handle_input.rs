//! Parses handles as models write them: in either case, shortened, or in hexadecimal digits.

use std::str::FromStr;

use super::handle::{ALPHABET, Digest, Handle};
use super::missing::Missing;

/// Minimum number of characters of a shortened handle: 40 bits.
const MIN_LEN: usize = 8;
/// The number of characters of a whole handle.
const WHOLE: usize = 16;
/// Numbers of hexadecimal digits of a SHA-256 that the older forms of markers use.
const HEXADECIMAL: std::ops::RangeInclusive<usize> = 12..=64;

/// A handle as a reader wrote it: in either case, possibly shortened, or as hexadecimal digits of the same
/// hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandleInput {
    readings: [Option<Prefix>; 2],
}

/// The first bits of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    bytes: [u8; 32],
    bits: usize,
}

impl HandleInput {
    /// Parses a handle and ignores punctuation around it. [`Missing::Malformed`] if it is no handle.
    pub fn parse(text: &str) -> Result<Self, Missing> {
        let text = text.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let base32 =
            (MIN_LEN..=WHOLE).contains(&text.len()).then(|| Prefix::read(text, 5, base32_value)).flatten();
        let hexadecimal =
            HEXADECIMAL.contains(&text.len()).then(|| Prefix::read(text, 4, hexadecimal_value)).flatten();
        if base32.is_none() && hexadecimal.is_none() {
            Err(Missing::Malformed)
        } else {
            Ok(Self { readings: [base32, hexadecimal] })
        }
    }

    /// The possible meanings: each one is a different start of a digest.
    pub fn readings(&self) -> impl Iterator<Item = &Prefix> {
        self.readings.iter().flatten()
    }

    /// The handle, if it is written in full.
    #[must_use]
    pub fn whole(&self) -> Option<Handle> {
        self.readings().find(|prefix| prefix.is_whole()).map(Prefix::handle)
    }
}

impl From<Handle> for HandleInput {
    fn from(handle: Handle) -> Self {
        let mut bytes = [0; 32];
        bytes[..Handle::BYTES].copy_from_slice(handle.bytes());
        Self { readings: [Some(Prefix { bytes, bits: 8 * Handle::BYTES }), None] }
    }
}

/// Parses a whole handle, in either case.
impl FromStr for Handle {
    type Err = Missing;

    fn from_str(text: &str) -> Result<Self, Missing> {
        HandleInput::parse(text)?.whole().ok_or(Missing::Malformed)
    }
}

impl Prefix {
    fn read(text: &str, width: usize, value: impl Fn(u8) -> Option<u8>) -> Option<Self> {
        let mut prefix = Self { bytes: [0; 32], bits: 0 };
        for byte in text.bytes() {
            let value = u16::from(value(byte)?) << (16 - width - prefix.bits % 8);
            let at = prefix.bits / 8;
            let [high, low] = value.to_be_bytes();
            prefix.bytes[at] |= high;
            if low != 0 {
                prefix.bytes[at + 1] |= low;
            }
            prefix.bits += width;
        }
        Some(prefix)
    }

    /// The lowest digest with this prefix.
    #[must_use]
    pub const fn first(&self) -> [u8; 32] {
        self.bytes
    }

    /// The highest digest with this prefix.
    #[must_use]
    pub fn last(&self) -> [u8; 32] {
        let mut last = self.bytes;
        for (at, byte) in last.iter_mut().enumerate() {
            let own = self.bits.saturating_sub(8 * at).min(8) as u32;
            *byte |= 0xff_u8.checked_shr(own).unwrap_or(0);
        }
        last
    }

    /// Whether the prefix has all bits of a handle.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.bits >= 8 * Handle::BYTES
    }

    /// The handle with this prefix if it [is whole](Self::is_whole), else the lowest one.
    fn handle(&self) -> Handle {
        Digest(self.bytes).handle()
    }
}

/// The value of a character. Letters that are easily misread count as the digit that they resemble, as
/// Crockford specifies.
fn base32_value(byte: u8) -> Option<u8> {
    let byte = match byte.to_ascii_lowercase() {
        b'i' | b'l' => b'1',
        b'o' => b'0',
        other => other,
    };
    memchr::memchr(byte, ALPHABET).map(|at| at as u8)
}

fn hexadecimal_value(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(echo: &str, text: &str) -> bool {
        let digest = Digest::of(text).0;
        HandleInput::parse(echo).is_ok_and(|echo| {
            echo.readings().any(|prefix| prefix.first() <= digest && digest <= prefix.last())
        })
    }

    #[test]
    fn accepts_handles_as_models_write_them() {
        for echo in [
            "q9w1dfwf077ymga1",
            "Q9W1DFWF077YMGA1",
            "q9wldfwfO77ymgaI",
            "q9w1dfwf",
            "q9w1dfwf0…",
            "`q9w1dfwf077...`",
            "\"q9w1dfwf077ymga1\"]",
        ] {
            assert!(covers(echo, "abc"), "{echo}");
            assert!(!covers(echo, "abd"), "{echo}");
        }
    }

    #[test]
    fn accepts_hexadecimal_digits_of_the_same_hash() {
        for echo in [
            "ba7816bf8f01",
            "BA7816BF8F01CFEA414140DE",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ] {
            assert!(covers(echo, "abc"), "{echo}");
            assert!(!covers(echo, "abd"), "{echo}");
        }
    }

    #[test]
    fn rejects_malformed_handles() {
        for text in [
            "",
            "q9w1dfw",
            "q9w1dfwf077ymga1z",
            "q9w1-dfwf",
            "../../etc",
            "uuuuuuuuuuuuuuuu",
            "q9w1dfwf077ymga1é0",
        ] {
            assert_eq!(HandleInput::parse(text), Err(Missing::Malformed), "{text}");
        }
    }

    #[test]
    fn a_shortened_handle_is_not_a_whole_handle() {
        assert!("q9w1dfwf".parse::<Handle>().is_err());
        assert_eq!(HandleInput::from(Handle::of("abc")).whole(), Some(Handle::of("abc")));
    }
}
