//! The short form of a result that is pruned.

use headroom_core::{Cost, Elided, Policy, cost, marker};
use headroom_selection::Lexical;

use super::recognise::looks_encoded_at_once;
use super::{Conversation, selected};
use crate::pruning::{cost_of_short, shortened, without_text};
use crate::{Block, Options};

/// A selection may cost so many times as much as a single line and a marker. A fetch that it saves is too rare to pay
/// for more in every later turn.
const MAX_FACTOR: u64 = 2;

impl Conversation {
    /// What is sent for a pruned result: what the policy `oneshot` selects of it, if that is little, or else one of its
    /// lines, or only a marker. The first of these that does not look like our notation is sent, because it is not
    /// escaped. `None`: it cannot be shortened.
    pub(crate) fn shortened(&self, block: &Block) -> Option<Elided> {
        let most = Cost::tokens(MAX_FACTOR * cost_of_short(block.text.len()));
        let is_plain = |short: &Elided| !looks_encoded_at_once(&short.text, &self.history);
        self.selected(block)
            .filter(|selected| cost(&selected.text) <= most && is_plain(selected))
            .or_else(|| shortened(&block.text).filter(is_plain))
            .or_else(|| without_text(&block.text))
    }

    fn selected(&self, block: &Block) -> Option<Elided> {
        if marker::stands_in(&block.text) {
            return None;
        }
        let options = Options { policy: Policy::Oneshot, ..self.options.clone() };
        let detection = selected::detection(block, &block.text);
        selected::select(&block.text, &detection, &options, block, (None, &Lexical), &[], &[])
            .map(|(selected, _)| selected)
    }
}
