//! Finding what is equal.

/// No entry.
const NONE: u32 = u32::MAX;
/// How many entries are looked at. Bounds the work on input made to collide.
const STEPS: usize = 64;

/// A hash table of the numbers of things that the caller holds: small, fast, and of bounded work whatever their hashes are.
#[derive(Debug, Default)]
pub struct Table {
    /// Open addressing: some bits of the hash, and the number. A power of two of them, and no more than half of them taken.
    slots: Vec<(u32, u32)>,
}

impl Table {
    /// Forgets everything, and makes room for so many things.
    pub fn clear(&mut self, most: usize) {
        self.slots.clear();
        self.slots.resize((2 * most).next_power_of_two(), (0, NONE));
    }

    /// The number of a thing that is equal to the thing `number`; if there is none, it is entered and its own number is given back.
    pub fn enter(&mut self, hash: u64, number: u32, is_equal: impl Fn(u32) -> bool) -> u32 {
        let mask = self.slots.len() - 1;
        let tag = (hash >> 32) as u32;
        for step in 0..STEPS.min(self.slots.len()) {
            let slot = &mut self.slots[(hash as usize).wrapping_add(step) & mask];
            if slot.1 == NONE {
                *slot = (tag, number);
                break;
            }
            if slot.0 == tag && is_equal(slot.1) {
                return slot.1;
            }
        }
        number
    }
}
