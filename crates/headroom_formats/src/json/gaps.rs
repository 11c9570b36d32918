//! The blanks between the tokens of JSON, in one pass and without a list of the tokens.

use std::ops::Range;

use headroom_core::CompressError;
use headroom_core::work::step;

use super::reader::MAX_DEPTH;
use super::scan::{number_end, skip_blanks, string_end};

/// Work is reported each time so many bytes are read.
const TOLD: usize = 1 << 12;

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    /// The first element of an array, or its end.
    Element,
    /// The first key of an object, or its end.
    Member,
    Key,
    /// A comma, the end of what is open, or of the text.
    More,
}

/// The open arrays and objects: a bit each, set for objects.
#[derive(Default)]
struct Open {
    bits: [u64; MAX_DEPTH.div_ceil(64)],
    depth: usize,
}

impl Open {
    fn push(&mut self, object: bool) -> Result<(), CompressError> {
        if self.depth == MAX_DEPTH {
            return Err(CompressError::TooDeep { limit: MAX_DEPTH });
        }
        let (word, bit) = (self.depth / 64, self.depth % 64);
        self.bits[word] = self.bits[word] & !(1 << bit) | u64::from(object) << bit;
        self.depth += 1;
        Ok(())
    }

    const fn in_object(&self) -> bool {
        self.depth > 0 && self.bits[(self.depth - 1) / 64] >> ((self.depth - 1) % 64) & 1 == 1
    }
}

/// Reads the one value in `text`, and gives `each` the places where blanks stand, in order.
pub fn each_gap(text: &str, mut each: impl FnMut(Range<usize>)) -> Result<(), CompressError> {
    let bytes = text.as_bytes();
    let mut skip = |from: usize| {
        let at = skip_blanks(bytes, from);
        if at > from {
            each(from..at);
        }
        at
    };
    let mut open = Open::default();
    let mut at = skip(0);
    let mut next = Next::Value;
    let mut told = 0;
    while next != Next::More || open.depth > 0 {
        if at - told >= TOLD {
            step(at - told);
            told = at;
        }
        let malformed = CompressError::Malformed { at };
        let byte = *bytes.get(at).ok_or(malformed)?;
        let (end, then) = match (next, byte) {
            (Next::Value | Next::Element, b'{' | b'[') => {
                open.push(byte == b'{')?;
                (at + 1, if byte == b'{' { Next::Member } else { Next::Element })
            }
            (Next::Value | Next::Element, b'"') => (string_end(bytes, at + 1).ok_or(malformed)?, Next::More),
            (Next::Element, b']') | (Next::Member, b'}') => {
                open.depth -= 1;
                (at + 1, Next::More)
            }
            (Next::Value | Next::Element, b'-' | b'0'..=b'9') => {
                (number_end(bytes, at).ok_or(malformed)?, Next::More)
            }
            (Next::Value | Next::Element, _) => {
                let literal = ["true", "false", "null"]
                    .into_iter()
                    .find(|literal| bytes[at..].starts_with(literal.as_bytes()))
                    .ok_or(malformed)?;
                (at + literal.len(), Next::More)
            }
            (Next::Member | Next::Key, b'"') => {
                let end = string_end(bytes, at + 1).ok_or(malformed)?;
                let colon = skip(end);
                if bytes.get(colon) != Some(&b':') {
                    return Err(CompressError::Malformed { at: colon });
                }
                (colon + 1, Next::Value)
            }
            (Next::More, b',') => (at + 1, if open.in_object() { Next::Key } else { Next::Value }),
            (Next::More, b']' | b'}') if open.in_object() == (byte == b'}') => {
                open.depth -= 1;
                (at + 1, Next::More)
            }
            _ => return Err(malformed),
        };
        at = skip(end);
        next = then;
    }
    if at == bytes.len() { Ok(()) } else { Err(CompressError::Malformed { at }) }
}
