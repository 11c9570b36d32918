//! What there is to choose.

/// What of the output of tests and builds stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Fewer lines in a row than this stay where they are.
    pub shortest: u32,
    /// The same in a conversation of an agent.
    pub shortest_for_agents: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { shortest: 3, shortest_for_agents: 10 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
