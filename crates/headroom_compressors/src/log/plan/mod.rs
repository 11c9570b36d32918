//! Finds logs, and plans their short form.

mod groups;
mod write;

use std::ops::Range;

use headroom_core::{Cost, Edit, Lines, Plan, cost};

use super::CODECS;
use super::parse::{Stamp, has_clock};

/// Minimum saving of an edit, in tokens and in percent of the cost of the lines: looking up kinds must be
/// worth the reader's effort.
const MIN_SAVING: u64 = 10;
const MIN_SHARE: u64 = 15;
/// Minimum number of lines with a time: fewer lines repeat little.
const MIN_TIMED: u32 = 6;
/// Maximum number of lines without a time between two lines with a time. Most of them are stack traces.
const MAX_BETWEEN: u32 = 40;
/// At least one line in this many must have a time.
const SPARSEST: u32 = 4;

/// Plans a short form for each log in a text.
pub(super) fn plan(text: &str) -> Plan {
    let lines = Lines::new(text);
    let logs = find(text, &lines)
        .filter(|log| log.timed >= MIN_TIMED && log.timed * SPARSEST >= log.lines.len() as u32);
    let edits = logs.filter_map(|log| {
        let span = lines.whole(log.lines.start).start..lines.whole(log.lines.end - 1).end;
        let entries: Vec<_> =
            log.lines.map(|index| Entry::new(&text[lines.whole(index)], log.stamped)).collect();
        let text = write::write(&entries)?.into();
        Some(Edit::Rewrite { span, text, codec: CODECS[0], reason: "lines of a log" })
    });
    let worth = |edit: &Edit<'_>| {
        let before = cost(&text[edit.span().clone()]);
        cost(edit.text()) + Cost::tokens(MIN_SAVING).max(before.percent(MIN_SHARE)) <= before
    };
    Plan::new(text, edits.filter(worth))
}

/// Consecutive lines of a log, and the lines without a time among them.
struct Log {
    lines: Range<u32>,
    /// The number of lines with a time.
    timed: u32,
    /// Whether most lines with a time start with it.
    stamped: bool,
}

/// A line and its parts.
#[derive(Clone, Copy)]
struct Entry<'a> {
    line: &'a str,
    /// The lengths of the date and the time, if the line starts with them.
    stamp: Option<(u8, u8)>,
    has_rest: bool,
}

impl<'a> Entry<'a> {
    fn new(line: &'a str, stamped: bool) -> Self {
        let stamp = Stamp::read(line)
            .filter(|_| stamped)
            .map(|stamp| (stamp.date.len() as u8, stamp.time.len() as u8));
        Self { line, stamp, has_rest: if stamped { stamp.is_some() } else { has_clock(line) } }
    }

    fn stamp(&self) -> Option<Stamp<'a>> {
        let (date, time) = self.stamp?;
        let (date, rest) = self.line.split_at(date.into());
        let (time, rest) = rest.split_at(time.into());
        Some(Stamp { date, time, rest })
    }

    /// The part that may be of a kind: the text after the time, or the whole line if the time is in its
    /// middle.
    fn rest(&self) -> Option<&'a str> {
        self.has_rest.then(|| self.stamp().map_or(self.line, |stamp| stamp.rest))
    }
}

/// Finds runs of lines with times that are close to each other.
fn find(text: &str, lines: &Lines) -> impl Iterator<Item = Log> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let is_timed = |index: u32| has_clock(&text[lines.whole(index)]);
        let start = (next..lines.count()).find(|&index| is_timed(index))?;
        let (mut end, mut timed, mut stamped) = (start, 0, 0);
        let mut index = start;
        while index < lines.count() && index - end <= MAX_BETWEEN {
            let line = &text[lines.whole(index)];
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
