//! Any text: its sections cover it in order, and it is found to be the same twice.
#![no_main]

use headroom_detect::detect;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let found = detect(&text);
    let mut end = 0;
    for section in &found.sections {
        assert!(section.span.start == end && section.span.end > end && text.is_char_boundary(section.span.end), "{section:?}");
        end = section.span.end;
    }
    assert_eq!(end, text.len());
    assert_eq!(detect(&text), found);
});
