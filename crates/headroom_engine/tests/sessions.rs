//! Live conversations: a text that was sent once is sent again. A failure names its seed.

mod support;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use headroom_core::{DecisionStore, OriginalStore, Policy, StoreError, Unwatched, marker};
use headroom_engine::{
    Block, Lineage, Options, Outcome, Request, Role, Session, Settled, SkipReason, ToolMode, ToolProfile,
    TurnResult,
};
use headroom_testkit::{Random, Step, seeds};
use support::cases::{Case, for_all};
use support::checks::{come_back_from, equal};
use support::shelf::Shelf;
use support::{compress, request, request_as, told, with_outputs};

/// The texts that were sent, by the start of their conversation.
type Wire = HashMap<String, Vec<Option<Arc<str>>>>;

fn outputs(outcomes: &[Arc<Outcome>]) -> Vec<Option<Arc<str>>> {
    outcomes.iter().map(|outcome| outcome.output.clone()).collect()
}

/// The ends of turns: before each step of the model, except at the start.
fn turns(steps: &[Step]) -> Vec<usize> {
    let is_models = |step: &Step| matches!(step, Step::Message { user: false, .. } | Step::Call { .. });
    let ends = (1..steps.len()).filter(|&at| is_models(&steps[at]) && !is_models(&steps[at - 1]));
    ends.chain([steps.len()]).collect()
}

/// A caller: it sends turns, and between them restarts, loses its store, or branches.
struct Life {
    shelf: Arc<Shelf>,
    session: Session,
    options: Options,
    wire: Wire,
    /// Chooses the texts that the caller gives in the form in which they were sent, if it mixes forms.
    mixes: Option<Random>,
    /// Whether the caller recalls and records decisions itself.
    keeps_decisions: bool,
}

/// A turn of a session whose caller keeps the decisions.
fn compress_in_halves(session: &Session, shelf: &Shelf, request: &Request, options: &Options) -> TurnResult {
    let mut absent = HashSet::new();
    loop {
        let unknown = session.unknown(request, &absent);
        if unknown.is_empty() {
            break;
        }
        for (chain, sent) in unknown.iter().zip(shelf.recall(&unknown).expect("a store that works")) {
            match sent {
                Some(sent) => session.learn(*chain, sent),
                None => assert!(absent.insert(*chain), "asked twice"),
            }
        }
    }
    let mut turn = session.open(request, options, &Unwatched).expect("not cancelled");
    loop {
        let (new, history) = turn.unrecorded();
        let recorded = shelf.record(&new, &history);
        match session.settle(request, turn, recorded, &Unwatched).expect("not cancelled") {
            Settled::Sent(result) => return result,
            Settled::Open(again) => turn = again,
        }
    }
}

impl Life {
    fn new(options: Options) -> Self {
        let shelf = Arc::new(Shelf::default());
        Self {
            session: Session::new(Some(shelf.clone())),
            shelf,
            options,
            wire: Wire::new(),
            mixes: None,
            keeps_decisions: false,
        }
    }

    /// The steps as the caller keeps them: some as originals, some in the form in which they were sent.
    fn given(&mut self, steps: &[Step]) -> Vec<Step> {
        let Some(random) = &mut self.mixes else { return steps.to_vec() };
        let sent =
            turns(steps).into_iter().rev().find_map(|end| self.wire.get(&format!("{:?}", &steps[..end])));
        let chosen: Vec<_> =
            sent.into_iter().flatten().map(|text| text.clone().filter(|_| random.once_in(2))).collect();
        with_outputs(steps, &chosen)
    }

    fn restart(&mut self) {
        self.session = if self.keeps_decisions {
            Session::kept_by_caller()
        } else {
            Session::new(Some(self.shelf.clone()))
        };
    }

    /// Sends a conversation.
    fn send(&self, steps: &[Step]) -> Result<TurnResult, String> {
        let request = request_as(steps, &self.options);
        let followed = if self.keeps_decisions {
            compress_in_halves(&self.session, &self.shelf, &request, &self.options)
        } else {
            self.session.compress(&request, &self.options, &Unwatched).expect("not cancelled")
        };
        for (block, outcome) in request.blocks().iter().zip(&followed.compressed.outcomes) {
            self.leads_back(block, outcome)?;
        }
        Ok(followed)
    }

