//! Which text of which conversation a text is.

use headroom_core::{Chain, Digest};

use crate::Block;

/// The hash of each block and all those before it. Options are not in it: what was sent stays sent, whatever is set later.
pub(super) fn chains(blocks: &[Block]) -> Vec<Chain> {
    let mut last = [0; 32];
    let next = |block: &Block| {
        let text = Digest::of(&*block.text);
        let called = Digest::of(&*block.called);
        last = Digest::of([&last[..], &[block.role as u8], &text.0, &called.0].concat()).0;
        Chain(last)
    };
    blocks.iter().map(next).collect()
}
