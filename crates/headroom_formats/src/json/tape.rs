//! A JSON value as a flat list of its tokens, in their order: no tree to build, nothing to recurse into when dropped.

use super::node::{Kind, Node, most_nodes};
use super::same::same;
use super::scan::scalar;

/// The end of a token is looked for so far in front of the next one, in bytes, before it is read again.
pub(super) const MAX_GAP: usize = 64;

/// The tokens of a text. Members of an object are a key and a value each.
///
/// In the place after an array or object stands the number of the node behind its `Close`, and behind the last node the
/// place where the value ends. Where a token ends is found in front of the next one.
pub struct Tape<'a> {
    pub(super) text: &'a str,
    pub(super) nodes: Vec<Node>,
    /// How many bytes between tokens are blank.
    pub(super) blanks: usize,
}

impl<'a> Tape<'a> {
    /// Whether one tape may hold this and so many nodes of values in front of it.
    #[must_use]
    #[inline]
    pub fn fits_behind(&self, nodes: usize) -> bool {
        nodes + self.count() < most_nodes(self.text.len())
    }

    /// How many nodes there are.
    #[must_use]
    #[inline]
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Whether nothing stands between the tokens but what has to.
    #[must_use]
    #[inline]
    pub fn is_compact(&self) -> bool {
        self.blanks == 0
    }

    /// What the token is.
    #[must_use]
    #[inline]
    pub fn kind(&self, node: u32) -> Kind {
        self.nodes[node as usize].kind()
    }

    /// Where the value starts, in bytes.
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

    /// What is no blank, comma or colon in front of the next token belongs to this one.
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

    /// The node after the token: the first one in an array or object, or its `Close`.
    #[must_use]
    #[inline]
    pub fn following(&self, node: u32) -> u32 {
        if matches!(self.kind(node), Kind::Array | Kind::Object) { node + 2 } else { node + 1 }
    }

    /// The tokens of a value: those of what is in it, too, and every `Close`.
    pub fn tokens(&self, value: u32) -> impl Iterator<Item = u32> + use<'_, 'a> {
        let end = self.next(value);
        std::iter::successors(Some(value), |node| Some(self.following(*node)))
            .take_while(move |node| *node < end)
    }

    /// The value as it stands.
    #[must_use]
    #[inline]
    pub fn raw(&self, node: u32) -> &'a str {
        &self.text[self.start(node)..self.end(node)]
    }

    /// Whether two values are written alike.
    #[must_use]
    #[inline]
    pub fn same(&self, a: u32, b: u32) -> bool {
        same(
            &self.text.as_bytes()[self.start(a)..self.end(a)],
            &self.text.as_bytes()[self.start(b)..self.end(b)],
        )
    }

    /// Whether the value is an array or an object without anything in it.
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

/// Whether the byte stands between tokens: a blank, a comma, a colon.
#[inline]
const fn is_between(byte: u8) -> bool {
    const BETWEEN: u64 = 1 << b' ' | 1 << b'\n' | 1 << b'\r' | 1 << b'\t' | 1 << b',' | 1 << b':';
    byte < 64 && BETWEEN >> byte & 1 == 1
}
