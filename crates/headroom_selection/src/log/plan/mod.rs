//! Decides which entries of a log are elided.

mod bursts;
mod columns;
mod keep;
mod mine;
mod notes;
mod odd;
mod pauses;
mod words;

use headroom_core::{Cut, Policy, Selectable};

use super::Options;

/// Minimum number of entries of a section: a shorter log is read as a whole.
const MIN_ENTRIES: usize = 20;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let Some(mut mined) = mine::mine(input.text) else { return Vec::new() };
    if mined.entries.len() < MIN_ENTRIES {
        return Vec::new();
    }
    if input.policy == Policy::Oneshot {
        words::merge(&mut mined);
    }
    let kept = keep::keep(input, &mined, options);
    notes::cuts(input, &mined, &kept)
}
