//! Text that claims to be compressed: expanding it ends within its limit and its budget of work, and
//! look-alikes survive.
#![no_main]

use headroom_engine::CODECS;
use headroom_core::work::counted;
use headroom_core::{EXPANSION_BYTES, EXPANSION_FACTOR, History, expand, looks_encoded, verbatim};
use headroom_engine::{Options, expand_request, expand_text};
use headroom_testkit::Step;
use libfuzzer_sys::fuzz_target;
use support::checks::{decodes, stays};
use support::{compress, request};

#[path = "../../crates/headroom_engine/tests/support/mod.rs"]
mod support;

const LIMIT: usize = 1 << 20;
/// Maximum work for a conversation: `WORK_FACTOR × length + WORK_BYTES`. Failed decode attempts are bounded
/// for all texts together.
const WORK_FACTOR: u64 = 4096;
const WORK_BYTES: u64 = 512 << 20;

fuzz_target!(|data: &[u8]| {
    let mut history = History::new();
    let mut steps = Vec::new();
    // 0xff, which no text contains, ends a block.
    for (index, block) in data.split(|&byte| byte == 0xff).enumerate() {
        let text = String::from_utf8_lossy(block).into_owned();
        assert_eq!(expand(&verbatim(&text), &history, CODECS, usize::MAX), text);
        if !looks_encoded(&text, &history, CODECS) {
            assert_eq!(expand(&text, &history, CODECS, usize::MAX), text);
        }
        let expanded = expand_text(&text, None, LIMIT).expect("no store").unwrap_or_default();
        assert!(expanded.len() <= LIMIT.max(EXPANSION_FACTOR * text.len() + EXPANSION_BYTES), "{}", expanded.len());
        history.push(["a", "b", ""][index % 3], text.as_str().into());
        steps.push(Step::Call { tool: ["a", "b", "c"][index % 3], arguments: Vec::new() });
        steps.push(Step::Result(text));
    }
    let request = request(&steps);
    let (expanded, expanding) = counted(|| expand_request(&request, &Options::default(), None, LIMIT).expect("no store"));
    let (_, compressing) = counted(|| compress(&request, &Options::default()));
    let most = WORK_FACTOR * data.len() as u64 + WORK_BYTES;
    assert!(expanding.max(compressing) <= most, "{expanding} and {compressing} bytes of work for {} bytes", data.len());
    let given: usize = expanded.texts.iter().flatten().map(|text| text.len()).sum();
    // Literal text between encodings is not limited.
    assert!(given <= LIMIT + data.len() * 3, "{given}");
    decodes(&steps, &Options::default()).expect("decodes");
    stays(&steps, &Options::default()).expect("stays as it is");
});
