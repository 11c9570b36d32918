//! A JSON value as a flat list of its tokens, in their order: no tree to build, nothing to recurse into when dropped.

use headroom_core::CompressError;

use super::same::same;
use super::scan::{number_end, skip_blanks, string_end};

/// The deepest nesting that is read. V8 reads deeper and writes about so deep.
pub(in crate::json) const DEEPEST: usize = 512;
/// The longest text that is read, in bytes: offsets take 29 bits of a node.
pub(in crate::json) const LONGEST: usize = 1 << 29;
/// Nodes of a long text take at most so many bytes for each byte of it. Denser JSON (`[1,1,1,…`) has nothing to gain
/// from a table.
const MOST_BYTES_PER_BYTE: usize = 2;
/// So many nodes are always allowed.
const FREE_NODES: usize = 1 << 17;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::json) enum Kind {
    Literal,
    Number,
    String,
    Array,
    Object,
    /// The end of an array or an object.
    Close,
}

/// A token: where it starts, where it ends, and what it is; of an array or object, the place after its `Close`
/// instead of the end.
#[derive(Clone, Copy)]
struct Node(u64);

impl Node {
    const fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self((kind as u64) << 61 | (end as u64) << 32 | start as u64)
    }

    const fn kind(self) -> Kind {
        match self.0 >> 61 {
            0 => Kind::Literal,
            1 => Kind::Number,
            2 => Kind::String,
            3 => Kind::Array,
            4 => Kind::Object,
            _ => Kind::Close,
        }
    }

    const fn start(self) -> usize {
        self.0 as u32 as usize
    }

    const fn end(self) -> usize {
        (self.0 >> 32 & (LONGEST as u64 - 1)) as usize
    }
}

/// The tokens of a text. Members of an object are a key and a value each.
pub(in crate::json) struct Tape<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    /// How many bytes between tokens are blank.
    blanks: usize,
}

impl<'a> Tape<'a> {
    /// Reads the one value in `text`, with nothing but blanks around it.
    pub(in crate::json) fn new(text: &'a str) -> Result<Self, CompressError> {
        let start = skip_blanks(text.as_bytes(), 0);
        let tape = Self::at(text, start)?;
        let end = skip_blanks(text.as_bytes(), tape.end(0));
        if end == text.len() { Ok(tape) } else { Err(CompressError::Malformed { at: end }) }
    }

    /// Reads the value that starts at `at`; more may follow.
    pub(in crate::json) fn at(text: &'a str, at: usize) -> Result<Self, CompressError> {
        let mut tape = Self::empty(text)?;
        tape.read(at)?;
        Ok(tape)
    }

    /// Reads one object on each line from `start` to the end. They are the elements of an array that is not in the text.
    pub(in crate::json) fn lines(text: &'a str, start: usize) -> Result<Self, CompressError> {
        let mut tape = Self::empty(text)?;
        tape.nodes.push(Node::new(Kind::Array, start, 0));
        let mut at = start;
        loop {
            if text.as_bytes().get(at) != Some(&b'{') {
                return Err(CompressError::Malformed { at });
            }
            at = tape.read(at)?;
            match text.as_bytes().get(at) {
                Some(b'\n') => at += 1,
                Some(_) => return Err(CompressError::Malformed { at }),
                None => break,
            }
        }
        tape.nodes.push(Node::new(Kind::Close, at, at));
        tape.nodes[0] = Node::new(Kind::Array, start, tape.nodes.len());
        Ok(tape)
    }

    fn empty(text: &'a str) -> Result<Self, CompressError> {
        if text.len() < LONGEST { Ok(Self { text, nodes: Vec::new(), blanks: 0 }) } else { Err(CompressError::TooLarge { limit: LONGEST }) }
    }

