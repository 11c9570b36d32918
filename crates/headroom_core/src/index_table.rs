//! Open-addressing table of indexes with bounded probing.

/// Marks an empty slot.
const NONE: u32 = u32::MAX;
/// The number of slots of a small table.
const MIN_COUNT: usize = 16;
/// Maximum number of slots probed. It bounds the work on input made to collide.
const STEPS: usize = 64;

/// A hash table of indexes into a list that the caller holds. Its work is bounded whatever the hashes are.
#[derive(Debug, Default)]
pub struct IndexTable {
    /// Open addressing: each slot holds bits of the hash and the index. The number of slots is a power of
    /// two, and at most half of them are taken.
    slots: Vec<(u32, u32)>,
    taken: usize,
}

impl IndexTable {
    /// Removes all entries and makes room for `entries` of them.
    pub fn clear(&mut self, entries: usize) {
        self.resize((2 * entries).next_power_of_two().max(MIN_COUNT));
    }

    /// Returns the index of an entry equal to the item `number`. If there is none, it enters `number` and
    /// returns it.
    pub fn enter(&mut self, hash: u64, number: u32, is_equal: impl Fn(u32) -> bool) -> u32 {
        if 2 * (self.taken + 1) > self.slots.len() {
            let entries = std::mem::take(&mut self.slots);
            self.resize((2 * entries.len()).max(MIN_COUNT));
            for (tag, number) in entries.into_iter().filter(|(_, number)| *number != NONE) {
                self.find(tag, number, |_| false);
            }
        }
        self.find((hash ^ hash >> 32) as u32, number, is_equal)
    }

    fn find(&mut self, tag: u32, number: u32, is_equal: impl Fn(u32) -> bool) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = tag as usize;
        for step in 1..=STEPS {
            let slot = &mut self.slots[at & mask];
            if slot.1 == NONE {
                *slot = (tag, number);
                self.taken += 1;
                break;
            }
            if slot.0 == tag && is_equal(slot.1) {
                return slot.1;
            }
            at = at.wrapping_add(step);
        }
        number
    }

    fn resize(&mut self, slots: usize) {
        self.slots.clear();
        self.slots.resize(slots, (0, NONE));
        self.taken = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_share_one_index() {
        let things: Vec<u64> = (0..4000).map(|index| index * index % 1009).collect();
        let first = |thing: &u64| things.iter().position(|other| other == thing).map(|at| at as u32);
        let mut table = IndexTable::default();
        for hash in [|thing: u64| thing.wrapping_mul(0x9e37_79b9_7f4a_7c15), |thing: u64| thing % 32] {
            for (index, thing) in things.iter().enumerate() {
                assert_eq!(
                    Some(table.enter(hash(*thing), index as u32, |other| things[other as usize] == *thing)),
                    first(thing)
                );
            }
            table.clear(0);
        }
    }

    #[test]
    fn colliding_hashes_cost_bounded_work() {
        let mut table = IndexTable::default();
        let compared = std::cell::Cell::new(0);
        for number in 0..1000 {
            table.enter(7, number, |_| {
                compared.set(compared.get() + 1);
                false
            });
        }
        assert!(compared.get() <= 1000 * STEPS);
    }
}
