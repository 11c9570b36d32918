//! Which text of which conversation a text is.

use headroom_core::{Chain, Digest};

use crate::Block;

/// Adds the hash of each block and all those before it, from the first that is lacking on. Options are not in it: what was sent stays sent, whatever is set
/// later.
pub(super) fn extend(chains: &mut Vec<Chain>, blocks: &[Block]) {
    let mut last = chains.last().map_or([0; 32], |chain| chain.0);
    for block in blocks.iter().skip(chains.len()) {
        let text = Digest::of(&*block.text);
        let called = Digest::of(&*block.called);
        last = Digest::of([&last[..], &[block.role as u8], &text.0, &called.0].concat()).0;
        chains.push(Chain(last));
    }
}
