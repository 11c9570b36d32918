//! The names of columns: keys joined by dots.

use headroom_core::{Cost, cost, cost_behind};

/// FNV-1a (Fowler, Noll, Vo). It can continue from any prefix, so a name is hashed without being assembled.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The path of a column: its key, and the keys of the enclosing objects. The keys are joined only when the
/// name is written, because a long key may be part of many names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'p> {
    outer: Option<&'p Path<'p>>,
    key: &'p str,
    /// The last byte of the name, or the byte before it.
    last: u8,
    cost: Cost,
    hash: u64,
    length: usize,
}

impl<'p> Path<'p> {
    /// The key within the object at `outer`, or within the row.
    pub(super) fn new(outer: Option<&'p Path<'p>>, key: &'p str) -> Self {
        let last = |other: u8| key.bytes().next_back().unwrap_or(other);
        let Some(before) = outer else {
            return Self {
                outer,
                key,
                last: last(b'\n'),
                cost: cost(key),
                hash: hash(OFFSET, key),
                length: key.len(),
            };
        };
        let cost = before.cost + cost_behind(before.last, ".") + cost_behind(b'.', key);
        Self {
            outer,
            key,
            last: last(b'.'),
            cost,
            hash: hash(hash(before.hash, "."), key),
            length: before.length + 1 + key.len(),
        }
    }

    /// The cost of the name.
    pub(super) const fn cost(&self) -> Cost {
        self.cost
    }

    /// The hash of the name. Paths with equal names have equal hashes.
    pub(super) const fn hash(&self) -> u64 {
        self.hash
    }

    /// The length of the name, in bytes.
    pub(super) const fn length(&self) -> usize {
        self.length
    }

    /// The name.
    pub(super) fn name(&self) -> String {
        let mut keys: Vec<&str> =
            std::iter::successors(Some(self), |path| path.outer).map(|path| path.key).collect();
        keys.reverse();
        keys.join(".")
    }
}

fn hash(start: u64, text: &str) -> u64 {
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_hashes_like_its_joined_name() {
        for keys in [["a", "b", "c"], ["", "", ""], ["", "x", ""], ["größe", "1", "in mm"]] {
            let [first, second, third] = keys;
            let outer = Path::new(None, first);
            let inner = Path::new(Some(&outer), second);
            let path = Path::new(Some(&inner), third);
            let name = keys.join(".");
            assert_eq!((path.name(), path.length(), path.cost()), (name.clone(), name.len(), cost(&name)));
            assert_eq!(path.hash(), Path::new(None, &name).hash());
        }
    }
}
