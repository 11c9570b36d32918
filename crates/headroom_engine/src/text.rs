//! Single texts of any kind: a conversation that consists of one tool result.

use std::sync::Arc;

use headroom_core::{CompressError, Kind, StoreError, Watch};
use serde::Deserialize;

use crate::{Block, Compressed, Engine, Options, Outcome, Request, StoreMode};

/// What a caller knows about a text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Hint {
    /// Its kind; `None` if it is to be detected.
    pub kind: Option<Kind>,
    /// The tool that printed it, for tool profiles.
    pub tool: String,
    /// What it is read for: an elision keeps what matches.
    pub query: Option<String>,
    /// Documents that stand before it, as they are shown: an elision leaves out what they tell.
    pub earlier: Vec<String>,
}

/// A text and its outcome.
#[derive(Clone, Debug)]
pub struct CompressedText {
    /// The text as a block of its conversation.
    pub block: Block,
    /// The outcome.
    pub outcome: Arc<Outcome>,
    /// The reason why nothing was elided although it could be: the original could not be stored.
    pub store_error: Option<StoreError>,
}

/// Compresses one text as a tool result without a history. [`expand_text`](crate::expand_text) gives it back.
///
/// # Errors
/// [`CompressError::Cancelled`] if `watch` asks to stop. Any other failure leaves the text unchanged, and stands in
/// the outcome.
pub fn compress_text(
    text: Arc<str>,
    hint: &Hint,
    options: &Options,
    store_mode: StoreMode<'_>,
    watch: &dyn Watch,
) -> Result<CompressedText, CompressError> {
    let mut request = Request::new();
    if let Some(query) = &hint.query {
        request.ask(query);
    }
    request.follow(hint.earlier.iter().map(|text| text.as_str().into()).collect());
    let call = request.call(&hint.tool);
    request.text(call, text, hint.kind);
    let Compressed { mut outcomes, store_error } =
        Engine::new().compress(&request, options, store_mode, watch)?;
    let (block, outcome) = request.into_blocks().pop().zip(outcomes.pop()).ok_or(CompressError::Panicked)?;
    Ok(CompressedText { block, outcome, store_error })
}

#[cfg(test)]
mod tests {
    use headroom_core::Unwatched;

    use super::*;
    use crate::expand_text;

    fn compressed(text: &str, kind: Option<Kind>) -> Arc<Outcome> {
        let hint = Hint { kind, ..Hint::default() };
        let compressed = compress_text(text.into(), &hint, &Options::default(), StoreMode::Off, &Unwatched);
        compressed.expect("not cancelled").outcome
    }

    #[test]
    fn a_compressed_text_expands_to_its_original() {
        let log = "10:00:00 INFO queue: took an order\n".repeat(20);
        let outcome = compressed(&log, None);
        let output = outcome.output.as_deref().expect("shorter");
        assert_eq!(expand_text(output, None, usize::MAX), Ok(Some(log)));
        assert_eq!(outcome.kind(""), Kind::Log, "known from compressing");
    }

    #[test]
    fn a_given_kind_is_not_detected() {
        let rows = "{\"a\": 1}\n{\"a\": 2}\n".repeat(20);
        assert_eq!(compressed(&rows, None).kind(""), Kind::JsonLines);
        assert_eq!(compressed(&rows, Some(Kind::Text)).kind(""), Kind::Text);
    }
}
