//! The definitions of a source file: functions, methods and types, each with the head that stands in front of its
//! body.

mod head;

use std::ops::Range;

use headroom_core::work::step;
use headroom_detect::Language;
use tree_sitter::{Node, Tree};

use self::head::head;
use crate::code::grammar::{Grammar, grammars};
use crate::code::parse::{Parsed, nodes, parse};

/// Work that a node takes, in bytes.
const NODE: usize = 16;
/// Functions that are defined only where a variable is declared for them.
const ANONYMOUS: [&str; 4] = ["arrow_function", "function_expression", "generator_function", "func_literal"];
const VARIABLES: [&str; 2] = ["variable_declarator", "public_field_definition"];
/// Maximum depth of a declarator in C.
const MAX_DECLARATORS: usize = 16;

/// A function, method or type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    /// The bytes of its name.
    pub(crate) name: Range<usize>,
    /// The bytes of its head: signature and modifiers, without the body.
    pub(crate) head: Range<usize>,
    /// The number of definitions around it.
    pub(crate) depth: usize,
    /// The index of the innermost of them.
    pub(crate) parent: Option<usize>,
}

/// A text that was read with the grammar that fits it best. `None`: no grammar reads it within its limit of work.
pub(crate) fn read(text: &str, language: Language) -> Option<(&'static Grammar, Parsed)> {
    grammars(language)
        .iter()
        .filter_map(|grammar| Some((grammar, parse(text, grammar)?)))
        .min_by_key(|(_, parsed)| parsed.errors)
}

/// The definitions in the order of the text. Definitions within the body of a function are left out.
pub(crate) fn definitions(text: &str, tree: &Tree, grammar: &Grammar) -> Vec<Definition> {
    let mut found: Vec<Definition> = Vec::new();
    // The definitions around the node: where each ends, its index, and whether it is a type.
    let mut around: Vec<(usize, usize, bool)> = Vec::new();
    let mut variable: Option<Node<'_>> = None;
    for (node, _) in nodes(tree) {
        step(NODE);
        while around.last().is_some_and(|(end, ..)| *end <= node.start_byte()) {
            around.pop();
        }
        if VARIABLES.contains(&node.kind()) {
            variable = Some(node);
        }
        let is_function = grammar.functions.contains(&node.kind());
        let is_type = grammar.types.contains(&node.kind()) && has_content(node);
        if !(is_function || is_type) || around.last().is_some_and(|(.., is_type)| !is_type) {
            continue;
        }
        let named = if ANONYMOUS.contains(&node.kind()) {
            variable.filter(|variable| variable.end_byte() == node.end_byte())
        } else {
            Some(node)
        };
        if let Some(name) = named.and_then(name_of) {
            let from = found.last().map_or(0, |last| last.head.end);
            let parent = around.last().map(|(_, parent, _)| *parent);
            around.push((node.end_byte(), found.len(), is_type));
            found.push(Definition { name, head: head(text, node, from), depth: around.len() - 1, parent });
        }
    }
    found
}

/// Whether a type is defined here. In C, the same node only names it where there is no body.
fn has_content(node: Node<'_>) -> bool {
    !node.kind().ends_with("_specifier") || node.child_by_field_name("body").is_some()
}

/// The name of a definition. A declarator in C has it inside.
fn name_of(node: Node<'_>) -> Option<Range<usize>> {
    let mut inner = node.child_by_field_name("declarator");
    for _ in 0..MAX_DECLARATORS {
        let Some(node) = inner else { break };
        inner = node.child_by_field_name("declarator");
        if inner.is_none() {
            return Some(named(node).unwrap_or(node).byte_range());
        }
    }
    named(node).map(|name| name.byte_range())
}

fn named(node: Node<'_>) -> Option<Node<'_>> {
    node.child_by_field_name("name").or_else(|| node.child_by_field_name("type"))
}
