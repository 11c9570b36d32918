//! Maps by what are hashes already.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by hashes, which are not hashed once more. Whoever makes them collide makes searches longer: it is for as many entries as that may take.
pub type Hashed<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// Hashes are their own hashes.
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