    /// Appends the value at `start`, and gives its end.
    fn read(&mut self, start: usize) -> Result<usize, CompressError> {
        let most = (self.text.len() * MOST_BYTES_PER_BYTE / size_of::<Node>()).max(FREE_NODES);
        let bytes = self.text.as_bytes();
        let mut open: Vec<u32> = Vec::new();
        let mut at = start;
        loop {
            // A value stands at `at`.
            let malformed = CompressError::Malformed { at };
            if self.nodes.len() >= most {
                return Err(CompressError::TooLarge { limit: most });
            }
            let (kind, end) = match *bytes.get(at).ok_or(malformed)? {
                b'"' => (Kind::String, string_end(bytes, at + 1).ok_or(malformed)?),
                b'-' | b'0'..=b'9' => (Kind::Number, number_end(bytes, at).ok_or(malformed)?),
                b't' if bytes[at..].starts_with(b"true") => (Kind::Literal, at + 4),
                b'f' if bytes[at..].starts_with(b"false") => (Kind::Literal, at + 5),
                b'n' if bytes[at..].starts_with(b"null") => (Kind::Literal, at + 4),
                bracket @ (b'{' | b'[') => {
                    if open.len() == DEEPEST {
                        return Err(CompressError::TooDeep { limit: DEEPEST });
                    }
                    let (kind, close) = if bracket == b'{' { (Kind::Object, b'}') } else { (Kind::Array, b']') };
                    open.push(self.nodes.len() as u32);
                    self.nodes.push(Node::new(kind, at, 0));
                    at = self.skip_blanks(at + 1);
                    if bytes.get(at) != Some(&close) {
                        if kind == Kind::Object {
                            at = self.key(at)?;
                        }
                        continue;
                    }
                    self.close(&mut open, at);
                    (Kind::Close, at + 1)
                }
                _ => return Err(malformed),
            };
            if kind != Kind::Close {
                self.nodes.push(Node::new(kind, at, end));
            }
            at = end;
            // A value ended at `at`.
            loop {
                let Some(&container) = open.last() else { return Ok(at) };
                at = self.skip_blanks(at);
                let is_object = self.nodes[container as usize].kind() == Kind::Object;
                match bytes.get(at) {
                    Some(b',') => {
                        at = self.skip_blanks(at + 1);
                        if is_object {
                            at = self.key(at)?;
                        }
                        break;
                    }
                    Some(b'}') if is_object => self.close(&mut open, at),
                    Some(b']') if !is_object => self.close(&mut open, at),
                    _ => return Err(CompressError::Malformed { at }),
                }
                at += 1;
            }
        }
    }

    /// Reads the key at `at` and gives the place of its value.
    fn key(&mut self, at: usize) -> Result<usize, CompressError> {
        let bytes = self.text.as_bytes();
        let malformed = CompressError::Malformed { at };
        if bytes.get(at) != Some(&b'"') {
            return Err(malformed);
        }
        let end = string_end(bytes, at + 1).ok_or(malformed)?;
        self.nodes.push(Node::new(Kind::String, at, end));
        let colon = self.skip_blanks(end);
        if bytes.get(colon) == Some(&b':') { Ok(self.skip_blanks(colon + 1)) } else { Err(CompressError::Malformed { at: colon }) }
    }

    #[inline]
    fn skip_blanks(&mut self, at: usize) -> usize {
        let next = skip_blanks(self.text.as_bytes(), at);
        self.blanks += next - at;
        next
    }

    fn close(&mut self, open: &mut Vec<u32>, at: usize) {
        self.nodes.push(Node::new(Kind::Close, at, at + 1));
        if let Some(container) = open.pop() {
            let node = self.nodes[container as usize];
            self.nodes[container as usize] = Node::new(node.kind(), node.start(), self.nodes.len());
        }
    }

