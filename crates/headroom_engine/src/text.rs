//! Single texts of any kind: a conversation that consists of one tool result.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use headroom_core::{CompressError, Kind, Scorer, StoreError, Watch};
use headroom_selection::{Lexical, Meaning};
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
    /// How alike the meaning of its [parts](scored_parts) is to the query, in thousandths; empty if it is not known.
    pub meaning: HashMap<String, u32>,
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
    let mut request = request(text, hint);
    if !hint.meaning.is_empty() {
        request.score_by(Arc::new(Meaning { by_part: hint.meaning.clone() }));
    }
    let Compressed { mut outcomes, store_error } =
        Engine::new().compress(&request, options, store_mode, watch)?;
    let (block, outcome) = request.into_blocks().pop().zip(outcomes.pop()).ok_or(CompressError::Panicked)?;
    Ok(CompressedText { block, outcome, store_error })
}

/// Maximum number of the parts of a text, and of their bytes. An encoder takes some seconds for so many.
const MAX_PARTS: usize = 1024;
const MAX_PARTS_LEN: usize = 256 << 10;

/// The parts of a text that are compared with the query when it is compressed, each once. None if they are too many.
///
/// # Errors
/// [`CompressError::Cancelled`] if `watch` asks to stop.
pub fn scored_parts(
    text: Arc<str>,
    hint: &Hint,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Vec<String>, CompressError> {
    let parts = Arc::new(Parts::default());
    let mut request = request(text, hint);
    request.score_by(Arc::clone(&parts) as Arc<dyn Scorer>);
    Engine::new().compress(&request, options, StoreMode::DryRun, watch)?;
    let mut found = std::mem::take(&mut *parts.0.lock().unwrap_or_else(PoisonError::into_inner));
    found.sort_unstable();
    found.dedup();
    let is_much = found.len() > MAX_PARTS || found.iter().map(String::len).sum::<usize>() > MAX_PARTS_LEN;
    Ok(if is_much { Vec::new() } else { found })
}

/// Scores by words, and writes down what is scored.
#[derive(Debug, Default)]
struct Parts(Mutex<Vec<String>>);

impl Scorer for Parts {
    fn score(&self, query: &str, texts: &[&str]) -> Result<Vec<u64>, CompressError> {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        parts.extend(texts.iter().map(|text| (*text).to_owned()));
        Lexical.score(query, texts)
    }
}

/// A conversation that consists of one tool result.
fn request(text: Arc<str>, hint: &Hint) -> Request {
    let mut request = Request::new();
    if let Some(query) = &hint.query {
        request.ask(query);
    }
    request.follow(hint.earlier.iter().map(|text| text.as_str().into()).collect());
    let call = request.call(&hint.tool);
    request.text(call, text, hint.kind);
    request
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
    fn a_sentence_is_kept_for_its_meaning() {
        let asked = "Tenants pay for broken windows themselves.";
        let (who, what) = (["Clerks", "Sailors", "Monks"], ["barrels", "ropes", "candles", "carpets"]);
        let filler = |at: usize| {
            format!(
                "{} counted {} near London for many years until everybody had enough of them. ",
                who[at % 3],
                what[at % 4]
            )
        };
        let section = |at: usize| {
            let own = if at == 7 { asked } else { "" };
            format!("## Part {at}\n\n{}{}{own}\n\n", filler(at), filler(at + 5))
        };
        let text: Arc<str> = (0..12).map(section).collect::<String>().into();
        let query = Some("Who bears the cost if a pane is smashed?".to_owned());
        let options: Options = crate::read_options(
            r#"{"policy":"oneshot","selection":{"prose":{"targetRate":0.1,"keepFacts":false}}}"#,
        )
        .expect("valid");
        let kept = |hint: &Hint| {
            let compressed = compress_text(Arc::clone(&text), hint, &options, StoreMode::DryRun, &Unwatched);
            compressed.expect("not cancelled").outcome.output.clone().expect("shorter").contains(asked)
        };
        let hint = Hint { query, ..Hint::default() };
        assert!(!kept(&hint), "no word of it is in the query");
        let parts = scored_parts(Arc::clone(&text), &hint, &options, &Unwatched).expect("not cancelled");
        let meaning = parts
            .into_iter()
            .map(|part| {
                let own = if part.ends_with(asked) { 500 } else { 50 };
                (part, own)
            })
            .collect();
        assert!(kept(&Hint { meaning, ..hint }));
    }

    #[test]
    fn a_given_kind_is_not_detected() {
        let rows = "{\"a\": 1}\n{\"a\": 2}\n".repeat(20);
        assert_eq!(compressed(&rows, None).kind(""), Kind::JsonLines);
        assert_eq!(compressed(&rows, Some(Kind::Text)).kind(""), Kind::Text);
    }
}