    /// Checks that the original of an elided text can be fetched, unless the store fails.
    fn leads_back(&self, block: &Block, outcome: &Outcome) -> Result<(), String> {
        let is_marked = outcome.output.as_ref().is_some_and(|output| marker::stands_in(output));
        match &outcome.elision {
            Some(elision) => match self.shelf.original(&elision.shown) {
                Err(StoreError::Busy) => Ok(()),
                found => equal(&found, &Ok(Some(elision.original.to_string())), || {
                    format!("not stored: {outcome:?}")
                }),
            },
            None => equal(&(is_marked && !marker::stands_in(&block.text)), &false, || {
                format!("shows a marker without an elision: {outcome:?}")
            }),
        }
    }

    /// Sends a conversation, and compares it with what was sent for every start of it.
    fn turn(&mut self, steps: &[Step]) -> Result<Vec<Arc<Outcome>>, String> {
        let given = self.given(steps);
        let followed = self.send(&given)?;
        // The text that is sent for each block, unless it is the original.
        let (given, originals) = (request(&given), request(steps));
        let texts = given.blocks().iter().zip(originals.blocks());
        let sent: Vec<_> = texts
            .zip(outputs(&followed.compressed.outcomes))
            .map(|((given, original), output)| {
                output.or_else(|| Some(given.text.clone())).filter(|sent| *sent != original.text)
            })
            .collect();
        for end in turns(steps) {
            let Some(before) = self.wire.get(&format!("{:?}", &steps[..end])) else { continue };
            equal(&before.as_slice(), &&sent[..before.len()], || {
                format!(
                    "something else was sent before for the first {end} steps:\n{before:?}\n{:?}",
                    &sent[..before.len()]
                )
            })?;
        }
        self.wire.insert(format!("{steps:?}"), sent);
        Ok(followed.compressed.outcomes)
    }
}

/// Sends all turns. Before each turn, `happens` may change the caller; it gets the steps so far.
fn for_all_lives(happens: impl Fn(&mut Life, &mut Random, &[Step]) -> Result<(), String>) {
    for_all(|case| {
        let mut random = case.random.clone();
        let mut life = Life::new(case.options.clone());
        for end in turns(case.steps) {
            happens(&mut life, &mut random, &case.steps[..end])?;
            life.turn(&case.steps[..end])?;
        }
        Ok(())
    });
}

#[test]
fn a_text_that_was_sent_is_sent_again() {
    for_all_lives(|life, random, steps| {
        match random.below(8) {
            0 => {
                life.options = Options {
                    policy: if random.once_in(2) { Policy::Oneshot } else { Policy::Agent },
                    history_may_be_dropped: random.once_in(3),
                    ..life.options.clone()
                }
            }
            1 => life.options.exact_only = !life.options.exact_only,
            2 => life.session.clear(),
            5 => life.options.frozen_message_count = random.below(steps.len() + 1) as u32,
            3 => life.shelf.fail(random.once_in(2).then_some(StoreError::Busy)),
            // Another conversation with the same start.
            4 => drop(life.turn(&branch(random, steps))?),
            _ => {}
        }
        Ok(())
    });
}

#[test]
fn callers_may_mix_originals_with_texts_that_were_sent() {
    for_all(|case| {
        let mut random = case.random.clone();
        let mut life = Life::new(case.options.clone());
        life.mixes = Some(case.random.clone());
        for end in turns(case.steps) {
            match random.below(6) {
                0 => life.options.exact_only = !life.options.exact_only,
                1 => life.options.history_may_be_dropped = !life.options.history_may_be_dropped,
                2 => life.options.frozen_message_count = random.below(end + 1) as u32,
                3 => life.restart(),
                _ => {}
            }
            life.turn(&case.steps[..end])?;
            if random.once_in(3) {
                life.turn(&case.steps[..end])?;
            }
        }
        Ok(())
    });
}

