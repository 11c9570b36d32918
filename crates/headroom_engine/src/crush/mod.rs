//! Single JSON texts.

mod selected;
mod write;

use std::sync::Arc;

use headroom_compressors::json;
use headroom_core::work::{guarded, uninterrupted};
use headroom_core::{CompressError, Cost, Elision, Fidelity, StoreError, cost};

use crate::{CrushOptions, SkipReason, StoreMode};

/// The outcome for a JSON text.
#[derive(Clone, Debug)]
pub struct CrushOutcome {
    /// The compressed text; `None` if it is unchanged.
    pub output: Option<String>,
    /// How close to the original the expanded text is.
    pub fidelity: Fidelity,
    /// The reason why it is unchanged.
    pub skipped: Option<SkipReason>,
    /// The elision. Its original must be stored before the output is shown.
    pub elision: Option<Arc<Elision>>,
    /// The reason why nothing was elided although it could be: the original could not be stored.
    pub store_error: Option<StoreError>,
}

/// A text with more bytes than this for each required token is long enough. Its cost need not be computed.
const BYTES_PER_TOKEN: usize = 64;

/// Makes a JSON text cheaper. A text that is not JSON, too deep or too long is unchanged. With a store, rows
/// are elided; those that match `query` are kept.
///
/// A text that looks compressed, but is not, is escaped with a marker, so that expanding gives it back.
#[must_use]
pub fn crush(
    text: &str,
    options: &CrushOptions,
    query: Option<&str>,
    store_mode: StoreMode<'_>,
) -> CrushOutcome {
    let crushed = crush_unmarked(text, options, query, store_mode);
    if crushed.output.is_some() {
        return crushed;
    }
    match guarded(|| write::marked(text)).flatten() {
        Some(marked) => {
            CrushOutcome { output: Some(marked), skipped: Some(SkipReason::LooksCompressed), ..crushed }
        }
        None => crushed,
    }
}

fn crush_unmarked(
    text: &str,
    options: &CrushOptions,
    query: Option<&str>,
    store_mode: StoreMode<'_>,
) -> CrushOutcome {
    let least = options.min_tokens_to_crush as usize;
    if text.len() < least.saturating_mul(BYTES_PER_TOKEN) && cost(text) < Cost::tokens(least as u64) {
        return CrushOutcome::skipped(SkipReason::Short);
    }
    let whole = guarded(|| exactly(text, options))
        .unwrap_or(CrushOutcome::skipped(SkipReason::Failed(CompressError::Panicked)));
    if matches!(store_mode, StoreMode::Off) || matches!(whole.skipped, Some(SkipReason::Failed(_))) {
        return whole;
    }
    let short = guarded(|| selected::select(text, options, query, whole.output.as_deref().unwrap_or(text)));
    let Some(Some(short)) = short else { return whole };
    match (store_mode, &short.elision) {
        (StoreMode::On(originals), Some(elision)) => match uninterrupted(|| originals.keep(&[elision])) {
            Ok(()) => short,
            Err(error) => CrushOutcome { store_error: Some(error), ..whole },
        },
        _ => short,
    }
}

/// The whole text in the requested form.
fn exactly(text: &str, options: &CrushOptions) -> CrushOutcome {
    match write::write(text, options.format) {
        Err(error) => CrushOutcome::skipped(SkipReason::Failed(error)),
        // The escape is used even if it costs more, because expanding must give the text back.
        Ok(Some(written)) if json::columns::looks_encoded(text) || written.is_worth_it(text) => {
            CrushOutcome::new(written.text, written.fidelity)
        }
        Ok(Some(_)) => CrushOutcome::skipped(SkipReason::NotWorthIt),
        Ok(None) => CrushOutcome::skipped(SkipReason::NothingFound),
    }
}

impl CrushOutcome {
    const fn new(output: String, fidelity: Fidelity) -> Self {
        Self { output: Some(output), fidelity, skipped: None, elision: None, store_error: None }
    }

    /// The text is unchanged.
    #[must_use]
    pub const fn skipped(why: SkipReason) -> Self {
        Self { output: None, fidelity: Fidelity::Bytes, skipped: Some(why), elision: None, store_error: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, expand_text};

    const FORMATS: [Format; 3] = [Format::Rows, Format::Columns, Format::Text];

    fn crushed(text: &str, format: Format) -> CrushOutcome {
        crush(
            text,
            &CrushOptions { format, min_tokens_to_crush: 0, ..CrushOptions::default() },
            None,
            StoreMode::Off,
        )
    }

    #[test]
    fn texts_that_look_compressed_come_back() {
        let values = |text: &str| {
            json::minify(text)
                .map(|minified| minified.map_or_else(|| text.to_owned(), |minified| minified.text))
        };
        let json = [
            r#"{"$columns":["a"],"$missing":"~","$rows":[[1],[2]]}"#,
            r#"{"$value": 1}"#,
            r#"[{"a":"[json]1"},{"a":"[table 1 rows: a]"}]"#,
        ];
        let other = [
            "[table 2 rows: a b]\n1 2\n3 4",
            "x [json]{a:1}",
            "[verbatim]\nx",
            "[crlf]\nx\ny",
            "{\"$columns\":[\"a\"]",
            "no notation at all",
        ];
        for (text, format, min_tokens_to_crush) in json.iter().chain(&other).flat_map(|text| {
            FORMATS.iter().flat_map(move |format| [(text, *format, 0), (text, *format, 200)])
        }) {
            let output = crush(
                text,
                &CrushOptions { format, min_tokens_to_crush, ..CrushOptions::default() },
                None,
                StoreMode::Off,
            )
            .output
            .unwrap_or_else(|| (*text).to_owned());
            let back =
                expand_text(&output, None, 1 << 20).expect("no store").unwrap_or_else(|| output.clone());
            assert!(
                back == *text || values(&back).is_ok() && values(&back) == values(text),
                "{format:?} {min_tokens_to_crush} {output} gives {back}"
            );
        }
    }

    #[test]
    fn a_mark_is_cheaper_than_columns_for_a_few_odd_rows() {
        let rows = (0..300)
            .map(|id| if id % 9 == 0 { format!(r#"{{"$columns":{id}}}"#) } else { "{}".to_owned() })
            .collect::<Vec<_>>()
            .join(",");
        let text = format!("[{rows}]");
        let output = crushed(&text, Format::Columns).output.expect("marked");
        assert!(cost(&output) < cost(&text) + Cost::tokens(8), "{output}");
        assert_eq!(expand_text(&output, None, 1 << 20).expect("no store").as_deref(), Some(&*text));
    }

    #[test]
    fn json_lines_become_a_table() {
        let text = "{\"id\":1,\"name\":\"first of them\"}\n{\"id\":2,\"name\":\"second of them\"}\n{\"id\":3,\"name\":\"third of them\"}\n";
        let output = crushed(text, Format::Text).output.expect("a table");
        assert_eq!(expand_text(&output, None, 1 << 20).expect("no store").as_deref(), Some(text));
        assert!(matches!(
            crushed(text, Format::Rows).skipped,
            Some(SkipReason::Failed(CompressError::Malformed { .. }))
        ));
    }

    #[test]
    fn cheap_texts_are_unchanged() {
        assert_eq!(
            crush("[1, 2, 3]", &CrushOptions::default(), None, StoreMode::Off).skipped,
            Some(SkipReason::Short)
        );
    }
}
