//! What reading compressed blocks has cost.

use headroom_compressors::CODECS;
use headroom_core::{Budget, Earlier};

/// How many bytes may be expanded to recognise blocks that were compressed before, as a multiple of the conversation
/// and besides. Past it, what looks compressed is sent as text that only looks so.
const RECOGNITION_FACTOR: usize = 8;
pub(super) const RECOGNITION_BYTES: usize = 16 << 20;

/// What it has cost to read the blocks up to some point, whether or not they turned out to be compressed. It is one for all blocks, so that many small ones
/// cannot each cost much. A function of the blocks, so that what is sent stays one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    /// At least what [`expand_request`](crate::expand_request) spends on what is sent: so whatever is sent can be read back.
    pub(super) vain: Budget,
    /// Bytes expanded to recognise blocks.
    pub(super) expanded: usize,
}

impl Spent {
    /// Whether blocks may still be expanded, in a conversation of so many bytes.
    pub(super) const fn is_affordable(&self, bytes: usize) -> bool {
        self.expanded <= RECOGNITION_FACTOR * bytes + RECOGNITION_BYTES
    }

    /// Whether a text may not come back as it is when it is expanded. Where expanding is not `affordable`, it is read no further than its length allows.
    pub(super) fn looks_encoded(&mut self, text: &str, earlier: &Earlier, affordable: bool) -> bool {
        let mut vain = if affordable { self.vain } else { Budget::SPENT };
        let found = vain.looks_encoded(text, earlier, CODECS);
        if affordable {
            self.vain = vain;
        }
        found
    }
}
