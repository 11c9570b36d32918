//! What was left out of a text under other options.

use std::sync::Arc;

use headroom_compressors::terminal;
use headroom_core::{Budget, Elision, Handle, Kind, marker};

use super::{Conversation, encode, plan};
use crate::Block;

impl Conversation {
    /// What is left out of `shown`, which stands for `block` since it was decided so; `None`: nothing. The client gives the original again, so it can be stored
    /// again.
    ///
    /// Where the original is neither the text nor what a terminal shows of it, the text is given in its place: its handle is then another one.
    pub(super) fn restore(&self, block: &Block, shown: &Arc<str>) -> Option<Elision> {
        if !marker::stands_in(shown) {
            return None;
        }
        let view = self.view(block);
        let originals = [Some(&block.text), view.as_ref()];
        // Of a text that has markers nothing is left out: these are its own.
        if originals.into_iter().flatten().any(|text| marker::stands_in(text)) {
            return None;
        }
        let handle = marker::parse(shown).iter().find_map(|marker| marker.echo.as_ref().ok()?.whole())?;
        let original =
            originals.into_iter().flatten().find(|text| Handle::of(text) == handle).unwrap_or(&block.text);
        Some(Elision { handle, original: Arc::clone(original), shown: Arc::clone(shown) })
    }

    /// What a terminal would show of a text, where that is another.
    fn view(&self, block: &Block) -> Option<Arc<str>> {
        if !terminal::is_terminal(&block.text) {
            return None;
        }
        let input = self.input(block, &block.text, Kind::Terminal);
        let mut budget = self.blocks.last().map_or_else(Budget::default, |done| done.budget);
        plan::plan_and_apply(encode::TERMINAL, &input, &mut budget).ok()?.text.map(Into::into)
    }
}
