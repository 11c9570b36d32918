//! Which texts are used by later ones.

use std::collections::HashMap;

use headroom_compressors::references;

use super::{BlockRecord, Conversation};
use crate::Role;

/// How later results use a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Use {
    /// The index of the last block that uses it: it refers to it, or it is a later result about the same file.
    /// Without such a block it is the block itself.
    pub(crate) last: usize,
    /// The number of blocks that refer to it.
    pub(crate) count: u32,
    /// Whether a later result shows the same file, and about as much of it.
    pub(crate) is_superseded: bool,
}

impl Conversation {
    /// How each block is used.
    pub(crate) fn uses(&self) -> Vec<Use> {
        let mut uses: Vec<Use> = (0..self.blocks.len()).map(|last| Use { last, ..Use::default() }).collect();
        // For each subject: the last result about it, and the length of the longest later one that shows it as a file.
        let mut subjects: HashMap<&str, (usize, usize)> = HashMap::new();
        for (at, done) in self.blocks.iter().enumerate().rev() {
            let block = &done.block;
            if block.role != Role::Result {
                continue;
            }
            if let Some((_, subject)) = block.called.split_once(' ') {
                let (last, shown) = subjects.entry(subject).or_insert((at, 0));
                if block.quotable {
                    uses[at].is_superseded = block.text.len() / 2 < *shown;
                    if !uses[at].is_superseded {
                        uses[at].last = uses[at].last.max(*last);
                    }
                    *shown = block.text.len().max(*shown);
                }
            }
            for &target in self.targets(done) {
                uses[target].last = uses[target].last.max(at);
                uses[target].count += 1;
            }
        }
        uses
    }

    /// The blocks to which a block refers. Its text is read once, and not in every turn.
    fn targets<'a>(&self, BlockRecord { outcome, targets, .. }: &'a BlockRecord) -> &'a [usize] {
        targets.get_or_init(|| {
            let names = outcome.output.as_deref().into_iter().flat_map(references::targets);
            names.filter_map(|name| self.history.position(name)).collect()
        })
    }
}
