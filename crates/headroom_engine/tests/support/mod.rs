//! Conversations as requests, and properties tried with many of them.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use headroom_core::{Policy, Unwatched};
use headroom_engine::{Engine, Options, Outcome, Request, Role};
use headroom_testkit::{Random, Step, conversation, seeds, smallest, smallest_of};

/// How many conversations a property is tried with.
pub const CONVERSATIONS: u64 = 1000;

/// A conversation to try a property with.
pub struct Case<'a> {
    pub steps: &'a [Step],
    pub options: Options,
    /// For what else a property decides by chance: the same each time the case is tried.
    pub random: Random,
}

/// The request of a conversation; `open` says of the `index`th block whether it may be rewritten, were it a result.
pub fn request_where(steps: &[Step], open: impl Fn(usize) -> bool) -> Request {
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
            Step::Result(text) => {
                let index = request.blocks().len();
                request.result(call, text.as_str().into(), open(index));
            }
        }
    }
    request
}

/// The request of a conversation in which every result may be rewritten.
pub fn request(steps: &[Step]) -> Request {
    request_where(steps, |_| true)
}

/// What an engine that knows nothing sends.
pub fn compress(request: &Request, options: Options) -> Vec<Arc<Outcome>> {
    Engine::new().compress(request, options, &Unwatched).expect("not cancelled")
}

/// The steps with the texts that are sent for them. Outcomes are those of the blocks of `request(steps)`.
pub fn sent(steps: &[Step], outcomes: &[Arc<Outcome>]) -> Vec<Step> {
    let mut outcomes = outcomes.iter();
    let mut next = || outcomes.next().and_then(|outcome| outcome.output.as_deref());
    let step = |step: &Step| {
        let mut step = step.clone();
        match &mut step {
            Step::Message { text, .. } | Step::Result(text) => text.replace_range(.., &next().map_or_else(|| text.clone(), str::to_owned)),
            Step::Call { arguments, .. } => arguments.iter().for_each(|_| assert!(next().is_none(), "an argument was rewritten")),
        }
        step
    };
    steps.iter().map(step).collect()
}

/// What became of blocks, comparable.
pub fn told(outcomes: &[Arc<Outcome>]) -> Vec<String> {
    outcomes.iter().map(|outcome| format!("{outcome:?}")).collect()
}

/// Tries a property with many conversations, and makes the first that fails it small.
pub fn for_all(property: impl Fn(&Case<'_>) -> Result<(), String>) {
    for seed in seeds(CONVERSATIONS) {
        let mut random = Random::new(seed);
        let turns = 1 + random.below(14);
        let steps = conversation(&mut random, turns);
        let options = Options {
            policy: if random.once_in(4) { Policy::Oneshot } else { Policy::Agent },
            history_may_be_dropped: random.once_in(8),
            ..Options::default()
        };
        let problem = |steps: &[Step]| {
            let case = Case { steps, options, random: Random::new(seed) };
            catch_unwind(AssertUnwindSafe(|| property(&case))).unwrap_or_else(|_| Err("panicked".into())).err()
        };
        if problem(&steps).is_none() {
            continue;
        }
        let steps = smallest_steps(&steps, |steps| problem(steps).is_some());
        panic!("seed {seed}, {options:?}: {}\n{steps:#?}", problem(&steps).unwrap_or_default());
    }
}

/// As few steps as still fail, with as little text.
fn smallest_steps(steps: &[Step], fails: impl Fn(&[Step]) -> bool) -> Vec<Step> {
    let mut steps = smallest_of(steps, &fails);
    for at in 0..steps.len() {
        let texts = match &steps[at] {
            Step::Message { .. } | Step::Result(_) => 1,
            Step::Call { arguments, .. } => arguments.len(),
        };
        for place in 0..texts {
            let text = text_of(&mut steps[at], place).clone();
            let with = |part: &str| {
                let mut steps = steps.clone();
                part.clone_into(text_of(&mut steps[at], place));
                steps
            };
            // Lines first: characters one by one take long.
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let text = smallest_of(&lines, |lines| fails(&with(&lines.concat()))).concat();
            let text = if text.len() < 4000 { smallest(&text, |part| fails(&with(part))) } else { text };
            steps = with(&text);
        }
    }
    steps
}

fn text_of(step: &mut Step, place: usize) -> &mut String {
    match step {
        Step::Message { text, .. } | Step::Result(text) => text,
        Step::Call { arguments, .. } => &mut arguments[place].1,
    }
}
