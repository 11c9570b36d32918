//! Cells of rows, and of objects in round brackets.

use headroom_core::cost;
use headroom_core::work::step;

use super::{Form, Writer};
use crate::json::plan::{Column, MISSING, Tuple, Usual};

/// A cell that costs less is repeated rather than replaced by a mark, in tokens.
const CHEAPEST_DITTO: u64 = 3;
/// Longer cells are worth a mark without counting.
const LONG_CELL: usize = 24;

impl Writer<'_, '_> {
    /// Writes the cells of a row, and what is not as usual behind them; gives the number of the latter.
    ///
    /// They are written in the order of the fields, in which they are read: a value gets its name where it is read first.
    pub(super) fn cells(&mut self, tuple: &Tuple, cells: &[u32], above: Option<&[u32]>) -> usize {
        step(cells.len());
        let start = self.out.len();
        let mut behind = String::new();
        let mut unusual = 0;
        for (index, (column, &node)) in tuple.columns.iter().zip(cells).enumerate() {
            let Some(usual) = column.usual else {
                self.blank(start);
                if above.is_some_and(|above| self.is_ditto(node, above[index])) {
                    self.out.push('^');
                } else {
                    self.cell(node, column);
                }
                continue;
            };
            let is_usual = match usual {
                Usual::Missing => node == MISSING,
                Usual::Value(usual) => node != MISSING && self.tape.same(node, usual),
            };
            if !is_usual {
                let at = self.out.len();
                self.key(&column.name);
                self.out.push(':');
                self.cell(node, column);
                behind.push(' ');
                behind.push_str(&self.out[at..]);
                self.out.truncate(at);
                unusual += 1;
            }
        }
        let is_first = self.out.len() == start;
        self.out.push_str(&behind[usize::from(is_first && unusual > 0)..]);
        unusual
    }

    /// Writes a blank behind what stands there since `start`.
    fn blank(&mut self, start: usize) {
        if self.out.len() > start {
            self.out.push(' ');
        }
    }

    pub(super) fn cell(&mut self, node: u32, column: &Column) {
        if node == MISSING { self.out.push('~') } else { self.value(node, Form::Declared(column.place)) }
    }

    fn is_ditto(&self, node: u32, above: u32) -> bool {
        if node == MISSING || above == MISSING {
            return false;
        }
        let raw = self.tape.raw(node);
        self.tape.same(node, above) && (raw.len() >= LONG_CELL || cost(raw).to_tokens() >= CHEAPEST_DITTO)
    }
}
