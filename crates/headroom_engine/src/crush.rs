//! One JSON text on its own.

use std::panic::{AssertUnwindSafe, catch_unwind};

use headroom_compressors::{CODECS, json};
use headroom_core::{CompressError, Compressor, ContentKind, Cost, Earlier, Fidelity, Input, apply, cost};

use crate::{CrushOptions, Format, Left, judge};

/// What became of a JSON text.
#[derive(Clone, Debug)]
pub struct Crushed {
    /// What it is now; `None`: as it was.
    pub output: Option<String>,
    /// How close to the original what comes back is.
    pub fidelity: Fidelity,
    /// Why it is as it was.
    pub left: Option<Left>,
}

/// Texts of more bytes than this for each token are not counted to be known as long enough.
const BYTES_PER_TOKEN: usize = 64;

/// Makes a JSON text cheaper. What is no JSON, too deep or too long is left as it is.
#[must_use]
pub fn crush(text: &str, options: CrushOptions) -> Crushed {
    let least = options.min_tokens_to_crush as usize;
    if text.len() < least.saturating_mul(BYTES_PER_TOKEN) && cost(text) < Cost::tokens(least as u64) {
        return Crushed::left(Left::Short);
    }
    match catch_unwind(AssertUnwindSafe(|| write(text, options.format))) {
        Err(_) => Crushed::left(Left::Failed(CompressError::Panicked)),
        Ok(Err(error)) => Crushed::left(Left::Failed(error)),
        // Sent behind a mark even where that costs more: expanding must give the text back.
        Ok(Ok((output, fidelity))) if json::columns::looks_encoded(text) => Crushed { output, fidelity, left: None },
        Ok(Ok((None, _))) => Crushed::left(Left::NothingFound),
        Ok(Ok((Some(output), _))) if !judge::is_worth_it(cost(text), cost(&output)) => Crushed::left(Left::NotWorthIt),
        Ok(Ok((output, fidelity))) => Crushed { output, fidelity, left: None },
    }
}

/// The text in this format, if it can be written so.
fn write(text: &str, format: Format) -> Result<(Option<String>, Fidelity), CompressError> {
    if format == Format::Text && let (Some(output), fidelity) = table(text)? {
        return Ok((Some(output), fidelity));
    }
    let output = match format {
        Format::Columns => json::columns::encode(text)?,
        _ if json::columns::looks_encoded(text) => Some(json::columns::verbatim(text)?),
        Format::Rows => json::minify(text)?,
        Format::Text => None,
    };
    Ok((output, Fidelity::Values))
}

fn table(text: &str) -> Result<(Option<String>, Fidelity), CompressError> {
    let earlier = Earlier::new();
    let plan = |kind| json::Json::DEFAULT.plan(&Input { text, kind, quotable: false, earlier: &earlier });
    let plan = match plan(ContentKind::Json) {
        Err(CompressError::Malformed { .. }) if json::is_json_lines(text) => plan(ContentKind::JsonLines)?,
        plan => plan?,
    };
    let applied = apply(text, plan, &earlier, CODECS);
    Ok((applied.text, applied.shown.fidelity))
}

impl Crushed {
    /// Left as it was.
    #[must_use]
    pub const fn left(why: Left) -> Self {
        Self { output: None, fidelity: Fidelity::Bytes, left: Some(why) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expand_text;

    const FORMATS: [Format; 3] = [Format::Rows, Format::Columns, Format::Text];

    fn crushed(text: &str, format: Format) -> Crushed {
        crush(text, CrushOptions { format, min_tokens_to_crush: 0 })
    }

    #[test]
    fn what_looks_like_ours_comes_back() {
        for text in [r#"{"$columns":["a"],"$missing":"~","$rows":[[1],[2]]}"#, r#"{"$value": 1}"#, r#"[{"a":"[json]1"},{"a":"[table 1 rows: a]"}]"#] {
            for format in FORMATS {
                let output = crushed(text, format).output.unwrap_or_else(|| text.to_owned());
                let back = expand_text(&output, None, 1 << 20).expect("no store").unwrap_or(output);
                assert_eq!(json::minify(&back).map(|text| text.unwrap_or(back)), json::minify(text).map(|min| min.unwrap_or_else(|| text.to_owned())), "{format:?}");
            }
        }
    }

    #[test]
    fn json_lines_become_a_table() {
        let text = "{\"id\":1,\"name\":\"first of them\"}\n{\"id\":2,\"name\":\"second of them\"}\n{\"id\":3,\"name\":\"third of them\"}\n";
        let output = crushed(text, Format::Text).output.expect("a table");
        assert_eq!(expand_text(&output, None, 1 << 20).expect("no store").as_deref(), Some(text));
        assert!(matches!(crushed(text, Format::Rows).left, Some(Left::Failed(CompressError::Malformed { .. }))));
    }

    #[test]
    fn cheap_texts_are_left() {
        assert_eq!(crush("[1, 2, 3]", CrushOptions::default()).left, Some(Left::Short));
    }
}
