//! Pruning: old results are replaced by short forms, once, and every original comes back. A failure names its seed.

mod support;

use std::cell::Cell;
use std::sync::Arc;

use headroom_core::{OriginalStore, StoreError, Unwatched, cost, marker};
use headroom_engine::{Options, Outcome, Pruning, PruningMode, Request, Session, TurnResult};
use headroom_testkit::{Random, Step};
use support::cases::{Case, for_all};
use support::checks::{come_back_from, equal};
use support::shelf::Shelf;
use support::{request, request_as};

/// So cheap to write that short conversations are pruned.
fn eager() -> Pruning {
    let prices = Pruning { read: 1000, write: 1050, output: 1000, ..Pruning::default() };
    Pruning { mode: PruningMode::Auto, keep_turns: 1, ..prices }
}

/// The ends of turns: before each step of the model, except at the start.
fn turns(steps: &[Step]) -> Vec<usize> {
    let is_models = |step: &Step| matches!(step, Step::Message { user: false, .. } | Step::Call { .. });
    let ends = (1..steps.len()).filter(|&at| is_models(&steps[at]) && !is_models(&steps[at - 1]));
    ends.chain([steps.len()]).collect()
}

fn sent(steps: &[Step], outcomes: &[Arc<Outcome>]) -> Vec<Arc<str>> {
    let request = request(steps);
    let texts = request.blocks().iter().zip(outcomes);
    texts.map(|(block, outcome)| outcome.output.clone().unwrap_or_else(|| block.text.clone())).collect()
}

struct Life {
    shelf: Arc<Shelf>,
    session: Session,
    options: Options,
    /// What was sent last.
    before: Vec<Arc<str>>,
}

impl Life {
    fn new(case: &Case<'_>) -> Self {
        Self::over(Arc::default(), case)
    }

    fn over(shelf: Arc<Shelf>, case: &Case<'_>) -> Self {
        let options = Options { pruning: eager(), ..case.options.clone() };
        Self { session: Session::new(Some(shelf.clone())), shelf, options, before: Vec::new() }
    }

    fn restart(&mut self) {
        self.session = Session::new(Some(self.shelf.clone()));
    }

    /// Sends a turn. Between prunes, what was sent before is sent again.
    fn turn(&mut self, steps: &[Step]) -> Result<TurnResult, String> {
        let result = self
            .session
            .compress(&request_as(steps, &self.options), &self.options, &Unwatched)
            .expect("not cancelled");
        let sent = sent(steps, &result.compressed.outcomes);
        let stable = result.prune.map_or(self.before.len(), |prune| prune.first).min(self.before.len());
        equal(&&self.before[..stable], &&sent[..stable.min(sent.len())], || {
            format!("something else was sent before for the first of {} steps", steps.len())
        })?;
        // A text that refers to a pruned one no longer can, so that its short form may cost more.
        let refers = |text: &str| text.contains("[@ ");
        let changed = self.before.iter().zip(&sent).filter(|(before, sent)| before != sent);
        for (before, sent) in changed.filter(|(before, sent)| marker::stands_in(sent) && !refers(before)) {
            equal(&(cost(sent) < cost(before) || marker::stands_in(before)), &true, || {
                format!("a short form is dearer: {before:?} → {sent:?}")
            })?;
        }
        self.before = sent;
        Ok(result)
    }
}

#[test]
fn between_prunes_the_same_is_sent_and_every_original_comes_back() {
    let prunes = Cell::new(0);
    for_all(|case| {
        let mut random = case.random.clone();
        let mut life = Life::new(case);
        for end in turns(case.steps) {
            let steps = &case.steps[..end];
            match random.below(8) {
                0 => life.restart(),
                1 => life.session.clear(),
                2 => life.options.pruning.mode = PruningMode::Off,
                3 => life.options.pruning = Pruning { cold: random.once_in(2), ..eager() },
                _ => {}
            }
            let result = life.turn(steps)?;
            prunes.set(prunes.get() + usize::from(result.prune.is_some()));
            come_back_from(steps, &result.compressed.outcomes, &life.options, &life.shelf)?;
        }
        Ok(())
    });
    assert!(prunes.get() > 0 || std::env::var_os("HEADROOM_SEED").is_some());
}

