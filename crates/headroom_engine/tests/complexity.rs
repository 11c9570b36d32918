//! Texts that are made to be slow. They come back, nothing fails on them, and twice the text is about twice
//! the work.
//!
//! Nothing is timed. Work is counted in bytes, which long loops report. `cargo bench --bench complexity`
//! measures times.

mod support;

use std::sync::Arc;
use std::{iter, thread};

use headroom_core::work::counted;
use headroom_core::{CompressError, Policy};
use headroom_engine::{Options, Outcome, SkipReason, expand_request};
use headroom_testkit::families::{Family, PLAIN, families};
use headroom_testkit::{Step, sample};
use support::shelf::Shelf;
use support::{checks, compress, request, sent};

/// Lengths of the compared texts, in bytes. Each is twice as long as the one before.
const LENGTHS: [usize; 3] = [1 << 13, 1 << 14, 1 << 15];
/// Maximum growth of the added work, in percent, from the first doubling of a text to the second, and an
/// allowance in bytes for work that any text may take.
const MAX_FOR_TWICE: u64 = 260;
const SPARE: u64 = 8 << 20;
/// Maximum work for one more byte of text, in bytes.
const MAX_PER_BYTE: u64 = 400;
const LIMIT: usize = 1 << 26;

/// A conversation of calls and these results.
fn steps(texts: &[String]) -> Vec<Step> {
    let call = |index: usize| Step::Call { tool: "fetch", arguments: vec![("id", (index % 7).to_string())] };
    texts.iter().enumerate().flat_map(|(index, text)| [call(index), Step::Result(text.clone())]).collect()
}

/// A kind of work on a conversation, with its name.
fn ways(steps: &[Step]) -> Vec<(&'static str, u64)> {
    let original = request(steps);
    let with = |policy| Options { policy, ..Options::default() };
    let (outcomes, agent) = counted(|| compress(&original, &with(Policy::Agent)));
    let (_, oneshot) = counted(|| compress(&original, &with(Policy::Oneshot)));
    let shelf = Shelf::of(&outcomes);
    let sent = request(&sent(steps, &outcomes));
    let (_, expand) = counted(|| expand_request(&sent, &with(Policy::Agent), Some(&shelf), LIMIT));
    let (_, again) = counted(|| compress(&sent, &with(Policy::Agent)));
    vec![("agent", agent), ("oneshot", oneshot), ("expand", expand), ("again", again)]
}

fn has_panicked(outcomes: &[Arc<Outcome>]) -> bool {
    outcomes.iter().any(|outcome| outcome.skipped == Some(SkipReason::Failed(CompressError::Panicked)))
}

/// Tries a property with the families, on two threads, and returns the failures.
fn for_all(property: impl Fn(&Family) -> Vec<String> + Sync) -> Vec<String> {
    let families: Vec<_> = iter::once(PLAIN).chain(sample(families())).collect();
    let half = |first: usize| families.iter().skip(first).step_by(2).flat_map(&property).collect::<Vec<_>>();
    thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        [half(0), other.join().expect("no panic")].concat()
    })
}

#[test]
fn texts_made_to_be_slow_come_back() {
    let wrong = for_all(|family| {
        let steps = steps(&(family.make)(LENGTHS[0]));
        [Policy::Agent, Policy::Oneshot]
            .into_iter()
            .filter_map(|policy| {
                let options = Options { policy, ..Options::default() };
                let outcomes = compress(&request(&steps), &options);
                let came_back = checks::come_back(&steps, &outcomes, &options)
                    .and_then(|()| checks::equal(&has_panicked(&outcomes), &false, || "panicked".into()));
                came_back.err().map(|problem| format!("{}, {policy:?}: {problem:.300}", family.name))
            })
            .collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn compressing_texts_made_to_be_slow_again_changes_nothing() {
    let wrong = for_all(|family| {
        let stays = checks::stays(&steps(&(family.make)(LENGTHS[0])), &Options::default());
        stays.err().map(|problem| format!("{}: {problem:.300}", family.name)).into_iter().collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn twice_the_text_is_twice_the_work() {
    let wrong = for_all(|family| {
        let [short, twice, long] = LENGTHS.map(|length| ways(&steps(&(family.make)(length))));
        let more = |short: &[(&str, u64)], long: &[(&str, u64)], way: usize| {
            long[way].1.saturating_sub(short[way].1)
        };
        let added =
            (0..long.len()).map(|way| (long[way].0, more(&short, &twice, way), more(&twice, &long, way)));
        let most = MAX_PER_BYTE * LENGTHS[1] as u64 + SPARE;
        let wrong = added
            .filter(|(_, first, second)| *second > first * MAX_FOR_TWICE / 100 + SPARE || *second > most);
        wrong
            .map(|(way, first, second)| {
                format!("{}, {way}: {first} bytes of work more, then {second}", family.name)
            })
            .collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
