//! The promises, tested with many conversations. A failure names its seed: `HEADROOM_SEED=7 cargo test` runs
//! that seed alone.

mod support;

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use headroom_compressors::json::is_json;
use headroom_core::{CompressError, Unwatched, Watch};
use headroom_engine::{Engine, Options, StoreMode, expand_request};
use headroom_testkit::{Random, json, layouts, seeds, smallest};
use support::cases::for_all;
use support::checks::{come_back, crushes, decodes, equal, is_never_dearer, is_prefix, stays};
use support::shelf::Shelf;
use support::{compress, request, request_as, request_where, told, values};

#[test]
fn later_messages_do_not_change_what_is_sent_for_a_prefix() {
    for_all(|case| (0..=case.steps.len()).try_for_each(|count| is_prefix(case.steps, count, case.options)));
}

#[test]
fn earlier_requests_do_not_change_the_result() {
    for_all(|case| {
        let engine = Engine::new();
        let mut random = case.random.clone();
        for round in 0..8 {
            // The conversation grows, is cut back, branches, or has other options, as turns, retries,
            // branches and callers do.
            let count = random.below(case.steps.len() + 1);
            let mut steps = case.steps[..count].to_vec();
            if random.once_in(3) && count > 1 {
                steps.remove(random.below(count));
            }
            let options = Options { history_may_be_dropped: random.once_in(5), ..case.options.clone() };
            let remembering = engine
                .compress(&request_as(&steps, &options), &options, StoreMode::DryRun, &Unwatched)
                .expect("not cancelled")
                .outcomes;
            equal(&told(&remembering), &told(&compress(&request_as(&steps, &options), &options)), || {
                format!("in round {round} an engine with a past gives something else")
            })?;
        }
        Ok(())
    });
}

#[test]
fn everything_that_is_sent_expands_to_its_original() {
    for_all(|case| decodes(case.steps, case.options));
}

#[test]
fn compressing_a_compressed_conversation_changes_nothing() {
    for_all(|case| stays(case.steps, case.options));
}

#[test]
fn no_block_costs_more_than_before() {
    for_all(|case| is_never_dearer(case.steps, case.options));
}

#[test]
fn crushed_json_expands_to_its_values() {
    for seed in seeds(1000) {
        let mut random = Random::new(seed);
        for text in layouts(&json(&mut random)) {
            if crushes(&text).is_err() {
                let text = smallest(&text, |part| is_json(part) && crushes(part).is_err());
                panic!("seed {seed}: {text}\n{:?}", crushes(&text));
            }
        }
    }
}

#[test]
fn closed_blocks_are_unchanged() {
    for_all(|case| {
        let first_open = case.random.clone().below(case.steps.len() + 1);
        let request = request_where(case.steps, |message| message >= first_open);
        for (block, outcome) in request.blocks().iter().zip(compress(&request, case.options)) {
            equal(&(block.open || outcome.output.is_none()), &true, || {
                format!("{block:?} became {outcome:?}")
            })?;
        }
        Ok(())
    });
}

#[test]
fn nothing_refers_to_history_that_may_be_dropped() {
    for_all(|case| {
        let outcomes = compress(
            &request_as(case.steps, case.options),
            &Options { history_may_be_dropped: true, ..case.options.clone() },
        );
        // A block without references expands by itself.
        for (block, outcome) in request(case.steps).into_blocks().into_iter().zip(&outcomes) {
            let Some(output) = &outcome.output else { continue };
            let mut alone = headroom_engine::Request::new();
            alone.result(None, output.clone(), true);
            let back = expand_request(&alone, &Options::default(), Some(&Shelf::of(&outcomes)), usize::MAX)
                .expect("memory")
                .texts
                .swap_remove(0)
                .unwrap_or_else(|| output.clone());
            equal(&values::came_back(&block.text, &back, outcome), &true, || format!("{outcome:?}"))?;
        }
        come_back(case.steps, &outcomes, case.options)
    });
}

/// Asks to stop after a number of blocks.
struct StopAfter(AtomicUsize);

impl Watch for StopAfter {
    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    fn advance(&self, _bytes: usize) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[test]
fn cancelled_work_can_be_repeated() {
    for_all(|case| {
        let engine = Engine::new();
        let request = request(case.steps);
        let count = case.random.clone().below(request.blocks().len());
        let cancelled =
            engine.compress(&request, case.options, StoreMode::DryRun, &StopAfter(AtomicUsize::new(count)));
        equal(&cancelled.err(), &Some(CompressError::Cancelled), || {
            format!("not cancelled after {count} blocks")
        })?;
        let outcomes = engine
            .compress(&request, case.options, StoreMode::DryRun, &Unwatched)
            .expect("not cancelled")
            .outcomes;
        equal(&told(&outcomes), &told(&compress(&request, case.options)), || {
            format!("cancelled after {count} blocks, then something else")
        })
    });
}

/// Prints everything that is sent, so that another process can compare it.
#[test]
#[ignore = "run by the test below"]
#[allow(clippy::print_stdout, reason = "the other process reads it")]
fn print_what_is_sent() {
    for_all(|case| {
        for line in told(&compress(&request(case.steps), case.options)) {
            println!("{line}");
        }
        Ok(())
    });
}

#[test]
fn two_processes_send_the_same() {
    let run = || {
        let this = std::env::current_exe().expect("a path");
        Command::new(this)
            .args(["--exact", "print_what_is_sent", "--ignored", "--nocapture", "--test-threads=1"])
            .output()
            .expect("runs")
            .stdout
    };
    let told = |stdout: &[u8]| {
        String::from_utf8_lossy(stdout)
            .lines()
            .filter(|line| line.starts_with("Outcome"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (first, second) = (told(&run()), told(&run()));
    assert!(first.len() > 1000, "{}", first.len());
    assert!(first == second, "processes differ");
}
