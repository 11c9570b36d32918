//! What may be set.

use serde::Deserialize;

/// What of a log stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Sections with fewer entries than this are left whole.
    pub fewest: u32,
    /// Kinds of entries that occur up to so many times stay whole.
    pub rare: u32,
    /// So many entries of each kind that speaks of a failure stay.
    pub failures: u32,
    /// So many entries stay in front of the first failure of each kind.
    pub before: u32,
    /// So many stay behind it.
    pub after: u32,
    /// Of the longest pauses, if they are much longer than usual, so many have the entries on both sides kept.
    pub pauses: u32,
    /// Of the fullest seconds, if they are much fuller than usual, so many have their first and last entry kept.
    pub bursts: u32,
    /// Fewer entries in a row than this stay where they are, unless they take so many bytes as the next option says.
    pub shortest: u32,
    /// See there: a note takes much less.
    pub longest_alone: u32,
    /// The same in a conversation of an agent.
    pub shortest_for_agents: u32,
    /// So many different words in one place of otherwise equal kinds are values of one kind; in single requests only.
    pub words: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { fewest: 20, rare: 2, failures: 3, before: 2, after: 1, pauses: 3, bursts: 2, shortest: 2, longest_alone: 120, shortest_for_agents: 20, words: 8 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
