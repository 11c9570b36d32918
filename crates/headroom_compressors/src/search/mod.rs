//! Search results, grouped by file.
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
//! It reads the output of `grep -n`, `rg`, `ack`, `git grep`, editors and compilers, with or without columns
//! and lines of context. The head names the folder that contains all files. A line that starts with a number
//! is a match (`:`) or context (`-`); if a text occurs in several lines of a file, all their numbers precede
//! it. `:text` is a match without a number. Every other line is the name of a file; a name that would be
//! misread gets a `"` in front.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Results];

/// Groups search results.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search;

impl Compressor for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent edits the text that it sees, so a file is shown unchanged.
        if input.quotable { Ok(Plan::default()) } else { Ok(plan::plan(input.text)) }
    }
}
