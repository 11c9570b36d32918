//! The codec for the form that the module describes.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

use super::{Kind, Moment};
use crate::reader::{NUMBER, Reader, number};

const OPENER: &str = "[log ";
/// Maximum length of a header without its legend, in bytes.
const MAX_HEADER_LEN: usize = 48;
/// Explains the notation to the reader.
const LEGEND: &str =
    ": `#2 a b` is kind 2 with a and b at its {}; of a time stands what differs from the line before";
/// Minimum number of lines for which the legend is written.
const WORTH_LEGEND: usize = 40;

/// Writes the header for `lines` lines, and the kinds below it.
pub(in crate::log) fn write_header(lines: usize, kinds: &[Kind<'_>], out: &mut String) {
    let plural = if kinds.len() == 1 { "" } else { "s" };
    out.extend([
        OPENER,
        &lines.to_string(),
        " lines, ",
        &kinds.len().to_string(),
        " kind",
        plural,
        if lines < WORTH_LEGEND { "" } else { LEGEND },
        "]",
    ]);
    for (index, kind) in kinds.iter().enumerate() {
        out.push('\n');
        out.push(NUMBER);
        out.extend([&(index + 1).to_string(), ":"]);
        kind.write(out);
    }
}

/// The numbers of lines and kinds, and the length of the header.
fn read_header(text: &str) -> Option<(usize, usize, usize)> {
    let window = &text.as_bytes()[..text.len().min(MAX_HEADER_LEN)];
    let end = memchr::memchr2(b']', b':', window)?;
    let rest = text[end..].strip_prefix(LEGEND).unwrap_or(&text[end..]).strip_prefix(']')?;
    let (lines, kinds) = text[..end].strip_prefix(OPENER)?.split_once(" lines, ")?;
    let kinds = if kinds == "1 kind" { "1" } else { kinds.strip_suffix(" kinds")? };
    Some((number(lines)?, number(kinds)?, text.len() - rest.len()))
}

/// Reads logs back.
#[derive(Clone, Copy, Debug)]
pub(in crate::log) struct LogLines;

impl Codec for LogLines {
    fn name(&self) -> &'static str {
        "log"
    }

    fn unit(&self) -> &'static str {
        "log"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let (lines, kinds, at) =
            read_header(text).ok_or(Unreadable { read: text.len().min(MAX_HEADER_LEN) })?;
        out.has_room_for(lines, 0).ok_or(Unreadable { read: at })?;
        let mut reader = Reader { text, at };
        let read = reader.numbered(kinds).and_then(|kinds| read_lines(&mut reader, lines, &kinds, out));
        read.ok_or(Unreadable { read: reader.at })?;
        Ok(Reading::new(reader.at))
    }
}

/// Writes `count` lines of these kinds.
fn read_lines(reader: &mut Reader<'_>, count: usize, kinds: &[&str], out: &mut Sink<'_>) -> Option<()> {
    let kinds: Vec<Kind<'_>> = kinds.iter().map(|kind| Kind::read(kind)).collect();
    let mut moment = Moment::default();
    let mut own = String::new();
    for index in 0..count {
        let line = reader.next_line()?;
        own.clear();
        moment.read(line, &kinds, out.room(), &mut own)?;
        out.extend([if index > 0 { "\n" } else { "" }, &own])?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<String> {
        LogLines.decode(text, &History::new(), limit).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn log_lines_round_trip() {
        for (text, lines) in [
            (
                "[log 3 lines, 1 kind]\n#1: x {}\nMar 04 06:55:46 x 1\n#1 2\n:47 #1 3\nrest",
                "Mar 04 06:55:46 x 1\nMar 04 06:55:46 x 2\nMar 04 06:55:47 x 3",
            ),
            (
                "[log 4 lines, 1 kind]\n#1: x\n[06:55:46.1 y\n.2 #1\n:47.25 #1\n.5 z",
                "[06:55:46.1 y\n[06:55:46.2 x\n[06:55:47.25 x\n[06:55:47.5 z",
            ),
            (
                "[log 3 lines, 1 kind]\n#1: x\n081109 203615 x\n203616 #1\n081110 000102 x",
                "081109 203615 x\n081109 203616 x\n081110 000102 x",
            ),
            ("[log 3 lines, 1 kind]\n#1:{} - {}\na\n\"#1\n#1 1 2", "a\n#1\n1 - 2"),
        ] {
            assert_eq!(decode(text, 100).as_deref(), Some(lines), "{text}");
            assert_eq!(decode(text, lines.len()).as_deref(), Some(lines), "{text}");
            assert_eq!(decode(text, lines.len() - 1), None, "{text}");
        }
    }

    #[test]
    fn rejects_malformed_logs() {
        for text in [
            "[log 1 lines, 1 kind]",
            "[log 1 lines]\na",
            "[log 1 lines, 1 kind]\n#2:x\na",
            "[log 2 lines, 1 kind]\n#1:x\na",
            "[log 1 lines, 1 kind]\n#1:x\n#2",
            "[log 1 lines, 1 kind]\n#1:{}\n#1",
            "[log 1 lines, 1 kind]\n#1:{}\n#1 1 2",
            "[log 1 lines, 1 kind: x]\n#1:x\na",
        ] {
            assert_eq!(decode(text, 100), None, "{text}");
        }
    }
}
