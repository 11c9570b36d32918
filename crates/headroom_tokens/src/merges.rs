//! Counts the BPE tokens of a piece of text in linear time, whatever it contains.
//!
//! A sequence of tokens is the BPE encoding of a text if and only if BPE keeps each two adjacent tokens
//! apart. So the search tries the longest token first, then shorter ones; if no token is compatible with the
//! previous one, the previous one was wrong. Each prefix of the text has only one correct last token, so no
//! position is tried twice. Source: H. van Antwerpen and A. Neubeck, "So many tokens, so little time:
//! Introducing a faster, more flexible byte-pair tokenizer", GitHub Blog, December 2024.

use crate::vocabulary::{FIRST_JOINED, MIX, Rank, Token, Vocabulary};

/// Number of cached answers.
const PAIRS: usize = 1 << 12;

/// Counts the tokens of pieces, and reuses its memory from piece to piece.
pub(crate) struct Merges<'v> {
    vocabulary: &'v Vocabulary,
    /// The ranks of the tokens up to the current position.
    ranks: Vec<Rank>,
    /// One bit for each position of the piece: whether the search has backtracked from it.
    dead: Vec<u64>,
    pairs: Pairs,
    /// The hashes of the prefixes at the current position.
    hashes: Vec<u64>,
}

impl<'v> Merges<'v> {
    pub(crate) const fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, ranks: Vec::new(), dead: Vec::new(), pairs: Pairs(Vec::new()), hashes: Vec::new() }
    }

    /// The number of tokens of a piece, which must not be empty.
    #[inline]
    pub(crate) fn count(&mut self, piece: &[u8]) -> usize {
        if self.vocabulary.find(piece).is_some() { 1 } else { self.search(piece) }
    }

    fn search(&mut self, piece: &[u8]) -> usize {
        self.ranks.clear();
        self.dead.clear();
        self.dead.resize(piece.len() / 64 + 1, 0);
        self.pairs.prepare();
        let mut at = 0;
        while at < piece.len() {
            if let Some(token) = self.next(piece, at) {
                self.ranks.push(token.rank);
                at += token.length;
            } else {
                self.dead[at / 64] |= 1 << (at % 64);
                // Single bytes are tokens and BPE encodes every text, so the search never backtracks past the
                // start.
                let Some(wrong) = self.ranks.pop() else { break };
                at -= self.vocabulary.token(wrong).length;
            }
        }
        self.ranks.len()
    }

    /// The longest token at `at` that is compatible with the previous one and leads to a position that is not
    /// dead.
    fn next(&mut self, piece: &[u8], at: usize) -> Option<Token> {
        let Self { vocabulary, ranks, dead, pairs, hashes } = self;
        let before = ranks.last().map(|rank| vocabulary.token(*rank));
        let mut fits = |token: &Token| {
            let end = at + token.length;
            dead[end / 64] & (1 << (end % 64)) == 0
                && before.is_none_or(|before| pairs.stay_apart(vocabulary, piece, at, before, *token))
        };
        // Runs repeat the same token, which need not be the longest one.
        let again = before.filter(|before| piece[at..].starts_with(&piece[at - before.length..at]));
        again.filter(&mut fits).or_else(|| vocabulary.prefixes(&piece[at..], hashes).find(fits))
    }
}

/// A cache of whether two tokens stay apart: the last answers, each as both ranks and a bit.
struct Pairs(Vec<u64>);

/// No pair of ranks has this value.
const UNKNOWN: u64 = u64::MAX;

impl Pairs {
    /// Allocated on demand, because most texts consist of whole tokens and need no cache.
    fn prepare(&mut self) {
        self.0.resize(PAIRS, UNKNOWN);
    }

    /// Like [`left_apart`], but cached.
    fn stay_apart(
        &mut self,
        vocabulary: &Vocabulary,
        piece: &[u8],
        at: usize,
        left: Token,
        right: Token,
    ) -> bool {
        let pair = u64::from(left.rank) << u32::BITS | u64::from(right.rank) << 1;
        let place = (pair.wrapping_mul(MIX) >> (u64::BITS - PAIRS.trailing_zeros())) as usize;
        let known = self.0[place];
        if known >> 1 == pair >> 1 {
            return known & 1 == 1;
        }
        let apart = left_apart(vocabulary, piece, at, left, right);
        self.0[place] = pair | u64::from(apart);
        apart
    }
}

/// Whether BPE keeps two tokens apart that meet at `at`. It undoes merges one after another, the last one
/// first. If the parts that then meet would have been joined before the undone merge, that merge would never
/// have happened.
fn left_apart(vocabulary: &Vocabulary, piece: &[u8], at: usize, mut left: Token, mut right: Token) -> bool {
    let mut undone = Rank::MAX;
    loop {
        if vocabulary.find(&piece[at - left.length..at + right.length]).is_some_and(|joined| joined < undone)
        {
            return false;
        }
        if left.rank.max(right.rank) < FIRST_JOINED {
            return true;
        }
        // Of equal ranks, the leftmost parts are joined first.
        if left.rank > right.rank {
            undone = left.rank;
            let (_, length) = vocabulary.parts(left);
            left = part(vocabulary, &piece[at - length..at]);
        } else {
            undone = right.rank + 1;
            let (length, _) = vocabulary.parts(right);
            right = part(vocabulary, &piece[at..at + length]);
        }
    }
}

/// The token of these bytes, which are part of another token.
fn part(vocabulary: &Vocabulary, bytes: &[u8]) -> Token {
    Token { rank: vocabulary.find(bytes).unwrap_or_default(), length: bytes.len() }
}
