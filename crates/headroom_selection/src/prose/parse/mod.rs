//! Reads a text as units: sentences, and everything between them.

mod abbreviations;
mod lines;
mod sentences;

use std::ops::Range;

use self::lines::{Block, blocks};
use self::sentences::sentences;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading: it starts a section.
    Heading,
    /// Code, a table, or something else that is kept as it is.
    Fixed,
    /// A sentence of a paragraph, or of an item of a list.
    Sentence,
}

/// A part of a text that is kept or elided as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its bytes, without blanks around it.
    pub(super) span: Range<usize>,
    pub(super) role: Role,
    /// The whole lines of its paragraph.
    pub(super) paragraph: Range<usize>,
}

/// The units of a text, in order.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for Block { span, body, role } in blocks(text) {
        let unit = |own: Range<usize>| Unit { span: own, role, paragraph: span.clone() };
        if role == Role::Sentence {
            let parts = sentences(&text[body.clone()]);
            units.extend(parts.into_iter().map(|part| unit(part.start + body.start..part.end + body.start)));
        } else {
            units.push(unit(body));
        }
    }
    units
}
