//! The options of this selector.

use serde::Deserialize;

/// How much of a log is kept. Fields marked `serde(skip)` are internal constants, not settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Minimum number of entries of a section.
    #[serde(skip)]
    pub fewest: u32,
    /// Kinds with at most this many entries stay whole.
    pub rare: u32,
    /// Kinds that report a failure and have at most this many entries stay whole. On six logs with 526,000
    /// tokens, 20 saved 92.6 %, as much as 3; 50 saved 91.6 %; keeping all failures saved 84.1 %. A more
    /// frequent failure is a flood, which its count describes better.
    pub failures: u32,
    /// Of more frequent failures this many entries are kept: the first ones.
    #[serde(skip)]
    pub first_failures: u32,
    /// Entries kept before the first failure of each kind.
    pub before: u32,
    /// Entries kept after it.
    pub after: u32,
    /// Maximum number of pauses whose adjacent entries are kept: the longest ones, if they are much longer
    /// than usual.
    pub pauses: u32,
    /// Maximum number of seconds whose first and last entries are kept: the fullest ones, if they are much
    /// fuller than usual.
    pub bursts: u32,
    /// Minimum number of consecutive entries that are elided, unless they have as many bytes as the next
    /// option says.
    #[serde(skip)]
    pub shortest: u32,
    /// Minimum number of bytes of a shorter run that is elided: a note takes much less.
    #[serde(skip)]
    pub longest_alone: u32,
    /// Minimum number of consecutive entries that are elided in a conversation of an agent.
    #[serde(skip)]
    pub shortest_for_agents: u32,
    /// Kinds that are equal except for one word are merged if that place has at least this many different
    /// words; in single requests only.
    #[serde(skip)]
    pub words: u32,
}

impl Options {
    /// The default options.
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
