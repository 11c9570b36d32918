//! A JSON value as a flat list of its tokens, in their order: no tree to build, nothing to recurse into when dropped.

use headroom_core::CompressError;
use headroom_core::work::step;

use super::same::same;
use super::scan::{number_end, skip_blanks, string_end};

/// The deepest nesting that is read. V8 reads deeper and writes about so deep.
pub(in crate::json) const MAX_DEPTH: usize = 512;
/// The longest text that is read, in bytes: offsets take 29 bits of a node.
pub(in crate::json) const MAX_LEN: usize = 1 << 29;
/// Nodes of a long text take at most so many bytes for each two bytes of it. Denser JSON (`[1,1,1,…`) has nothing to
/// gain from a table.
const MAX_BYTES_PER_TWO: usize = 3;
/// So many nodes are always allowed.
const FREE_NODES: usize = 1 << 17;
/// The end of a token is looked for so far in front of the next one, in bytes, before it is read again.
const MAX_GAP: usize = 64;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true`, `false`, `null`.
    Literal,
    /// A number, as it is written.
    Number,
    /// A string, or a key.
    String,
    /// An array: the token that opens it.
    Array,
    /// An object: the token that opens it.
    Object,
    /// The end of an array or an object.
    Close,
}

/// A token: what it is, and where it starts.
#[derive(Clone, Copy)]
struct Node(u32);

impl Node {
    const fn new(kind: Kind, start: usize) -> Self {
        Self((kind as u32) << 29 | start as u32)
    }

    const fn kind(self) -> Kind {
        match self.0 >> 29 {
            0 => Kind::Literal,
            1 => Kind::Number,
            2 => Kind::String,
            3 => Kind::Array,
            4 => Kind::Object,
            _ => Kind::Close,
        }
    }

    const fn start(self) -> usize {
        self.0 as usize & (MAX_LEN - 1)
    }
}

/// The tokens of a text. Members of an object are a key and a value each.
///
/// In the place after an array or object stands the number of the node behind its `Close`, and behind the last node the
/// place where the value ends. Where a token ends is found in front of the next one.
pub struct Tape<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    /// How many bytes between tokens are blank.
    blanks: usize,
}

impl<'a> Tape<'a> {
    /// Reads the one value in `text`, with nothing but blanks around it.
    pub fn new(text: &'a str) -> Result<Self, CompressError> {
        let start = skip_blanks(text.as_bytes(), 0);
        let tape = Self::at(text, start)?;
        let end = skip_blanks(text.as_bytes(), tape.end(0));
        if end == text.len() { Ok(tape) } else { Err(CompressError::Malformed { at: end }) }
    }

    /// Reads the value that starts at `at`; more may follow.
    pub(in crate::json) fn at(text: &'a str, at: usize) -> Result<Self, CompressError> {
        let mut tape = Self::empty(text)?;
        let end = tape.read(at)?;
        tape.nodes.push(Node::new(Kind::Close, end));
        Ok(tape)
    }

    /// Reads one value on each line from `start` to the end: objects, and strings between them, such as notes. They are the elements of an array that is
    /// not in the text.
    pub fn lines(text: &'a str, start: usize) -> Result<Self, CompressError> {
        let mut tape = Self::empty(text)?;
        tape.nodes.extend([Node::new(Kind::Array, start), Node(0)]);
        let mut at = start;
        loop {
            let is_object = text.as_bytes().get(at) == Some(&b'{');
            if !is_object && (at == start || text.as_bytes().get(at) != Some(&b'"')) {
                return Err(CompressError::Malformed { at });
            }
            at = tape.read(at)?;
            match text.as_bytes().get(at) {
                Some(b'\n') => at += 1,
                None if is_object => break,
                _ => return Err(CompressError::Malformed { at }),
            }
        }
        // The bracket that closes the last object stands for the one of the array.
        tape.close(0, at - 1);
        tape.nodes.push(Node::new(Kind::Close, at));
        Ok(tape)
    }

    fn empty(text: &'a str) -> Result<Self, CompressError> {
        if text.len() < MAX_LEN {
            Ok(Self { text, nodes: Vec::new(), blanks: 0 })
        } else {
            Err(CompressError::TooLarge { limit: MAX_LEN })
        }
    }

    /// Appends the value at `start`, and gives its end.
    fn read(&mut self, start: usize) -> Result<usize, CompressError> {
        let most = most_nodes(self.text.len());
        let bytes = self.text.as_bytes();
        let mut open: Vec<u32> = Vec::new();
        let mut at = start;
        loop {
            // A value stands at `at`.
            step(size_of::<Node>());
            let malformed = CompressError::Malformed { at };
            if self.nodes.len() >= most {
                return Err(CompressError::TooLarge { limit: most });
            }
            if let bracket @ (b'{' | b'[') = *bytes.get(at).ok_or(malformed)? {
                if open.len() == MAX_DEPTH {
                    return Err(CompressError::TooDeep { limit: MAX_DEPTH });
                }
                let container = self.nodes.len() as u32;
                let kind = if bracket == b'{' { Kind::Object } else { Kind::Array };
                self.nodes.extend([Node::new(kind, at), Node(0)]);
                at = self.skip_blanks(at + 1);
                // Two after the opening one in ASCII.
                if bytes.get(at) != Some(&(bracket + 2)) {
                    open.push(container);
                    if kind == Kind::Object {
                        at = self.key(at)?;
                    }
                    continue;
                }
                self.close(container, at);
                at += 1;
            } else {
                let (kind, end) = scalar(bytes, at).ok_or(malformed)?;
                self.nodes.push(Node::new(kind, at));
                at = end;
            }
            // A value ended at `at`.
            loop {
                let Some(&container) = open.last() else { return Ok(at) };
                at = self.skip_blanks(at);
                let is_object = self.kind(container) == Kind::Object;
                match bytes.get(at) {
                    Some(b',') => {
                        at = self.skip_blanks(at + 1);
                        if is_object {
                            at = self.key(at)?;
                        }
                        break;
                    }
                    Some(b'}') if is_object => self.close(container, at),
                    Some(b']') if !is_object => self.close(container, at),
                    _ => return Err(CompressError::Malformed { at }),
                }
                open.pop();
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
        self.nodes.push(Node::new(Kind::String, at));
        let colon = self.skip_blanks(end);
        if bytes.get(colon) == Some(&b':') {
            Ok(self.skip_blanks(colon + 1))
        } else {
            Err(CompressError::Malformed { at: colon })
        }
    }

    #[inline]
    fn skip_blanks(&mut self, at: usize) -> usize {
        let next = skip_blanks(self.text.as_bytes(), at);
        self.blanks += next - at;
        next
    }

    fn close(&mut self, container: u32, at: usize) {
        self.nodes.push(Node::new(Kind::Close, at));
        self.nodes[container as usize + 1] = Node(self.nodes.len() as u32);
    }

    /// Whether one tape may hold this and so many nodes of values in front of it.
    pub(in crate::json) fn fits_behind(&self, nodes: usize) -> bool {
        nodes + self.count() < most_nodes(self.text.len())
    }

    /// How many nodes there are.
    pub(in crate::json) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Whether nothing stands between the tokens but what has to.
    pub(in crate::json) fn is_compact(&self) -> bool {
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

/// How many nodes the values of a text of so many bytes may have.
const fn most_nodes(bytes: usize) -> usize {
    let most = bytes / 2 * MAX_BYTES_PER_TWO / size_of::<Node>();
    if most > FREE_NODES { most } else { FREE_NODES }
}

/// Whether the byte stands between tokens: a blank, a comma, a colon.
#[inline]
const fn is_between(byte: u8) -> bool {
    const BETWEEN: u64 = 1 << b' ' | 1 << b'\n' | 1 << b'\r' | 1 << b'\t' | 1 << b',' | 1 << b':';
    byte < 64 && BETWEEN >> byte & 1 == 1
}

/// What the string, number or literal at `at` is, and its end.
#[inline]
fn scalar(bytes: &[u8], at: usize) -> Option<(Kind, usize)> {
    Some(match *bytes.get(at)? {
        b'"' => (Kind::String, string_end(bytes, at + 1)?),
        b'-' | b'0'..=b'9' => (Kind::Number, number_end(bytes, at)?),
        b't' if bytes[at..].starts_with(b"true") => (Kind::Literal, at + 4),
        b'f' if bytes[at..].starts_with(b"false") => (Kind::Literal, at + 5),
        b'n' if bytes[at..].starts_with(b"null") => (Kind::Literal, at + 4),
        _ => return None,
    })
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
    fn values_end_where_they_do_however_far_the_next_one_is() {
        for gap in [0, 1, MAX_GAP - 1, MAX_GAP, MAX_GAP + 1, 1000] {
            let gap = " ".repeat(gap);
            let values = [r#""a: ,""#, "-1.5e3", "true", "false", "null", "[ 1 ]", "{}"];
            let text = format!("[{gap}{}{gap}]{gap}", values.join(&format!("{gap},{gap}")));
            let tape = Tape::new(&text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(tape.elements(0).map(|value| tape.raw(value)).collect::<Vec<_>>(), values);
            assert_eq!(
                tape.tokens(0).map(|node| tape.kind(node)).filter(|kind| *kind == Kind::Close).count(),
                3
            );
            let alone = format!("{gap}12{gap}");
            assert_eq!(Tape::new(&alone).map(|tape| tape.raw(0)), Ok("12"));
        }
    }

    #[test]
    fn lines_are_elements() {
        let text = "{\"a\":1}\n{\"a\":{}}";
        let tape = Tape::lines(text, 0).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            tape.elements(0).map(|value| tape.raw(value)).collect::<Vec<_>>(),
            ["{\"a\":1}", "{\"a\":{}}"]
        );
        assert_eq!((tape.start(0), tape.end(0)), (0, text.len()));
        let text = "{}\n\"[2 rows left out], 2-3\"\n{}";
        let tape = Tape::lines(text, 0).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            tape.elements(0).map(|value| tape.raw(value)).collect::<Vec<_>>(),
            ["{}", "\"[2 rows left out], 2-3\"", "{}"]
        );
        for text in [
            "",
            "\n",
            "{}\n",
            "{}\n\n{}",
            "{}\n1",
            "{} {}",
            "{}\n{",
            "\"a\"\n{}",
            "{}\n\"a\"",
            "{}\n1\n{}",
            "{}\n\"a\" \n{}",
        ] {
            assert!(Tape::lines(text, 0).is_err(), "{text:?}");
        }
    }

    #[test]
    fn depth_is_limited_and_never_recursed_into() {
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Tape::new(&deep(MAX_DEPTH)).is_ok());
        assert_eq!(Tape::new(&deep(MAX_DEPTH + 1)).err(), Some(CompressError::TooDeep { limit: MAX_DEPTH }));
        assert_eq!(Tape::new(&deep(1_000_000)).err(), Some(CompressError::TooDeep { limit: MAX_DEPTH }));
    }
}
