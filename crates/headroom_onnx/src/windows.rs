//! Windows over the tokens of a text that is longer than a model can read at a time.

use std::ops::Range;

/// A part of the tokens of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// The tokens that the model reads.
    pub(crate) read: Range<usize>,
    /// Those of them that this window decides. Each token is decided by one window: by that in which it stands
    /// farther from the edges, where the model sees too little around it.
    pub(crate) decides: Range<usize>,
}

/// Windows of at most `size` tokens. Neighbours have `overlap` tokens in common.
pub(crate) fn windows(count: usize, size: usize, overlap: usize) -> Vec<Window> {
    let stride = size.saturating_sub(overlap).max(1);
    let mut all = Vec::new();
    let (mut start, mut decided) = (0, 0);
    while decided < count {
        let end = (start + size).min(count);
        let until = if end == count { count } else { (end - overlap.min(size) / 2).max(decided + 1) };
        all.push(Window { read: start..end, decides: decided..until });
        decided = until;
        start = (start + stride).min(decided);
    }
    all
}

#[cfg(test)]
mod tests {
    use headroom_testkit::{Random, seeds};

    use super::windows;

    #[test]
    fn windows_decide_every_token_once_and_read_what_they_decide() {
        for seed in seeds(200) {
            let mut random = Random::new(seed);
            let (count, size) = (random.below(3000), 1 + random.below(600));
            let overlap = random.below(size);
            let mut next = 0;
            for window in windows(count, size, overlap) {
                assert_eq!(window.decides.start, next);
                assert!(window.read.start <= window.decides.start && window.decides.end <= window.read.end);
                assert!(window.read.len() <= size && !window.decides.is_empty());
                next = window.decides.end;
            }
            assert_eq!(next, count);
        }
    }
}
