//! The marks in front of JSON whose strings are written out.

use std::sync::Arc;

use headroom_core::{Budget, History, WRITTEN_OUT};
use headroom_formats::json::{Escapes, fold_back};

use crate::registry::CODECS;

/// The mark for strings with these escapes.
pub(crate) const fn mark(escapes: Escapes) -> &'static str {
    WRITTEN_OUT[escapes as usize]
}

/// What a sent text expands to.
pub(crate) struct Opened {
    /// The text that the conversation counts with: it has lines, to which later texts refer.
    pub(crate) lines: String,
    /// If it was JSON: how its strings are folded back.
    pub(crate) escapes: Option<Escapes>,
}

impl Opened {
    /// Decodes `text`.
    pub(crate) fn new(text: &str, history: &History, limit: usize, budget: &mut Budget) -> Self {
        let escapes = escapes(text);
        let rest = escapes.map_or(text, |escapes| &text[mark(escapes).len()..]);
        Self { lines: budget.expand(rest, history, CODECS, limit), escapes }
    }
}

/// The original for which `lines` stand. `None`: it has more than `limit` bytes, or `lines` are not of this form.
pub(crate) fn folded(escapes: Option<Escapes>, lines: Arc<str>, limit: usize) -> Option<Arc<str>> {
    match escapes {
        Some(escapes) => fold_back(&lines, escapes, limit).map(Into::into),
        None => Some(lines),
    }
}

fn escapes(text: &str) -> Option<Escapes> {
    Escapes::ALL.into_iter().find(|escapes| text.starts_with(mark(*escapes)))
}
