//! Chooses the rows that are kept.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use headroom_core::query::Question;

use super::alike::Alike;
use super::columns::Columns;
use super::exceptions::Exceptions;
use super::read::read;
use super::{budget, conditions, exceptions, failures, matches, unusual};
use crate::json::Options;
use crate::json::parse::Rows;

/// Shares of the first and of the last rows among those kept if no row is special, in percent.
const HEAD: usize = 30;
const TAIL: usize = 15;
/// Of many failures, one of each message is kept, up to this multiple of the budget.
const MESSAGES: usize = 6;
/// Arrays of at most this many rows are read to the end if there is a query.
const HANDFUL: usize = 10;
/// One row of each group is kept if the groups are at most this multiple of the budget.
const GROUPS: usize = 2;
/// If rows differ, all are kept up to this percentage of the budget: eliding the few others would not be
/// worth it.
const FEW_MORE: usize = 133;

/// The result of choosing rows.
#[derive(Debug)]
pub(super) struct Chosen {
    /// The rows that are kept, in order.
    pub(super) kept: BTreeSet<u32>,
    /// The rows that report failures.
    pub(super) failures: Vec<u32>,
    pub(super) alike: Alike,
    /// The exceptions to what the kept rows have in common.
    pub(super) exceptions: Exceptions,
}

/// Chooses the rows that are kept. `None`: all of them.
pub(super) fn choose(
    rows: &Rows<'_, '_>,
    columns: &mut Columns,
    question: Option<&str>,
    options: &Options,
) -> Option<Chosen> {
    let count = rows.count();
    let most = options.max_items_after_crush as usize;
    let (enough, differ) = budget::enough(rows, options);
    if differ && count * 100 <= most * FEW_MORE || question.is_some() && differ && count <= HANDFUL {
        return None;
    }
    let conditions = question.map(Question::of).unwrap_or_default();
    if conditions.all || matches::are_read(rows) {
        return None;
    }
    let last = |wanted: usize| (count.saturating_sub(wanted)..count).map(|row| row as u32);
    let mut kept: BTreeSet<u32> = (0..count.min(options.keep_first as usize))
        .map(|row| row as u32)
        .chain(last(options.keep_last as usize))
        .collect();
    let (alike, asked) = read(rows, question, options);
    let mut failures = if options.preserve_errors { failures::find(rows) } else { Vec::new() };
    if failures.len() > most {
        failures = of_each_message(&alike, &failures, MESSAGES * most);
    }
    kept.extend(&failures);
    kept.extend(unusual::find(rows, columns, options));
    kept.extend(preserved(rows, columns, options));
    if let Some(asked) = asked {
        kept.extend(asked.find(rows, options));
    }
    kept.extend(conditions::find(rows, &conditions));
    // The groups that are not shown yet, the largest first.
    let shown: BTreeSet<usize> = kept.iter().filter_map(|&row| alike.group(row as usize)).collect();
    let mut missing: Vec<_> = (0..)
        .zip(&alike.groups)
        .filter(|(group, _)| !shown.contains(group))
        .map(|(_, group)| group)
        .collect();
    if alike.groups.len() <= GROUPS * most && alike.groups.len() * 2 <= count {
        kept.extend(missing.drain(..).map(|group| group.first));
    }
    if kept.len() < enough {
        kept.extend(0..(enough * HEAD / 100).min(count) as u32);
        kept.extend(last(enough * TAIL / 100));
        // Once each group is shown, another row would add nothing.
        let has_singles =
            alike.groups.is_empty() && !columns.is_numeric() || missing.iter().any(|group| group.count == 1);
        missing.retain(|group| group.count > 1);
        missing.sort_by_key(|group| Reverse(group.count));
        kept.extend(missing.iter().take(enough.saturating_sub(kept.len())).map(|group| group.first));
        let left = if has_singles { enough.saturating_sub(kept.len()) } else { 0 };
        kept.extend((1..=left).map(|part| (part * count / (left + 1)).min(count - 1) as u32));
    }
    let exceptions = exceptions::find(rows, &kept);
    kept.extend(&exceptions.rows);
    (kept.len() < count).then_some(Chosen { kept, failures, alike, exceptions })
}

