//! Maps by what are hashes already.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map of a few thousand hashes at most: whoever makes them collide makes each search so long.
pub(crate) type Hashed<V> = HashMap<u64, V, BuildHasherDefault<Mixer>>;

/// Spreads a hash over all bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u64(&mut self, hash: u64) {
        let mixed = (self.0 ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}
