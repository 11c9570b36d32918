//! Elision of rows of a single JSON text.

use std::sync::Arc;

use headroom_core::{CompressError, Elision, Fidelity, Kind, Policy, Selectable, Selector, cost, elide};
use headroom_selection::Lexical;
use headroom_selection::json::Json;

use super::CrushOutcome;
use super::write::write;
use crate::{CrushOptions, Format, expand_text, judge};

/// The elided text in the requested form, if it costs less than `whole`, the exact form of the text.
pub(super) fn select(
    text: &str,
    options: &CrushOptions,
    query: Option<&str>,
    whole: &str,
) -> Option<CrushOutcome> {
    let selector = Json::new(options.selection.clone());
    let cuts = |kind| {
        selector.select(&Selectable {
            text,
            kind,
            language: None,
            lines_before: 0,
            policy: Policy::Oneshot,
            query,
            is_document: false,
            earlier: &[],
            scorer: &Lexical,
        })
    };
    let cuts = match cuts(Kind::Json) {
        // In the form `text`, each line may be a value.
        Err(CompressError::Malformed { .. }) if options.format == Format::Text => cuts(Kind::JsonLines),
        cuts => cuts,
    };
    let kept = elide(text, cuts.ok()?)?;
    let output = write(&kept.text, options.format).ok()?.map_or(kept.text, |written| written.text);
    if !judge::is_worth_it(cost(whole), cost(&output)) {
        return None;
    }
    // Expanding decodes the output first, and looks that text up in the store.
    let shown = expand_text(&output, None, usize::MAX).ok()?.unwrap_or_else(|| output.clone());
    let elision = Elision { handle: kept.handle, original: text.into(), shown: shown.into() };
    Some(CrushOutcome {
        elision: Some(Arc::new(elision)),
        ..CrushOutcome::new(output, Fidelity::Recoverable)
    })
}
