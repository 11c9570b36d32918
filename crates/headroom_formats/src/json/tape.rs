//! A JSON value as a flat list of its tokens, in order: there is no tree to build, and dropping it needs no
//! recursion.

use super::node::{Kind, Node, most_nodes};
use super::same::same;
use super::scan::scalar;

/// The end of a token is searched within this many bytes before the next token. Beyond that, the token is
/// read again.
pub(super) const MAX_GAP: usize = 64;

/// The tokens of a text. Each member of an object is a key and a value.
///
/// The node after an array or object holds the index of the node after its `Close`. The node after the last
/// one holds the end of the value. The end of a token is found by looking back from the next one.
pub struct Tape<'a> {
    pub(super) text: &'a str,
    pub(super) nodes: Vec<Node>,
    /// The number of white space bytes between tokens.
    pub(super) blanks: usize,
}

impl<'a> Tape<'a> {
    /// Whether one tape can hold this value after `nodes` nodes of other values.
    #[must_use]
    #[inline]
    pub fn fits_behind(&self, nodes: usize) -> bool {
        nodes + self.count() < most_nodes(self.text.len())
    }

    /// The number of nodes.
    #[must_use]
    #[inline]
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The text that the tape was read from.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Whether there is no white space between the tokens.
    #[must_use]
    #[inline]
    pub fn is_compact(&self) -> bool {
        self.blanks == 0
    }

    /// The kind of the token.
    #[must_use]
    #[inline]
    pub fn kind(&self, node: u32) -> Kind {
        self.nodes[node as usize].kind()
    }

    /// The start of the value, in bytes.
    #[must_use]
    #[inline]
    pub fn start(&self, node: u32) -> usize {
        self.nodes[node as usize].start()
    }

    /// One past the last byte of the value.
    #[must_use]
    #[inline]
    pub fn end(&self, node: u32) -> usize {
        match self.kind(node) {
            Kind::Array | Kind::Object => self.start(self.next(node) - 1) + 1,
            Kind::Close => self.start(node) + 1,
            _ => self.scalar_end(node),
        }
    }

    /// Bytes before the next token belong to this one unless they are white space, commas or colons.
    #[inline]
    fn scalar_end(&self, node: u32) -> usize {
        let next = self.start(node + 1);
        let bytes = self.text.as_bytes();
        let mut end = next;
        while is_between(bytes[end - 1]) {
            end -= 1;
            if next - end > MAX_GAP {
                return scalar(bytes, self.start(node)).map_or(end, |(_, end)| end);
            }
        }
        end
    }

    /// The node after the value.
    #[must_use]
    #[inline]
    pub fn next(&self, node: u32) -> u32 {
        match self.kind(node) {
            Kind::Array | Kind::Object => self.nodes[node as usize + 1].0,
            _ => node + 1,
        }
    }

    /// The node after the token: the first one within an array or object, or its `Close`.
    #[must_use]
    #[inline]
    pub fn following(&self, node: u32) -> u32 {
        if matches!(self.kind(node), Kind::Array | Kind::Object) { node + 2 } else { node + 1 }
    }

    /// The tokens of a value, including nested tokens and every `Close`.
    pub fn tokens(&self, value: u32) -> impl Iterator<Item = u32> + use<'_, 'a> {
        let end = self.next(value);
        std::iter::successors(Some(value), |node| Some(self.following(*node)))
            .take_while(move |node| *node < end)
    }

    /// The text of the value.
    #[must_use]
    #[inline]
    pub fn raw(&self, node: u32) -> &'a str {
        &self.text[self.start(node)..self.end(node)]
    }

    /// Whether two values have the same text.
    #[must_use]
    #[inline]
    pub fn same(&self, a: u32, b: u32) -> bool {
        let bytes = self.text.as_bytes();
        let own = &bytes[self.start(a)..self.end(a)];
        if self.kind(a) == Kind::String {
            // A string ends at its own quote, so no other value starts like it.
            let start = self.start(b);
            return bytes.get(start..start + own.len()).is_some_and(|other| same(own, other));
        }
        same(own, &bytes[self.start(b)..self.end(b)])
    }

    /// Whether the value is an empty array or object.
    #[must_use]
    #[inline]
    pub fn is_empty(&self, node: u32) -> bool {
        matches!(self.kind(node), Kind::Array | Kind::Object) && self.kind(node + 2) == Kind::Close
    }

    /// The values of an array.
    pub fn elements(&self, array: u32) -> impl Iterator<Item = u32> + Clone + use<'_, 'a> {
        let mut next = array + 2;
        std::iter::from_fn(move || {
            let own = next;
            (self.kind(own) != Kind::Close).then(|| {
                next = self.next(own);
                own
            })
        })
    }

    /// The keys and values of an object.
    pub fn members(&self, object: u32) -> impl Iterator<Item = (u32, u32)> + use<'_, 'a> {
        let mut next = object + 2;
        std::iter::from_fn(move || {
            let key = next;
            (self.kind(key) != Kind::Close).then(|| {
                next = self.next(key + 1);
                (key, key + 1)
            })
        })
    }
}

/// Whether the byte separates tokens: white space, a comma, a colon.
#[inline]
const fn is_between(byte: u8) -> bool {
    const BETWEEN: u64 = 1 << b' ' | 1 << b'\n' | 1 << b'\r' | 1 << b'\t' | 1 << b',' | 1 << b':';
    byte < 64 && BETWEEN >> byte & 1 == 1
}
