//! Chooses which of many items in groups are kept, such as matches in files, if at most a given number may be kept.

use std::ops::Range;

use headroom_core::line_ends::line_end;
use headroom_core::{Cut, Selectable, Stub, cost};

/// A cut saves so many tokens at least: without losing anything, too, lists become a good deal shorter.
const MIN: u64 = 60;
/// What a note takes besides its words, in tokens.
const NOTE: u64 = 6;

/// A thing: whole lines. There may be very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    start: u32,
    end: u32,
    /// Things of one group stand behind each other.
    pub(crate) group: u32,
    /// Whether it stays in any case.
    pub(crate) stays: bool,
}

impl Item {
    /// Of these bytes of a text that is shorter than 4 GiB.
    pub(crate) const fn new(span: &Range<usize>, group: u32, stays: bool) -> Self {
        Self { start: span.start as u32, end: span.end as u32, group, stays }
    }

    pub(crate) const fn span(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Room for a thing in each line of a text: growing would take more.
pub(crate) fn room(text: &str) -> Vec<Item> {
    Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1)
}

/// Has the things stay in which one of these places is.
pub(crate) fn keep(items: &mut [Item], places: &[usize]) {
    for &at in places {
        let item = items.partition_point(|item| item.end as usize <= at);
        if let Some(item) = items.get_mut(item).filter(|item| item.start as usize <= at) {
            item.stays = true;
        }
    }
}

/// Things that go behind each other.
#[derive(Debug)]
pub(crate) struct Gap<'a> {
    pub(crate) text: &'a str,
    pub(crate) group: usize,
    /// Which lines they are, as people say it: `9-27`.
    pub(crate) lines: String,
}

/// Numbers as people say them: `9-27`, `9`.
pub(crate) fn range(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from}-{to}") }
}

/// Has about `most` things stay: all of small groups, and of large ones as many of the first as there is room for in each, and the last; those that stay
/// in any case count as well. At least `least` stay of each group.
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

/// How many may stay of each group so that `most` stay together.
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

/// The cuts that leave what stays. `note` says how much goes, and what is to be known of it.
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
        if cost(text).to_tokens() >= takes + MIN {
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
    fn small_groups_stay_and_large_ones_share_the_room() {
        assert_eq!(kept(&[2, 10, 3], &[], 15), (0..15).collect::<Vec<_>>());
        assert_eq!(kept(&[2, 10, 3], &[], 9), [0, 1, 2, 3, 4, 11, 12, 13, 14]);
        assert_eq!(kept(&[2, 10, 3], &[6], 9), [0, 1, 2, 3, 6, 11, 12, 13, 14]);
        // The first and the last of each stay, however many groups there are.
        assert_eq!(kept(&[5, 5, 1], &[], 1), [0, 4, 5, 9, 10]);
        assert_eq!(kept(&[], &[], 0), []);
    }

    #[test]
    fn what_is_short_is_not_cut() {
        let text = "a\n".repeat(9);
        let items: Vec<Item> = (0..9).map(|at| Item::new(&(2 * at..2 * at + 2), 0, at == 0)).collect();
        let input = Selectable {
            text: &text,
            kind: Kind::Listing,
            lines_before: 0,
            policy: Policy::Oneshot,
            query: None,
        };
        assert_eq!(cuts(&input, &items, |gap| (gap.lines.clone(), String::new())), []);
    }
}
