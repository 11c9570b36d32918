//! A second estimate of the cost of a text.
//!
//! Tokenizers first split a text into pieces: words with the blank or sign before them, at most three digits,
//! consecutive signs, blanks. No token is longer than a piece, and most pieces are one token. So this
//! estimate is closer for texts of many signs and few words. It does not add up over the parts of a text.

use super::Cost;
use super::signs::FOLLOWERS;
use crate::work::step;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Blank,
    LineEnd,
    Sign,
    Other,
}

/// Costs of pieces, in thousandths of a token, fitted to about ten thousand texts and their compressed forms.
const WORD: u64 = 980;
const WORD_BEHIND_BLANK: u64 = 920;
const WORD_BEHIND_SIGN: u64 = 1260;
const LETTER: u64 = 50;
const LATE_LETTER: u64 = 400;
const DIGITS: u64 = 1000;
const SIGNS: u64 = 1050;
const LINE_END_BEHIND_SIGNS: u64 = 160;
const BLANKS: u64 = 980;
const LINE_ENDS: u64 = 1040;
const OTHERS: u64 = 600;
const OTHER_BYTE: u64 = 110;
/// Words with more than `SHORT` letters are rarer; words with more than `LONG` letters are seldom one token.
const SHORT: usize = 4;
const LONG: usize = 8;
/// More consecutive signs than this are seldom one token.
const MAX_SIGNS: usize = 3;

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Sign; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'\n' | b'\r' => Class::LineEnd,
            0..=b' ' | 0x7f => Class::Blank,
            0x80.. => Class::Other,
            _ => Class::Sign,
        };
        byte += 1;
    }
    classes
};

/// For each sign, the signs that make one token after it: one bit for each byte below 128.
const PAIRS: [u128; 128] = {
    let mut pairs = [0; 128];
    let mut at = 0;
    while at < FOLLOWERS.len() {
        let (first, followers) = FOLLOWERS[at];
        let mut k = 0;
        while k < followers.len() {
            pairs[first as usize] |= 1 << followers[k];
            k += 1;
        }
        at += 1;
    }
    pairs
};

/// The cost of `text` by its pieces. Compare it only with the same estimate of another text.
#[must_use]
pub fn by_pieces(text: &str) -> Cost {
    step(text.len());
    let mut pieces = Pieces { bytes: text.as_bytes(), at: 0, cost: 0 };
    while let Some(class) = pieces.class() {
        pieces.take(class);
    }
    Cost(pieces.cost)
}

struct Pieces<'a> {
    bytes: &'a [u8],
    at: usize,
    cost: u64,
}

impl Pieces<'_> {
    fn class(&self) -> Option<Class> {
        self.bytes.get(self.at).map(|&byte| CLASSES[byte as usize])
    }

    fn next_class(&self) -> Option<Class> {
        self.bytes.get(self.at + 1).map(|&byte| CLASSES[byte as usize])
    }

    /// Skips the bytes of these classes and returns their number.
    fn run(&mut self, is: impl Fn(Class) -> bool) -> usize {
        let start = self.at;
        while self.class().is_some_and(&is) {
            self.at += 1;
        }
        self.at - start
    }

    fn take(&mut self, class: Class) {
        match class {
            Class::Lower | Class::Upper => self.word(WORD),
            Class::Digit => self.cost += DIGITS * self.run(|class| class == Class::Digit).div_ceil(3) as u64,
            Class::Blank | Class::LineEnd => self.blanks(),
            Class::Sign if self.next_class().is_some_and(is_letter) => {
                self.at += 1;
                self.word(WORD_BEHIND_SIGN);
            }
            Class::Sign => self.signs(),
            Class::Other => self.cost += OTHERS + OTHER_BYTE * self.run(|class| class == Class::Other) as u64,
        }
    }

    fn word(&mut self, cost: u64) {
        let start = self.at;
        let capitals = self.run(|class| class == Class::Upper);
        if capitals > 1 && self.class() == Some(Class::Lower) {
            // The last capital begins the next word.
            self.at -= 1;
        } else if capitals < 2 {
            self.run(|class| class == Class::Lower);
        }
        let length = self.at - start;
        self.cost += cost
            + LETTER * (length.min(LONG).saturating_sub(SHORT)) as u64
            + LATE_LETTER * length.saturating_sub(LONG) as u64;
    }

    fn signs(&mut self) {
        let mut count = 0;
        let mut last = None;
        while let Some(Class::Sign) = self.class() {
            let sign = self.bytes[self.at];
            let goes_on =
                count % MAX_SIGNS != 0 && last.is_some_and(|last: u8| PAIRS[last as usize] >> sign & 1 == 1);
            count = if goes_on { count + 1 } else { 1 };
            self.cost += if goes_on { 0 } else { SIGNS };
            last = Some(sign);
            self.at += 1;
        }
        if self.run(|class| class == Class::LineEnd) > 0 {
            self.cost += LINE_END_BEHIND_SIGNS;
        }
    }

    /// Blanks up to the last line end are one piece. The blanks after it are another, except for the last
    /// one, which belongs to the next word or signs.
    fn blanks(&mut self) {
        let start = self.at;
        let count = self.run(|class| matches!(class, Class::Blank | Class::LineEnd));
        let behind = self.bytes[start..self.at]
            .iter()
            .rev()
            .take_while(|&&byte| CLASSES[byte as usize] == Class::Blank)
            .count();
        if behind < count {
            self.cost += LINE_ENDS;
        }
        match self.class() {
            Some(Class::Digit) | None => self.cost += if behind > 0 { BLANKS } else { 0 },
            Some(class) => {
                self.cost += if behind > 1 { BLANKS } else { 0 };
                if behind == 0 {
                    return;
                }
                match class {
                    Class::Lower | Class::Upper => self.word(WORD_BEHIND_BLANK),
                    Class::Sign => self.signs(),
                    _ => {}
                }
            }
        }
    }
}

fn is_letter(class: Class) -> bool {
    matches!(class, Class::Lower | Class::Upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_of_texts_full_of_signs_are_close_to_token_counts() {
        // Token counts of o200k_base.
        for (text, tokens) in [
            (r#"{"id": 12345, "name": "example", "active": true, "tags": []}"#, 23),
            (r#"[{"a":[{"a":[{"a":1684553885000}]}]}]"#, 19),
            (r#"["","",9.51,-72,"",false,"",""]"#, 14),
            ("fooBar HTTPServer value_1\n  x = [~ ~ ~]\n", 16),
        ] {
            let estimate = by_pieces(text).to_tokens();
            assert!(estimate.abs_diff(tokens) <= 3, "{text}: {estimate} for {tokens}");
        }
    }

    #[test]
    fn reads_every_text_to_its_end() {
        for seed in headroom_testkit::seeds(2000) {
            let mut random = headroom_testkit::Random::new(seed);
            let text: String = (0..random.below(40))
                .map(|_| {
                    random.pick(&[
                        "a", "B", "1", " ", "\n", "\r\n", "\t", "\"", "[", "~", "é", "好", "🙂", "\u{7f}",
                        "\0",
                    ])
                })
                .collect();
            assert_eq!(by_pieces(&text).to_tokens() == 0, text.is_empty(), "{text:?}");
        }
    }
}
