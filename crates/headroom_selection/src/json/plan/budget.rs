//! Estimates how many rows are enough.

use crate::json::Options;
use crate::json::parse::Rows;
use crate::statistics::{Coverage, Density, knee};

/// Maximum number of rows read, evenly spread.
const SAMPLE: usize = 256;
/// Maximum number of bytes compressed of each row, and of all rows together.
const MAX_OF_ROW: usize = 512;
const MAX_PACKED: usize = 1 << 16;

/// The number of rows that are enough, and whether rows differ at all.
pub(super) fn enough(rows: &Rows<'_, '_>, options: &Options) -> (usize, bool) {
    let (least, most) =
        (options.keep_first as usize + options.keep_last as usize, options.max_items_after_crush as usize);
    let step = rows.count().div_ceil(SAMPLE);
    let sample: Vec<&str> = (0..rows.count()).step_by(step).map(|row| rows.text(row)).collect();
    let mut coverage = Coverage::default();
    for row in &sample {
        coverage.push(row);
    }
    // Without a knee every row adds as much as the first ones, or no row adds anything.
    let mut count = match knee(&coverage.curve) {
        Some(count) => count.clamp(least, most.max(least)),
        None if coverage.differs_in_words() => most,
        None => least,
    };
    let whole = Density::of(&joined(&sample, sample.len()));
    while count < most && count < sample.len() && !whole.is_that_of(Density::of(&joined(&sample, count))) {
        count += (count / 5).max(1);
    }
    (count.min(most.max(least)).min(rows.count()), coverage.differs())
}

/// `count` of the rows, evenly spread.
fn joined(sample: &[&str], count: usize) -> String {
    let mut text = String::new();
    for row in sample.iter().step_by(sample.len().div_ceil(count.max(1)).max(1)) {
        if text.len() > MAX_PACKED {
            break;
        }
        text.push_str(&row[..row.floor_char_boundary(MAX_OF_ROW)]);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use super::*;

    fn of(row: impl Fn(usize) -> String) -> (usize, bool) {
        let text = format!("[{}]", (0..300).map(row).collect::<Vec<_>>().join(","));
        let tape = Tape::new(&text).expect("JSON");
        enough(&Rows::of(&tape, 0, false, 1).expect("rows"), &Options::DEFAULT)
    }

    #[test]
    fn similar_rows_need_few_examples() {
        assert_eq!(of(|_| r#"{"state":"done","by":"cron"}"#.into()), (5, false));
        // Only numbers differ, whose range a note can give.
        assert_eq!(of(|at| format!(r#"{{"state":"done","ms":{at}}}"#)).0, 5);
    }

    #[test]
    fn different_rows_use_the_whole_budget() {
        let word = |number: usize| {
            [number / 676, number / 26 % 26, number % 26]
                .map(|letter| char::from(b'a' + letter as u8))
                .iter()
                .collect::<String>()
        };
        assert_eq!(
            of(|at| format!("\"{}\"", (0..6).map(|place| word(at * 6 + place) + " ").collect::<String>())),
            (15, true)
        );
    }

    #[test]
    fn few_kinds_of_rows_need_one_example_each() {
        let kinds = |at: usize| {
            if at < 8 {
                format!(r#"{{"kind":"k{at} and what it does {at}{at}"}}"#)
            } else {
                r#"{"kind":"usual row"}"#.into()
            }
        };
        let (count, differ) = of(kinds);
        assert!((5..=12).contains(&count) && !differ, "{count}");
    }
}
