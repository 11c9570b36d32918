//! Which lines are a log, and how they are written.

mod groups;
mod write;

use std::ops::Range;

use headroom_core::{Cost, Edit, Lines, Plan, cost};

use super::parse::{Stamp, has_clock};
use super::{CODECS, Options};

/// What an edit has to save at least, in tokens.
const LEAST_SAVING: u64 = 10;
/// So many lines without a time may stand between those that have one: traces of a stack, mostly.
const MOST_BETWEEN: u32 = 40;
/// At least one line in so many has a time.
const SPARSEST: u32 = 4;

/// Plans a short form for each log in a text.
pub(super) fn plan(text: &str, options: Options) -> Plan {
    let lines = Lines::new(text);
    let logs = find(text, &lines).filter(|log| log.timed >= options.fewest && log.timed * SPARSEST >= log.lines.len() as u32);
    let edits = logs.filter_map(|log| {
        let span = lines.line(log.lines.start).whole.start..lines.line(log.lines.end - 1).whole.end;
        let entries: Vec<_> = log.lines.map(|index| Entry::new(&text[lines.line(index).whole], log.stamped)).collect();
        let text = write::write(&entries)?;
        Some(Edit::Rewrite { span, text, codec: CODECS[0], reason: "lines of a log" })
    });
    let worth = |edit: &Edit| {
        let before = cost(&text[edit.span().clone()]);
        cost(edit.text()) + Cost::tokens(LEAST_SAVING).max(before.percent(options.least_share)) <= before
    };
    Plan::new(text, edits.filter(worth).collect()).unwrap_or_default()
}

/// Lines of a log, and some between them.
struct Log {
    lines: Range<u32>,
    /// How many have a time.
    timed: u32,
    /// Whether most of them start with it.
    stamped: bool,
}

/// A line, and its part that may be of a kind.
struct Entry<'a> {
    line: &'a str,
    stamp: Option<Stamp<'a>>,
    /// What stands behind the time, or all of a line with the time in its middle.
    rest: Option<&'a str>,
}

impl<'a> Entry<'a> {
    fn new(line: &'a str, stamped: bool) -> Self {
        let stamp = Stamp::read(line).filter(|_| stamped);
        let rest = if stamped { stamp.map(|stamp| stamp.rest) } else { has_clock(line).then_some(line) };
        Self { line, stamp, rest }
    }
}

/// Finds lines with times, not too far from each other.
fn find(text: &str, lines: &Lines) -> impl Iterator<Item = Log> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let is_timed = |index: u32| has_clock(&text[lines.line(index).whole]);
        let start = (next..lines.count()).find(|&index| is_timed(index))?;
        let (mut end, mut timed, mut stamped) = (start, 0, 0);
        let mut index = start;
        while index < lines.count() && index - end <= MOST_BETWEEN {
            let line = &text[lines.line(index).whole];
            if has_clock(line) {
                timed += 1;
                stamped += u32::from(Stamp::read(line).is_some());
                end = index;
            }
            index += 1;
        }
        next = index;
        Some(Log { lines: start..end + 1, timed, stamped: stamped * 2 >= timed })
    })
}
