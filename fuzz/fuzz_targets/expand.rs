//! Text that claims to be compressed: expanding it ends, within its limit, and texts that only look so survive.
#![no_main]

use headroom_compressors::CODECS;
use headroom_core::{Earlier, expand, looks_encoded, verbatim};
use headroom_engine::{Options, expand_request, expand_text};
use headroom_testkit::Step;
use libfuzzer_sys::fuzz_target;
use support::checks::{decodes, stays};
use support::request;

#[path = "../../crates/headroom_engine/tests/support/mod.rs"]
mod support;

const LIMIT: usize = 1 << 20;
/// What a single text may stand for, as a multiple of its length and besides: the bound of `expand`.
const FACTOR: usize = 16;
const BYTES: usize = 4 << 20;

fuzz_target!(|data: &[u8]| {
    let mut earlier = Earlier::new();
    let mut steps = Vec::new();
    // 0xff, which no text holds, ends a block.
    for (index, block) in data.split(|&byte| byte == 0xff).enumerate() {
        let text = String::from_utf8_lossy(block).into_owned();
        assert_eq!(expand(&verbatim(&text), &earlier, CODECS, usize::MAX), text);
        if !looks_encoded(&text, &earlier, CODECS) {
            assert_eq!(expand(&text, &earlier, CODECS, usize::MAX), text);
        }
        let expanded = expand_text(&text, None, LIMIT).expect("no store").unwrap_or_default();
        assert!(expanded.len() <= LIMIT.max(FACTOR * text.len() + BYTES), "{}", expanded.len());
        earlier.push(["a", "b", ""][index % 3], text.as_str().into());
        steps.push(Step::Call { tool: ["a", "b", "c"][index % 3], arguments: Vec::new() });
        steps.push(Step::Result(text));
    }
    let given: usize = expand_request(&request(&steps), &Options::default(), None, LIMIT).expect("no store").iter().flatten().map(|text| text.len()).sum();
    // What stands between encodings is not limited.
    assert!(given <= LIMIT + data.len() * 3, "{given}");
    decodes(&steps, &Options::default()).expect("decodes");
    stays(&steps, &Options::default()).expect("stays as it is");
});
