//! What may be set.

use serde::Deserialize;

/// What of a log stays. What is skipped when options are read is nothing that a caller would know better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Sections with fewer entries than this are left whole.
    #[serde(skip)]
    pub fewest: u32,
    /// Kinds of entries that occur up to so many times stay whole.
    pub rare: u32,
    /// Kinds that speak of a failure and occur up to so many times stay whole. On six logs of 526,000 tokens (2026-11-22) 20 saved 92.6 %, as much as 3 did, 50
    /// saved 91.6 %, and all failures 84.1 %: what fails more often is a flood, which its count tells better.
    pub failures: u32,
    /// Of those that occur more often so many entries stay: the first.
    #[serde(skip)]
    pub first_failures: u32,
    /// So many entries stay in front of the first failure of each kind.
    pub before: u32,
    /// So many stay behind it.
    pub after: u32,
    /// Of the longest pauses, if they are much longer than usual, so many have the entries on both sides kept.
    pub pauses: u32,
    /// Of the fullest seconds, if they are much fuller than usual, so many have their first and last entry kept.
    pub bursts: u32,
    /// Fewer entries in a row than this stay where they are, unless they take so many bytes as the next option says.
    #[serde(skip)]
    pub shortest: u32,
    /// See there: a note takes much less.
    #[serde(skip)]
    pub longest_alone: u32,
    /// The same in a conversation of an agent.
    #[serde(skip)]
    pub shortest_for_agents: u32,
    /// So many different words in one place of otherwise equal kinds are values of one kind; in single requests only.
    #[serde(skip)]
    pub words: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        fewest: 20,
        rare: 2,
        failures: 20,
        first_failures: 3,
        before: 2,
        after: 1,
        pauses: 3,
        bursts: 2,
        shortest: 2,
        longest_alone: 120,
        shortest_for_agents: 20,
        words: 8,
    };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
