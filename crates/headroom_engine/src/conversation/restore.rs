//! Finds the original of an elision that was decided earlier, perhaps under other options.

use std::sync::Arc;

use headroom_compressors::terminal;
use headroom_core::{Budget, Elision, Handle, Kind, marker};
use headroom_formats::json::write_out;

use super::{Conversation, encode, plan};
use crate::Block;

impl Conversation {
    /// The elision in `shown`, the text that was sent for `block` earlier. `None` if nothing was elided. The client
    /// sends the original again, so it can be stored again. If the handle in `shown` fits neither the text nor its
    /// terminal screen nor its written-out form, the text is stored in its place, under the handle of the text.
    pub(super) fn restore(&self, block: &Block, shown: &Arc<str>) -> Option<Elision> {
        if !marker::stands_in(shown) {
            return None;
        }
        let view = self.view(block);
        let lines = write_out(view.as_ref().unwrap_or(&block.text)).map(|(lines, _)| Arc::from(lines));
        let originals = [Some(&block.text), view.as_ref(), lines.as_ref()];
        // A text that has markers was not elided by us: these markers are its own.
        if originals.into_iter().flatten().any(|text| marker::stands_in(text)) {
            return None;
        }
        let handle = marker::parse(shown).iter().find_map(|marker| marker.echo.as_ref().ok()?.whole())?;
        let original =
            originals.into_iter().flatten().find(|text| Handle::of(text) == handle).unwrap_or(&block.text);
        Some(Elision { handle, original: Arc::clone(original), shown: Arc::clone(shown) })
    }

    /// The screen of terminal output, or `None` for other texts.
    fn view(&self, block: &Block) -> Option<Arc<str>> {
        if !terminal::is_terminal(&block.text) {
            return None;
        }
        let input = self.input(block, &block.text, Kind::Terminal);
        let mut budget = self.blocks.last().map_or_else(Budget::default, |done| done.budget);
        plan::plan_and_apply(encode::TERMINAL, &input, &mut budget).ok()?.text.map(Into::into)
    }
}
