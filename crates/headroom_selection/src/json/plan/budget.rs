//! How many rows say what there is to say.

use crate::json::Options;
use crate::json::parse::Rows;
use crate::statistics::{Coverage, Density, knee};

/// So many rows are read, evenly spread.
const SAMPLE: usize = 256;
/// So much of each is packed, in bytes, and so much of all of them.
const MAX_OF_ROW: usize = 512;
const MAX_PACKED: usize = 1 << 16;

/// How many rows are enough, and whether rows differ at all.
pub(super) fn enough(rows: &Rows<'_, '_>, options: &Options) -> (usize, bool) {
    let (least, most) =
        (options.keep_first as usize + options.keep_last as usize, options.max_items_after_crush as usize);
    let step = rows.count().div_ceil(SAMPLE);
    let sample: Vec<&str> = (0..rows.count()).step_by(step).map(|row| rows.text(row)).collect();
    let mut coverage = Coverage::default();
    for row in &sample {
        coverage.push(row);
    }
    // Without a knee every row adds as much as the first ones did, or none adds anything.
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

/// So many of the rows, evenly spread.
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
    fn rows_that_say_the_same_need_few() {
        assert_eq!(of(|_| r#"{"state":"done","by":"cron"}"#.into()), (5, false));
        // What differs is only a number, of which the range can be told.
        assert_eq!(of(|at| format!(r#"{{"state":"done","ms":{at}}}"#)).0, 5);
    }

    #[test]
    fn rows_that_all_differ_need_as_many_as_there_may_be() {
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
    fn what_ends_is_known_when_it_was_seen() {
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
