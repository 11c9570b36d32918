//! Any text as JSON: by itself in every format, and in a conversation.
#![no_main]

use headroom_engine::Options;
use headroom_testkit::Step;
use libfuzzer_sys::fuzz_target;
use support::checks::{crushes, decodes, is_never_dearer, reads_as_others_do, stays};

#[path = "../../crates/headroom_engine/tests/support/mod.rs"]
mod support;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    reads_as_others_do(text).expect("read as serde_json reads it");
    crushes(text).expect("comes back");
    let call = || Step::Call { tool: "query", arguments: vec![("id", "7".into())] };
    let steps = [call(), Step::Result(text.into()), call(), Step::Result(format!("It says {text} here:\n{text}\n{text}"))];
    let options = Options::default();
    decodes(&steps, &options).expect("decodes");
    is_never_dearer(&steps, &options).expect("gets no dearer");
    stays(&steps, &options).expect("stays as it is");
});