#[test]
fn a_caller_that_keeps_decisions_sends_again_what_it_sent() {
    for_all(|case| {
        let mut random = case.random.clone();
        let mut life = Life::new(case.options.clone());
        life.keeps_decisions = true;
        life.restart();
        let (restarts, mixes) = (random.once_in(2), random.once_in(2));
        life.mixes = mixes.then(|| random.clone());
        for end in turns(case.steps) {
            // A restart loses decisions that wait to be recorded.
            if restarts && random.once_in(2) {
                life.restart();
            } else if !restarts {
                life.shelf.fill(random.once_in(2));
            }
            life.turn(&case.steps[..end])?;
        }
        Ok(())
    });
}

#[test]
fn a_caller_that_keeps_decisions_sends_what_a_store_sends() {
    for_all(|case| {
        let mut lives = [Life::new(case.options.clone()), Life::new(case.options.clone())];
        lives[1].keeps_decisions = true;
        lives[1].restart();
        for end in turns(case.steps) {
            let [own, other] = lives.each_mut().map(|life| life.turn(&case.steps[..end]));
            equal(&outputs(&own?), &outputs(&other?), || format!("after {end} steps"))?;
        }
        Ok(())
    });
}

#[test]
fn a_restart_changes_no_recorded_decision() {
    for_all_lives(|life, random, _| {
        if random.once_in(3) {
            life.restart();
            life.options.exact_only = random.once_in(4);
        }
        Ok(())
    });
}

#[test]
fn results_without_a_recorded_decision_stay_unchanged_after_a_restart() {
    for_all(|case| {
        let mut life = Life::new(case.options.clone());
        let ends = turns(case.steps);
        let lost = case.random.clone().below(ends.len());
        life.shelf.fail(Some(StoreError::Busy));
        for end in &ends[..lost] {
            let outcomes = life.turn(&case.steps[..*end])?;
            equal(&outcomes.iter().all(|outcome| outcome.elision.is_none()), &true, || {
                "something is elided although nothing can be stored".to_owned()
            })?;
        }
        life.shelf.fail(None);
        life.restart();
        // It starts again: everything that the model has read stays unchanged.
        life.wire.clear();
        for end in &ends[lost..] {
            life.turn(&case.steps[..*end])?;
        }
        Ok(())
    });
}

#[test]
fn lost_originals_are_stored_again_and_the_same_is_sent() {
    for_all_lives(|life, random, _| {
        // At most one loss a turn: a lost original is stored again before a restart needs it.
        match random.below(6) {
            0 => life.shelf.clear(),
            1 => life.shelf.lose_one(random),
            2 => life.restart(),
            3 => life.session.clear(),
            4 => life.options.exact_only = !life.options.exact_only,
            _ => {}
        }
        Ok(())
    });
}

#[test]
fn a_lost_original_that_cannot_be_stored_again_is_sent_from_then_on() {
    let broken = std::cell::Cell::new(0);
    for_all(|case| {
        let mut random = case.random.clone();
        let mut life = Life::new(Options { policy: Policy::Oneshot, ..case.options.clone() });
        for end in turns(case.steps) {
            let failure = [None, Some(StoreError::Io), None][random.below(3)];
            life.shelf.fill(random.once_in(3));
            life.shelf.fail(failure);
            if random.once_in(2) {
                life.shelf.clear();
            }
            let before = life
                .session
                .compress(&request(&case.steps[..end]), &life.options, &Unwatched)
                .expect("not cancelled");
            if before.compressed.store_error.is_some() {
                // The prefix breaks, and the lineage says so.
                broken.set(broken.get() + usize::from(before.lineage == Lineage::Rewritten));
                life.wire.clear();
            }
            life.turn(&case.steps[..end])?;
        }
        Ok(())
    });
    assert!(
        broken.get() > seeds(20).count() || std::env::var_os("HEADROOM_SEED").is_some(),
        "{} breaks",
        broken.get()
    );
}

