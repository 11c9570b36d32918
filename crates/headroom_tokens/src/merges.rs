//! How many tokens BPE makes of a piece of text, in time that grows with its length, whatever is in it.
//!
//! Tokens side by side are what BPE makes of a text if and only if BPE leaves each two of them apart. So the longest token is tried first, then
//! shorter ones; where none goes with the token before, that one was wrong. For each start of the text there is only one right last token: no place is tried
//! twice. Source: H. van Antwerpen and A. Neubeck, "So many tokens, so little time: Introducing a faster, more flexible byte-pair tokenizer", GitHub Blog,
//! December 2024.

use crate::vocabulary::{FIRST_JOINED, MIX, Rank, Token, Vocabulary};

/// So many answers are remembered.
const PAIRS: usize = 1 << 12;

/// Counts the tokens of pieces, and keeps its memory from one to the next.
pub(crate) struct Merges<'v> {
    vocabulary: &'v Vocabulary,
    /// The ranks of the tokens up to where the search is.
    ranks: Vec<Rank>,
    /// A bit for each place of the piece: whether the search has left it in vain.
    dead: Vec<u64>,
    pairs: Pairs,
    /// Those of the starts of what is looked at.
    hashes: Vec<u64>,
}

impl<'v> Merges<'v> {
    pub(crate) const fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, ranks: Vec::new(), dead: Vec::new(), pairs: Pairs(Vec::new()), hashes: Vec::new() }
    }

    /// How many tokens a piece is, which has at least a byte.
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
                // Single bytes are tokens, and BPE makes something of every text: it never comes back beyond the start.
                let Some(wrong) = self.ranks.pop() else { break };
                at -= self.vocabulary.token(wrong).length;
            }
        }
        self.ranks.len()
    }

    /// The longest token at `at`, that goes with the one before and leads to where the search has not been.
    fn next(&mut self, piece: &[u8], at: usize) -> Option<Token> {
        let Self { vocabulary, ranks, dead, pairs, hashes } = self;
        let before = ranks.last().map(|rank| vocabulary.token(*rank));
        let mut fits = |token: &Token| {
            let end = at + token.length;
            dead[end / 64] & (1 << (end % 64)) == 0
                && before.is_none_or(|before| pairs.stay_apart(vocabulary, piece, at, before, *token))
        };
        // Runs are made of the same token again and again, which need not be the longest.
        let again = before.filter(|before| piece[at..].starts_with(&piece[at - before.length..at]));
        again.filter(&mut fits).or_else(|| vocabulary.prefixes(&piece[at..], hashes).find(fits))
    }
}

/// Whether two tokens stay apart: the answers for the last pairs, each as both ranks and a bit.
struct Pairs(Vec<u64>);

/// No two ranks are these.
const UNKNOWN: u64 = u64::MAX;

impl Pairs {
    /// Most texts need no memory: they are made of whole tokens.
    fn prepare(&mut self) {
        self.0.resize(PAIRS, UNKNOWN);
    }

    /// As [`left_apart`], from memory where it can.
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

/// Whether BPE leaves two tokens apart that meet at `at`. Merges are undone one after another, the last one first: where the parts that then meet
/// would have been joined sooner than the merge was made, it would never have been made.
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
        // Of equal ranks, those further left are joined first.
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

/// The token of these bytes, which is part of another.
fn part(vocabulary: &Vocabulary, bytes: &[u8]) -> Token {
    Token { rank: vocabulary.find(bytes).unwrap_or_default(), length: bytes.len() }
}
