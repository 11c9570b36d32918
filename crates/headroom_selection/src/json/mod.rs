//! JSON with only the informative rows of its long arrays.
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
//! Rows are the elements of arrays, the lines of JSON lines, and the members of objects whose keys are data.
//! The result is JSON again: a string in place of elided rows says which they are, numbered from 1, and how
//! the values of their fields are distributed.
//!
//! The number of rows kept depends on how much new information they add: it is the knee of the cumulative
//! coverage of unique word pairs, unless the kept rows would compress much better than all rows. Always kept
//! are the first and the last rows, failures, rare fields and values, anomalies, rows where a level changes,
//! and rows that match the query. Then one row is kept for each group of rows that differ only in their
//! numbers, and then evenly spread rows.
//!
//! In conversations, rows are elided only if they are provably redundant: all rows have the same fields, and
//! each field counts up, repeats few values or measures something.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Selectable, Selector};

pub use options::Options;
pub(crate) use parse::Lines;
pub(crate) use plan::select_lines;

/// Elides rows of JSON.
#[derive(Clone, Debug, Default)]
pub struct Json {
    options: Options,
}

impl Json {
    /// The selector with these options.
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
