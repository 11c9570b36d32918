//! What the benchmarks share.

use headroom_engine::{Request, Role};
use headroom_testkit::Step;

/// Sizes of JSON texts, in bytes.
pub const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
/// What the tools answer in a session of about 170,000 tokens, in bytes.
pub const SESSION: usize = 410_000;

/// A size as people say it.
#[must_use]
pub fn named(bytes: usize) -> String {
    if bytes >= 1_000_000 { format!("{} MB", bytes / 1_000_000) } else { format!("{} KB", bytes / 1000) }
}

/// The request of a conversation.
#[must_use]
pub fn request(steps: &[Step]) -> Request {
    let mut request = Request::new();
    let mut call = None;
    for (message, step) in steps.iter().enumerate() {
        request.start_message(message as u32);
        match step {
            Step::Message { user, text } => request.message(if *user { Role::User } else { Role::Assistant }, text.as_str().into()),
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
