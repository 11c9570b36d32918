//! Estimates the tokens of a text, fast enough for decisions.
//!
//! Each byte costs a weight that depends on its class and the class of the byte before it. The weights are a
//! non-negative ridge regression on o200k token counts; `scripts/calibrate-cost.mjs` reports their error.
//! They are integers, so that every machine decides alike. Reports use exact counts instead.

mod classes;
mod pieces;
mod signs;
mod weights;

use std::iter::Sum;
use std::ops::{Add, AddAssign, Range, Sub};

use classes::CLASSES;
pub use pieces::by_pieces;
use weights::WEIGHTS;

use crate::work::step;

/// Changes with every change of weights or classes, because decisions may then change too.
pub const VERSION: u32 = 2;

/// The highest weight.
const MAX_WEIGHT: u16 = {
    let (mut highest, mut at) = (0, 0);
    while at < WEIGHTS.len() * WEIGHTS.len() {
        let weight = WEIGHTS[at / WEIGHTS.len()][at % WEIGHTS.len()];
        highest = if weight > highest { weight } else { highest };
        at += 1;
    }
    highest
};

/// The weight of a byte after another, indexed by both as a little-endian number, so that each byte costs one
/// lookup. A text uses few entries, which stay in the fastest cache.
static PAIRS: [u16; 1 << 16] = {
    let mut pairs = [0; 1 << 16];
    let mut at = 0;
    while at < pairs.len() {
        pairs[at] = WEIGHTS[CLASSES[at & 0xff] as usize][CLASSES[at >> 8] as usize];
        at += 1;
    }
    pairs
};

/// A cost, in thousandths of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost(u64);

impl Cost {
    /// Upper bound on the cost of a text of this length.
    #[must_use]
    pub const fn most(bytes: usize) -> Self {
        Self(bytes as u64 * MAX_WEIGHT as u64)
    }

    /// The cost of this number of whole tokens.
    #[must_use]
    pub const fn tokens(count: u64) -> Self {
        Self(count * 1000)
    }

    /// Rounds to whole tokens. A text that is not empty costs at least one.
    #[must_use]
    pub const fn to_tokens(self) -> u64 {
        if self.0 == 0 {
            0
        } else if self.0 < 1000 {
            1
        } else {
            (self.0 + 500) / 1000
        }
    }

    /// The difference, or zero if `other` is larger.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This share of the cost, in thousandths.
    #[must_use]
    pub const fn thousandths(self, share: u32) -> Self {
        Self(self.0 / 1000 * share as u64)
    }

    /// This share of the cost, in percent.
    #[must_use]
    pub const fn percent(self, share: u64) -> Self {
        Self(self.0 / 100 * share)
    }
}

impl Add for Cost {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Cost {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Add::add)
    }
}

/// The cost of `text` at the start of a line.
#[must_use]
pub fn cost(text: &str) -> Cost {
    cost_behind(b'\n', text)
}

/// The cost of `text` after this byte. So the costs of the parts of a text add up to its cost.
#[must_use]
pub fn cost_behind(byte: u8, text: &str) -> Cost {
    of_bytes(byte, text.as_bytes())
}

fn of_bytes(before: u8, bytes: &[u8]) -> Cost {
    step(bytes.len());
    let Some(&first) = bytes.first() else { return Cost::default() };
    let pairs = bytes.windows(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let total: u64 = pairs.map(|pair| u64::from(PAIRS[pair as usize])).sum();
    Cost(u64::from(PAIRS[u16::from_le_bytes([before, first]) as usize]) + total)
}

/// Costs of the lines that differ between a text and its replacement. Most lines are equal and need not be
/// counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Balance {
    /// The cost of the removed text.
    pub before: Cost,
    /// The cost of the added text.
    pub after: Cost,
}

impl Balance {
    /// Counts a line that replaces another.
    pub fn replace(&mut self, before: &str, after: &str) {
        self.before += cost_of_line(before);
        self.after += cost_of_line(after);
    }

    /// Counts a span that was removed from `text`.
    pub fn remove(&mut self, text: &str, span: &Range<usize>) {
        let bytes = text.as_bytes();
        let before = span.start.checked_sub(1).map_or(b'\n', |at| bytes[at]);
        // The cost of the next byte depends on the byte before it.
        let next = (span.end + 1).min(bytes.len());
        self.before += of_bytes(before, &bytes[span.start..next]);
        self.after += of_bytes(before, &bytes[span.end..next]);
    }

    /// The saving of `after` over `before`, given that all their differences were counted.
    #[must_use]
    pub fn saving(self, before: &str, after: &str) -> Cost {
        // No line feed follows the last line.
        let (gone, new) = (self.before + line_feed(after), self.after + line_feed(before));
        debug_assert_eq!(cost(before) + new, cost(after) + gone);
        gone.saturating_sub(new)
    }
}

/// The cost of a line and its line feed.
#[must_use]
pub fn cost_of_line(line: &str) -> Cost {
    cost(line) + line_feed(line)
}

/// The cost of the line feed after a line.
#[must_use]
pub fn line_feed(line: &str) -> Cost {
    cost_behind(line.bytes().last().unwrap_or(b'\n'), "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_close_to_token_counts() {
        // Token counts of o200k_base: 9, 24, 26.
        for (text, tokens) in [
            ("The quick brown fox jumps over the lazy dog", 9),
            (r#"{"id": 12345, "name": "example", "active": true, "tags": []}"#, 24),
            ("    for (let i = 0; i < items.length; i++) {\n        total += items[i];\n    }\n", 26),
        ] {
            let estimate = cost(text).to_tokens();
            assert!(estimate.abs_diff(tokens) <= 6, "{text}: {estimate} for {tokens}");
        }
    }

    #[test]
    fn each_byte_costs_the_weight_of_its_class_after_the_previous_class() {
        for (before, byte) in (0..=u8::MAX).flat_map(|before| (0..=u8::MAX).map(move |byte| (before, byte))) {
            let weight = WEIGHTS[CLASSES[before as usize] as usize][CLASSES[byte as usize] as usize];
            assert_eq!(of_bytes(before, &[byte]), Cost(weight.into()));
            assert_eq!(of_bytes(b'a', &[before, byte]), of_bytes(b'a', &[before]) + Cost(weight.into()));
        }
    }

    #[test]
    fn the_costs_of_parts_add_up_to_the_cost_of_the_text() {
        let text = "src/api.rs:12: Der Wert ist über 40 %\n";
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let before = at.checked_sub(1).map_or(b'\n', |last| text.as_bytes()[last]);
            assert_eq!(cost(&text[..at]) + cost_behind(before, &text[at..]), cost(text));
        }
    }

    #[test]
    fn no_text_exceeds_the_upper_bound() {
        for text in ["", "a", "\u{0}\u{7f}\"{9}Z", "好🙂é", "A.a/B:c-D_e"] {
            assert!(cost(text) <= Cost::most(text.len()), "{text}");
        }
        assert!(
            WEIGHTS.iter().flatten().any(|weight| *weight == MAX_WEIGHT)
                && WEIGHTS.iter().flatten().all(|weight| *weight <= MAX_WEIGHT)
        );
    }

    #[test]
    fn an_empty_text_is_free_and_any_other_costs_a_token() {
        assert_eq!(cost("").to_tokens(), 0);
        for text in ["a", " ", "\n", "\0", "é", "好", "🙂"] {
            assert!(cost(text).to_tokens() >= 1, "{text:?}");
        }
    }
}
