//! Logs with few entries of each kind: the informative ones, and for the others their number and a summary.
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
//! Entries are of one kind if they differ only in [values](parse). The first entry of each kind is kept. The
//! last kept entry before others are elided is followed by their number, the time of the last of them, and
//! their values if these are few, or numbers with a name; of other values that differ it is said that they do.
//! Entries with an odd value are kept, and kinds that occur once or twice stay whole. Failures
//! stay whole, too, with the entries around the first of each kind; of floods of equal failures only the
//! first ones are kept. Also kept are both sides of long pauses and of bursts, the last entry, and, in single
//! requests, entries that match the query. Calls within libraries are elided from stack traces. The note for
//! each run of elided lines gives their line numbers.
//!
//! In a conversation of an agent, only long runs of few kinds are elided, and kinds are never merged. Text of no known
//! kind is read in single requests only, if nearly all of its lines are like others: lists of metrics, logs without
//! times, messages of tools.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Selectable, Selector};

pub use options::Options;

/// Elides log entries that are like others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Log {
    options: Options,
}

impl Log {
    /// The selector with these options.
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
        &[Kind::Log, Kind::Text]
    }

    fn reason(&self) -> &'static str {
        "entries of a log like others that stay"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        Ok(plan::plan(input, self.options))
    }
}
