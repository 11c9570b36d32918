//! Output of tests and builds without the reports of success.
//!
//! ```text
//! === test session starts ===                       === test session starts ===
//! collected 254 items                               collected 254 items
//! tests/test_rates.py .....F....  [ 42%]            tests/test_rates.py .....F....  [ 42%]
//! === FAILURES ===                                  === FAILURES ===
//! ___ test_yen ___                                  ___ test_yen ___
//! >   assert rate("JPY") == 110                  ⇒  >   assert rate("JPY") == 110
//! E   KeyError: 'JPY'                               E   KeyError: 'JPY'
//! === short test summary info ===                   === short test summary info ===
//! PASSED tests/test_rates.py::test_euro             [253 lines left out: headroom_retrieve q9w1dfwf077ymga1] 9-261: 253 passed tests in tests/test_rates.py
//!  …                                                FAILED tests/test_rates.py::test_yen
//! FAILED tests/test_rates.py::test_yen              === 1 failed, 253 passed in 3.21s ===
//! === 1 failed, 253 passed in 3.21s ===
//! ```
//!
//! Lines are elided if they are known to be of one of these types: tests that passed, with their output if
//! the runner says to which test it belongs; downloads, compiled parts and other progress; tests skipped for
//! a reason, and warnings, that occur further up. Everything else is kept: all lines under a failure whatever
//! they look like, summaries, and every other line. If tests of a test runner started runs of their own, the
//! results of those are kept once each.
//!
//! In a conversation of an agent, only tests that passed and progress are elided, and only long runs of them.

mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Selectable, Selector};

/// Elides tests that passed, and progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct Output;

impl Selector for Output {
    fn name(&self) -> &'static str {
        "output"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::TestOutput, Kind::BuildOutput]
    }

    fn reason(&self) -> &'static str {
        "passed tests and progress"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        Ok(plan::plan(input))
    }
}
