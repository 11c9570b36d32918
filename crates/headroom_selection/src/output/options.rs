//! The constants of this selector.

/// How much of the output of tests and builds is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Minimum number of consecutive lines that are elided.
    pub shortest: u32,
    /// The same in a conversation of an agent.
    pub shortest_for_agents: u32,
}

impl Options {
    /// The default values.
    pub const DEFAULT: Self = Self { shortest: 3, shortest_for_agents: 10 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
