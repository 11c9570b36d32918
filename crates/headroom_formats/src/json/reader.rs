//! Reads JSON into a tape. Nesting is counted, without recursion.

use headroom_core::CompressError;
use headroom_core::work::step;

use super::node::{Kind, MAX_LEN, Node, most_nodes};
use super::scan::{scalar, skip_blanks, string_end};
use super::tape::Tape;

/// Maximum depth of nesting. V8 reads deeper JSON, and writes JSON of about this depth.
pub const MAX_DEPTH: usize = 512;

impl<'a> Tape<'a> {
    /// Reads the one value in `text`, which may have white space around it.
    pub fn new(text: &'a str) -> Result<Self, CompressError> {
        let start = skip_blanks(text.as_bytes(), 0);
        let tape = Self::at(text, start)?;
        let end = skip_blanks(text.as_bytes(), tape.end(0));
        if end == text.len() { Ok(tape) } else { Err(CompressError::Malformed { at: end }) }
    }

    /// Reads the value that starts at `at`. More text may follow.
    pub fn at(text: &'a str, at: usize) -> Result<Self, CompressError> {
        let mut tape = Self::empty(text)?;
        let end = tape.read(at)?;
        tape.nodes.push(Node::new(Kind::Close, end));
        Ok(tape)
    }

    /// Reads one value on each line from `start` to the end: objects, and strings between them, such as
    /// notes. They become the elements of an array that is not in the text.
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
        // The closing bracket of the last object also stands for that of the array.
        tape.close(0, at - 1);
        tape.nodes.push(Node::new(Kind::Close, at));
        Ok(tape)
    }

    /// Reads the values from `start` on that commas separate, as in an array that is cut off: objects, and
    /// strings between them. They become the elements of an array that is not in the text. More text may
    /// follow.
    pub fn items(text: &'a str, start: usize) -> Result<Self, CompressError> {
        let mut tape = Self::empty(text)?;
        tape.nodes.extend([Node::new(Kind::Array, start), Node(0)]);
        let bytes = text.as_bytes();
        let (mut at, mut end) = (start, None);
        // The nodes and the white space up to the last object.
        let mut kept = (tape.nodes.len(), 0);
        while let Some(b'{' | b'"') = bytes.get(at) {
            let Ok(next) = tape.read(at) else { break };
            if bytes[at] == b'{' {
                end = Some(next);
                kept = (tape.nodes.len(), tape.blanks);
            }
            at = tape.skip_blanks(next);
            if bytes.get(at) != Some(&b',') {
                break;
            }
            at = tape.skip_blanks(at + 1);
        }
        let end = end.ok_or(CompressError::Malformed { at })?;
        tape.nodes.truncate(kept.0);
        tape.blanks = kept.1;
        // The closing bracket of the last object also stands for that of the array.
        tape.close(0, end - 1);
        tape.nodes.push(Node::new(Kind::Close, end));
        Ok(tape)
    }

    fn empty(text: &'a str) -> Result<Self, CompressError> {
        if text.len() < MAX_LEN {
            Ok(Self { text, nodes: Vec::new(), blanks: 0 })
        } else {
            Err(CompressError::TooLarge { limit: MAX_LEN })
        }
    }

    /// Appends the value at `start`, and returns its end.
    fn read(&mut self, start: usize) -> Result<usize, CompressError> {
        let most = most_nodes(self.text.len());
        let bytes = self.text.as_bytes();
        let mut open: Vec<u32> = Vec::new();
        let mut at = start;
        loop {
            // A value starts at `at`.
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
                // The closing bracket is two after the opening one in ASCII.
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

    /// Reads the key at `at` and returns the position of its value.
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
}
