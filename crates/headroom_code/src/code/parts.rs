//! Finds functions and comments in a tree.

use std::ops::Range;

use headroom_core::work::step;
use tree_sitter::{Node, Tree};

use super::grammar::{Body, Grammar};
use super::parse::nodes;

/// Work that a node takes, in bytes.
const NODE: usize = 16;

/// A function, method or constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// Its bytes in front of its body.
    pub(crate) head: Range<usize>,
    /// The bytes of its body that may go: without braces and docstring.
    pub(crate) body: Range<usize>,
    /// Functions and types in its body: their signatures stay.
    pub(crate) inner: Vec<Range<usize>>,
}

/// What an outline may shorten.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// In the order of their heads.
    pub(crate) functions: Vec<Function>,
    /// Comments and docstrings outside of the bodies.
    pub(crate) comments: Vec<Range<usize>>,
}

/// A part of the tree that the walk is in.
enum Scope {
    /// A function: what stands in its body goes with it.
    Function { end: usize, at: usize, depth: u32 },
    /// A function or type within a body.
    Inner { end: usize },
}

impl Scope {
    fn end(&self) -> usize {
        match self {
            Self::Function { end, .. } | Self::Inner { end } => *end,
        }
    }
}

/// The functions and comments of a text.
pub(crate) fn parts(text: &str, tree: &Tree, grammar: &Grammar) -> Parts {
    let mut parts = Parts::default();
    let mut scopes: Vec<Scope> = Vec::new();
    for (node, depth) in nodes(tree) {
        step(NODE);
        while scopes.last().is_some_and(|scope| scope.end() <= node.start_byte()) {
            scopes.pop();
        }
        if let Some(Scope::Function { at, depth: body, .. }) = scopes.last() {
            let function = &mut parts.functions[*at];
            let is_inner = depth == body + 1
                && function.body.contains(&node.start_byte())
                && grammar.inner.contains(&node.kind());
            if !is_inner {
                continue;
            }
            function.inner.push(node.byte_range());
            scopes.push(Scope::Inner { end: node.end_byte() });
        }
        if grammar.comments.contains(&node.kind()) || is_docstring(node, grammar) {
            parts.comments.push(node.byte_range());
        } else if grammar.is_function(node)
            && let Some((body, depth)) = body_of(node, depth)
            && let Some((docstring, span)) = span(text, &body, grammar)
        {
            parts.comments.extend(docstring);
            let at = parts.functions.len();
            let head = node.start_byte()..body.span.start;
            parts.functions.push(Function { head, body: span, inner: Vec::new() });
            scopes.push(Scope::Function { end: node.end_byte(), at, depth });
        }
    }
    parts
}

/// A body with its braces.
struct Block<'tree> {
    node: Node<'tree>,
    span: Range<usize>,
}

/// The body of a function, and its depth.
fn body_of(node: Node<'_>, depth: u32) -> Option<(Block<'_>, u32)> {
    let last = node.child_count().checked_sub(1)?;
    let body = node.child_by_field_name("body").or_else(|| node.child(last))?;
    if body.kind() == "}" {
        return Some((accessor(node)?, depth));
    }
    // Kotlin and Swift have a node around the block.
    let (node, depth) = match body.named_child(0) {
        Some(block) if block.byte_range() == body.byte_range() => (block, depth + 2),
        _ => (body, depth + 1),
    };
    Some((Block { node, span: node.byte_range() }, depth))
}

/// The body of an accessor in Swift, whose braces and statements are children of its own. `None`: it has no statements,
/// as what stands around other accessors.
fn accessor(node: Node<'_>) -> Option<Block<'_>> {
    let mut cursor = node.walk();
    let mut open = None;
    for child in node.children(&mut cursor) {
        match child.kind() {
            "{" => open = Some(child.start_byte()),
            "statements" => return Some(Block { node, span: open?..node.end_byte() }),
            _ => {}
        }
    }
    None
}

/// The bytes of a body that may go, and its docstring. `None`: it has no form in which it may go.
fn span(text: &str, body: &Block<'_>, grammar: &Grammar) -> Option<(Option<Range<usize>>, Range<usize>)> {
    let whole = body.span.clone();
    match grammar.body {
        Body::Braces | Body::Commands => {
            let inside = text.get(whole.start + 1..whole.end.checked_sub(1)?)?;
            let is_braced = text[whole.clone()].starts_with('{') && text[whole.clone()].ends_with('}');
            // A comment up to the end of the line needs a line feed in front of the brace.
            let fits = grammar.body == Body::Braces || inside.trim_end_matches([' ', '\t']).ends_with('\n');
            (is_braced && fits).then_some((None, whole.start + 1..whole.end - 1))
        }
        Body::Indented => {
            let docstring = body.node.named_child(0).filter(|first| is_docstring(*first, grammar));
            let start = docstring.map_or(whole.start, |docstring| docstring.end_byte());
            // A body on the line of its head stays.
            let is_below = text[..whole.start].trim_end_matches([' ', '\t']).ends_with('\n');
            is_below.then_some((docstring.map(|docstring| docstring.byte_range()), start..whole.end))
        }
        Body::ToEnd => {
            let is_below = text[..whole.start].trim_end_matches([' ', '\t']).ends_with('\n');
            let ends = text[whole.end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
            (is_below && (ends || text[..whole.end].ends_with('\n'))).then_some((None, whole))
        }
    }
}

/// Whether a statement is nothing but a string.
fn is_docstring(node: Node<'_>, grammar: &Grammar) -> bool {
    grammar.body == Body::Indented
        && node.kind() == "expression_statement"
        && node.named_child_count() == 1
        && node.named_child(0).is_some_and(|string| string.kind() == "string")
}
