//! Logs with few entries of each kind: those that tell something, and of the others how many there are and what they say.
//!
//! ```text
//! 10:15:02 INFO queue: took order 8121 in 12 ms            10:15:02 INFO queue: took order 8121 in 12 ms
//! 10:15:02 INFO queue: took order 8122 in 9 ms             (411 more like this, last 10:19:58; in 3-98ms)
//! 10:15:03 INFO queue: took order 8123 in 31 ms            [211 lines left out: headroom_retrieve q9w1dfwf077ymga1] 2-212
//!  …                                                    ⇒  10:17:40 ERROR charge: no rate for JPY
//! 10:17:40 ERROR charge: no rate for JPY                       at shop.rates.Rates.find(Rates.java:88)
//!     at shop.rates.Rates.find(Rates.java:88)              [200 lines left out] 215-414
//!  …                                                       10:20:00 INFO queue: closed
//! 10:20:00 INFO queue: closed
//! ```
//!
//! Entries are of one kind when they differ by [values](parse) only. The first of each kind stays, and behind the last that stays before others go, it is said how many
//! those are, when the last of them was written, and what their values were where they are few, or numbers with a name. Kinds seen once or twice stay
//! whole, and so do failures, with what stands around the first of each kind; only of those that come in floods the first ones stand for all. Both sides of long
//! pauses and of bursts stay, the last entry, and in single requests what the query names. Of stack traces the calls within libraries go. Every run of lines that goes is named by its numbers.
//!
//! In a conversation of an agent only long runs of few kinds go, and no two kinds are taken for one.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Selectable, Selector};

pub use options::Options;

/// Leaves out entries of logs that are like others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Log {
    options: Options,
}

impl Log {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };

    /// With these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Log {
    fn name(&self) -> &'static str {
        "log"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Log]
    }

    fn reason(&self) -> &'static str {
        "entries of a log like others that stay"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        Ok(plan::plan(input, self.options))
    }
}
