//! Which texts are used by later ones.

use std::collections::HashMap;

use headroom_compressors::references;

use super::{BlockRecord, Conversation};
use crate::Role;

impl Conversation {
    /// The index of the last block that uses each block: it refers to it, or it is a later result about the same
    /// file. Without such a block it is the block itself.
    pub(crate) fn last_uses(&self) -> Vec<usize> {
        let mut last: Vec<usize> = (0..self.blocks.len()).collect();
        let mut subjects: HashMap<&str, usize> = HashMap::new();
        for (at, BlockRecord { block, outcome, .. }) in self.blocks.iter().enumerate().rev() {
            if block.role != Role::Result {
                continue;
            }
            if let Some((_, subject)) = block.called.split_once(' ') {
                let use_of_it = *subjects.entry(subject).or_insert(at);
                if block.quotable {
                    last[at] = last[at].max(use_of_it);
                }
            }
            let Some(output) = outcome.output.as_deref() else { continue };
            for target in references::targets(output).filter_map(|name| self.history.position(name)) {
                last[target] = last[target].max(at);
            }
        }
        last
    }
}
