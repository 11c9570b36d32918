//! Tells tables of data from tables that only place things.

use crate::page::tag::Tag;
use crate::page::tree::Tree;
use crate::page::weight::Weights;

/// Maximum length of a cell of data, in characters.
const MAX_CELL: u32 = 400;

/// Whether a table has data in rows and columns.
pub(crate) fn is_data(tree: &Tree<'_>, weights: &Weights, table: usize) -> bool {
    let (mut rows, mut cells, mut has_heads) = (0, 0, false);
    for node in table + 1..tree.end(table) {
        match tree.tag(node) {
            Tag::Table => return false,
            Tag::Tr => rows += 1,
            Tag::Td | Tag::Th => {
                cells += 1;
                has_heads |= tree.tag(node) == Tag::Th;
                if weights.of(tree, node).text > MAX_CELL {
                    return false;
                }
            }
            _ => {}
        }
    }
    (rows >= 2 || has_heads) && cells >= 2 * rows && rows > 0
}
