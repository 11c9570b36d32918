//! Repetition within one tool result: equal consecutive lines, repeated blocks of lines, lines that count up,
//! progress lines of one form, and long parts of long lines.
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
//! `[A]` names the line below it. `[A again, 2 lines]` stands for that line and the one after it, as they are
//! written there; those lines are never marks. In a very long line, `[A «Error{» … «nil}»]` stands for the
//! span of the line named `A` that starts and ends with these words. `{1..9}`, `{08..12}` and `{10..50..10}`
//! count as in a shell; several of them count in step. A form with `{}` is followed by as many lines as it
//! says, each with the text for its `{}`. If all lines have one form, the head gives it: `[runs 9 lines: test
//! {1..9} ... ok]`. A line that would be misread as a mark gets a `"` in front. Lines that report failures
//! are never taken apart.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Runs];

/// Folds repetition within a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Repetition;

impl Compressor for Repetition {
    fn name(&self) -> &'static str {
        "repetition"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent quotes the file in its edits, so the file must not change.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input) })
    }
}
