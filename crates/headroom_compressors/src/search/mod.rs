//! Results of searches in files, under the names of their files.
//!
//! ```text
//! src/shop/app.py:405:    raise RuntimeError(…)    [by file, 4 lines in src/shop/]
//! src/shop/app.py:584:    raise error              app.py
//! src/shop/app.py:938:    raise error           ⇒  405:    raise RuntimeError(…)
//! src/shop/cli.py:12:import os                     584 938:    raise error
//!                                                  cli.py
//!                                                  12:import os
//! ```
//!
//! What `grep -n`, `rg`, `ack`, `git grep` and editors print, with or without columns, with lines of context; compilers, too.
//! The head names the folder that all files are in. A line that starts with a number is a match (`:`) or its context (`-`); where a text
//! stands in several lines of a file, all their numbers are in front of it. `:text` is a match without a number. Every other line
//! is the name of a file; one that would not be taken for one has a `"` in front.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Results];

/// Groups the results of searches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search {
    options: Options,
}

impl Search {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent would edit what it sees, and a file is shown as it is.
        if input.quotable { Ok(Plan::default()) } else { Ok(plan::plan(input.text, self.options)) }
    }
}
