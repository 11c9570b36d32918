//! `HashMap` for keys that are hashes already.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map with hashes as keys, which are not hashed again. An attacker who makes hashes collide makes lookups
/// linear, so use it only where the number of entries bounds that cost.
pub type Hashed<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// A hasher that returns the key itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    #[inline]
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
