//! The head of a definition: what stands in front of its body.

use std::ops::Range;

use tree_sitter::Node;

/// Maximum length of a head, in bytes.
const MAX_LEN: usize = 400;

/// The head of a definition: from the first word of its line, as modifiers may stand there, up to its body. `around` is
/// a node that the definition is a part of, and `from` is the end of the head before it.
pub(super) fn head(text: &str, node: Node<'_>, around: Option<Node<'_>>, from: usize) -> Range<usize> {
    let own = around.map_or(node.start_byte(), |around| around.start_byte());
    let first = from.min(own);
    let line = memchr::memrchr(b'\n', &text.as_bytes()[first..own]).map_or(first, |feed| first + feed + 1);
    let before = &text[line..own];
    // What another name stands for precedes a comma.
    let is_modifier = |sign: char| match sign {
        ',' | '=' => around.is_none(),
        _ => sign.is_alphanumeric() || " \t_:<>()@.*".contains(sign),
    };
    let start =
        if before.chars().all(is_modifier) { line + (before.len() - before.trim_start().len()) } else { own };
    let body = node.child_by_field_name("body").map_or(node.end_byte(), |body| body.start_byte());
    let mut end = body.min(start + MAX_LEN).max(start);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[start..end];
    let own = if body < node.end_byte() { head } else { &head[..end_of(head)] };
    let own = own.trim_end().trim_end_matches([':', '{']).trim_end_matches("=>").trim_end();
    start..start + own.strip_suffix(" =").unwrap_or(own).len()
}

/// Where a head without a known body ends: in front of its brace, or at the end of its first line.
fn end_of(head: &str) -> usize {
    let mut open = 0_usize;
    for (at, sign) in head.bytes().enumerate() {
        match sign {
            b'(' | b'[' => open += 1,
            b')' | b']' => open = open.saturating_sub(1),
            b'{' | b'\n' | b';' if open == 0 => return at,
            _ => {}
        }
    }
    head.len()
}
