//! An encoding that was read back and compared with its original.

use std::ops::Range;

use crate::fidelity::Fidelity;

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
        Self {
            length,
            fidelity: Fidelity::Bytes,
            visible: std::iter::once(0..length).collect(),
            refers: false,
        }
    }
}
