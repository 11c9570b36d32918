//! What is sent for a text.

use std::sync::Arc;

use headroom_core::line_ends::{CRLF, WithCr};
use headroom_core::{AppliedEdit, Cost, Elision, Fidelity, Verified, Waste, cost};
use headroom_detect::Detection;

use crate::{EditReport, SkipReason};

/// What is sent for a text, and which parts of it later texts may refer to.
pub(super) struct Sent {
    pub(super) output: Option<Output>,
    pub(super) edits: Vec<EditReport>,
    pub(super) skipped: Option<SkipReason>,
    /// The result of detection, if it ran. It has no sections if it ran on another form of the text.
    pub(super) detection: Option<Detection>,
    /// How exactly the original comes back.
    pub(super) fidelity: Fidelity,
    pub(super) shown: Verified,
    /// The original that has to be stored before the output is sent.
    pub(super) elision: Option<Arc<Elision>>,
}

/// The text that is sent instead, and its cost.
pub(super) struct Output {
    pub(super) text: String,
    pub(super) cost: Cost,
}

impl Sent {
    pub(super) fn as_is(text: &str, skipped: SkipReason) -> Self {
        Self {
            output: None,
            edits: Vec::new(),
            skipped: Some(skipped),
            detection: None,
            fidelity: Fidelity::Bytes,
            shown: Verified::as_is(text.len()),
            elision: None,
        }
    }

    /// Puts the output behind `[crlf]`. `lines` is the text without its carriage returns.
    pub(super) fn behind_crlf(self, lines: &str) -> Self {
        let mut with_cr = WithCr::new(lines);
        let edits = self.edits.into_iter().map(|edit| {
            let span = with_cr.offset(edit.span.start)..with_cr.offset(edit.span.end);
            EditReport { span, output: edit.output.start + CRLF.len()..edit.output.end + CRLF.len(), ..edit }
        });
        Self {
            edits: edits.collect(),
            detection: self.detection.map(|detection| Detection { sections: Vec::new(), ..detection }),
            output: self.output.map(|output| [CRLF, &output.text].concat().into()),
            ..self
        }
    }

    /// Puts the output, or `text` if there is none, behind `mark`.
    pub(super) fn behind(self, mark: &str, text: &str) -> Self {
        let edits = self.edits.into_iter().map(|edit| {
            let output = edit.output.start + mark.len()..edit.output.end + mark.len();
            EditReport { output, ..edit }
        });
        let output = self.output.as_ref().map_or(text, |output| &output.text);
        Self { edits: edits.collect(), output: Some([mark, output].concat().into()), skipped: None, ..self }
    }
}

/// Which parts of JSON can be referred to if only its `values` were kept. A table shows all of them, but not
/// verbatim.
pub(super) fn values(values: &str) -> Verified {
    Verified {
        fidelity: Fidelity::Values,
        verbatim: Vec::new(),
        countable: 0,
        ..Verified::as_is(values.len())
    }
}

/// The report of references that replaced all of `text`, because its values stood earlier.
pub(super) fn report_of_values(text: &str, output: &Output) -> EditReport {
    EditReport {
        unit: "references",
        codec: Some("reference"),
        waste: Some(Waste::Repetition),
        reason: "values that stand earlier",
        before: cost(text),
        after: output.cost,
        span: 0..text.len(),
        output: 0..output.text.len(),
        fidelity: Fidelity::Values,
    }
}

impl From<String> for Output {
    fn from(text: String) -> Self {
        Self { cost: cost(&text), text }
    }
}

/// The reports of the edits that turned `text` into `output`.
pub(super) fn reports<'a>(
    text: &'a str,
    output: &'a str,
    edits: Vec<AppliedEdit>,
) -> impl Iterator<Item = EditReport> + use<'a> {
    edits.into_iter().map(|edit| EditReport {
        unit: edit.codec.unit(),
        codec: Some(edit.codec.name()),
        waste: edit.codec.waste(),
        reason: edit.reason,
        before: cost(&text[edit.span.clone()]),
        after: cost(&output[edit.output.clone()]),
        span: edit.span,
        output: edit.output,
        fidelity: edit.fidelity,
    })
}
