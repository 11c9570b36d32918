//! Tries properties with many conversations, and shrinks the first failure.

use std::panic::{AssertUnwindSafe, catch_unwind};

use headroom_core::Policy;
use headroom_engine::{Options, Tags, ToolMode, ToolProfile};
use headroom_testkit::{Random, Step, conversation, repeated, seeds, smallest, smallest_of, wild};

use super::{compress, request_as};

/// Longer texts, in bytes, are not shrunk character by character, because that would take minutes.
const MAX_LEN_TO_SHRINK: usize = 40_000;

/// The number of conversations that a property is tried with.
pub(crate) const CONVERSATIONS: u64 = 1000;

/// A conversation for a property.
pub(crate) struct Case<'a> {
    pub(crate) steps: &'a [Step],
    pub(crate) options: &'a Options,
    /// The seed for other random choices of the property. It is the same each time the case is tried.
    pub(crate) random: Random,
}

/// Tries a property with many conversations, and shrinks the first failure.
pub(crate) fn for_all(property: impl Fn(&Case<'_>) -> Result<(), String>) {
    for seed in seeds(CONVERSATIONS) {
        let mut random = Random::new(seed);
        let turns = 1 + random.below(14);
        let mut steps =
            if random.once_in(4) { repeated(&mut random, turns) } else { conversation(&mut random, turns) };
        let options = options(&mut random, steps.len());
        if random.once_in(3) {
            read_own_output(&mut random, &mut steps, &options);
        }
        let problem = |steps: &[Step]| {
            let case = Case { steps, options: &options, random: Random::new(seed) };
            catch_unwind(AssertUnwindSafe(|| property(&case)))
                .unwrap_or_else(|_| Err("panicked".into()))
                .err()
        };
        if problem(&steps).is_none() {
            continue;
        }
        let steps = smallest_steps(&steps, |steps| problem(steps).is_some());
        panic!("seed {seed}, {options:?}: {}\n{steps:#?}", problem(&steps).unwrap_or_default());
    }
}

/// Lets tools print some of the texts that are sent for this conversation, unchanged or changed.
fn read_own_output(random: &mut Random, steps: &mut Vec<Step>, options: &Options) {
    let outcomes = compress(&request_as(steps, options), options);
    let own: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.output.as_deref()).collect();
    for _ in 0..random.below(4).min(own.len()) {
        let text = own[random.below(own.len())];
        let text = if random.once_in(2) { text.to_owned() } else { wild(random, text) };
        // At an earlier place it may mean something else.
        let at = (0..=steps.len())
            .rev()
            .nth(random.below(steps.len() + 1))
            .filter(|&at| !matches!(steps.get(at), Some(Step::Result(_))))
            .unwrap_or(steps.len());
        steps.splice(
            at..at,
            [
                Step::Call { tool: "Bash", arguments: vec![("command", "cat notes".into())] },
                Step::Result(text),
            ],
        );
    }
}

fn options(random: &mut Random, steps: usize) -> Options {
    let policy = if random.once_in(4) { Policy::Oneshot } else { Policy::Agent };
    let mut options = Options { policy, history_may_be_dropped: random.once_in(8), ..Options::default() };
    if random.once_in(6) {
        options.frozen_message_count = random.below(steps + 1) as u32;
    }
    if random.once_in(4) {
        let tool = ["*", "B*", "Read", "nobody"][random.below(4)].to_owned();
        let mode = [ToolMode::Skip, ToolMode::Exact, ToolMode::Full][random.below(3)];
        options.tool_profiles = vec![ToolProfile { tool, mode, max_items: random.once_in(2).then_some(3) }];
    }
    if random.once_in(8) {
        options.keep_tags = Tags::try_from(vec!["note".to_owned(), "p".to_owned()]).expect("names");
    }
    if random.once_in(8) {
        let any = |random: &mut Random| [0, 1, 7, u32::MAX][random.below(4)];
        let json = &mut options.selection.json;
        (json.keep_first, json.keep_last, json.max_items_after_crush, json.min_tokens_to_crush) =
            (any(random), any(random), any(random), any(random));
        let log = &mut options.selection.log;
        (log.rare, log.before, log.after, log.pauses) = (any(random), any(random), any(random), any(random));
    }
    options
}

/// The fewest steps that still fail, with the shortest texts.
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
            // Lines are removed first, because single characters take long.
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let text = smallest_of(&lines, |lines| fails(&with(&lines.concat()))).concat();
            let text = if text.len() < MAX_LEN_TO_SHRINK {
                smallest(&text, |part| fails(&with(part)))
            } else {
                text
            };
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
