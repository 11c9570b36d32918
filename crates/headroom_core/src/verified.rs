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
    /// The parts of the original that a model can read verbatim in the encoding. If the encoding does not
    /// refer, it can read all of it.
    pub visible: Vec<Range<usize>>,
    /// Whether some of the original stands only elsewhere in the conversation.
    pub refers: bool,
    /// Whether a reader can count the lines of the original in the encoding.
    pub keeps_lines: bool,
}

impl Verified {
    /// A text of `length` bytes that is sent unchanged.
    #[must_use]
    pub fn as_is(length: usize) -> Self {
        Self {
            length,
            fidelity: Fidelity::Bytes,
            visible: std::iter::once(0..length).collect(),
            refers: false,
            keeps_lines: true,
        }
    }
}
