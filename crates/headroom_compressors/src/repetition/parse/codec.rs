//! The codec for folded lines.

use std::collections::HashMap;
use std::ops::Range;

use headroom_core::{Codec, History, Reading, Sink, Unreadable, Waste};

use super::header::{MAX_FORM_LEN, OPENER, read_header};
use super::mark::QUOTE;
use super::spans::{Piece, pieces};
use super::{Form, Mark, needs_quote};
use crate::reader::Reader;

/// Reads folded lines back.
#[derive(Clone, Copy, Debug)]
pub(in crate::repetition) struct Runs;

impl Codec for Runs {
    fn name(&self) -> &'static str {
        "runs"
    }

    fn unit(&self) -> &'static str {
        "repetition"
    }

    fn waste(&self) -> Option<Waste> {
        Some(Waste::Repetition)
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn keeps_lines(&self) -> bool {
        false
    }

    fn read(&self, text: &str, _earlier: &History, sink: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let (left, form, at) = read_header(text).ok_or(Unreadable { read: text.len().min(MAX_FORM_LEN) })?;
        sink.has_room_for(left, 0).ok_or(Unreadable { read: at })?;
        let mut reader = Decoder {
            lines: Reader { text, at },
            names: HashMap::new(),
            out: sink,
            started: false,
            visible: Vec::new(),
            left,
        };
        let read = if let Some(form) = form { reader.formed(left, &form) } else { reader.read() };
        read.ok_or(Unreadable { read: reader.lines.at })?;
        Ok(Reading { visible: reader.visible, ..Reading::new(reader.lines.at) })
    }
}

struct Decoder<'a, 'b, 'c> {
    lines: Reader<'a>,
    /// The named lines: their start, and their decoded text.
    names: HashMap<&'a str, (usize, &'a str)>,
    out: &'b mut Sink<'c>,
    /// Whether a line was written.
    started: bool,
    visible: Vec<Range<usize>>,
    /// The number of remaining lines.
    left: usize,
}

impl<'a> Decoder<'a, '_, '_> {
    fn read(&mut self) -> Option<()> {
        while self.left > 0 {
            let line = self.lines.next_line()?;
            match Mark::read(line) {
                None => match plain(line) {
                    Some(line) => self.literal(line)?,
                    None => self.spanned(line)?,
                },
                Some(Mark::Name(name)) => {
                    // The line after a name is literal, so looking up a line follows at most one name.
                    let line = self.lines.next_line()?;
                    let start = self.lines.at - line.len();
                    let line = plain(line)?;
                    if self.names.insert(name, (start, line)).is_some() {
                        return None;
                    }
                    self.literal(line)?;
                }
                Some(Mark::Again { name, lines }) => self.again(name, lines)?,
                Some(Mark::Repeated { lines, times }) => self.repeated(lines, times)?,
                Some(Mark::Formed { lines, form }) => self.formed(lines, &form)?,
            }
        }
        Some(())
    }

    /// Decodes a line that stands for itself.
    fn literal(&mut self, line: &'a str) -> Option<()> {
        self.start()?;
        let start = self.out.len();
        self.out.push_str(line)?;
        match self.visible.last_mut() {
            Some(last) if last.end + 1 == start => last.end = self.out.len(),
            _ => self.visible.push(start..self.out.len()),
        }
        Some(())
    }

    /// Decodes a line that contains spans of other lines.
    fn spanned(&mut self, line: &'a str) -> Option<()> {
        self.start()?;
        for piece in pieces(line) {
            let text = match piece {
                Piece::Own(text) => text,
                Piece::Of { name, part } => {
                    let (_, line) = self.names.get(name)?;
                    &line[part.find_short(line, self.out.room())?]
                }
            };
            self.out.push_str(text)?;
        }
        Some(())
    }

    fn again(&mut self, name: &str, lines: usize) -> Option<()> {
        let own = self.lines.at;
        self.lines.at = self.names.get(name)?.0 - 1;
        let mut copy = || {
            for _ in 0..lines {
                let mut line = self.lines.next_line().filter(|_| self.lines.at < own)?;
                if matches!(Mark::read(line), Some(Mark::Name(_))) {
                    line = self.lines.next_line().filter(|_| self.lines.at < own)?;
                }
                let line = plain(line)?;
                self.start()?;
                self.out.push_str(line)?;
            }
            Some(())
        };
        let copied = copy();
        self.lines.at = own;
        copied
    }

