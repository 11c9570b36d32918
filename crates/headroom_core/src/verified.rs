//! The result of reading an encoding back and comparing it with its original.

use std::ops::Range;

use crate::fidelity::Fidelity;

/// An encoding that was read back and matches its original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The length of the encoding, in bytes.
    pub length: usize,
    /// How closely the decoded text matches the original.
    pub fidelity: Fidelity,
    /// The parts of the original that a model can read verbatim in the encoding.
    pub verbatim: Vec<Range<usize>>,
    /// The parts of the original that a model can read in the encoding, verbatim or in another form.
    pub visible: Vec<Range<usize>>,
    /// Whether some of the original stands only elsewhere in the conversation.
    pub refers: bool,
    /// How many bytes of the original, from its start, have their lines one below the other in the encoding,
    /// so that a reader can count them.
    pub countable: usize,
}

impl Verified {
    /// A text of `length` bytes that is sent unchanged.
    #[must_use]
    pub fn as_is(length: usize) -> Self {
        let all = || std::iter::once(0..length).collect();
        Self {
            length,
            fidelity: Fidelity::Bytes,
            verbatim: all(),
            visible: all(),
            refers: false,
            countable: length,
        }
    }

    /// The same, of which nothing can be read, so that nothing refers to it.
    #[must_use]
    pub fn hidden(self) -> Self {
        Self { verbatim: Vec::new(), visible: Vec::new(), refers: true, ..self }
    }
}
