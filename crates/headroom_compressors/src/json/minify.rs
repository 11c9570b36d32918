//! JSON without blanks between its tokens, in one pass and without a list of them.

use std::ops::Range;

use headroom_core::work::step;
use headroom_core::{Balance, CompressError, Cost};

use super::parse::{MAX_DEPTH, number_end, skip_blanks, string_end};

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

/// JSON without blanks between its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minified {
    /// The text.
    pub text: String,
    /// What it saves.
    pub saved: Cost,
}

/// Whether `text` is one JSON value.
#[must_use]
pub fn is_value(text: &str) -> bool {
    each_gap(text, |_| ()).is_ok()
}

/// `text` without the blanks between its tokens; `None` where there are none.
pub fn minify(text: &str) -> Result<Option<Minified>, CompressError> {
    let mut out = String::new();
    // What is kept and not yet copied starts here.
    let mut kept = 0;
    let mut balance = Balance::default();
    each_gap(text, |gap| {
        if out.is_empty() {
            out.reserve(text.len() - gap.len());
        }
        out.push_str(&text[kept..gap.start]);
        balance.remove(text, &gap);
        kept = gap.end;
    })?;
    if kept == 0 {
        return Ok(None);
    }
    out.push_str(&text[kept..]);
    Ok(Some(Minified { text: out, saved: balance.before.saturating_sub(balance.after) }))
}

/// Reads the one value in `text`, and gives `each` the places where blanks stand, in order.
fn each_gap(text: &str, mut each: impl FnMut(Range<usize>)) -> Result<(), CompressError> {
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

#[cfg(test)]
mod tests {
    use headroom_core::cost;

    use super::*;

    #[test]
    fn blanks_go_and_nothing_else() {
        for (text, expected) in [
            (
                " { \"a b\" : [ 1 , -2.0e5 , { } , [ ] , \"\\u00e9 \\\" \" ] , \"\" :\tnull }\r\n",
                Some(r#"{"a b":[1,-2.0e5,{},[],"\u00e9 \" "],"":null}"#),
            ),
            (r#"[true,false,{"a":{"b":[[]]}}]"#, None),
            ("1", None),
            (" \"x\"", Some("\"x\"")),
            ("[1] ", Some("[1]")),
        ] {
            let minified = minify(text).expect("JSON");
            assert_eq!(minified.as_ref().map(|minified| &*minified.text), expected, "{text}");
            assert_eq!(
                minified.map_or(Cost::default(), |minified| minified.saved),
                cost(text).saturating_sub(cost(expected.unwrap_or(text))),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "[",
            "]",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "{",
            "{,}",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "[1}",
            "{\"a\":1]",
            "[1 2]",
            "1 2",
            "tru",
            "nulll",
            "01",
            "1.",
            "\"a",
            "\u{feff}[]",
            "[1]]",
            "[1, \u{bb}]",
            " \u{bb}",
            "{\"a\" \u{e9}",
        ] {
            assert!(minify(text).is_err(), "{text}");
        }
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(minify(&deep(MAX_DEPTH)), Ok(None));
        assert_eq!(minify(&deep(MAX_DEPTH + 1)), Err(CompressError::TooDeep { limit: MAX_DEPTH }));
        assert_eq!(minify(&deep(1_000_000)), Err(CompressError::TooDeep { limit: MAX_DEPTH }));
    }
}
