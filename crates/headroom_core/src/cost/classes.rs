//! Byte classes that tokenizers treat alike.

/// Classes of single bytes. `scripts/calibrate-cost.mjs` reads these lists.
const LISTS: [(usize, &[u8]); 10] = [
    (3, b" "),
    (4, b"\n"),
    (5, b"\t"),
    (6, b"._"),
    (7, b"-/\\"),
    (8, b":,;"),
    (9, b"\"'`"),
    (10, b"([{"),
    (11, b")]}"),
    (12, b"<>=+*&|^%$#@!?~"),
];

/// Classes of byte ranges: letters, digits, controls, and the first bytes of longer UTF-8 sequences by
/// script.
#[rustfmt::skip]
const RANGES: [(usize, std::ops::RangeInclusive<u8>); 14] = [
    (0, 0x61..=0x7a),
    (1, 0x41..=0x5a),
    (2, 0x30..=0x39),
    (13, 0x00..=0x1f),
    (13, 0x7f..=0x7f),
    (14, 0x80..=0xbf),
    (15, 0xc0..=0xc3),
    (16, 0xc4..=0xdf),
    (16, 0xe0..=0xe1),
    (17, 0xe2..=0xe2),
    (18, 0xe3..=0xe3),
    (19, 0xe4..=0xe9),
    (20, 0xea..=0xef),
    (21, 0xf0..=0xff),
];

/// The class of each byte.
pub(super) const CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < RANGES.len() {
        let (class, range) = (RANGES[i].0, &RANGES[i].1);
        let mut byte = *range.start() as usize;
        while byte <= *range.end() as usize {
            table[byte] = class as u8;
            byte += 1;
        }
        i += 1;
    }
    i = 0;
    while i < LISTS.len() {
        let (class, bytes) = LISTS[i];
        let mut k = 0;
        while k < bytes.len() {
            table[bytes[k] as usize] = class as u8;
            k += 1;
        }
        i += 1;
    }
    table
};
