//! Records of several lines in configuration, lock files and XML: what they share once, and of each what is its own.
//!
//! ```text
//! [[package]]                                [records 15 lines: * {1} {2} for the next 4]
//! name = "corvid"                            [[package]]
//! version = "5.14.5"                         name = "{1}"
//! source = "registry+https://example.org"    version = "{2}"
//!                                            source = "registry+https://example.org"
//! [[package]]                                * corvid 5.14.5
//! name = "fjord"
//! version = "7.17.8"                     ⇒   * fjord 7.17.8
//! source = "registry+https://example.org"    dependencies = ["corvid"]
//! dependencies = ["corvid"]
//!                                            * lumen 0.4.0
//! [[package]]
//! name = "lumen"
//! version = "0.4.0"
//! source = "registry+https://example.org"
//! ```
//!
//! TOML, YAML, XML, `go.sum`, and what is written like them. The head says how many lines follow in all, and what stands for a record; below it is a record,
//! with `{1}`, `{2}` … where records differ; a value that stands in several places is given once. Between `* ` and the end of the line are the values, with a blank between
//! them, or ` | ` where they have blanks. Lines of no record stand as they are, and so do records that differ in something else. A line that would be taken for a
//! record has a `"` in front.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Records];

/// Shortens records of several lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config {
    options: Options,
}

impl Config {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Config {
    fn name(&self) -> &'static str {
        "config"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // What will be quoted in an edit has to stand as it is.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text, self.options) })
    }
}