/// One row of each message among the rows in `list`, the rarest first. Rows have the same message if they
/// differ only in numbers.
fn of_each_message(alike: &Alike, list: &[u32], most: usize) -> Vec<u32> {
    let mut messages: BTreeMap<u16, (u32, u32)> = BTreeMap::new();
    let mut found: Vec<(u32, u32)> = Vec::new();
    for &row in list {
        match alike.exact(row as usize) {
            Some(key) => messages.entry(key).or_insert((0, row)).0 += 1,
            None => found.push((1, row)),
        }
    }
    found.extend(messages.into_values());
    found.sort_unstable();
    let mut found: Vec<u32> = found.into_iter().take(most).map(|(_, row)| row).collect();
    found.sort_unstable();
    found
}

/// The first row for each value of the fields of which every value must be shown.
fn preserved(rows: &Rows<'_, '_>, columns: &Columns, options: &Options) -> Vec<u32> {
    let is_named =
        |key: u32| options.preserve_fields.iter().any(|name| rows.tape.raw(key).trim_matches('"') == name);
    let named = columns.list.iter().filter(|column| column.key.is_some_and(is_named));
    named
        .flat_map(|column| column.values.counted().unwrap_or_default().iter().map(|value| value.row))
        .collect()
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use super::*;

    fn kept(text: &str, question: Option<&str>, options: &Options) -> Option<Vec<u32>> {
        let tape = Tape::new(text).expect("JSON");
        let rows = Rows::of(&tape, 0, false, 1).expect("rows");
        let mut columns = Columns::of(&tape, (0..).zip(rows.values.iter().copied()));
        choose(&rows, &mut columns, question, options).map(|chosen| chosen.kept.into_iter().collect())
    }

    fn array(count: usize, row: impl Fn(usize) -> String) -> String {
        format!("[{}]", (0..count).map(row).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn equal_rows_keep_only_the_first_and_last() {
        assert_eq!(
            kept(&array(100, |_| r#"{"a":"x"}"#.into()), None, &Options::DEFAULT),
            Some(vec![0, 1, 2, 98, 99])
        );
    }

    #[test]
    fn a_few_different_rows_are_all_kept() {
        let word = |number: usize| {
            [number / 676, number / 26 % 26, number % 26]
                .map(|letter| char::from(b'a' + letter as u8))
                .iter()
                .collect::<String>()
        };
        let row =
            |at: usize| format!("\"{}\"", (0..6).map(|place| word(at * 6 + place) + " ").collect::<String>());
        assert_eq!(kept(&array(18, row), None, &Options::DEFAULT), None);
        let many = kept(&array(300, row), None, &Options::DEFAULT).expect("fewer");
        assert_eq!((many.len(), many.first(), many.last()), (15, Some(&0), Some(&299)));
    }

    #[test]
    fn one_row_of_each_kind_of_failure_is_kept() {
        let row = |at: usize| {
            format!(
                r#"{{"level":"{}","m":"{} {at}"}}"#,
                if at.is_multiple_of(3) { "error" } else { "info" },
                if at == 33 { "disk is full at" } else { "no answer from host" }
            )
        };
        let kept = kept(&array(300, row), None, &Options::DEFAULT).expect("fewer");
        assert!(kept.contains(&33) && kept.len() < 20, "{kept:?}");
    }

    #[test]
    fn every_value_of_a_preserved_field_is_kept() {
        let text = array(200, |at| format!(r#"{{"zone":"z{}"}}"#, at % 40 / 10 * 10));
        let options = Options { preserve_fields: vec!["zone".into()], ..Options::DEFAULT };
        assert!(
            [0, 10, 20, 30]
                .iter()
                .all(|row| kept(&text, None, &options).is_some_and(|kept| kept.contains(row)))
        );
    }
}
