//! Lines of logs, and the form described in the module.

mod codec;
mod kind;
mod moment;
mod stamp;

pub(super) use codec::{LogLines, write_header};
pub(super) use kind::Kind;
pub(super) use moment::{Moment, QUOTE};
pub(super) use stamp::{Stamp, has_clock};
