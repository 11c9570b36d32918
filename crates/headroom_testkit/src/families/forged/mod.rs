//! Text that claims to be compressed.

mod json;
mod printed;
mod references;
mod repetition;

use super::{Family, again, joined, lines};

/// Very many short results, each of which claims to be an encoding.
fn blocks(bytes: usize, text: impl Fn(usize) -> String) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut length = 0;
    while length < bytes {
        let block = text(blocks.len());
        length += block.len().max(1);
        blocks.push(block);
    }
    blocks
}

/// Minimum length of texts that are referred to, in bytes, so that references soon exhaust the budget of the
/// conversation.
const LONG: usize = 1 << 17;

fn behind(text: String, blocks: Vec<String>) -> Vec<String> {
    [vec![text], blocks].concat()
}

/// All families of forged text.
pub(super) fn families() -> Vec<Family> {
    [FAMILIES, json::FAMILIES, repetition::FAMILIES, printed::FAMILIES, references::FAMILIES].concat()
}

const FAMILIES: &[Family] = &[
    Family {
        name: "openers",
        make: |n| {
            vec![lines(n, |at| {
                [
                    "[table 3 rows: a b]",
                    "[runs 9 lines]",
                    "[by file, 3 lines in x/]",
                    "[paths 3 as *]",
                    "[tree 4 lines]",
                    "[csv 4 rows: a,b]",
                    "[markdown 4 rows, padded: a|b]",
                    "[fixed 4 rows: a|b]",
                    "[records 4 lines: * {1} for the next 1]",
                    "[log 4 lines, 1 kind]",
                    "[diff a, 1..2]",
                    "[lines 1→4]",
                    "[json]{a:1 ",
                    "[columns 4 lines: < >]",
                    "[stat 4 lines]",
                    "[@ fetch 0:1-3]",
                ][at % 16]
                    .into()
            })]
        },
    },
    Family {
        name: "openers in one line",
        make: |n| {
            vec![joined(n, "", |at| {
                ["[table ", "[runs ", "[json", "[csv ", "[records ", "[@ ", "[log "][at % 7].into()
            })]
        },
    },
    Family { name: "marks", make: |n| vec![again(n, "[verbatim]\n[crlf]\n")] },
    Family { name: "small tables", make: |n| blocks(n, |at| format!("[table 2 rows: a{at} b]\n1 2\n3 4")) },
    Family { name: "small JSON", make: |n| blocks(n, |at| format!("[json loose]{{a:{at} b:[1 2 ×40 x]}}")) },
];
