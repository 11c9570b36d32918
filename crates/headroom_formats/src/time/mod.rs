//! Points in time, as logs write them.

mod clock;
mod date;
mod epoch;
mod forms;
mod stamp;

pub use clock::{CLOCK_LEN, COMPACT_LEN, ClockStyle, MINUTE_LEN, clock, compact, first_clock, fraction_end};
pub use forms::{is_numbered, is_time, is_timed, is_timed_later};
pub use stamp::Stamp;
