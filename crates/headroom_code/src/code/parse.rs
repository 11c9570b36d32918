//! Parses a text within a limit of work.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use headroom_core::work::step;
use tree_sitter::{Node, ParseOptions, Parser, Tree};

use super::grammar::Grammar;

/// The parser calls back after this number of operations.
const OPERATIONS: usize = 100;
/// Maximum number of operations, for each byte and for any text. Code that people write takes about one for each two bytes.
const OPERATIONS_PER_BYTE: usize = 8;
const OPERATIONS_AT_LEAST: usize = 100_000;

/// A tree, and the number of places in it that the grammar does not know.
pub(crate) struct Parsed {
    pub(crate) tree: Tree,
    pub(crate) errors: usize,
}

/// `None`: the text takes more work than code does, or is not UTF-8 to the parser.
pub(crate) fn parse(text: &str, grammar: &Grammar) -> Option<Parsed> {
    let mut parser = Parser::new();
    parser.set_language(&grammar.parser.into()).ok()?;
    let limit = (text.len() * OPERATIONS_PER_BYTE + OPERATIONS_AT_LEAST) / OPERATIONS;
    let mut calls = 0;
    let mut stopped = None;
    let tree = {
        let mut progress = |_: &_| {
            calls += 1;
            // The frames below belong to C, through which nothing may unwind.
            match catch_unwind(AssertUnwindSafe(|| step(OPERATIONS))) {
                Ok(()) if calls <= limit => ControlFlow::Continue(()),
                Ok(()) => ControlFlow::Break(()),
                Err(payload) => {
                    stopped = Some(payload);
                    ControlFlow::Break(())
                }
            }
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        parser.parse_with_options(&mut |at, _| &text.as_bytes()[at.min(text.len())..], None, Some(options))
    };
    if let Some(payload) = stopped {
        resume_unwind(payload);
    }
    let tree = tree?;
    let errors = nodes(&tree).filter(|(node, _)| node.is_error() || node.is_missing()).count();
    Some(Parsed { tree, errors })
}

/// All nodes with their depths, in the order of the text, parents first.
pub(crate) fn nodes(tree: &Tree) -> impl Iterator<Item = (Node<'_>, u32)> {
    let mut cursor = tree.walk();
    let mut next = Some((cursor.node(), 0));
    std::iter::from_fn(move || {
        let node = next?;
        let mut found = cursor.goto_first_child();
        while !found {
            found = cursor.goto_next_sibling();
            if !found && !cursor.goto_parent() {
                break;
            }
        }
        next = found.then(|| (cursor.node(), cursor.depth()));
        Some(node)
    })
}
