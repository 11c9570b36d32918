//! What stands in place of a body or of the rest of a comment.

use std::ops::{Range, RangeInclusive};

use headroom_core::{Cost, Cut, Stub, cost};

use super::grammar::{Body, Comment, Grammar};
use super::parts::Function;

/// A part of a body that is elided as a whole.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Its bytes, from its first sign to its last.
    pub(crate) span: Range<usize>,
    /// Its lines, counted from 1.
    pub(crate) lines: RangeInclusive<usize>,
}

impl Piece {
    /// The number of its lines.
    pub(crate) fn count(&self) -> usize {
        self.lines.end() - self.lines.start() + 1
    }

    /// The cost of the piece, less that of its stub.
    pub(crate) fn saving(&self, text: &str, grammar: &Grammar) -> Cost {
        let Stub { before, after, .. } = stub(self, grammar);
        cost(&text[self.span.clone()]).saturating_sub(cost(&before) + cost(&after))
    }
}

/// The parts of a body around the functions and types in it.
pub(crate) fn pieces(
    text: &str,
    function: &Function,
    grammar: &Grammar,
    line_of: &impl Fn(usize) -> usize,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = function.body.start;
    for (index, end) in function.inner.iter().map(|inner| inner.start).chain([function.body.end]).enumerate()
    {
        let part = &text[start..end];
        let from = start + (part.len() - part.trim_start().len());
        let to = start + part.trim_end().len();
        if from < to {
            // A comment between braces needs no line of its own.
            let is_whole = grammar.body == Body::Braces && function.inner.is_empty();
            let span = if is_whole { function.body.clone() } else { from..to };
            pieces.push(Piece { span, lines: line_of(from)..=line_of(to - 1) });
        }
        if let Some(inner) = function.inner.get(index) {
            // The semicolon behind a type belongs to it.
            start = inner.end + usize::from(text[inner.end..].starts_with(';'));
        }
    }
    pieces
}

/// The comment in place of a piece.
pub(crate) fn stub(piece: &Piece, grammar: &Grammar) -> Stub {
    let (open, close) = signs(grammar);
    // An empty body needs a statement.
    let statement = match (grammar.body, grammar.comment) {
        (Body::Indented, Comment::Line) => "... ",
        (Body::Commands, Comment::Line) => ": ",
        _ => "",
    };
    let (first, last) = (piece.lines.start(), piece.lines.end());
    let lines = if first == last { first.to_string() } else { format!("{first}-{last}") };
    Stub { before: format!("{statement}{open}").into(), what: None, after: format!("{lines}{close}").into() }
}

/// What opens and closes a comment.
fn signs(grammar: &Grammar) -> (&'static str, &'static str) {
    match grammar.comment {
        Comment::Block => ("/*", "*/"),
        Comment::Line => ("# ", ""),
    }
}

/// Writes the note for all cuts of a text into the first stub of a body, or into the first of all.
pub(crate) fn first(text: &str, cuts: &mut [Cut], what: &str, grammar: &Grammar) {
    let body = cuts.iter().position(|cut| !cut.stub.after.is_empty());
    let Some(cut) = cuts.get_mut(body.unwrap_or(0)) else { return };
    if body.is_some() {
        cut.stub.after = format!("; numbers like these are lines of a body: {}", cut.stub.after).into();
    } else if cut.stub.before.is_empty() {
        let (open, close) = signs(grammar);
        cut.stub = Stub { before: open.into(), what: None, after: close.into() };
        cut.span = trimmed(text, &cut.span);
    }
    cut.stub.what = Some(what.into());
}

/// A comment without the blanks around it: what stands in its place needs its line.
fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let comment = &text[span.clone()];
    let start = span.start + comment.len() - comment.trim_start().len();
    start..start + comment.trim().len()
}
