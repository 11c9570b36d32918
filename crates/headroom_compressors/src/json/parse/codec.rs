//! The codec for tables and values.

use headroom_core::{Codec, Fidelity, History, Reading, Sink, Unreadable, Verified, Waste};

use super::read::{Head, Reader, read_opener};
use super::{EXPANSION_FACTOR, TABLE_OPENER, VALUE_OPENER};
use crate::json::layout::{self, Compare, Limited, Style};

/// Every encoding may expand to this length, in bytes, in addition to `EXPANSION_FACTOR` times its own
/// length.
const EXPANSION_BYTES: usize = 1 << 16;

/// Reads JSON back.
#[derive(Clone, Copy, Debug)]
pub(in crate::json) struct Table;

impl Codec for Table {
    fn name(&self) -> &'static str {
        "json"
    }

    fn unit(&self) -> &'static str {
        "json"
    }

    fn waste(&self) -> Option<Waste> {
        Some(Waste::Json)
    }

    fn openers(&self) -> &'static [&'static str] {
        &[TABLE_OPENER, VALUE_OPENER]
    }

    fn keeps_lines(&self) -> bool {
        false
    }

    fn read(&self, text: &str, _earlier: &History, sink: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let limit =
            sink.room().min(text.len().saturating_mul(EXPANSION_FACTOR).saturating_add(EXPANSION_BYTES));
        let (length, out) = read(text, Limited { text: String::new(), limit }, None)?;
        sink.push_str(&out.text).ok_or(Unreadable { read: length })?;
        Ok(Reading::new(length))
    }

    fn verify(&self, text: &str, original: &str, _earlier: &History) -> Option<Verified> {
        if original.len() > text.len().saturating_mul(EXPANSION_FACTOR).saturating_add(EXPANSION_BYTES) {
            return None;
        }
        for (loose, fidelity) in [(false, Fidelity::Bytes), (true, Fidelity::Values)] {
            if let Ok((length, compared)) = read(text, Compare::new(original, loose), Some(loose))
                && compared.is_complete()
            {
                let all = Verified::as_is(original.len());
                return Some(Verified { length, fidelity, verbatim: Vec::new(), countable: 0, ..all });
            }
        }
        None
    }
}

/// Reads the encoding at the start of `text` into a sink, and returns its length.
fn read<S: layout::Sink>(text: &str, sink: S, loose: Option<bool>) -> Result<(usize, S), Unreadable> {
    let head = || {
        if text.starts_with(TABLE_OPENER) {
            return Some((Style::named(Head::read(text, 0)?.style)?, 0));
        }
        read_opener(text, 0)
    };
    let (style, start) = head().ok_or(Unreadable { read: 64 })?;
    let style = if loose == Some(true) { Style::Other } else { style };
    let mut reader = Reader::new(text, start, sink, style);
    match reader.document() {
        Some(()) => Ok((reader.position(), reader.into_sink())),
        None => Err(Unreadable { read: reader.work() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_without_room_are_rejected_before_they_are_written() {
        for text in ["[json][1 ×9999999 2]", "[table 9999999 rows: a]\n1\n×9999998"] {
            let read = Table.decode(text, &History::new(), usize::MAX).map_err(|unreadable| unreadable.read);
            assert!(read.is_err_and(|read| read < 100), "{text}");
        }
    }
}
