//! Finds rows that stand out: rare fields and values, numbers and lengths far from the mean, and rows where a
//! level changes.

use xxhash_rust::xxh3::xxh3_64;

use super::columns::{Column, Columns};
use crate::json::Options;
use crate::json::parse::Rows;
use crate::statistics::{Cusum, Moments};

/// A value is rare if it is in at most one of this many rows.
const RARE: usize = 50;
/// Maximum number of outstanding rows for a field of the rows, and for a field of objects within them. Of
/// numbers that are `FAR` from the mean, in thousandths of the standard deviation, more are kept: as many as
/// one in `FAR_SHARE` rows, and at most `MAX_FAR`.
const MAX_PER_FIELD: [usize; 2] = [4, 1];
const FAR: u64 = 3000;
const FAR_SHARE: usize = 20;
const MAX_FAR: usize = 24;
/// A field has few values if each is in at least this many rows on average.
const FEW: usize = 4;
/// Minimum difference of lengths of strings, in bytes.
const MIN_LENGTH: u64 = 32;
/// Minimum number of rows for one of them to stand out.
const MIN_COUNT: usize = 10;
/// Maximum number of changes that are shown.
const MAX_CHANGES: usize = 6;

/// The measures of a field.
#[derive(Debug, Default)]
struct Watch {
    scale: i128,
    numbers: Moments,
    series: Cusum,
    /// The hashes of rare values, and their distance from the usual.
    rare: Vec<(u64, u64)>,
    /// The rows that stand out most, and their distance in thousandths of the standard deviation.
    top: Vec<(u64, u32)>,
}

/// The rows that stand out, the most informative first.
pub(super) fn find(rows: &Rows<'_, '_>, columns: &mut Columns, options: &Options) -> Vec<u32> {
    if rows.count() < MIN_COUNT {
        return Vec::new();
    }
    let watched = watch(rows, columns, options);
    let mut changes: Vec<u32> = Vec::new();
    let mut found: Vec<(bool, u64, u32)> = Vec::new();
    for (column, watch) in columns.list.iter().zip(watched) {
        let is_deep = column.depth > 0;
        found.extend(watch.top.into_iter().map(|(score, row)| (is_deep, score, row)));
        if !is_deep && column.count as usize == rows.count() {
            // The series has one value for each row, so its positions are rows.
            changes.extend(watch.series.changes(watch.numbers.deviation()).into_iter().map(|at| at as u32));
            if !column.often && column.values.counted().is_some_and(|values| values.len() > 1) {
                changes.extend(&column.changes);
            }
        }
    }
    found.sort_by_key(|&(is_deep, score, row)| (is_deep, std::cmp::Reverse(score), row));
    // Rows that stand out far are kept beyond the budget.
    let has_measures = columns.list.iter().any(|column| column.depth == 0 && column.is_numeric());
    let far = if has_measures { MAX_FAR.min(rows.count() / FAR_SHARE) } else { 0 };
    let most = (options.max_items_after_crush as usize).max(far);
    let mut seen: Vec<u32> = Vec::new();
    let mut deep = 0;
    for (is_deep, _, row) in found {
        if seen.len() < most && !seen.contains(&row) && (!is_deep || deep < most / 3) {
            deep += usize::from(is_deep);
            seen.push(row);
        }
    }
    changes.sort_unstable();
    changes.dedup();
    seen.extend(changes.into_iter().take(MAX_CHANGES));
    seen
}

fn watch(rows: &Rows<'_, '_>, columns: &mut Columns, options: &Options) -> Vec<Watch> {
    let tape = rows.tape;
    let mut watched: Vec<Watch> = columns
        .list
        .iter()
        .map(|column| Watch {
            scale: column.numbers.scale(),
            rare: rare(column, rows.count()),
            ..Watch::default()
        })
        .collect();
    let absent = |column: &Column| {
        if column.depth == 0 {
            rarity(rows.count(), rows.count().saturating_sub(column.count as usize))
        } else {
            0
        }
    };
    let usual: Vec<(usize, u64)> = columns
        .list
        .iter()
        .enumerate()
        .map(|(at, column)| (at, absent(column)))
        .filter(|(_, score)| *score > 0)
        .collect();
    let mut cells = Vec::new();
    let number = |column: &Column, scale: i128, node: u32| {
        if column.is_numeric() && !column.numbers.rises { Column::scaled(tape, node, scale) } else { None }
    };
    for &value in &rows.values {
        columns.cells(tape, value, false, &mut cells);
        for &(column, node) in &cells {
            let watch = &mut watched[column as usize];
            if let Some(number) = number(&columns.list[column as usize], watch.scale, node) {
                watch.numbers.push(number);
            }
        }
    }
    let mut has: Vec<u32> = vec![u32::MAX; watched.len()];
    for (row, &value) in (0_u32..).zip(&rows.values) {
        columns.cells(tape, value, false, &mut cells);
        for &(at, node) in &cells {
            let (column, watch) = (&columns.list[at as usize], &mut watched[at as usize]);
            has[at as usize] = row;
            let mut score = rarity(rows.count(), column.count as usize);
            if !watch.rare.is_empty() {
                let hash = xxh3_64(tape.raw(node).as_bytes());
                score = score
                    .max(watch.rare.iter().find(|(rare, _)| *rare == hash).map_or(0, |(_, score)| *score));
            }
            if let Some(number) = number(column, watch.scale, node) {
                watch.series.push(watch.numbers.beyond_mean(number));
                score = score.max(distance(number, &watch.numbers, options));
            } else if column.strings == column.count {
                let length = i64::from(tape.raw(node).len() as u32);
                if length.abs_diff(column.lengths.mean()) >= MIN_LENGTH {
                    score = score.max(distance(length, &column.lengths, options));
                }
            }
            note(watch, column, score, row, rows.count());
        }
        for &(at, score) in usual.iter().filter(|(at, _)| has[*at] != row) {
            note(&mut watched[at], &columns.list[at], score, row, rows.count());
        }
    }
    watched
}

