//! Log lines: the text that many lines share is written once, and of each line only its values.
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
//! First come the kinds: the text after the time, with `{}` for each value that differs. The first line of
//! each kind is kept; later lines are the number of the kind and the value of each `{}`. In front of a line
//! is the part of its time that differs from the line before: nothing, `.250`, `:49`, or the whole time. The
//! date is that of the last line with a date. Lines of no kind and lines without a time are kept. A kept line
//! that would be misread gets a `"` in front, and does not count as the line before.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::LogLines];

/// Shortens logs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Log;

impl Compressor for Log {
    fn name(&self) -> &'static str {
        "log"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent quotes the file in its edits, so the file must not change.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text) })
    }
}
