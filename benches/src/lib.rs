//! Helpers that the benchmarks share.
#![allow(clippy::print_stdout, reason = "tables are what they are for")]

pub mod alone;
pub mod memory;
pub mod subjects;

use std::time::{Duration, Instant};
use std::{env, fs, thread};

use headroom_core::Selector;
use headroom_engine::{Request, Role, SelectionOptions};
use headroom_testkit::{Printed, Step};

/// The query for selection.
pub const QUESTION: &str =
    "Why did the request of user 1042 to /api/orders fail at 10:17, and which error came before?";
/// Sizes of JSON texts, in bytes.
pub const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
/// The length of the tool results in a session of about 170,000 tokens, in bytes.
pub const SESSION: usize = 410_000;

/// Minimum number of runs of a measurement, and its minimum duration.
const TIMES: u32 = 3;
const MIN: Duration = Duration::from_millis(500);

/// The CPU time of this thread where Linux reports it, so that other load on the machine does not matter.
/// Elsewhere the elapsed time.
#[must_use]
pub fn now(start: Instant) -> Duration {
    // The kernel updates the figure when a thread yields.
    thread::yield_now();
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The fastest of several runs, because other load on the machine only adds to a time.
pub fn time(mut run: impl FnMut()) -> Duration {
    let clock = Instant::now();
    let (mut times, mut all, mut fastest) = (0, Duration::ZERO, Duration::MAX);
    while times < TIMES || all < MIN {
        let start = now(clock);
        run();
        let taken = now(clock).saturating_sub(start);
        (times, all, fastest) = (times + 1, all + taken, fastest.min(taken));
    }
    fastest
}

/// Whether a name contains the word in the command line, if there is one.
#[must_use]
pub fn is_wanted(name: &str) -> bool {
    let word = env::args().skip(1).find(|argument| !argument.starts_with('-'));
    word.is_none_or(|word| name.to_lowercase().contains(&word.to_lowercase()))
}

/// The selector for texts of this name, if there is one.
#[must_use]
pub fn selector_of(name: &str) -> Option<Box<dyn Selector>> {
    // For the output of tests and builds, the exact compressor folds repetition.
    let name = if name == Printed::Runs.name() { "output" } else { name };
    SelectionOptions::default().selectors().into_iter().find(|selector| selector.name() == name)
}

/// A size with its unit.
#[must_use]
pub fn named(bytes: usize) -> String {
    if bytes >= 1_000_000 { format!("{} MB", bytes / 1_000_000) } else { format!("{} KB", bytes / 1000) }
}

/// The request for a conversation.
#[must_use]
pub fn request(steps: &[Step]) -> Request {
    let mut request = Request::new();
    let mut call = None;
    for (message, step) in steps.iter().enumerate() {
        request.start_message(message as u32);
        match step {
            Step::Message { user, text } => {
                request.message(if *user { Role::User } else { Role::Assistant }, text.as_str().into());
            }
            Step::Call { tool, arguments } => {
                let number = request.call(tool);
                for (key, text) in arguments {
                    request.argument(number, key, text.as_str().into());
                }
                call = Some(number);
            }
            Step::Result(text) => request.result(call, text.as_str().into(), true),
        }
    }
    request
}
