//! How a rewrite is read back.

use std::fmt::Debug;
use std::ops::Range;

use crate::{Earlier, Fidelity};

/// Reads one kind of encoded text. A codec is total: whatever stands after an opener, it answers.
pub trait Codec: Debug + Send + Sync {
    /// The name reports use.
    fn name(&self) -> &'static str;

    /// What its encodings start with: always a `[` first, never an opener of another codec. A codec without any writes text that
    /// stands for itself.
    fn openers(&self) -> &'static [&'static str];

    /// Reads the encoding at the start of `text`, which may go on after it, and writes at most `limit` bytes to `out`.
    fn read(&self, text: &str, earlier: &Earlier, limit: usize, out: &mut Sink<'_>) -> Result<Reading, Unreadable>;

    /// The same, and gives the text back.
    fn decode(&self, text: &str, earlier: &Earlier, limit: usize) -> Result<Decoded, Unreadable> {
        let mut out = Sink::default();
        let Reading { length, visible, refers } = self.read(text, earlier, limit, &mut out)?;
        Ok(Decoded { length, text: out.text, visible, refers })
    }

    /// Whether the encoding at the start of `text` stands for `original`, and how closely.
    fn verify(&self, text: &str, original: &str, earlier: &Earlier) -> Option<Verified> {
        let mut out = Sink { expected: Some(original), ..Sink::default() };
        let read = self.read(text, earlier, original.len(), &mut out).ok()?;
        out.is_as_expected().then_some(Verified { length: read.length, fidelity: Fidelity::Bytes, visible: read.visible, refers: read.refers })
    }
}

/// Where the text goes that an encoding stands for: it is kept, or compared with the one expected, which takes no memory.
#[derive(Debug, Default)]
pub struct Sink<'a> {
    text: String,
    expected: Option<&'a str>,
    length: usize,
    differs: bool,
}

impl Sink<'_> {
    /// How many bytes were written.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// What was written, unless it is not what was expected.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self.expected {
            None => Some(&self.text),
            Some(_) if self.differs => None,
            Some(expected) => expected.get(..self.length),
        }
    }

    /// Writes some more.
    pub fn push_str(&mut self, part: &str) {
        let start = self.length;
        self.length += part.len();
        match self.expected {
            None => self.text.push_str(part),
            Some(expected) => self.differs |= expected.as_bytes().get(start..self.length) != Some(part.as_bytes()),
        }
    }

    /// Writes these parts.
    pub fn extend<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>) {
        parts.into_iter().for_each(|part| self.push_str(part));
    }

    fn is_as_expected(&self) -> bool {
        !self.differs && self.expected.is_none_or(|expected| expected.len() == self.length)
    }
}

/// Not an encoding, or one of something that is not there, or of more than was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// How many bytes were looked at and written, to bound the work on texts full of what is no encoding.
    pub read: usize,
}

/// An encoding that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The length of the encoding, in bytes.
    pub length: usize,
    /// The parts of the text it stands for that can be read in the encoding as they are.
    pub visible: Vec<Range<usize>>,
    /// Whether some of that text can only be read elsewhere.
    pub refers: bool,
}

impl Reading {
    /// An encoding of so many bytes that holds all of its text, but nothing of it as it is.
    #[must_use]
    pub const fn new(length: usize) -> Self {
        Self { length, visible: Vec::new(), refers: false }
    }
}

/// What an encoding stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The length of the encoding, in bytes.
    pub length: usize,
    /// The text it stands for.
    pub text: String,
    /// The parts of that text that can be read in the encoding as they are.
    pub visible: Vec<Range<usize>>,
    /// Whether some of it can only be read elsewhere.
    pub refers: bool,
}

/// An encoding that was read back and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The length of the encoding, in bytes.
    pub length: usize,
    /// How close what came back is to the original.
    pub fidelity: Fidelity,
    /// The parts of the original that can be read in the encoding as they are.
    pub visible: Vec<Range<usize>>,
    /// Whether some of it can only be read elsewhere.
    pub refers: bool,
}

impl Verified {
    /// A text of so many bytes that stands as it is.
    #[must_use]
    pub fn as_is(length: usize) -> Self {
        Self { length, fidelity: Fidelity::Bytes, visible: std::iter::once(0..length).collect(), refers: false }
    }
}
