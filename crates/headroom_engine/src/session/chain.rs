//! Chains: they identify a text and the conversation before it.

use headroom_core::{Chain, Digest};

use crate::request::Block;

/// The chain of a block whose text is `text`: a hash of the block and of the chain `last` of the block before
/// it. Options are not part of it, because a decision stands whatever is set later.
pub(crate) fn link(last: Option<&Chain>, block: &Block, text: &str) -> Chain {
    let last = last.map_or([0; 32], |chain| chain.0);
    Chain(
        Digest::of(
            [&last[..], &[block.role as u8], &Digest::of(text).0, &Digest::of(&*block.called).0].concat(),
        )
        .0,
    )
}
