//! Forged repetition within one text.

use super::{behind, blocks};
use crate::families::{Family, again, letters, lines, list, word};

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "forged runs: counts that fail",
        make: |n| blocks(n, |_| "[runs 400001 lines]\n[400000 lines: {1..400000}]".into()),
    },
    Family {
        name: "forged runs: counts that fit",
        make: |n| blocks(n, |_| "[runs 400000 lines: {1..400000}]".into()),
    },
    Family {
        name: "forged runs: counts that cannot fit",
        make: |n| blocks(n, |_| "[runs 999999999 lines: {1..999999999}]".into()),
    },
    Family {
        name: "forged runs: counts behind text",
        make: |n| {
            behind(
                lines(n / 2, |at| format!("line {} of a text", word(at))),
                blocks(n / 2, |_| "[runs 400001 lines]\n[400000 lines: {1..400000}]".into()),
            )
        },
    },
    Family {
        name: "forged runs: parts of a long line",
        make: |n| {
            vec![format!(
                "[runs 9999999 lines]\n[A]\n{}END\n{}",
                "a".repeat(n / 2),
                again(n / 2, "[A «a» … «aa»]")
            )]
        },
    },
    Family {
        name: "forged runs: parts far apart",
        make: |n| {
            vec![format!(
                "[runs 9999999 lines]\n[A]\n{}END\n{}",
                "x".repeat(n / 2),
                again(n / 2, "[A «x» … «END»]")
            )]
        },
    },
    Family {
        name: "forged runs: empty lines again",
        make: |n| {
            vec![format!(
                "[runs 99999999 lines]\n[A]\n{}{}",
                "\n".repeat(n / 2),
                list(n / 40, "\n", |_| format!("[A again, {} lines]", n / 2))
            )]
        },
    },
    Family {
        name: "forged runs: previous lines",
        make: |n| {
            vec![format!(
                "[runs 99999999 lines]\nx\n{}",
                list(n / 50, "\n", |at| format!("[previous {} lines repeated once more]", at + 2))
            )]
        },
    },
    Family {
        name: "forged runs: names",
        make: |n| {
            vec![format!(
                "[runs 9999999 lines]\n{}",
                lines(n, |at| format!("[{}]\nline {at}", letters(at % 400_000)))
            )]
        },
    },
];
