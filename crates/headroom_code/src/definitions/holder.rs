//! What names a function or class that has no name of its own: `run = () => 1`, `{ run: () => 1 }`, `export default`.

use std::ops::Range;

use tree_sitter::Node;

/// Nodes that hold a value under a name, and the field of the name, or the word in its place.
const HOLDERS: [(&str, &str); 6] = [
    ("variable_declarator", "name"),
    ("public_field_definition", "name"),
    ("field_definition", "property"),
    ("assignment_expression", "left"),
    ("pair", "key"),
    ("export_statement", "default"),
];
/// The word behind `export` and any decorators is among this many children.
const MAX_WORDS: u32 = 16;

/// A node that may hold a value under a name.
pub(super) fn is_holder(node: Node<'_>) -> bool {
    HOLDERS.iter().any(|(kind, _)| *kind == node.kind())
}

/// The name under which a holder has its value.
pub(super) fn name(holder: Node<'_>) -> Option<Range<usize>> {
    let (_, field) = HOLDERS.iter().find(|(kind, _)| *kind == holder.kind())?;
    let name = if *field == "default" {
        (0..holder.child_count().min(MAX_WORDS))
            .find_map(|at| holder.child(at).filter(|word| word.kind() == *field))
    } else {
        holder.child_by_field_name(field)
    }?;
    // Of `module.exports.run`, the name is `run`.
    Some(name.child_by_field_name("property").unwrap_or(name).byte_range())
}
