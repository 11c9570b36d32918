//! The tokens of an encoding, found by their bytes.

/// The position of a token in the order of merges, which is also its id.
pub(crate) type Rank = u32;

/// Ranks below this are single bytes.
pub(crate) const FIRST_JOINED: Rank = 256;

/// The size of the prefix filter, as a power of two of bits: at least ten bits for each prefix of a token, so
/// that nearly all other texts are recognised.
const START_BITS: u32 = 22;

/// A slot holds a rank plus one in its lower bits, and bits of the hash above them: most other tokens are
/// rejected without comparing bytes. 0 is an empty slot.
const RANK_BITS: u32 = 18;
const TAG_BITS: u32 = u32::BITS - RANK_BITS;

/// An odd number near 2^64 divided by the golden ratio: its products differ most in their upper bits, which
/// are the ones used.
pub(crate) const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// A token at a position of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) rank: Rank,
    /// In bytes.
    pub(crate) length: usize,
}

/// All tokens of an encoding.
pub(crate) struct Vocabulary {
    /// The bytes of the tokens, concatenated.
    bytes: &'static [u8],
    /// The start of each token in `bytes`, and the end of the last one.
    starts: Vec<u32>,
    /// The length of the left part of the last merge that makes each token.
    left_parts: &'static [u8],
    /// A hash table with open addressing.
    slots: Vec<u32>,
    /// One bit for the hash of each prefix of a token. If a bit is not set, no token has such a prefix.
    starts_of_tokens: Vec<u64>,
    /// The length of the longest token, in bytes.
    longest: usize,
}

impl Vocabulary {
    /// Reads the tables of the build script.
    pub(crate) fn new(packed: &'static [u8]) -> Self {
        let (count, rest) = packed.split_first_chunk::<4>().expect("a number");
        let count = u32::from_le_bytes(*count) as usize;
        let (lengths, rest) = rest.split_at(count);
        let (left_parts, bytes) = rest.split_at(count);
        let mut starts = Vec::with_capacity(count + 1);
        let mut start = 0;
        starts.push(0);
        starts.extend(lengths.iter().map(|length| {
            start += u32::from(*length);
            start
        }));
        let mut vocabulary = Self {
            bytes,
            starts,
            left_parts,
            slots: vec![0; (2 * count).next_power_of_two()],
            starts_of_tokens: vec![0; 1 << (START_BITS - 6)],
            longest: 0,
        };
        for rank in 0..count as Rank {
            vocabulary.insert(rank);
        }
        vocabulary
    }

    fn insert(&mut self, rank: Rank) {
        let token = self.bytes_of(rank);
        self.longest = self.longest.max(token.len());
        let whole = token.iter().fold(0, |start, byte| {
            let start = add(start, *byte);
            let (word, bit) = start_bit(start);
            self.starts_of_tokens[word] |= bit;
            start
        });
        let (slot, tag) = self.place(whole);
        let free =
            self.probe(slot).find(|slot| self.slots[*slot] == 0).expect("half of the slots stay empty");
        self.slots[free] = tag | (rank + 1);
    }

    fn bytes_of(&self, rank: Rank) -> &'static [u8] {
        &self.bytes[self.starts[rank as usize] as usize..self.starts[rank as usize + 1] as usize]
    }

    /// The first slot for a hash, and its tag.
    fn place(&self, hash: u64) -> (usize, u32) {
        let slot_bits = self.slots.len().trailing_zeros();
        (
            (hash >> (u64::BITS - slot_bits)) as usize,
            ((hash >> (u64::BITS - slot_bits - TAG_BITS)) as u32) << RANK_BITS,
        )
    }

    /// The token with this rank.
    pub(crate) fn token(&self, rank: Rank) -> Token {
        Token { rank, length: self.bytes_of(rank).len() }
    }

    /// The sequence of slots to probe.
    fn probe(&self, slot: usize) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len() - 1;
        (slot..).map(move |slot| slot & mask)
    }

    fn find_hashed(&self, bytes: &[u8], hash: u64) -> Option<Rank> {
        crate::work::count();
        let (slot, tag) = self.place(hash);
        for slot in self.probe(slot) {
            let entry = self.slots[slot];
            if entry == 0 {
                return None;
            }
            let rank = (entry & ((1 << RANK_BITS) - 1)).wrapping_sub(1);
            if entry >> RANK_BITS == tag >> RANK_BITS && self.bytes_of(rank) == bytes {
                return Some(rank);
            }
        }
        None
    }

    /// The token with these bytes.
    #[inline]
    pub(crate) fn find(&self, bytes: &[u8]) -> Option<Rank> {
        (bytes.len() <= self.longest)
            .then(|| self.find_hashed(bytes, bytes.iter().fold(0, |hash, byte| add(hash, *byte))))
            .flatten()
    }

    /// The tokens that are prefixes of `bytes`, the longest first. `hashes` is scratch memory.
    #[inline]
    pub(crate) fn prefixes(&self, bytes: &[u8], hashes: &mut Vec<u64>) -> impl Iterator<Item = Token> {
        hashes.clear();
        let starts = bytes.iter().take(self.longest).scan(0, |hash, byte| {
            *hash = add(*hash, *byte);
            Some(*hash)
        });
        hashes.extend(starts.take_while(|hash| {
            crate::work::count();
            let (word, bit) = start_bit(*hash);
            self.starts_of_tokens[word] & bit != 0
        }));
        (1..=hashes.len()).rev().filter_map(|length| {
            Some(Token { rank: self.find_hashed(&bytes[..length], hashes[length - 1])?, length })
        })
    }

    /// The lengths of the two parts of the last merge that makes a token. Single bytes have none.
    pub(crate) fn parts(&self, token: Token) -> (usize, usize) {
        let left = usize::from(self.left_parts[token.rank as usize]);
        (left, token.length - left)
    }
}

/// Extends the hash of some bytes by one byte, so that all prefixes of a text are hashed in one pass. As in
/// `FxHash`, one byte at a time.
const fn add(hash: u64, byte: u8) -> u64 {
    // Each byte counts at least 1: otherwise runs of byte 0 would have equal hashes.
    (hash.rotate_left(5) ^ (byte as u64 + 1)).wrapping_mul(MIX)
}

/// The word and the bit for the prefix of a token.
const fn start_bit(hash: u64) -> (usize, u64) {
    let place = (hash >> (u64::BITS - START_BITS)) as usize;
    (place / 64, 1 << (place % 64))
}
