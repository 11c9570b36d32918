//! The input split into a conversation in which texts repeat, whole and in part.
#![no_main]

use headroom_engine::{Engine, Options, StoreMode};
use headroom_fuzz::conversation;
use libfuzzer_sys::fuzz_target;
use support::checks::{come_back, is_never_dearer, is_prefix, stays};
use support::{compress, request, told};

#[path = "../../crates/headroom_engine/tests/support/mod.rs"]
mod support;

fuzz_target!(|data: &[u8]| {
    let [settings, data @ ..] = data else { return };
    let options = Options { history_may_be_dropped: settings % 8 == 7, ..Options::default() };
    let steps = conversation(data);
    let outcomes = compress(&request(&steps), &options);
    come_back(&steps, &outcomes, &options).expect("comes back");
    is_never_dearer(&steps, &options).expect("gets no dearer");
    stays(&steps, &options).expect("stays as it is");
    let count = *settings as usize % (steps.len() + 1);
    is_prefix(&steps, count, &options).expect("is a prefix");
    // An engine with other earlier requests sends the same.
    let engine = Engine::new();
    for part in [&steps[..], &steps[..count], &steps[count..], &steps[..]] {
        let sent = engine.compress(&request(part), &options, StoreMode::DryRun, &headroom_core::Unwatched).expect("not cancelled").outcomes;
        if part.len() == steps.len() {
            assert!(told(&sent) == told(&outcomes), "the past of an engine shows");
        }
    }
});
