//! Conversations of an agent that reads, searches, edits and reads again.

use crate::agent::Agent;
use crate::{Random, Sample, Step, file, source};

/// A bundle is this long in most conversations, in bytes, and so long in one of `RARELY`.
const BUNDLE: usize = 4000;
const LONG_BUNDLE: usize = 200_000;
const RARELY: usize = 40;

/// A conversation about two files and a bundle, with so many turns.
pub fn conversation(random: &mut Random, turns: usize) -> Vec<Step> {
    let length = if random.once_in(RARELY) {
        LONG_BUNDLE / 10 + random.below(LONG_BUNDLE * 9 / 10)
    } else {
        1 + random.below(BUNDLE)
    };
    let mut agent = Agent::new(random, file, vec![("src/a.rs".into(), 60), ("src/b.rs".into(), 25)], length);
    for _ in 0..turns {
        agent.turn(random);
    }
    agent.steps
}

/// A long conversation about thirty files, of about so many bytes, the same each time: for benchmarks.
#[must_use]
pub fn session(bytes: usize) -> Vec<Step> {
    let mut random = Random::new(1);
    let files = (0..30).map(|index| (format!("src/module_{index}.rs"), 150 + index * 5)).collect();
    let mut agent = Agent::new(&mut random, source, files, 2 * BUNDLE);
    while agent.length < bytes {
        agent.turn(&mut random);
        if random.once_in(8) {
            let answer = Sample::ALL[random.below(4)].json(6000);
            agent.call("query", vec![("query", "items".into())], answer);
        }
    }
    agent.steps
}
