//! Segmentation: splits a text into runs of lines of one kind each. It finds the path through all lines that
//! earns the most points, where each change of kind costs points.
//!
//! The method is that of Viterbi (1967) with one price for all changes, so that a line needs one step for
//! each kind. Lines are kept until a window is full; then the older half of them is decided. The window
//! bounds the memory.

use std::ops::Range;

use headroom_core::Kind;
use headroom_formats::lines::lines;

use crate::line::Line;
use crate::recogniser::{PLAIN, Recogniser};
use crate::recognisers::all;

/// The price of a change of kind, in points.
const CHANGE: i32 = 14;
/// The number of lines in the window.
const WINDOW: usize = 4096;
/// Maximum number of runs. The text after the last of them makes one more run.
const MAX_RUNS: usize = 4096;

/// Consecutive lines of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
    /// The points of its lines.
    pub(crate) points: usize,
    /// The number of its lines that are not blank.
    pub(crate) lines: usize,
    /// How many of its lines are worth more than plain text.
    pub(crate) explained: usize,
}

/// A line in the window.
struct Seen {
    end: usize,
    /// One bit for each kind: whether the best path to this line comes from another kind.
    changed: u32,
    /// The kind that changes come from.
    from: usize,
    /// The points of the line, by kind. A blank line has the same points for every kind.
    points: [i8; KINDS],
    blank: bool,
}

/// The number of kinds: those of the recognisers, and plain text.
const KINDS: usize = 23;
const TEXT: usize = KINDS - 1;

/// Splits `text` into runs, which cover it in order and without gaps.
pub(crate) fn cut(text: &str) -> Vec<Run> {
    let mut recognisers = all();
    debug_assert_eq!(recognisers.len(), TEXT, "one kind each, and plain text");
    let kinds: Vec<Kind> =
        recognisers.iter().map(|recogniser| recogniser.kind()).chain([Kind::Text]).collect();
    let mut cutter = Cutter {
        kinds,
        totals: [0; KINDS],
        window: Vec::with_capacity(WINDOW.min(text.len() / 16 + 1)),
        runs: Vec::new(),
        start: 0,
    };
    let (mut blanks, mut scratch) = (0, String::new());
    for span in lines(text) {
        let whole = text[span.clone()].trim_end_matches('\n');
        let mut points = [PLAIN as i8; KINDS];
        let line = Line::new(whole, blanks, &mut scratch);
        blanks = if line.is_none() { blanks + 1 } else { 0 };
        if let Some(line) = &line {
            judge(&mut recognisers, line, &mut points);
        }
        cutter.push(span.end, points, line.is_none());
    }
    cutter.decide(0);
    cutter.runs
}

fn judge(recognisers: &mut [Box<dyn Recogniser>], line: &Line<'_>, points: &mut [i8; KINDS]) {
    for (recogniser, points) in recognisers.iter_mut().zip(points) {
        *points = recogniser.points(line) as i8;
    }
}

struct Cutter {
    kinds: Vec<Kind>,
    /// The points of the best path to the last line that ends in each kind.
    totals: [i32; KINDS],
    window: Vec<Seen>,
    runs: Vec<Run>,
    /// The start of the first line in the window.
    start: usize,
}

impl Cutter {
    fn push(&mut self, end: usize, points: [i8; KINDS], blank: bool) {
        let from = best(&self.totals);
        let changed_total = self.totals[from] - CHANGE;
        let follows = !self.window.is_empty() || !self.runs.is_empty();
        let mut changed = 0;
        for (kind, (total, points)) in self.totals.iter_mut().zip(points).enumerate() {
            // Changes are as late as possible: blank lines belong to the lines before them.
            if changed_total >= *total && follows {
                changed |= 1 << kind;
                *total = changed_total;
            }
            *total += i32::from(points);
        }
        // Only differences matter, so totals stay small.
        let most = self.totals[best(&self.totals)];
        self.totals.iter_mut().for_each(|total| *total -= most);
        self.window.push(Seen { end, changed, from, points, blank });
        if self.window.len() == WINDOW {
            self.decide(WINDOW / 2);
        }
    }

    /// Decides the kinds of all lines of the window but the last `kept`, which stay in it.
    fn decide(&mut self, kept: usize) {
        let mut kind = best(&self.totals);
        let mut decided = vec![0; self.window.len()];
        for (index, seen) in self.window.iter().enumerate().rev() {
            decided[index] = kind;
            if seen.changed & (1 << kind) != 0 {
                kind = seen.from;
            }
        }
        let count = self.window.len() - kept;
        for (seen, kind) in self.window.drain(..count).zip(decided) {
            let last = self.runs.len();
            if self.runs.last().is_none_or(|run| run.kind != self.kinds[kind] && last <= MAX_RUNS) {
                let kind = if last == MAX_RUNS { Kind::Text } else { self.kinds[kind] };
                self.runs.push(Run { span: self.start..self.start, kind, points: 0, lines: 0, explained: 0 });
            }
            if let Some(run) = self.runs.last_mut() {
                run.span.end = seen.end;
                run.lines += usize::from(!seen.blank);
                if !seen.blank {
                    run.points += usize::try_from(seen.points[kind]).unwrap_or(0);
                    run.explained += usize::from(i32::from(seen.points[kind]) > PLAIN);
                }
            }
            self.start = seen.end;
        }
    }
}

/// The first of the best kinds.
fn best(totals: &[i32; KINDS]) -> usize {
    (0..KINDS).fold(0, |best, kind| if totals[kind] > totals[best] { kind } else { best })
}