    /// The text it was read from.
    pub(in crate::json) fn text(&self) -> &'a str {
        self.text
    }

    /// Whether nothing stands between the tokens but what has to.
    pub(in crate::json) fn is_compact(&self) -> bool {
        self.blanks == 0
    }

    #[inline]
    pub(in crate::json) fn kind(&self, node: u32) -> Kind {
        self.nodes[node as usize].kind()
    }

    /// Where the value starts, in bytes.
    #[inline]
    pub(in crate::json) fn start(&self, node: u32) -> usize {
        self.nodes[node as usize].start()
    }

    /// One past the last byte of the value.
    #[inline]
    pub(in crate::json) fn end(&self, node: u32) -> usize {
        let own = self.nodes[node as usize];
        match own.kind() {
            Kind::Array | Kind::Object => self.nodes[own.end() - 1].end(),
            _ => own.end(),
        }
    }

    /// The node after the value.
    #[inline]
    pub(in crate::json) fn next(&self, node: u32) -> u32 {
        let own = self.nodes[node as usize];
        match own.kind() {
            Kind::Array | Kind::Object => own.end() as u32,
            _ => node + 1,
        }
    }

    /// The value as it stands.
    #[inline]
    pub(in crate::json) fn raw(&self, node: u32) -> &'a str {
        &self.text[self.start(node)..self.end(node)]
    }

    /// Whether two values are written alike.
    #[inline]
    pub(in crate::json) fn same(&self, a: u32, b: u32) -> bool {
        same(&self.text.as_bytes()[self.start(a)..self.end(a)], &self.text.as_bytes()[self.start(b)..self.end(b)])
    }

    /// Whether the value is an array or an object without anything in it.
    #[inline]
    pub(in crate::json) fn is_empty(&self, node: u32) -> bool {
        matches!(self.kind(node), Kind::Array | Kind::Object) && self.kind(node + 1) == Kind::Close
    }

    /// The values of an array.
    pub(in crate::json) fn elements(&self, array: u32) -> impl Iterator<Item = u32> + Clone + use<'_, 'a> {
        let mut next = array + 1;
        std::iter::from_fn(move || {
            let own = next;
            (self.kind(own) != Kind::Close).then(|| {
                next = self.next(own);
                own
            })
        })
    }

    /// The keys and values of an object.
    pub(in crate::json) fn members(&self, object: u32) -> impl Iterator<Item = (u32, u32)> + use<'_, 'a> {
        let mut next = object + 1;
        std::iter::from_fn(move || {
            let key = next;
            (self.kind(key) != Kind::Close).then(|| {
                next = self.next(key + 1);
                (key, key + 1)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_stand_where_they_are_found() {
        let tape = Tape::new(r#" {"a": [1, {}], "b": "x" } "#).unwrap_or_else(|error| panic!("{error}"));
        let members: Vec<_> = tape.members(0).map(|(key, value)| (tape.raw(key), tape.raw(value))).collect();
        assert_eq!(members, [(r#""a""#, "[1, {}]"), (r#""b""#, r#""x""#)]);
        let (_, array) = tape.members(0).next().unwrap_or_default();
        assert_eq!(tape.elements(array).map(|value| tape.raw(value)).collect::<Vec<_>>(), ["1", "{}"]);
    }

    #[test]
    fn lines_are_elements() {
        let text = "{\"a\":1}\n{\"a\":{}}";
        let tape = Tape::lines(text, 0).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(tape.elements(0).map(|value| tape.raw(value)).collect::<Vec<_>>(), ["{\"a\":1}", "{\"a\":{}}"]);
        assert_eq!((tape.start(0), tape.end(0)), (0, text.len()));
        for text in ["", "\n", "{}\n", "{}\n\n{}", "{}\n1", "{} {}", "{}\n{"] {
            assert!(Tape::lines(text, 0).is_err(), "{text:?}");
        }
    }

    #[test]
    fn depth_is_limited_and_never_recursed_into() {
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Tape::new(&deep(DEEPEST)).is_ok());
        assert_eq!(Tape::new(&deep(DEEPEST + 1)).err(), Some(CompressError::TooDeep { limit: DEEPEST }));
        assert_eq!(Tape::new(&deep(1_000_000)).err(), Some(CompressError::TooDeep { limit: DEEPEST }));
    }
}
