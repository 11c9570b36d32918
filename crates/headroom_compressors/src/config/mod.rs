//! Records of several lines in configuration, lock files and XML: the lines that records share are written
//! once, and of each record only its values.
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
//! It reads TOML, YAML, XML, `go.sum` and files in similar formats. The head says how many lines follow and
//! how a record is written. Below it is the model of a record, with `{1}`, `{2}` … where records differ. A
//! value that occurs in several places is written once. A record is `* ` and its values, separated by a
//! blank, or by ` | ` if a value contains blanks. Lines that belong to no record, and records that differ in
//! anything else, are kept. A kept line that looks like a record gets a `"` in front.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Records];

/// Shortens records of several lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config;

impl Compressor for Config {
    fn name(&self) -> &'static str {
        "config"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent quotes the file in its edits, so the file must not change.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text) })
    }
}
