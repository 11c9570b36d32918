//! Decides which lines of tests and builds are elided.

mod notes;
mod roles;
mod state;

use headroom_core::{Cut, Policy, Selectable};

use self::roles::Role;
use headroom_core::query::places;

/// Minimum average length of lines, in bytes: their memory stays below that.
const MIN_LEN: usize = 8;
/// Minimum number of consecutive lines that are elided, and the same in a conversation of an agent.
const MIN_RUN: usize = 3;
const MIN_AGENT_RUN: usize = 10;

pub(super) fn plan(input: &Selectable<'_>) -> Vec<Cut> {
    let text = input.text;
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    if lines * MIN_LEN > text.len() || u32::try_from(text.len()).is_err() {
        return Vec::new();
    }
    let mut starts = Vec::with_capacity(lines + 1);
    starts.extend(
        std::iter::once(0).filter(|_| !text.is_empty()).chain(
            memchr::memchr_iter(b'\n', text.as_bytes())
                .map(|at| at as u32 + 1)
                .filter(|at| (*at as usize) < text.len()),
        ),
    );
    let agent = input.policy == Policy::Agent;
    let (mut roles, within) = roles::roles(text, &starts, agent);
    if !agent {
        for at in places(text, input.query) {
            roles[starts.partition_point(|start| *start as usize <= at) - 1] = Role::Kept;
        }
    }
    let min_run = if agent { MIN_AGENT_RUN } else { MIN_RUN };
    notes::cuts(input, &starts, &roles, within, min_run)
}
