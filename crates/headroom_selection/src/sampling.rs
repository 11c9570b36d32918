//! Chooses which of many items in groups are kept, such as matches in files, if at most a given number may be
//! kept.

use std::ops::Range;

use headroom_core::line_ends::line_end;
use headroom_core::{Cut, Selectable, Stub, cost};

/// Minimum saving of a cut, in tokens: lossless forms already shorten lists a good deal.
const MIN_SAVING: u64 = 60;
/// The cost of a note in addition to its words, in tokens.
const NOTE: u64 = 6;

/// An item: whole lines. A text may have very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    start: u32,
    end: u32,
    /// Items of one group are consecutive.
    pub(crate) group: u32,
    /// Whether it is always kept.
    pub(crate) stays: bool,
}

impl Item {
    /// The item with these bytes of a text shorter than 4 GiB.
    pub(crate) const fn new(span: &Range<usize>, group: u32, stays: bool) -> Self {
        Self { start: span.start as u32, end: span.end as u32, group, stays }
    }

    pub(crate) const fn span(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Memory for one item in each line of a text, because growing a list takes more.
pub(crate) fn room(text: &str) -> Vec<Item> {
    Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1)
}

/// Keeps the items that contain these places.
pub(crate) fn keep(items: &mut [Item], places: &[usize]) {
    for &at in places {
        let item = items.partition_point(|item| item.end as usize <= at);
        if let Some(item) = items.get_mut(item).filter(|item| item.start as usize <= at) {
            item.stays = true;
        }
    }
}

/// Consecutive items that are elided.
#[derive(Debug)]
pub(crate) struct Gap<'a> {
    pub(crate) text: &'a str,
    pub(crate) group: usize,
    /// Their line numbers: `9-27`.
    pub(crate) lines: String,
}

/// A range of numbers: `9-27`, or `9`.
pub(crate) fn range(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from}-{to}") }
}

/// Keeps about `most` items: all items of small groups, and of each large group the last item and as many of
/// the first as its share allows. Items that are always kept count as well. At least `least` of each group
/// are kept.
pub(crate) fn sample(items: &mut [Item], most: usize, least: usize) {
    let is_one = |a: &Item, b: &Item| a.group == b.group;
    let each = if items.len() <= most {
        usize::MAX
    } else {
        each(items.chunk_by(is_one).map(<[_]>::len).collect(), most).max(least)
    };
    for group in items.chunk_by_mut(is_one) {
        let size = group.len();
        let others = 1 + group.iter().filter(|item| item.stays).count();
        let first = if size <= each { size } else { each.saturating_sub(others).max(1) };
        group.iter_mut().enumerate().for_each(|(at, item)| item.stays |= at < first || at + 1 == size);
    }
}

/// The number of items kept of each group, so that about `most` are kept in total.
fn each(mut sizes: Vec<usize>, most: usize) -> usize {
    sizes.sort_unstable();
    let mut room = most;
    for (at, &size) in sizes.iter().enumerate() {
        let groups = sizes.len() - at;
        if size > room / groups {
            return room / groups;
        }
        room -= size;
    }
    usize::MAX
}

/// The cuts that elide all other items. `note` gives the amount of a gap and its description.
pub(crate) fn cuts(
    input: &Selectable<'_>,
    items: &[Item],
    note: impl Fn(&Gap<'_>) -> (String, String),
) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let (mut line, mut counted) = (input.lines_before + 1, 0);
    let feeds = |span: Range<usize>| memchr::memchr_iter(b'\n', &input.text.as_bytes()[span]).count();
    for run in items
        .chunk_by(|a, b| a.group == b.group && a.stays == b.stays && a.end == b.start)
        .filter(|run| !run[0].stays)
    {
        let span = run[0].span().start..run[run.len() - 1].span().end;
        let text = &input.text[span.clone()];
        line += feeds(counted..span.start);
        let end = line + feeds(span.start..span.end - 1);
        counted = span.start;
        let (what, after) = note(&Gap {
            text,
            group: run[0].group as usize,
            lines: range(&line.to_string(), &end.to_string()),
        });
        let takes = cost(&what).to_tokens() + cost(&after).to_tokens() + NOTE;
        if cost(text).to_tokens() >= takes + MIN_SAVING {
            cuts.push(Cut {
                span,
                stub: Stub {
                    what: Some(what.into()),
                    after: (after + line_end(text)).into(),
                    ..Stub::default()
                },
            });
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use headroom_core::{Kind, Policy};

    use super::*;

    fn kept(groups: &[usize], asked: &[usize], most: usize) -> Vec<usize> {
        let mut items: Vec<Item> = (0..)
            .zip(groups)
            .flat_map(|(group, size)| vec![Item::new(&(0..0), group, false); *size])
            .collect();
        for &at in asked {
            items[at].stays = true;
        }
        sample(&mut items, most, 2);
        items.iter().enumerate().filter(|(_, item)| item.stays).map(|(at, _)| at).collect()
    }

    #[test]
    fn small_groups_are_kept_and_large_ones_share_the_rest() {
        assert_eq!(kept(&[2, 10, 3], &[], 15), (0..15).collect::<Vec<_>>());
        assert_eq!(kept(&[2, 10, 3], &[], 9), [0, 1, 2, 3, 4, 11, 12, 13, 14]);
        assert_eq!(kept(&[2, 10, 3], &[6], 9), [0, 1, 2, 3, 6, 11, 12, 13, 14]);
        // The first and the last item of each group are kept, however many groups there are.
        assert_eq!(kept(&[5, 5, 1], &[], 1), [0, 4, 5, 9, 10]);
        assert_eq!(kept(&[], &[], 0), []);
    }

    #[test]
    fn short_gaps_are_not_cut() {
        let text = "a\n".repeat(9);
        let items: Vec<Item> = (0..9).map(|at| Item::new(&(2 * at..2 * at + 2), 0, at == 0)).collect();
        let input = Selectable {
            text: &text,
            kind: Kind::Listing,
            language: None,
            lines_before: 0,
            policy: Policy::Oneshot,
            query: None,
            is_document: false,
            earlier: &[],
            scorer: &crate::Lexical,
        };
        assert_eq!(cuts(&input, &items, |gap| (gap.lines.clone(), String::new())), []);
    }
}
