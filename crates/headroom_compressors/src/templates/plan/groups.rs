//! Groups of lines with the same text around their values.

use std::ops::Range;

use headroom_core::IndexTable;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::gaps::{Common, around};
use super::line::Line;

/// Minimum number of lines of a template.
const MIN_COUNT: usize = 3;
/// Maximum number of groups. A line that would start another group stays as it is.
const MAX_GROUPS: usize = 4096;

/// The groups of some lines.
pub(super) struct Groups<'a> {
    pub(super) list: Vec<Group<'a>>,
    /// The group of each line.
    of_line: Vec<Option<u32>>,
}

pub(super) struct Group<'a> {
    pub(super) common: Common<'a>,
    pub(super) count: usize,
}

impl<'a> Groups<'a> {
    pub(super) fn of(lines: &'a [Line<'a>]) -> Self {
        let mut list: Vec<Group<'a>> = Vec::new();
        let mut of_line = Vec::with_capacity(lines.len());
        let mut known = IndexTable::default();
        for line in lines {
            let Some(own) = &line.values else {
                of_line.push(None);
                continue;
            };
            let line = line.text;
            let index = known.enter(hash(line, own), list.len() as u32, |other| {
                list.get(other as usize).is_some_and(|group| group.common.fits(line, own))
            });
            if let Some(group) = list.get_mut(index as usize) {
                group.common.take(line, own);
                group.count += 1;
            } else if list.len() < MAX_GROUPS {
                list.push(Group { common: Common::new(line, own), count: 1 });
            } else {
                of_line.push(None);
                continue;
            }
            of_line.push(Some(index));
        }
        Self { list, of_line }
    }

    /// The group of a line.
    pub(super) fn group(&self, line: usize) -> Option<usize> {
        self.of_line[line].map(|group| group as usize)
    }

    /// Whether enough lines are like this one.
    pub(super) fn is_like_others(&self, line: usize) -> bool {
        self.group(line).is_some_and(|group| self.list[group].count >= MIN_COUNT)
    }
}

fn hash(line: &str, values: &[Range<usize>]) -> u64 {
    around(line, values).fold(values.len() as u64, |hash, (lead, part, tail)| {
        xxh3_64_with_seed(part.as_bytes(), hash.wrapping_add(u64::from(lead) + 2 * u64::from(tail)))
    })
}
