//! The codec for the form that the module describes.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

use super::form::{Form, MAX_HEAD_LEN, OPENER, Part, ROW, is_marked};

/// Reads records back.
#[derive(Clone, Copy, Debug)]
pub(in crate::config) struct Records;

impl Codec for Records {
    fn name(&self) -> &'static str {
        "records"
    }

    fn unit(&self) -> &'static str {
        "config"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn keeps_lines(&self) -> bool {
        false
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let (lines, form, start) =
            Form::read(text).ok_or(Unreadable { read: text.len().min(MAX_HEAD_LEN) })?;
        out.has_room_for(lines, 0).ok_or(Unreadable { read: start })?;
        let (mut at, mut left) = (start, lines);
        while left > 0 {
            let rest = text[at..].strip_prefix('\n').ok_or(Unreadable { read: at })?;
            let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
            at += 1 + line.len();
            let feed = if left < lines { "\n" } else { "" };
            let put = out.push_str(feed).and_then(|()| put(&form, line, out));
            left = put.and_then(|put| left.checked_sub(put)).ok_or(Unreadable { read: at })?;
        }
        Ok(Reading::new(at))
    }
}

/// Decodes one line, and returns the number of decoded lines.
fn put(form: &Form<'_>, line: &str, out: &mut Sink<'_>) -> Option<usize> {
    let Some(row) = line.strip_prefix(ROW) else {
        // A mark is valid only in front of a line that needs one.
        let is_bare = !is_marked(line);
        out.push_str(if is_bare { line } else { line.get(1..).filter(|line| is_marked(line))? })?;
        return Some(1);
    };
    // The decoded line may be empty, so the parts are counted as work.
    out.look(form.parts.len())?;
    // A single value is the rest of the line and may contain separators.
    let values: Vec<_> =
        if form.values == 1 { vec![row] } else { row.splitn(form.values + 1, form.separator).collect() };
    if values.len() != form.values {
        return None;
    }
    for part in &form.parts {
        out.push_str(match part {
            Part::Text(text) => text,
            Part::Value(value) => values[*value],
        })?;
    }
    Some(form.lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<String> {
        Records.decode(text, &History::new(), limit).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn decodes_records() {
        let text = "[records 7 lines: * {1} | {2} for the next 2]\n<a n=\"{1}\">\n  {2}-{1}-{x}</a>\n* b | c d\n\"* y\n* 1 | 2\n\"\"\n ";
        assert_eq!(
            decode(text, 999).as_deref(),
            Some("<a n=\"b\">\n  c d-b-{x}</a>\n* y\n<a n=\"1\">\n  2-1-{x}</a>\n\"\n ")
        );
    }

    #[test]
    fn rejects_malformed_records() {
        for text in [
            "[records 2 lines: * {1} for the next 1]\na{1}\n* 1",
            "[records 1 lines: * {1} for the next 1]\na\n* 1",
            "[records 1 lines: * {1} for the next 2]\na{1}\nb\n* 1",
            "[records 1 lines: * {2} for the next 1]\na{2}\n* 1",
            "[records 1 lines: * {1} {2} for the next 1]\na{1}{2}\n* 1 2 3",
            "[records 1 lines: * {1} for the next 1]\na{1}\n\"x",
            "[records 0 lines: * {1} for the next 1]\na{1}",
        ] {
            assert_eq!(decode(text, 999), None, "{text}");
        }
        let wide = format!(
            "[records 1000 lines: * {{1}} for the next 1]\n{}{}",
            "{1}".repeat(100),
            format!("\n* {}", "x".repeat(99)).repeat(1000)
        );
        let read = Records.decode(&wide, &History::new(), 10_000).map_err(|unreadable| unreadable.read);
        assert!(read.is_err_and(|read| read < 30_000));
    }
}