#[test]
fn while_the_store_fails_nothing_is_pruned() {
    for_all(|case| {
        let mut random = case.random.clone();
        let mut life = Life::new(case);
        for end in turns(case.steps) {
            let steps = &case.steps[..end];
            let failure = [None, Some(StoreError::Busy), Some(StoreError::Busy)][random.below(3)];
            life.shelf.fail(failure);
            let result = life.turn(steps)?;
            equal(&(failure.is_some() && result.prune.is_some()), &false, || "pruned".to_owned())?;
            life.shelf.fail(None);
            for elision in result.compressed.outcomes.iter().filter_map(|outcome| outcome.elision.as_ref()) {
                let stored = life.shelf.original(&elision.shown).expect("it works again");
                equal(&stored.as_deref(), &Some(&*elision.original), || format!("not stored: {elision:?}"))?;
            }
        }
        Ok(())
    });
}

#[test]
fn processes_over_one_store_send_the_same() {
    for_all(|case| {
        let mut random = case.random.clone();
        let shelf = Arc::new(Shelf::default());
        let mut lives = [(); 3].map(|()| Life::over(Arc::clone(&shelf), case));
        let mut before = Vec::new();
        for end in turns(case.steps) {
            let life = &mut lives[random.below(3)];
            life.before = before;
            life.turn(&case.steps[..end])?;
            before = std::mem::take(&mut life.before);
        }
        Ok(())
    });
}

#[test]
fn a_prune_by_another_process_in_a_request_without_new_results_is_seen() {
    let steps = long(&mut Random::new(13), 30);
    let shelf = Arc::new(Shelf::default());
    let [here, there] = [(); 2].map(|()| Session::new(Some(shelf.clone())));
    let options = |mode, cold| Options { pruning: Pruning { mode, cold, ..eager() }, ..Options::default() };
    let (warm, cold) = (options(PruningMode::Off, false), options(PruningMode::Cold, true));
    let send = |session: &Session, steps: &[Step], options: &Options| {
        session.compress(&request(steps), options, &Unwatched).expect("not cancelled")
    };
    let known = send(&here, &steps[..59], &warm);
    assert_eq!(known.prune, None);
    let pruned = send(&there, &steps[..59], &cold);
    assert!(pruned.prune.is_some());
    let after = send(&here, &steps, &warm);
    let before = sent(&steps[..59], &pruned.compressed.outcomes);
    assert_eq!(sent(&steps, &after.compressed.outcomes)[..before.len()], before[..]);
}

#[test]
fn a_branch_from_before_a_prune_keeps_what_was_sent() {
    for_all(|case| {
        let mut random = case.random.clone();
        let mut life = Life::new(case);
        let ends = turns(case.steps);
        let fork = ends[random.below(ends.len())];
        let mut at_fork = Vec::new();
        for end in &ends {
            life.turn(&case.steps[..*end])?;
            if *end == fork {
                at_fork.clone_from(&life.before);
            }
        }
        let mut branch = case.steps[..fork].to_vec();
        branch.push(Step::Message { user: true, text: "Let us try another way.".into() });
        life.restart();
        life.options.pruning.mode = PruningMode::Off;
        life.before = at_fork;
        life.turn(&branch)?;
        Ok(())
    });
}

/// A long conversation, in which the numbers of prices decide.
fn long(random: &mut Random, turns: usize) -> Vec<Step> {
    let mut steps = vec![Step::Message { user: true, text: "Find out why it fails.".into() }];
    for turn in 0..turns {
        let lines = 20 + random.below(60);
        let mut line =
            |_| format!("part {:05} weighs {:07}\n", random.below(99_999), random.below(9_999_999));
        steps.push(Step::Call { tool: "Bash", arguments: vec![("command", format!("rg value {turn}"))] });
        steps.push(Step::Result((0..lines).map(&mut line).collect::<Vec<_>>().concat()));
    }
    steps
}

#[test]
fn a_prune_pays_and_comes_rarely() {
    let steps = long(&mut Random::new(7), 80);
    let bill = |mode: PruningMode| {
        let options = Options { pruning: Pruning { mode, ..Pruning::default() }, ..Options::default() };
        let session = Session::new(Some(Arc::new(Shelf::default())));
        let (mut cost, mut prunes, mut before) = (0, 0, Vec::<Arc<str>>::new());
        for end in turns(&steps) {
            let steps = &steps[..end];
            let result = session.compress(&request(steps), &options, &Unwatched).expect("not cancelled");
            prunes += usize::from(result.prune.is_some());
            let sent = sent(steps, &result.compressed.outcomes);
            let kept = before.iter().zip(&sent).take_while(|(before, sent)| before == sent).count();
            let tokens = |texts: &[Arc<str>]| texts.iter().map(|text| text.len() as u64 / 4).sum::<u64>();
            cost += 100 * tokens(&sent[..kept]) + 1250 * tokens(&sent[kept..]);
            before = sent;
        }
        (cost, prunes)
    };
    let (without, none) = bill(PruningMode::Off);
    let (with, some) = bill(PruningMode::Auto);
    assert_eq!((none, bill(PruningMode::Cold).1), (0, 0), "the cache is never cold");
    assert!((1..=12).contains(&some), "{some} prunes in 80 turns");
    assert!(with * 10 < without * 8, "{with} with, {without} without");
}

