//! Keys of originals: the hashes whose prefixes are the handles.

use headroom_core::Handle;

/// The lowest and the highest key with the prefix of this handle.
pub(super) fn handle_bounds(handle: &Handle) -> ([u8; 32], [u8; 32]) {
    let (mut first, mut last) = ([0; 32], [0xff; 32]);
    first[..Handle::BYTES].copy_from_slice(handle.bytes());
    last[..Handle::BYTES].copy_from_slice(handle.bytes());
    (first, last)
}
