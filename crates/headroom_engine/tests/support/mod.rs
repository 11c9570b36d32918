//! Conversations as requests, and the promises for them. The fuzz targets use it, too.
#![allow(dead_code, reason = "each test file uses some of it")]

pub(crate) mod cases;
pub(crate) mod checks;
pub(crate) mod shelf;
pub(crate) mod values;

use std::sync::Arc;

use headroom_core::Unwatched;
use headroom_engine::{Engine, Options, Outcome, Request, Role, StoreMode};
use headroom_testkit::Step;

/// The request of a conversation. `open` says which of its tool results may be compressed.
pub(crate) fn request_where(steps: &[Step], open: impl Fn(usize) -> bool) -> Request {
    let mut request = Request::new();
    let mut call = None;
    for (message, step) in steps.iter().enumerate() {
        request.start_message(message as u32);
        if matches!(step, Step::Message { user: false, .. } | Step::Call { .. }) {
            request.answer();
        }
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
            Step::Result(text) => {
                request.result(call, text.as_str().into(), open(message));
            }
        }
    }
    request
}

/// The request of a conversation whose tool results may all be compressed.
pub(crate) fn request(steps: &[Step]) -> Request {
    request_where(steps, |_| true)
}

/// The request of a conversation whose first `frozen_message_count` messages are closed, as callers apply
/// that option.
pub(crate) fn request_as(steps: &[Step], options: &Options) -> Request {
    request_where(steps, |message| message >= options.frozen_message_count as usize)
}

/// The outcomes of a new engine.
pub(crate) fn compress(request: &Request, options: &Options) -> Vec<Arc<Outcome>> {
    Engine::new().compress(request, options, StoreMode::DryRun, &Unwatched).expect("not cancelled").outcomes
}

/// The steps with the texts that are sent for them. The outcomes are those of the blocks of `request(steps)`.
pub(crate) fn sent(steps: &[Step], outcomes: &[Arc<Outcome>]) -> Vec<Step> {
    with_outputs(steps, &outcomes.iter().map(|outcome| outcome.output.clone()).collect::<Vec<_>>())
}

/// The steps with these texts in place of their own, block by block.
pub(crate) fn with_outputs(steps: &[Step], outputs: &[Option<Arc<str>>]) -> Vec<Step> {
    let mut outputs = outputs.iter();
    let mut next = || outputs.next().and_then(|output| output.as_deref());
    let step = |step: &Step| {
        let mut step = step.clone();
        match &mut step {
            Step::Message { text, .. } | Step::Result(text) => {
                text.replace_range(.., &next().map_or_else(|| text.clone(), str::to_owned));
            }
            Step::Call { arguments, .. } => {
                for _ in arguments {
                    assert!(next().is_none(), "an argument was rewritten");
                }
            }
        }
        step
    };
    steps.iter().map(step).collect()
}

/// The outcomes in a form that can be compared.
pub(crate) fn told(outcomes: &[Arc<Outcome>]) -> Vec<String> {
    outcomes.iter().map(|outcome| format!("{outcome:?}")).collect()
}
