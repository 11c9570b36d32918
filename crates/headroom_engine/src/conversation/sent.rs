//! What is sent for a text.

use std::sync::Arc;

use headroom_core::{AppliedEdit, ContentKind, Cost, Fidelity, LeftOut, Verified, cost};

use crate::{EditReport, Left};

/// What is sent for a text, and what of it can be read.
pub(super) struct Sent {
    pub(super) output: Option<Written>,
    pub(super) edits: Vec<EditReport>,
    pub(super) left: Option<Left>,
    pub(super) kind: ContentKind,
    /// How close to the text of the block what comes back is.
    pub(super) fidelity: Fidelity,
    pub(super) shown: Verified,
    /// What has to be stored before it is sent.
    pub(super) left_out: Option<Arc<LeftOut>>,
}

/// A text that is sent in another's place, and what it costs.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) cost: Cost,
}

impl Sent {
    pub(super) fn as_is(text: &str, kind: ContentKind, left: Left) -> Self {
        Self { output: None, edits: Vec::new(), left: Some(left), kind, fidelity: Fidelity::Bytes, shown: Verified::as_is(text.len()), left_out: None }
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self { cost: cost(&text), text }
    }
}

/// What is told of the edits that made `output` of `text`.
pub(super) fn reports<'a>(text: &'a str, output: &'a str, edits: Vec<AppliedEdit>) -> impl Iterator<Item = EditReport> + use<'a> {
    edits.into_iter().map(|edit| EditReport {
        codec: edit.codec.name(),
        reason: edit.reason,
        before: cost(&text[edit.span.clone()]),
        after: cost(&output[edit.output.clone()]),
        span: edit.span,
        output: edit.output,
        fidelity: edit.fidelity,
    })
}