#[test]
fn several_sessions_over_one_store_send_what_the_first_of_them_decided() {
    for_all(|case| {
        let mut random = case.random.clone();
        let mut lives = [(); 3].map(|()| Life::new(case.options.clone()));
        let shelf = Arc::clone(&lives[0].shelf);
        for life in &mut lives {
            life.shelf = Arc::clone(&shelf);
            life.restart();
            life.options.exact_only = random.once_in(3);
        }
        let mut wire = Wire::new();
        for end in turns(case.steps) {
            for _ in 0..2 {
                let life = &mut lives[random.below(3)];
                std::mem::swap(&mut life.wire, &mut wire);
                life.turn(&case.steps[..end])?;
                std::mem::swap(&mut life.wire, &mut wire);
            }
        }
        Ok(())
    });
}

#[test]
fn results_that_others_sent_stay_unchanged() {
    for_all(|case| {
        let request = request(case.steps);
        let followed = Session::new(Some(Arc::new(Shelf::default())))
            .compress(&request, case.options, &Unwatched)
            .expect("not cancelled");
        let mut adopted = false;
        for (block, outcome) in
            request.blocks()[..request.answered()].iter().zip(&followed.compressed.outcomes)
        {
            if block.role == Role::Result {
                adopted = true;
                let is_adopted = matches!(
                    outcome.skipped,
                    Some(SkipReason::Adopted | SkipReason::Frozen | SkipReason::LooksCompressed)
                );
                equal(&(outcome.output.is_none() && is_adopted), &true, || format!("{outcome:?}"))?;
            }
        }
        equal(&followed.lineage, &if adopted { Lineage::Adopted } else { Lineage::New }, || {
            "told wrongly".to_owned()
        })
    });
}

#[test]
fn the_first_turn_is_compressed_as_by_the_engine() {
    for_all(|case| {
        let mut life = Life::new(case.options.clone());
        let mut outcomes = Vec::new();
        for end in turns(case.steps) {
            outcomes = life.turn(&case.steps[..end])?;
        }
        equal(
            &told(&outcomes),
            &told(&compress(&request_as(case.steps, case.options), case.options)),
            || "the engine sends something else".to_owned(),
        )?;
        come_back_from(case.steps, &outcomes, case.options, &life.shelf)
    });
}

#[test]
fn without_a_store_nothing_is_elided_and_nothing_changes() {
    for_all(|case| {
        let session = Session::new(None);
        let mut before: Vec<Option<Arc<str>>> = Vec::new();
        for end in turns(case.steps) {
            let followed = session
                .compress(&request_as(&case.steps[..end], case.options), case.options, &Unwatched)
                .expect("not cancelled");
            let sent = outputs(&followed.compressed.outcomes);
            equal(&before.as_slice(), &&sent[..before.len()], || {
                "something else was sent before".to_owned()
            })?;
            equal(
                &followed.compressed.outcomes.iter().all(|outcome| outcome.elision.is_none()),
                &true,
                || "left out".to_owned(),
            )?;
            before = sent;
        }
        Ok(())
    });
}

#[test]
fn a_turn_is_tried_at_once_if_few_of_its_texts_are_new_and_sends_the_same() {
    for_all(|case| {
        let (tried, waited) = (Session::new(None), Session::new(None));
        let mut known = 0;
        for end in turns(case.steps) {
            let request = request_as(&case.steps[..end], case.options);
            let new = request.blocks()[known..].iter().map(|block| block.text.len()).sum::<usize>();
            let at_once = |max_new| tried.try_compress(&request, case.options, &Unwatched, max_new);
            if let Some(fewer) = new.checked_sub(1) {
                equal(&at_once(fewer).is_none(), &true, || format!("{new} bytes are new"))?;
            }
            let sent = at_once(new).ok_or("not tried")?.expect("not cancelled");
            let expected = waited.compress(&request, case.options, &Unwatched).expect("not cancelled");
            equal(&outputs(&sent.compressed.outcomes), &outputs(&expected.compressed.outcomes), || {
                "something else is sent".to_owned()
            })?;
            known = request.blocks().len();
        }
        Ok(())
    });
}

