//! Handles: the names of originals.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// Crockford's base 32 (<https://www.crockford.com/base32.html>) in lower case. It lacks i, l, o and u, which
/// are easily misread.
pub(super) const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The number of characters of a handle, with five bits each.
const CHARACTERS: usize = 16;

/// The SHA-256 of a text. Originals are stored and checked by it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of `text`.
    #[must_use]
    pub fn of(text: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(text.as_ref()).into())
    }

    /// The handle of the text with this digest.
    #[must_use]
    pub fn handle(&self) -> Handle {
        let mut bytes = [0; Handle::BYTES];
        bytes.copy_from_slice(&self.0[..Handle::BYTES]);
        Handle(bytes)
    }
}

impl fmt::LowerHex for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({}…)", self.handle())
    }
}

/// The name of an original: the first 80 bits of the SHA-256 of its UTF-8, the same on every machine. It is
/// written as 16 characters of base 32.
///
/// # Examples
///
/// ```
/// use headroom_core::Handle;
///
/// let handle = Handle::of("abc");
/// assert_eq!(handle.to_string(), "q9w1dfwf077ymga1");
/// assert_eq!("q9w1dfwf077ymga1".parse(), Ok(handle));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle([u8; Handle::BYTES]);

impl Handle {
    /// The length of a handle, in bytes.
    pub const BYTES: usize = 10;

    /// The handle of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Digest::of(text).handle()
    }

    /// The handle with these bytes; `None` unless there are [`Handle::BYTES`] of them.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes of the handle: the start of the digest.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0.iter().fold(0_u128, |bits, &byte| bits << 8 | u128::from(byte));
        let mut text = [0; CHARACTERS];
        for (place, character) in text.iter_mut().rev().enumerate() {
            *character = ALPHABET[(bits >> (5 * place)) as usize % 32];
        }
        f.pad(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_the_start_of_the_sha_256() {
        // SHA-256("abc") = ba7816bf8f01cfea4141 40de…: FIPS 180-2, appendix B.1.
        let handle = Handle::of("abc");
        assert_eq!(handle.bytes(), &[0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41]);
        assert_eq!(handle.to_string(), "q9w1dfwf077ymga1");
        assert_eq!("q9w1dfwf077ymga1".parse(), Ok(handle));
    }
}
