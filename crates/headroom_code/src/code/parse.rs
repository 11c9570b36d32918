//! Parses a text within a limit of work.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use headroom_core::work::step;
use tree_sitter::{Node, ParseOptions, Parser, Tree};

use super::grammar::Grammar;

/// Work that a node takes, in bytes.
pub(crate) const NODE: usize = 16;
/// The parser calls back after this number of operations.
const OPERATIONS: usize = 100;
/// Maximum number of operations, for each byte and for any text. Code that people write takes about one for each two
/// bytes.
const OPERATIONS_PER_BYTE: usize = 8;
const OPERATIONS_AT_LEAST: usize = 100_000;
/// The parser gets the text in pieces of this length, in bytes.
const PIECE: usize = 512;
/// Maximum number of bytes that it gets, for each byte and for any text. A scanner that looks to the end of the
/// text at every sign, as for comments within comments, would take time quadratic in its length.
const READ_PER_BYTE: usize = 32;
const READ_AT_LEAST: usize = 1 << 16;

/// A tree, the number of its nodes, and of those that the grammar does not know.
pub(crate) struct Parsed {
    pub(crate) tree: Tree,
    pub(crate) nodes: usize,
    pub(crate) errors: usize,
}

/// `None`: the text takes more work than code does, or is not UTF-8 to the parser.
pub(crate) fn parse(text: &str, grammar: &Grammar) -> Option<Parsed> {
    let mut parser = Parser::new();
    parser.set_language(&grammar.parser.into()).ok()?;
    let limit = (text.len() * OPERATIONS_PER_BYTE + OPERATIONS_AT_LEAST) / OPERATIONS;
    let mut calls = 0;
    let mut stopped = None;
    let read_limit = text.len() * READ_PER_BYTE + READ_AT_LEAST;
    let read = Cell::new(0);
    let tree = {
        let mut progress = |_: &_| {
            calls += 1;
            // The frames below belong to C, through which nothing may unwind.
            match catch_unwind(AssertUnwindSafe(|| step(OPERATIONS))) {
                Ok(()) if calls <= limit && read.get() <= read_limit => ControlFlow::Continue(()),
                Ok(()) => ControlFlow::Break(()),
                Err(payload) => {
                    stopped = Some(payload);
                    ControlFlow::Break(())
                }
            }
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let mut piece = |at: usize, _| {
            read.set(read.get() + PIECE);
            let start = if read.get() > read_limit { text.len() } else { at.min(text.len()) };
            &text.as_bytes()[start..text.len().min(start + PIECE)]
        };
        parser.parse_with_options(&mut piece, None, Some(options))
    };
    if let Some(payload) = stopped {
        resume_unwind(payload);
    }
    let tree = tree.filter(|_| read.get() <= read_limit)?;
    let root = tree.root_node();
    // Most code has none, and then no node needs to be looked at.
    let errors = if root.has_error() {
        nodes(&tree).filter(|(node, _)| node.is_error() || node.is_missing()).count()
    } else {
        0
    };
    let count = root.descendant_count();
    Some(Parsed { tree, nodes: count, errors })
}

/// All nodes with their depths, in the order of the text, parents first.
pub(crate) fn nodes(tree: &Tree) -> impl Iterator<Item = (Node<'_>, u32)> {
    let mut cursor = tree.walk();
    let mut next = Some((cursor.node(), 0));
    // The cursor would count its way to the root at every node.
    let mut depth = 0;
    std::iter::from_fn(move || {
        let node = next?;
        let mut found = cursor.goto_first_child();
        depth += u32::from(found);
        while !found {
            found = cursor.goto_next_sibling();
            if !found {
                if !cursor.goto_parent() {
                    break;
                }
                depth -= 1;
            }
        }
        next = found.then(|| (cursor.node(), depth));
        Some(node)
    })
}