/// The rare values of a field with few different values.
fn rare(column: &Column, rows: usize) -> Vec<(u64, u64)> {
    let few = column.values.counted().filter(|values| values.len() > 1 && values.len() * FEW <= rows);
    few.unwrap_or_default()
        .iter()
        .map(|value| (value.hash, rarity(rows, value.count as usize)))
        .filter(|(_, score)| *score > 0)
        .collect()
}

/// The distance of a value in `count` of `rows` rows from the usual, in thousandths of a standard deviation;
/// 0 if it is not rare.
fn rarity(rows: usize, count: usize) -> u64 {
    if count == 0 || count > (rows / RARE).max(1) {
        0
    } else {
        (1_000_000 * (rows - count) as u64 / count as u64).isqrt()
    }
}

/// The distance of a value from the mean in thousandths of the standard deviation; 0 if it is not unusual.
fn distance(value: i64, moments: &Moments, options: &Options) -> u64 {
    let deviation = moments.deviation().max(1);
    let far = value.abs_diff(moments.mean()).saturating_mul(1000) / deviation;
    if far > u64::from(options.anomaly_std_threshold) { far } else { 0 }
}

fn note(watch: &mut Watch, column: &Column, score: u64, row: u32, rows: usize) {
    let usual = MAX_PER_FIELD[usize::from(column.depth > 0)];
    let is_measure = column.depth == 0 && column.is_numeric();
    let most = if is_measure { usual.max((rows / FAR_SHARE).min(MAX_FAR)) } else { usual };
    if score == 0 || watch.top.len() >= most && watch.top.last().is_some_and(|(least, _)| *least >= score) {
        return;
    }
    // Equal scores keep the order of their rows.
    let at = watch.top.partition_point(|(other, _)| *other >= score);
    watch.top.insert(at, (score, row));
    watch.top.truncate(most);
    while watch.top.len() > usual && watch.top.pop_if(|(score, _)| *score <= FAR).is_some() {}
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use super::*;

    fn unusual(row: impl Fn(usize) -> String) -> Vec<u32> {
        let text = format!("[{}]", (0..100).map(row).collect::<Vec<_>>().join(","));
        let tape = Tape::new(&text).expect("JSON");
        let rows = Rows::of(&tape, 0, false, 1).expect("rows");
        let mut columns = Columns::of(&tape, (0..).zip(rows.values.iter().copied()));
        let mut found = find(&rows, &mut columns, &Options::DEFAULT);
        found.sort_unstable();
        found
    }

    #[test]
    fn rare_values_stand_out() {
        assert_eq!(unusual(|at| if at == 40 { r#"{"a":1,"b":2}"# } else { r#"{"a":1}"# }.into()), [40]);
        assert_eq!(unusual(|at| if at == 40 { "{}" } else { r#"{"a":1}"# }.into()), [40]);
        assert_eq!(
            unusual(|at| format!(
                r#"{{"état":"{}"}}"#,
                if at == 40 { "échoué" } else { ["réussi", "en cours"][at * 7 % 3 % 2] }
            )),
            [40]
        );
        assert_eq!(
            unusual(|at| format!(r#"{{"n":{}}}"#, if at == 40 { 9000 } else { at * 7919 % 97 })),
            [40]
        );
        assert_eq!(
            unusual(|at| format!(
                r#"{{"t":"{}"}}"#,
                if at == 40 { "x".repeat(900) } else { format!("text {}", at * 7919) }
            )),
            [40]
        );
    }

    #[test]
    fn changes_of_a_level_stand_out() {
        assert_eq!(unusual(|at| format!(r#"{{"mode":"{}"}}"#, if at < 60 { "blue" } else { "green" })), [60]);
        assert_eq!(
            unusual(|at| format!(r#"{{"ms":{}}}"#, at * 7919 % 13 + if at < 60 { 100 } else { 130 })),
            [60]
        );
    }

    #[test]
    fn uniform_rows_have_no_outliers() {
        assert_eq!(unusual(|_| r#"{"a":"x"}"#.into()), []);
        assert_eq!(unusual(|at| format!(r#"{{"id":{at},"key":"k{:03}"}}"#, at * 7)), []);
    }
}
