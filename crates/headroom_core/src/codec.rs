//! The trait that reads encoded text back.

use std::fmt::Debug;
use std::ops::Range;

use crate::fidelity::Fidelity;
use crate::history::History;
use crate::sink::Sink;
use crate::verified::Verified;

/// Reads one kind of encoded text. A codec is total: it answers with a [`Reading`] or [`Unreadable`] whatever
/// text follows an opener.
pub trait Codec: Debug + Send + Sync {
    /// The codec's name in reports.
    fn name(&self) -> &'static str;

    /// The folder name of the compressor that writes these encodings.
    fn unit(&self) -> &'static str;

    /// The cause of the tokens that its encodings save, if it has a name.
    fn waste(&self) -> Option<Waste> {
        None
    }

    /// The strings that its encodings start with. Each begins with `[` and is no opener of another codec. A
    /// codec without openers writes text that stands for itself.
    fn openers(&self) -> &'static [&'static str];

    /// Whether its encodings show the lines of the original one below the other, so that a reader can count
    /// them.
    fn keeps_lines(&self) -> bool {
        true
    }

    /// Reads the encoding at the start of `text` and writes the text that it stands for to `out`. `text` may
    /// continue after the encoding. The codec also reports to `out` the bytes that it reads more than once
    /// without writing them.
    fn read(&self, text: &str, history: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable>;

    /// Like [`Codec::read`], but returns the decoded text, which is at most `limit` bytes long.
    fn decode(&self, text: &str, history: &History, limit: usize) -> Result<Decoded, Unreadable> {
        let mut out = Sink::collecting(text, limit);
        match self.read(text, history, &mut out) {
            Ok(Reading { length, visible, refers }) => {
                Ok(Decoded { length, text: out.into_text(), visible, refers })
            }
            Err(Unreadable { read }) => Err(Unreadable { read: read + out.work() }),
        }
    }

    /// Reads the encoding at the start of `text` and compares the result with `original`. `None`: the
    /// encoding is unreadable or stands for another text.
    fn verify(&self, text: &str, original: &str, history: &History) -> Option<Verified> {
        let mut out = Sink::comparing(text, original);
        let read = self.read(text, history, &mut out).ok()?;
        out.is_complete().then(|| {
            let all = || std::iter::once(0..original.len()).collect();
            Verified {
                length: read.length,
                fidelity: Fidelity::Bytes,
                visible: if read.refers { read.visible.clone() } else { all() },
                verbatim: read.visible,
                refers: read.refers,
                countable: if self.keeps_lines() { original.len() } else { 0 },
            }
        })
    }
}

/// Causes of tokens that tell a model nothing new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waste {
    /// Names, quotes and braces that JSON repeats in each row.
    Json,
    /// Text that occurs elsewhere in the conversation or in the same tool result.
    Repetition,
}

impl Waste {
    /// The name in metrics and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Repetition => "repetition",
        }
    }
}

/// Decoding failed: the encoding is malformed, refers to text outside the conversation, or is larger than the
/// limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// How many bytes of the text were read. The caller adds them up, so that a text full of openers without
    /// encodings costs bounded work. Bytes reported to the [`Sink`] are counted separately.
    pub read: usize,
}

/// An encoding that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The length of the encoding, in bytes.
    pub length: usize,
    /// The parts of the decoded text that a model can read verbatim in the encoding.
    pub visible: Vec<Range<usize>>,
    /// Whether some of the decoded text stands only elsewhere in the conversation.
    pub refers: bool,
}

impl Reading {
    /// The reading of an encoding of `length` bytes that contains all of its text, but none of it verbatim.
    #[must_use]
    pub const fn new(length: usize) -> Self {
        Self { length, visible: Vec::new(), refers: false }
    }
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The length of the encoding, in bytes.
    pub length: usize,
    /// The text that the encoding stands for.
    pub text: String,
    /// The parts of that text that a model can read verbatim in the encoding.
    pub visible: Vec<Range<usize>>,
    /// Whether some of that text stands only elsewhere in the conversation.
    pub refers: bool,
}
