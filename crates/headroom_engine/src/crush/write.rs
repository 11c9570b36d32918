//! JSON in the format that is asked for.

use headroom_compressors::{CODECS, json};
use headroom_core::line_ends::{CRLF, without_cr};
use headroom_core::{CompressError, Compressor, ContentKind, Cost, Earlier, Fidelity, Input, apply, cost};

use crate::{Format, judge};

/// A text in another format.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) fidelity: Fidelity,
    /// What it saves, where writing it told.
    saved: Option<Cost>,
}

impl Written {
    /// Whether it is enough less than `before` to replace it.
    pub(super) fn is_worth_it(&self, before: &str) -> bool {
        match self.saved {
            Some(saved) => judge::is_worth_saving(saved, before),
            None => judge::is_worth_sending(before, cost(&self.text)),
        }
    }
}

/// The text in this format, if it can be written so.
pub(super) fn write(text: &str, format: Format) -> Result<Option<Written>, CompressError> {
    if format == Format::Text && let Some(table) = table(text)? {
        return Ok(Some(table));
    }
    let values = |text| Written { text, fidelity: Fidelity::Values, saved: None };
    Ok(match format {
        Format::Columns => json::columns::encode(text)?.map(values),
        _ if json::columns::looks_encoded(text) => Some(values(json::columns::verbatim(text)?)),
        Format::Rows => json::minify(text)?.map(|minified| Written { saved: Some(minified.saved), ..values(minified.text) }),
        Format::Text => None,
    })
}

fn table(text: &str) -> Result<Option<Written>, CompressError> {
    let Some(lines) = without_cr(text) else { return table_of_lines(text) };
    Ok(table_of_lines(&lines)?.map(|table| Written { text: [CRLF, &table.text].concat(), ..table }))
}

fn table_of_lines(text: &str) -> Result<Option<Written>, CompressError> {
    let earlier = Earlier::new();
    let plan = |kind| json::Json::DEFAULT.plan(&Input { text, kind, quotable: false, earlier: &earlier });
    let plan = match plan(ContentKind::Json) {
        Err(CompressError::Malformed { .. }) if json::is_json_lines(text) => plan(ContentKind::JsonLines)?,
        plan => plan?,
    };
    let applied = apply(text, plan, &earlier, CODECS);
    Ok(applied.text.map(|text| Written { text, fidelity: applied.shown.fidelity, saved: None }))
}
