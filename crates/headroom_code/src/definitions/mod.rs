//! The definitions of a source file: functions, methods and types, each with the head that stands in front of its
//! body.

mod head;
mod holder;

use std::ops::Range;

use headroom_core::work::step;
use headroom_detect::Language;
use tree_sitter::{Node, Tree};

use self::head::head;
use self::holder::is_holder;
use crate::code::grammar::{Grammar, grammars};
use crate::code::parse::{NODE, Parsed, nodes, parse};

/// Values that are defined only where something holds them, or if they have a name of their own.
const VALUES: [&str; 5] =
    ["arrow_function", "function_expression", "generator_function", "class", "func_literal"];
/// A definition in C++ with parameters for its types.
const TEMPLATE: &str = "template_declaration";
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

impl Definition {
    /// The head on one line. A name that stands behind the body follows it: `typedef struct Point`.
    pub(crate) fn signature(&self, text: &str) -> String {
        let mut signature = one_line(&text[self.head.clone()]);
        if self.name.start >= self.head.end {
            signature.push(' ');
            signature.push_str(&one_line(&text[self.name.clone()]));
        }
        signature
    }
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
    // The last nodes that may hold a value, or a definition with parameters for its types, and their depths.
    let mut holder: Option<(Node<'_>, u32)> = None;
    let mut template: Option<(Node<'_>, u32)> = None;
    for (node, depth) in nodes(tree) {
        step(NODE);
        while around.last().is_some_and(|(end, ..)| *end <= node.start_byte()) {
            around.pop();
        }
        if is_holder(node) {
            holder = Some((node, depth));
        } else if node.kind() == TEMPLATE {
            template = Some((node, depth));
        }
        let is_function = grammar.is_function(node);
        let is_type = grammar.is_type(node) && has_content(node);
        if !(is_function || is_type) || around.last().is_some_and(|(.., is_type)| !is_type) {
            continue;
        }
        // A search among the children of a parent would take long if they are many.
        let is_in =
            |&(parent, level): &(Node<'_>, u32)| level + 1 == depth && node.end_byte() <= parent.end_byte();
        let holder = holder.filter(is_in).filter(|_| VALUES.contains(&node.kind()));
        let template = template.filter(is_in);
        let name = match holder {
            Some((holder, _)) => holder::name(holder),
            None => name_of(node),
        };
        if let Some(name) = name {
            let from = found.last().map_or(0, |last| last.head.end);
            let parent = around.last().map(|(_, parent, _)| *parent);
            let head = head(text, node, holder.or(template).map(|(whole, _)| whole), from);
            around.push((node.end_byte(), found.len(), is_type));
            found.push(Definition { name, head, depth: around.len() - 1, parent });
        }
    }
    found
}

/// A text on one line, with single blanks between its words.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
