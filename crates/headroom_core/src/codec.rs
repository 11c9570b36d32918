//! How a rewrite is read back.

use std::fmt::Debug;
use std::ops::Range;

use crate::fidelity::Fidelity;
use crate::history::History;
use crate::sink::Sink;
use crate::verified::Verified;

/// Reads one kind of encoded text. A codec is total: whatever stands after an opener, it answers.
pub trait Codec: Debug + Send + Sync {
    /// Its name in reports.
    fn name(&self) -> &'static str;

    /// The compressor that writes its encodings: the name of the folder.
    fn unit(&self) -> &'static str;

    /// The waste that its encodings remove, if that has a name.
    fn waste(&self) -> Option<Waste> {
        None
    }

    /// What its encodings start with: always a `[` first, never an opener of another codec. A codec without any writes text that
    /// stands for itself.
    fn openers(&self) -> &'static [&'static str];

    /// Reads the encoding at the start of `text`, which may go on after it, and writes to `out` what it stands for. What it looks at more than once, and
    /// does not write, it reports to `out` as well.
    fn read(&self, text: &str, history: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable>;

    /// The same, and gives back the text, of at most `limit` bytes.
    fn decode(&self, text: &str, history: &History, limit: usize) -> Result<Decoded, Unreadable> {
        let mut out = Sink::collecting(text, limit);
        match self.read(text, history, &mut out) {
            Ok(Reading { length, visible, refers }) => {
                Ok(Decoded { length, text: out.into_text(), visible, refers })
            }
            Err(Unreadable { read }) => Err(Unreadable { read: read + out.work() }),
        }
    }

    /// Whether the encoding at the start of `text` stands for `original`, and how closely.
    fn verify(&self, text: &str, original: &str, history: &History) -> Option<Verified> {
        let mut out = Sink::comparing(text, original);
        let read = self.read(text, history, &mut out).ok()?;
        out.is_complete().then_some(Verified {
            length: read.length,
            fidelity: Fidelity::Bytes,
            visible: read.visible,
            refers: read.refers,
        })
    }
}

/// Tokens that tell a model nothing new, by cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waste {
    /// Names, quotes and braces that JSON repeats in each row.
    Json,
    /// Text that stands elsewhere in the conversation, or in the same output.
    Repetition,
}

impl Waste {
    /// The name users see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Repetition => "repetition",
        }
    }
}

/// Not an encoding, or one of something that is not there, or of more than was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// How many bytes of the text were read, to bound the work on texts full of what is no encoding. What was reported to the [`Sink`] is counted besides.
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
