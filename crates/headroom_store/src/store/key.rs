//! Keys of originals: the hashes that handles are cut from.

use headroom_core::Handle;

/// The first and the last key that a handle can stand for.
pub(super) fn handle_bounds(handle: &Handle) -> ([u8; 32], [u8; 32]) {
    let (mut first, mut last) = ([0; 32], [0xff; 32]);
    first[..Handle::BYTES].copy_from_slice(handle.bytes());
    last[..Handle::BYTES].copy_from_slice(handle.bytes());
    (first, last)
}
