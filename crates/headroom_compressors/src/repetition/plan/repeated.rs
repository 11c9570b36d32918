//! Repetitions of a line or of a few lines.

use super::{Fold, Folds, Kind, Mark, Page, mark_cost};

/// Maximum number of lines that repeat together.
const MAX_PERIOD: u32 = 4;

/// Finds lines that repeat the lines directly before them.
pub(super) fn find<'a>(page: &Page<'a>, folds: &mut Folds<'a>) {
    let mut at = 0;
    // A repetition that did not pay does not pay from a later line on either.
    let mut tried = [0; MAX_PERIOD as usize + 1];
    let mut last = 0;
    while at < page.count() {
        let best = (1..=MAX_PERIOD.min(at - last)).filter_map(|period| {
            if tried[period as usize] > at {
                return None;
            }
            let end = (at..page.count())
                .find(|&line| page.id(line) != page.id(line - period) || !folds.is_free(line))
                .unwrap_or(page.count());
            tried[period as usize] = end;
            let times = (end - at) / period;
            let lines = at..at + times * period;
            let mark = Mark::Repeated { lines: period as usize, times: times as usize };
            (times > 0 && page.pays(&lines, mark_cost(&mark))).then_some((period, lines))
        });
        match best.max_by_key(|(period, lines)| (lines.len(), u32::MAX - period)) {
            Some((period, lines)) => {
                at = lines.end;
                last = at;
                folds.push(Fold { lines, kind: Kind::Repeated(period) });
            }
            None => at += 1,
        }
    }
}
