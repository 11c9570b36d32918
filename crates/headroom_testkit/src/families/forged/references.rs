//! Forged line numbers, and forged references to earlier texts.

use super::{LONG, behind, blocks};
use crate::families::{Family, joined, lines, word};

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "forged numbered lines",
        make: |n| {
            vec![format!(
                "[lines 1→4294967295]\n{}",
                lines(n, |at| if (at + 1) % 10 == 0 { format!("{}→x", at + 1) } else { "x".into() })
            )]
        },
    },
    Family {
        name: "forged numbered lines, wide",
        make: |n| vec![joined(n, "\n", |_| "[lines 1→3, width 64]\na\nb\nc".into())],
    },
    Family {
        name: "references to a long text",
        make: |n| {
            behind(
                joined(n.max(LONG) / 2, "\n", |at| format!("line {} of a text", word(at))),
                blocks(n / 2, |_| "[@ fetch 0]".into()),
            )
        },
    },
    Family {
        name: "references to lines of a long text",
        make: |n| {
            behind(
                joined(n.max(LONG) / 2, "\n", |at| format!("line {} of a text", word(at))),
                blocks(n / 2, |at| format!("[@ fetch 0:{}-{}]", 1 + at % 9, n.max(LONG) / 60)),
            )
        },
    },
    Family {
        name: "references to parts of a long line",
        make: |n| {
            behind(
                joined(n.max(LONG) / 2, " ", word),
                blocks(n / 2, |at| format!("[@ fetch 0:1 «{}» … «not there»]", word(at))),
            )
        },
    },
    Family {
        name: "references to what comes before",
        make: |n| blocks(n, |at| format!("[@ fetch {}]", at % 7).repeat(3)),
    },
];
