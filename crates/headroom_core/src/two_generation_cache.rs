//! Two-generation cache with a weight limit.

use std::collections::HashMap;
use std::hash::Hash;

/// A cache of two generations. When the young generation is full, it replaces the old one, so entries that
/// were not used meanwhile are evicted.
#[derive(Debug)]
pub struct TwoGenerationCache<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    /// The weight of the young generation, and its limit.
    weight: usize,
    most: usize,
    weigh: fn(&V) -> usize,
}

impl<K: Eq + Hash, V: Clone> TwoGenerationCache<K, V> {
    /// Each generation weighs at most `most`, or holds a single value that weighs more.
    #[must_use]
    pub fn new(most: usize, weigh: fn(&V) -> usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), weight: 0, most, weigh }
    }

    /// The value of this key. A value from the old generation moves to the young one.
    pub fn get(&mut self, key: &K) -> Option<V> {
        if let Some(value) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, value) = self.old.remove_entry(key)?;
        self.add(key, value.clone());
        Some(value)
    }

    /// Inserts a value. It replaces an earlier value of the key.
    pub fn insert(&mut self, key: K, value: V) {
        self.old.remove(&key);
        if let Some(before) = self.young.remove(&key) {
            self.weight -= (self.weigh)(&before);
        }
        self.add(key, value);
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        *self = Self::new(self.most, self.weigh);
    }

    fn add(&mut self, key: K, value: V) {
        let weight = (self.weigh)(&value);
        if self.weight + weight > self.most {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += weight;
        self.young.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn used_entries_stay_and_unused_entries_are_evicted() {
        let mut memory = TwoGenerationCache::new(10, |_: &usize| 1);
        for key in 0..1000 {
            assert_eq!(memory.get(&key), None);
            memory.insert(key, 2 * key);
            assert_eq!(memory.get(&0), Some(0), "it is in use, after {key}");
        }
        assert_eq!((memory.get(&995), memory.get(&500)), (Some(1990), None));
        let held = (0..1000).filter(|key| memory.get(key).is_some()).count();
        assert!(held <= 20, "{held}");
        memory.clear();
        assert_eq!(memory.get(&0), None);
    }

    #[test]
    fn a_replaced_value_no_longer_counts() {
        let mut memory = TwoGenerationCache::new(100, |weight: &usize| *weight);
        for weight in [90, 40, 10, 60] {
            memory.insert('a', weight);
            assert_eq!(memory.get(&'a'), Some(weight));
        }
        memory.insert('b', 40);
        memory.insert('c', 1000);
        assert_eq!([memory.get(&'c'), memory.get(&'b')], [Some(1000), Some(40)]);
    }
}
