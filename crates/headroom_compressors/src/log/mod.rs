//! Lines of logs: what many of them say once, and of each what is its own.
//!
//! ```text
//! Mar 04 06:55:46 web1 sshd[2420]: Failed password for root from 10.0.0.5 port 3891 ssh2
//! Mar 04 06:55:46 web1 sshd[2420]: Failed password for root from 10.0.0.5 port 3902 ssh2
//! Mar 04 06:55:49 web1 sshd[2431]: Failed password for root from 10.0.0.9 port 4411 ssh2
//! Mar 04 06:57:02 web1 sshd[2431]: fatal: Write failed
//!   ⇓
//! [log 4 lines, 1 kind]
//! #1: web1 sshd[{}]: Failed password for root from {} port {} ssh2
//! Mar 04 06:55:46 web1 sshd[2420]: Failed password for root from 10.0.0.5 port 3891 ssh2
//! #1 2420 10.0.0.5 3902
//! :49 #1 2431 10.0.0.9 4411
//! 06:57:02 web1 sshd[2431]: fatal: Write failed
//! ```
//!
//! First come the kinds: the text behind the time, with `{}` for what differs. The first line of each kind stands as it was; later ones are its number and what
//! stands at each `{}`. In front of a line is what its time does not share with that of the line before it: nothing, `.250`, `:49`, or all of it. The date is
//! that of the last line that has one. Lines of no kind stand as they are, and so do lines without a time. A line that would be taken for something else has
//! a `"` in front, and does not count as the line before.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::LogLines];

/// Shortens logs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Log {
    options: Options,
}

impl Log {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Log {
    fn name(&self) -> &'static str {
        "log"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // What will be quoted in an edit has to stand as it is.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text, self.options) })
    }
}
