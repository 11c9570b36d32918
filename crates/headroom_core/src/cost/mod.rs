//! What a text costs a model to read, fast enough to decide by.
//!
//! Every byte costs what its class usually costs after the class before it. The weights are a non-negative ridge
//! regression on o200k token counts (`scripts/calibrate-cost.mjs` says how far off it is); integers, so that every
//! machine decides alike. An estimate: exact counts are for reports.

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

/// Changes whenever a weight or a class does, because decisions may then change too.
pub const VERSION: u32 = 2;

/// The highest of the weights.
const MAX_WEIGHT: u16 = {
    let (mut highest, mut at) = (0, 0);
    while at < WEIGHTS.len() * WEIGHTS.len() {
        let weight = WEIGHTS[at / WEIGHTS.len()][at % WEIGHTS.len()];
        highest = if weight > highest { weight } else { highest };
        at += 1;
    }
    highest
};

/// What a byte costs after another, by both as a little-endian number: one look a byte. A text has few of them, which stay in the fastest cache.
static PAIRS: [u16; 1 << 16] = {
    let mut pairs = [0; 1 << 16];
    let mut at = 0;
    while at < pairs.len() {
        pairs[at] = WEIGHTS[CLASSES[at & 0xff] as usize][CLASSES[at >> 8] as usize];
        at += 1;
    }
    pairs
};

/// An amount of cost, in thousandths of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost(u64);

impl Cost {
    /// No text of so many bytes costs more.
    #[must_use]
    pub const fn most(bytes: usize) -> Self {
        Self(bytes as u64 * MAX_WEIGHT as u64)
    }

    /// So many whole tokens.
    #[must_use]
    pub const fn tokens(count: u64) -> Self {
        Self(count * 1000)
    }

    /// Rounded to whole tokens; a text that is not empty costs at least one.
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

    /// The difference, or nothing where `other` is more.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This share of the cost, in hundredths.
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

/// What `text` costs at the start of a line.
#[must_use]
pub fn cost(text: &str) -> Cost {
    cost_behind(b'\n', text)
}

/// What `text` costs behind this byte: so the cost of a text is that of its parts.
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

/// What is different about the lines of a text and those that are to stand for them: most say the same, and need not be counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Balance {
    /// What is gone.
    pub before: Cost,
    /// What is new.
    pub after: Cost,
}

impl Balance {
    /// A line was replaced by another.
    pub fn replace(&mut self, before: &str, after: &str) {
        self.before += cost_of_line(before);
        self.after += cost_of_line(after);
    }

    /// A span was taken out of a text.
    pub fn remove(&mut self, text: &str, span: &Range<usize>) {
        let bytes = text.as_bytes();
        let before = span.start.checked_sub(1).map_or(b'\n', |at| bytes[at]);
        // What the next byte costs depends on what stands before it.
        let next = (span.end + 1).min(bytes.len());
        self.before += of_bytes(before, &bytes[span.start..next]);
        self.after += of_bytes(before, &bytes[span.end..next]);
    }

    /// What `after` saves, if all that is different from `before` was counted.
    #[must_use]
    pub fn saving(self, before: &str, after: &str) -> Cost {
        // Behind the last line stands no line feed.
        let (gone, new) = (self.before + line_feed(after), self.after + line_feed(before));
        debug_assert_eq!(cost(before) + new, cost(after) + gone);
        gone.saturating_sub(new)
    }
}

/// What a line costs with the line feed behind it.
#[must_use]
pub fn cost_of_line(line: &str) -> Cost {
    cost(line) + line_feed(line)
}

/// What the line feed behind a line costs.
#[must_use]
pub fn line_feed(line: &str) -> Cost {
    cost_behind(line.bytes().last().unwrap_or(b'\n'), "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_costs_about_its_tokens() {
        // Counted with o200k_base: 9, 24, 26.
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
    fn every_byte_costs_what_its_class_does_behind_that_of_the_last() {
        for (before, byte) in (0..=u8::MAX).flat_map(|before| (0..=u8::MAX).map(move |byte| (before, byte))) {
            let weight = WEIGHTS[CLASSES[before as usize] as usize][CLASSES[byte as usize] as usize];
            assert_eq!(of_bytes(before, &[byte]), Cost(weight.into()));
            assert_eq!(of_bytes(b'a', &[before, byte]), of_bytes(b'a', &[before]) + Cost(weight.into()));
        }
    }

    #[test]
    fn the_parts_of_a_text_cost_what_it_costs() {
        let text = "src/api.rs:12: Der Wert ist über 40 %\n";
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let before = at.checked_sub(1).map_or(b'\n', |last| text.as_bytes()[last]);
            assert_eq!(cost(&text[..at]) + cost_behind(before, &text[at..]), cost(text));
        }
    }

    #[test]
    fn no_text_costs_more_than_the_most() {
        for text in ["", "a", "\u{0}\u{7f}\"{9}Z", "好🙂é", "A.a/B:c-D_e"] {
            assert!(cost(text) <= Cost::most(text.len()), "{text}");
        }
        assert!(
            WEIGHTS.iter().flatten().any(|weight| *weight == MAX_WEIGHT)
                && WEIGHTS.iter().flatten().all(|weight| *weight <= MAX_WEIGHT)
        );
    }

    #[test]
    fn nothing_costs_nothing_and_anything_costs_something() {
        assert_eq!(cost("").to_tokens(), 0);
        for text in ["a", " ", "\n", "\0", "é", "好", "🙂"] {
            assert!(cost(text).to_tokens() >= 1, "{text:?}");
        }
    }
}