    fn repeated(&mut self, lines: usize, times: usize) -> Option<()> {
        if !self.started {
            return None;
        }
        let written = self.out.text();
        let mut start = written.len();
        for index in 0..lines {
            // No line feed precedes the first line.
            start = match memchr::memrchr(b'\n', &written.as_bytes()[..start]) {
                Some(at) if index + 1 == lines => at + 1,
                Some(at) => at,
                None if index + 1 == lines => 0,
                None => return None,
            };
        }
        self.out.has_room_for(times, written.len() - start)?;
        let block = written[start..].to_owned();
        for _ in 0..times {
            self.left = self.left.checked_sub(lines - 1)?;
            self.start()?;
            self.out.push_str(&block)?;
        }
        Some(())
    }

    fn formed(&mut self, lines: usize, form: &Form<'a>) -> Option<()> {
        self.out.has_room_for(lines, form.least())?;
        let mut counted = String::new();
        for index in 0..lines {
            self.start()?;
            if let Form::Listed(before, behind) = form {
                let line = self.lines.next_line()?;
                self.out.extend([*before, line, *behind])?;
            } else {
                counted.clear();
                form.write_line(index as u64, &mut counted);
                self.out.push_str(&counted)?;
            }
        }
        Some(())
    }

    /// Starts a line.
    fn start(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let feed = if std::mem::replace(&mut self.started, true) { "\n" } else { "" };
        self.out.push_str(feed)
    }
}

/// The line that a literal line stands for. `None` for marks and for lines with spans of other lines.
fn plain(line: &str) -> Option<&str> {
    if needs_quote(line) {
        return line.strip_prefix(QUOTE);
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<String> {
        Runs.decode(text, &History::new(), limit).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn folded_lines_round_trip() {
        for (text, lines) in [
            ("[runs 1 lines]\na", "a"),
            ("[runs 4 lines]\na\nb\n[previous 2 lines repeated once more]\nrest", "a\nb\na\nb"),
            ("[runs 4 lines]\n\nb\n[previous 2 lines repeated once more]", "\nb\n\nb"),
            ("[runs 3 lines]\n\n[previous line repeated 2 more times]", "\n\n"),
            ("[runs 5 lines]\n[A]\na\n[B]\nb\n[A again, 2 lines]\n[B again]", "a\nb\na\nb\nb"),
            ("[runs 2 lines]\n\"[A]\n\"\"[A again]", "[A]\n\"[A again]"),
            ("[runs 3 lines: {08..10}/{3..1}]\nrest", "08/3\n09/2\n10/1"),
            ("[runs 2 lines: a{}]\n\n[A]", "a\na[A]"),
            ("[runs 2 lines]\n[A]\nx {b} c\ny [A «{b» … «}»], [A «x» … «c»]", "x {b} c\ny {b}, x {b} c"),
            ("[runs 2 lines]\n\"[A «a» … «b»]\n\"\"x [A «a» … «b»]", "[A «a» … «b»]\n\"x [A «a» … «b»]"),
            ("[runs 2 lines]\n[A]\n\"[B] ab\n[A «[B» … «b»]", "\"[B] ab\n[B] ab"),
        ] {
            assert_eq!(decode(text, 100).as_deref(), Some(lines), "{text}");
            assert_eq!(decode(text, lines.len()).as_deref(), Some(lines), "{text}");
            assert_eq!(lines.len().checked_sub(1).and_then(|limit| decode(text, limit)), None, "{text}");
        }
    }

    #[test]
    fn rejects_malformed_folds() {
        for text in [
            "[runs 2 lines]",
            "[runs 2 lines]\na",
            "[runs 02 lines]\na\nb",
            "[runs 1 lines] \na",
            "[runs 2 lines]\n[previous line repeated once more]",
            "[runs 3 lines]\na\n[previous 2 lines repeated once more]",
            "[runs 2 lines]\na\n[previous line repeated 2 more times]",
            "[runs 2 lines]\n[A again]\n[A]\na",
            "[runs 3 lines]\n[A]\na\n[A again, 2 lines]",
            "[runs 2 lines]\n[A]\n[B]\na\nb",
            "[runs 4 lines]\n[A]\na\n[previous line repeated once more]\n[A again, 2 lines]",
            "[runs 2 lines: {1..3}]",
            "[runs 2 lines: a{}]\nb",
            "[runs 2 lines]\n[A]\nab\n[A «b» … «a»]",
            "[runs 2 lines]\n[A]\nab\n[B «a» … «b»]",
            "[runs 2 lines]\n[A «a» … «b»]\n[A]\nab",
            "[runs 3 lines]\n[A]\nab\n[B]\n[A «a» … «b»]\n[B «a» … «b»]",
            "[runs 3 lines]\n[A]\nab\n[A «a» … «b»]\n[A again, 2 lines]",
        ] {
            assert_eq!(decode(text, 100), None, "{text}");
        }
    }
}
