//! Columns of fixed width, and tables in boxes.

use headroom_core::Kind;

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NOTHING, Recogniser, STRONG};

/// How far columns are looked for, in bytes.
const MAX_WIDTH: usize = 256;

/// Knows tables.
#[derive(Default)]
pub(super) struct Table {
    /// Where words of the line before start and end.
    before: Edges,
    boxed: bool,
}

/// Where words start and end, as bits.
#[derive(Clone, Copy, Default)]
struct Edges {
    starts: [u64; MAX_WIDTH / 64],
    ends: [u64; MAX_WIDTH / 64],
    words: u32,
    /// Gaps of two blanks and more.
    gaps: u32,
}

impl Recogniser for Table {
    fn kind(&self) -> Kind {
        Kind::Table
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        if is_rule(line.body) {
            self.boxed = true;
            return STRONG;
        }
        if std::mem::take(&mut self.boxed) && line.body.contains(['|', '│', '┃', '║']) {
            self.boxed = true;
            return STRONG;
        }
        let edges = Edges::of(line.text);
        let before = std::mem::replace(&mut self.before, edges);
        if edges.words < 3 || edges.gaps == 0 || line.ends_with(";") || line.ends_with("{") {
            return if edges.words >= 2 && edges.gaps > 0 { 1 } else { NOTHING };
        }
        let shared = edges.shared(&before);
        let fields = edges.words.min(before.words);
        let aligned = before.gaps > 0 && line.blanks_before == 0 && shared >= 2 && 3 * shared >= fields;
        let head = is_head(line);
        match (aligned, head) {
            (true, _) if edges.gaps > 1 => GOOD + 1,
            (true, _) => HINT + 1,
            (false, true) => GOOD,
            (false, false) if edges.gaps > 1 => FITS,
            _ => NOTHING,
        }
    }
}

impl Edges {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut edges = Self::default();
        let blank = |at: usize| bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
        for at in 0..bytes.len().min(MAX_WIDTH) {
            if blank(at) {
                let inner = at > 0 && !blank(at - 1);
                edges.gaps += u32::from(inner && blank(at + 1) && at + 1 < bytes.len());
                continue;
            }
            if at == 0 || blank(at - 1) {
                edges.starts[at / 64] |= 1 << (at % 64);
                edges.words += 1;
            }
            if blank(at + 1) {
                edges.ends[at / 64] |= 1 << (at % 64);
            }
        }
        edges
    }

    /// How many columns both have: words that start, or end, one below the other. The first column says nothing.
    fn shared(&self, other: &Self) -> u32 {
        let common = |own: &[u64], theirs: &[u64]| {
            own.iter().zip(theirs).map(|(own, theirs)| (own & theirs).count_ones()).sum::<u32>()
        };
        common(&self.starts, &other.starts).saturating_sub(1).max(common(&self.ends, &other.ends))
    }
}

/// `+-----+-----+`, `-----+-----`, `┌──┬──┐`, `------  ------`
fn is_rule(body: &str) -> bool {
    let dashes = body.len() > 4
        && body.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b' '))
        && (body.contains("--") || body.contains("=="));
    let ascii = dashes
        && (body.contains('+') || body.contains(' '))
        && !body.starts_with("+++")
        && !body.starts_with("- ");
    ascii
        || (body.starts_with(['┌', '├', '╞', '└', '╔', '╠', '╚', '┏', '┡', '┣', '┗', '─', '━'])
            && body.chars().all(|c| ('─'..='╿').contains(&c) || c == ' ')
            && body.contains(['┬', '┼', '┴', '╪', '╦', '╬', '╩', '┳', '╇', '╋', '┻']))
}

/// Names of columns: capitals, with gaps between them.
fn is_head(line: &Line<'_>) -> bool {
    let capitals = line.text.bytes().filter(u8::is_ascii_uppercase).count();
    line.words() > 2
        && line.text.matches("  ").count() > 1
        && capitals * 10 >= line.counts.letters * 7
        && line.counts.letters > 8
}
