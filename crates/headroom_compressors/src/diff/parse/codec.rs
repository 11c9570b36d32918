//! The codec for the changes of one file.

use headroom_core::{Balance, Codec, Cost, History, Reading, Sink, Unreadable};

use super::header::Header;
use super::hunks::Hunks;
use super::short::OPENER;

/// Maximum length of a short header, in bytes.
const MAX_HEADER_LEN: usize = 1200;

/// Writes the short form of the file at the start of `text` to `out`. Returns the length of the file without
/// its last line feed, and whether the saving is at least `least`.
pub(in crate::diff) fn shorten(text: &str, least: Cost, out: &mut String) -> Option<(usize, bool)> {
    out.clear();
    let mut balance = Balance::default();
    let (header, mut length) = Header::read(text, out)?;
    header.short(out)?;
    if out.len() > MAX_HEADER_LEN {
        return None;
    }
    balance.replace(&text[..length], out);
    let is_enough = |balance: &Balance| balance.before.saturating_sub(balance.after) >= least;
    let mut context = "";
    let changes = &text[length..];
    for hunk in Hunks::new(changes) {
        out.push('\n');
        let start = out.len();
        hunk.short(&mut context, out)?;
        // Headers of hunks only become shorter. Once the header of the file saves enough, they need not be
        // weighed.
        if out[start..] != *hunk.line && !is_enough(&balance) {
            balance.replace(hunk.line, &out[start..]);
        }
        out.push_str(&changes[hunk.lines.clone()]);
        length = text.len() - changes.len() + hunk.lines.end;
    }
    Some((length, is_enough(&balance)))
}

/// Reads files back.
#[derive(Clone, Copy, Debug)]
pub(in crate::diff) struct Files;

impl Codec for Files {
    fn name(&self) -> &'static str {
        "diff"
    }

    fn unit(&self) -> &'static str {
        "diff"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn keeps_lines(&self) -> bool {
        false
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let window = &text.as_bytes()[..text.len().min(MAX_HEADER_LEN + 1)];
        let end = memchr::memchr(b'\n', window).unwrap_or(window.len());
        // Only headers of git are valid without changes.
        let is_whole = |header: &Header<'_>| header.is_git() || text[end..].starts_with("\n@@ -");
        let header =
            text.get(..end).and_then(Header::read_short).filter(is_whole).ok_or(Unreadable { read: end })?;
        let mut line = String::new();
        header.long(&mut line);
        out.push_str(&line).ok_or(Unreadable { read: end })?;
        let mut reading = Reading::new(end);
        let mut context = "";
        let changes = &text[end..];
        for hunk in Hunks::new(changes) {
            line.clear();
            line.push('\n');
            hunk.long(&mut context, &mut line);
            reading.length = end + hunk.lines.end;
            out.extend([&*line, &changes[hunk.lines.clone()]]).ok_or(Unreadable { read: reading.length })?;
            reading.visible.push(out.len() - hunk.lines.len()..out.len());
        }
        Ok(reading)
    }
}
