//! A conversation in a session that prunes eagerly: between prunes the same is sent, and every original comes
//! back.
#![no_main]

use std::sync::Arc;

use headroom_core::Unwatched;
use headroom_engine::{Options, Pruning, PruningMode, Session};
use headroom_fuzz::conversation;
use headroom_testkit::Step;
use libfuzzer_sys::fuzz_target;
use support::checks::come_back_from;
use support::request;
use support::shelf::Shelf;

#[path = "../../crates/headroom_engine/tests/support/mod.rs"]
mod support;

/// Writing costs little, so that short conversations are pruned.
fn eager(cold: bool) -> Pruning {
    let prices = Pruning { read: 1000, write: 1050, output: 1000, ..Pruning::default() };
    Pruning { mode: PruningMode::Auto, keep_turns: 1, cold, ..prices }
}

fuzz_target!(|data: &[u8]| {
    let [settings, data @ ..] = data else { return };
    let steps = conversation(data);
    let options = Options { pruning: eager(settings % 2 == 1), ..Options::default() };
    let shelf = Arc::new(Shelf::default());
    let mut session = Session::new(Some(shelf.clone()));
    let mut before: Vec<Arc<str>> = Vec::new();
    for end in 1..=steps.len() {
        if !matches!(steps[end - 1], Step::Result(_)) {
            continue;
        }
        // A restart loses the memory and not the store.
        if (usize::from(*settings) + end).is_multiple_of(8) {
            session = Session::new(Some(shelf.clone()));
        }
        let steps = &steps[..end];
        let request = request(steps);
        let result = session.compress(&request, &options, &Unwatched).expect("not cancelled");
        let outcomes = &result.compressed.outcomes;
        come_back_from(steps, outcomes, &options, &shelf).expect("comes back");
        let sent = request.blocks().iter().zip(outcomes);
        let sent: Vec<_> = sent.map(|(block, outcome)| outcome.output.as_ref().unwrap_or(&block.text).clone()).collect();
        let stable = result.prune.map_or(before.len(), |prune| prune.first).min(before.len());
        assert!(before[..stable] == sent[..stable], "something else is sent for an earlier text");
        before = sent;
    }
});
