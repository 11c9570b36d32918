//! JSON with the telling rows of its long arrays.
//!
//! ```text
//! [{"id":1,"state":"done","ms":12},                  [{"id":1,"state":"done","ms":12},
//!  {"id":2,"state":"done","ms":14},                   …
//!  …                                            ⇒     "[411 rows left out: headroom_retrieve q9w1dfwf077ymga1], 4-414; among the 1,984 rows left out: state
//!  {"id":415,"state":"failed","ms":3012},               done 1,984; ms 9 to 31, sum 28,112",
//!  …                                                   {"id":415,"state":"failed","ms":3012},
//!  {"id":2000,"state":"done","ms":11}]                 "[1,573 rows left out], 416-1988",
//!                                                      …]
//! ```
//!
//! Rows are the elements of arrays, the lines of JSON lines, and the members of objects whose keys are data. What is left is JSON again: a string stands where
//! rows are missing, and says which they are, numbered from 1, and how their fields are distributed.
//!
//! How many stay is told by how much new they say: the knee of the cumulative coverage of unique word pairs, unless what would stay packs much better
//! than the whole. Which ones: the first and the last, failures, rare fields and values, anomalies, rows where a level changes, and what the user asks for stay in any
//! case; then one for each group of rows that differ only in their numbers; then rows spread evenly.
//!
//! In conversations only rows go that prove to be redundant: all with the same fields, each of which counts up, repeats few values or measures something.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Selectable, Selector};

pub use options::Options;

/// Leaves out rows.
#[derive(Clone, Debug, Default)]
pub struct Json {
    options: Options,
}

impl Json {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };

    /// With these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Json, Kind::JsonLines]
    }

    fn reason(&self) -> &'static str {
        "rows like others"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        if self.accepts().contains(&input.kind) { plan::plan(input, &self.options) } else { Ok(Vec::new()) }
    }
}
