//! The contract of compressors, for any text.

use headroom_core::{Compressor, Fidelity, History, Input, Kind, apply, cost, expand};
use headroom_engine::CODECS;

/// Gives a text to a compressor as every kind that it accepts: each edit decodes, none costs more than its
/// span, and the whole text is restored.
///
/// # Panics
/// If any of these does not hold.
pub fn holds(compressor: &dyn Compressor, data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let history = History::new();
    // Openers that start no encoding use up the budget for failed decode attempts. An edit after many of them
    // is dropped.
    let has_openers = CODECS.iter().flat_map(|codec| codec.openers()).any(|opener| text.contains(opener));
    for kind in Kind::ALL.into_iter().filter(|kind| compressor.accepts(*kind)) {
        let Ok(plan) = compressor.plan(&Input { text: &text, kind, quotable: false, source: &[], history: &history }) else { continue };
        for edit in plan.edits() {
            assert!(cost(edit.text()) <= cost(&text[edit.span().clone()]), "costs more");
        }
        let applied = apply(&text, plan, &history, CODECS);
        assert!(applied.dropped == 0 || has_openers, "does not decode");
        let Some(output) = applied.text else { continue };
        if applied.shown.fidelity == Fidelity::Bytes {
            assert_eq!(expand(&output, &history, CODECS, usize::MAX), text);
        }
    }
}
