//! What stays of many things that stand in groups, such as matches in files, where only so many may.

use std::ops::Range;

use headroom_core::{Cut, Stub, cost};

/// A cut saves so many tokens at least: without losing anything, too, lists become a good deal shorter.
const LEAST: u64 = 60;
/// What a note takes besides its words, in tokens.
const NOTE: u64 = 6;

/// A thing: whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) span: Range<usize>,
    /// Things of one group stand behind each other.
    pub(crate) group: u32,
    /// Whether it stays in any case.
    pub(crate) stays: bool,
}

/// Has about `most` things stay: all of small groups, and of large ones as many of the first as there is room for in each, and the last; those that stay
/// in any case count as well. At least `least` stay of each group.
pub(crate) fn thin(items: &mut [Item], most: usize, least: usize) {
    let is_one = |a: &Item, b: &Item| a.group == b.group;
    let each = if items.len() <= most { usize::MAX } else { each(items.chunk_by(is_one).map(<[_]>::len).collect(), most).max(least) };
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

/// The cuts that leave what stays. Of things that go behind each other, by their indexes, `note` tells how much that is and what is to be known of it.
pub(crate) fn cuts(text: &str, items: &[Item], reason: &'static str, note: impl Fn(Range<usize>) -> (String, String)) -> Vec<Cut> {
    let (mut cuts, mut start) = (Vec::new(), 0);
    for run in items.chunk_by(|a, b| a.group == b.group && a.stays == b.stays && a.span.end == b.span.start) {
        let end = start + run.len();
        let span = run[0].span.start..items[end - 1].span.end;
        if !run[0].stays {
            let (what, after) = note(start..end);
            let takes = cost(&what).to_tokens() + cost(&after).to_tokens() + NOTE;
            let eol = if text[span.clone()].ends_with("\r\n") { "\r\n" } else { "\n" };
            if cost(&text[span.clone()]).to_tokens() >= takes + LEAST {
                cuts.push(Cut { span, stub: Stub { before: String::new(), what: Some(what), after: after + eol }, reason });
            }
        }
        start = end;
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(groups: &[usize], asked: &[usize], most: usize) -> Vec<usize> {
        let of_group = |(group, size): (u32, &usize)| vec![Item { span: 0..0, group, stays: false }; *size];
        let mut items: Vec<Item> = (0..).zip(groups).flat_map(of_group).collect();
        for &at in asked {
            items[at].stays = true;
        }
        thin(&mut items, most, 2);
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
        let items: Vec<Item> = (0..9).map(|at| Item { span: 2 * at..2 * at + 2, group: 0, stays: at == 0 }).collect();
        assert_eq!(cuts(&text, &items, "test", |lines| (format!("{} lines", lines.len()), String::new())), []);
    }
}
