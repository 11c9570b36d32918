//! Decides which entries of a log are elided.

mod bursts;
mod columns;
mod keep;
mod mine;
mod notes;
mod odd;
mod pauses;
mod words;

use headroom_core::{Cut, Kind, Policy, Selectable};

use self::mine::Mined;
use super::Options;

/// Minimum number of entries of a section: a shorter log is read as a whole.
const MIN_ENTRIES: usize = 20;
/// Text of no known kind is a log if at most one entry in this many is like fewer than `ALIKE` others.
const ONE_ODD_IN: usize = 8;
const ALIKE: u32 = 10;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let Some(mut mined) = mine::mine(input.text) else { return Vec::new() };
    let is_read = input.kind == Kind::Log || input.policy == Policy::Oneshot && is_regular(&mined);
    if mined.entries.len() < MIN_ENTRIES || !is_read {
        return Vec::new();
    }
    if input.policy == Policy::Oneshot {
        words::merge(&mut mined);
    }
    let kept = keep::keep(input, &mined, options);
    notes::cuts(input, &mined, &kept)
}

/// Whether nearly all entries are like many others.
fn is_regular(mined: &Mined) -> bool {
    let is_odd =
        |entry: &&mine::Entry| mined.kinds.get(entry.kind as usize).is_none_or(|kind| kind.count < ALIKE);
    mined.entries.iter().filter(is_odd).count() * ONE_ODD_IN <= mined.entries.len()
}
