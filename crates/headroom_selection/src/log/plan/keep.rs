//! Decides which entries are kept.

use headroom_core::query::{Question, places};
use headroom_core::{Policy, Selectable};

use super::mine::{Mined, NONE};
use super::odd;
use crate::log::Options;
use crate::log::parse::Severity;

/// For agents, at most one line in this many of a run may be of another kind.
const LINES_A_KIND: usize = 4;
/// The number of entries kept of a failure that is too frequent to be kept whole.
const FIRST_FAILURES: u32 = 3;
/// Minimum number of consecutive entries that are elided, unless they have at least `MIN_BYTES`: a note takes
/// much less.
const MIN_RUN: usize = 2;
const MIN_BYTES: usize = 120;
/// Minimum number of consecutive entries that are elided in a conversation of an agent.
const MIN_AGENT_RUN: usize = 20;

/// For each entry, whether it is kept.
pub(super) fn keep(input: &Selectable<'_>, mined: &Mined, options: Options) -> Vec<bool> {
    let mut kept = chosen(mined, options);
    // The end of a log shows the current state.
    if let Some(last) = kept.last_mut() {
        *last = true;
    }
    for index in odd::find(input.text, mined) {
        kept[index as usize] = true;
    }
    for behind in mined.pauses.unusual(options.pauses) {
        kept[behind] = true;
        if let Some(before) = behind.checked_sub(1) {
            kept[before] = true;
        }
    }
    for end in mined.bursts.ends(options.bursts) {
        kept[end] = true;
    }
    if input.policy == Policy::Oneshot {
        asked(input, mined, &mut kept);
        for at in places(input.text, input.query) {
            kept[mined.entries.partition_point(|entry| entry.start as usize <= at) - 1] = true;
        }
    }
    fill(input, mined, &mut kept);
    kept
}

/// Keeps the entries that the query asks for by position or time, or all of them.
fn asked(input: &Selectable<'_>, mined: &Mined, kept: &mut [bool]) {
    let question = input.query.map(Question::of).unwrap_or_default();
    if !question.all && !question.has_conditions() {
        return;
    }
    let count = kept.len();
    for (index, kept) in kept.iter_mut().enumerate() {
        *kept |= question.all
            || question.wants_position(index, count)
            || question.wants_time(&input.text[mined.span(index)]);
    }
}

/// Keeps the first entry of each kind, all entries of rare kinds and of no kind, and failures unless they are
/// very many, with the entries around the first of each.
fn chosen(mined: &Mined, options: Options) -> Vec<bool> {
    let mut kept = vec![false; mined.entries.len()];
    let mut seen = vec![0_u32; mined.kinds.len()];
    let mut filled = 0;
    for (index, entry) in mined.entries.iter().enumerate() {
        let Some(kind) = (entry.kind != NONE).then(|| &mined.kinds[entry.kind as usize]) else {
            kept[index] = true;
            continue;
        };
        let seen = &mut seen[entry.kind as usize];
        *seen += 1;
        let fails = kind.severity == Severity::Failure;
        kept[index] |= *seen == 1
            || kind.count <= options.rare
            || fails && (kind.count <= options.failures || *seen <= FIRST_FAILURES);
        if fails && *seen == 1 {
            let around = index.saturating_sub(options.before as usize)
                ..(index + 1 + options.after as usize).min(kept.len());
            // Each entry is filled at most once, however large the surroundings are.
            kept[around.start.max(filled).min(index)..around.end.max(filled)].fill(true);
            filled = around.end.max(filled);
        }
    }
    kept
}

/// Keeps runs that are too short, or for agents too mixed, to be elided.
fn fill(input: &Selectable<'_>, mined: &Mined, kept: &mut [bool]) {
    let agent = input.policy == Policy::Agent;
    let min_run = if agent { MIN_AGENT_RUN } else { MIN_RUN };
    let mut last_run = vec![usize::MAX; mined.kinds.len()];
    let mut start = 0;
    while start < kept.len() {
        if kept[start] {
            start += 1;
            continue;
        }
        let end = kept[start..].iter().position(|kept| *kept).map_or(kept.len(), |length| start + length);
        let count = end - start;
        let mut kinds = 0;
        for entry in &mined.entries[start..end] {
            kinds += usize::from(std::mem::replace(&mut last_run[entry.kind as usize], start) != start);
        }
        let bytes = mined.entries.get(end).map_or(input.text.len(), |entry| entry.start as usize)
            - mined.entries[start].start as usize;
        let is_short = count < min_run && (agent || bytes < MIN_BYTES);
        if is_short || agent && kinds * LINES_A_KIND > count {
            kept[start..end].fill(true);
        }
        start = end;
    }
}