/// A conversation with the same start and another end.
fn branch(random: &mut Random, steps: &[Step]) -> Vec<Step> {
    let mut steps = steps[..random.below(steps.len() + 1)].to_vec();
    steps.push(Step::Message { user: true, text: "No, another way.".into() });
    steps
}

/// Guards the other tests: conversations without turns would test nothing.
#[test]
fn conversations_have_turns() {
    let count = std::cell::Cell::new(0);
    for_all(|Case { steps, .. }| {
        count.set(count.get() + turns(steps).len());
        Ok(())
    });
    assert!(
        count.get() > seeds(2000).count() || std::env::var_os("HEADROOM_SEED").is_some(),
        "{} turns",
        count.get()
    );
}

#[test]
fn a_forgotten_text_is_made_again_or_counted() {
    let call = |command: &str, text: String| {
        [Step::Call { tool: "Bash", arguments: vec![("command", command.to_owned())] }, Step::Result(text)]
    };
    let numbered =
        |line: &str| (1..60).map(|number| format!("{number:>6}→{line}\n")).collect::<Vec<_>>().concat();
    let history =
        [&call("cat -n a.rs", numbered("x = 1"))[..], &[Step::Message { user: false, text: "ok".into() }]]
            .concat();
    let session = Session::with_memory(None, 100);
    let send = |steps: &[Step], options: &Options| {
        session.compress(&request(steps), options, &Unwatched).expect("not cancelled")
    };
    let first = outputs(&send(&history[..2], &Options::default()).compressed.outcomes);
    assert!(first[1].is_some());
    let lose = || {
        for name in ["b", "c"] {
            let other = send(&call(&format!("cat -n {name}.rs"), numbered(name)), &Options::default());
            assert!(other.compressed.outcomes[1].output.as_ref().is_some_and(|output| output.len() > 100));
        }
        session.clear();
    };
    lose();
    let again = send(&history, &Options::default());
    assert_eq!(
        (&outputs(&again.compressed.outcomes)[..2], again.lineage, again.forgotten),
        (&first[..], Lineage::Continued, 0)
    );
    lose();
    let profile = ToolProfile { tool: "*".into(), mode: ToolMode::Skip, max_items: None };
    let whole = send(&history, &Options { tool_profiles: vec![profile], ..Options::default() });
    assert_eq!((outputs(&whole.compressed.outcomes), whole.forgotten), (vec![None; 3], 1));
}

#[test]
fn concurrent_turns_of_one_conversation_send_the_same() {
    let rows: Vec<String> = (0..4000)
        .map(|id| format!(r#"{{"id":{id},"host":"worker-{}","state":"running"}}"#, id % 7))
        .collect();
    let result = Step::Result(format!("[{}]", rows.join(",")));
    for round in 0..10 {
        let start = Step::Message { user: true, text: format!("Who runs? {round}") };
        let steps = [start, Step::Call { tool: "list", arguments: Vec::new() }, result.clone()];
        // Two sessions over one store, as in two processes.
        let shelf = Arc::new(Shelf::default());
        let sessions = [(); 2].map(|()| Session::new(Some(shelf.clone())));
        let together = std::sync::Barrier::new(4);
        // The result is new to all of them. One decides.
        let send = &|which: usize, exact_only| {
            together.wait();
            let options = Options { policy: Policy::Oneshot, exact_only, ..Options::default() };
            outputs(
                &sessions[which]
                    .compress(&request(&steps), &options, &Unwatched)
                    .expect("not cancelled")
                    .compressed
                    .outcomes,
            )
        };
        let all: Vec<_> = std::thread::scope(|threads| {
            let running = [(0, true), (0, false), (1, true), (1, false)]
                .map(|(which, exact_only)| threads.spawn(move || send(which, exact_only)));
            running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert!(
            all[0].iter().any(Option::is_some) && all.windows(2).all(|two| two[0] == two[1]),
            "round {round}"
        );
    }
}