#[test]
fn a_cold_cache_is_a_good_time() {
    let steps = long(&mut Random::new(8), 20);
    let cold = Pruning { mode: PruningMode::Cold, cold: true, ..Pruning::default() };
    let options = Options { pruning: cold, ..Options::default() };
    let session = Session::new(Some(Arc::new(Shelf::default())));
    let result = session.compress(&request(&steps), &options, &Unwatched).expect("not cancelled");
    let prune = result.prune.expect("a prune");
    assert!(prune.gain > 2000, "{prune:?}");
    let again = session.compress(&request(&steps), &Options::default(), &Unwatched).expect("not cancelled");
    assert_eq!(sent(&steps, &again.compressed.outcomes), sent(&steps, &result.compressed.outcomes));
    assert_eq!(again.prune, None);
}

#[test]
fn errors_and_documents_of_the_user_stay() {
    let mut random = Random::new(9);
    let mut request = Request::new();
    for turn in 0..20 {
        request.answer();
        let call = request.call("Bash");
        let mut line =
            |_| format!("part {:05} weighs {:07}\n", random.below(99_999), random.below(9_999_999));
        request.result(Some(call), (0..60).map(&mut line).collect::<Vec<_>>().concat().into(), true);
        if turn % 2 == 0 {
            request.keep();
        }
    }
    request.answer();
    let options = Options { pruning: Pruning { cold: true, ..eager() }, ..Options::default() };
    let session = Session::new(Some(Arc::new(Shelf::default())));
    let result = session.compress(&request, &options, &Unwatched).expect("not cancelled");
    let is_pruned = |at: usize| result.compressed.outcomes[at].elision.is_some();
    assert_eq!((0..16).map(is_pruned).collect::<Vec<_>>(), [false, true].repeat(8));
}

#[test]
fn a_short_form_never_reads_as_a_reference() {
    let mut random = Random::new(11);
    let mut lines = |first: &str| {
        let mut line =
            |_| format!("part {:05} weighs {:07}\n", random.below(99_999), random.below(9_999_999));
        [first, &(0..60).map(&mut line).collect::<Vec<_>>().concat()].concat()
    };
    let mut steps = vec![Step::Message { user: true, text: "Weigh them.".into() }];
    for turn in 0..20 {
        let own = if turn == 0 { "parts\n" } else { "see [@ Bash weigh 0:1-2] for more\n" };
        steps.push(Step::Call { tool: "Bash", arguments: vec![("command", format!("weigh {turn}"))] });
        steps.push(Step::Result(lines(own)));
    }
    let shelf = Arc::new(Shelf::default());
    let options = Options { pruning: Pruning { cold: true, ..eager() }, ..Options::default() };
    let session = Session::new(Some(shelf.clone()));
    let result = session.compress(&request(&steps), &options, &Unwatched).expect("not cancelled");
    assert!(result.prune.is_some());
    come_back_from(&steps, &result.compressed.outcomes, &options, &shelf).expect("the same texts");
}

#[test]
fn a_file_that_was_read_again_goes_before_others() {
    let mut random = Random::new(12);
    let mut file = || {
        let mut line =
            |_| format!("let part_{:05} = {:07};\n", random.below(99_999), random.below(9_999_999));
        (0..400).map(&mut line).collect::<Vec<_>>().concat()
    };
    let mut steps = vec![Step::Message { user: true, text: "Weigh them.".into() }];
    let mut read = |path: &str, text: String| {
        steps.push(Step::Call { tool: "Read", arguments: vec![("file_path", path.into())] });
        steps.push(Step::Result(text));
    };
    for path in ["a.rs", "b.rs", "c.rs", "d.rs", "a.rs", "e.rs", "f.rs", "g.rs"] {
        read(path, file());
    }
    let options = Options { pruning: Pruning { cold: true, keep_turns: 2, ..eager() }, ..Options::default() };
    let session = Session::new(Some(Arc::new(Shelf::default())));
    let result = session.compress(&request(&steps), &options, &Unwatched).expect("not cancelled");
    let pruned: Vec<_> =
        (0..steps.len()).filter(|&at| result.compressed.outcomes[at].elision.is_some()).collect();
    assert_eq!(pruned, [2], "the first reading of a.rs");
}
