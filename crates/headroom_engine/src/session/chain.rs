//! Which text of which conversation a text is.

use headroom_core::{Chain, Digest};

use crate::request::Block;

/// The hash of a block whose text is `text`, and of all blocks before it, which `last` stands for. Options are not in it: a decision stands whatever is set
/// later.
pub(crate) fn link(last: Option<&Chain>, block: &Block, text: &str) -> Chain {
    let last = last.map_or([0; 32], |chain| chain.0);
    Chain(
        Digest::of(
            [&last[..], &[block.role as u8], &Digest::of(text).0, &Digest::of(&*block.called).0].concat(),
        )
        .0,
    )
}
