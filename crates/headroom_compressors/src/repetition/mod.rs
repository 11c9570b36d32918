//! Repetition within one output: equal lines in a row, blocks of lines that come again, lines that count up, lines of one form that report progress, and
//! long parts of long lines.
//!
//! ```text
//! retrying                                  [runs 17 lines]
//! retrying                                  retrying
//! retrying                                  [previous line repeated 2 more times]
//! test 1 ... ok                             [3 lines: test {1..3} ... ok]
//! test 2 ... ok                             [A]
//! test 3 ... ok                             ---- setup ----
//! ---- setup ----                        ⇒  fixture: a database of 40 rows
//! fixture: a database of 40 rows            FAILED a
//! FAILED a                                  [A again, 2 lines]
//! ---- setup ----                           FAILED b
//! fixture: a database of 40 rows            [3 lines: PASSED tests/test_io.py::{}]
//! FAILED b                                  test_read
//! PASSED tests/test_io.py::test_read        test_write
//!  …                                         …
//! ```
//!
//! `[A]` names the line below it; `[A again, 2 lines]` stands for that line and the one after it, as they are written there:
//! never for lines that are marks themselves. In a very long line, `[A «Error{» … «nil}»]` stands for the part of the line named `A` that starts and ends with these words. `{1..9}`, `{08..12}` and `{10..50..10}` count as in a shell, several of them in step. After a form with
//! `{}` follow as many lines as it says, with what stands there in each. Where all lines are of one form, the head says it: `[runs 9 lines: test {1..9} ... ok]`. A line that would be taken for a mark has a `"` in front.
//! Lines that speak of failures are never taken apart.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Runs];

/// Folds what repeats itself within a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Repetition {
    options: Options,
}

impl Repetition {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Repetition {
    fn name(&self) -> &'static str {
        "repetition"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // What will be quoted in an edit has to stand as it is.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text, self.options) })
    }
}
