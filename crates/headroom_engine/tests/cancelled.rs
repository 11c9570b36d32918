//! Cancelled work ends within a text, and nothing of it is remembered.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use headroom_core::work::watched;
use headroom_core::{CompressError, Policy, Watch};
use headroom_engine::{
    CrushOptions, Engine, Format, Options, Outcome, Session, StoreMode, crush, detect, expand_request,
    expand_text,
};
use headroom_testkit::Step;
use headroom_testkit::families::{PLAIN, families};
use support::{checks, compress, request, sent};

/// Length of the texts, in bytes.
const LENGTH: usize = 1 << 18;

/// Asks to stop after a number of questions within texts.
#[derive(Clone)]
struct Allows(Arc<AtomicUsize>);

impl Allows {
    fn new(questions: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(questions)))
    }
}

impl Watch for Allows {
    fn cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }

    fn advance(&self, _bytes: usize) {}

    fn within(&self) -> Option<Arc<dyn Watch + Send>> {
        Some(Arc::new(self.clone()))
    }
}

/// Is asked between texts only, and never asks to stop.
struct Between;

impl Watch for Between {
    fn cancelled(&self) -> bool {
        false
    }

    fn advance(&self, _bytes: usize) {}
}

fn steps(texts: Vec<String>) -> Vec<Step> {
    texts
        .into_iter()
        .flat_map(|text| {
            [Step::Call { tool: "fetch", arguments: vec![("id", "1".into())] }, Step::Result(text)]
        })
        .collect()
}

/// Long texts of several kinds, each by itself.
fn texts() -> Vec<(&'static str, String)> {
    let names = [
        "numbers",
        "JSON",
        "INI",
        "log",
        "Fibonacci lines",
        "lines of one letter",
        "source",
        "terminal: up and down",
        "diffs of many files",
    ];
    let all = [vec![PLAIN], families()].concat();
    let wanted = all.into_iter().filter(|family| names.contains(&family.name) || family.name == PLAIN.name);
    wanted.map(|family| (family.name, (family.make)(LENGTH).concat())).collect()
}

fn told(outcomes: &[Arc<Outcome>]) -> Vec<Option<Arc<str>>> {
    outcomes.iter().map(|outcome| outcome.output.clone()).collect()
}

#[test]
fn compressing_ends_within_a_long_text() {
    let texts = texts();
    assert!(texts.len() > 5, "{}", texts.len());
    for (name, text) in texts {
        // Earlier texts are remembered, and stay.
        let first = steps(vec!["what was printed before\n".repeat(40)]);
        let steps = [first.clone(), steps(vec![text])].concat();
        let options = Options { policy: Policy::Oneshot, ..Options::default() };
        let cold = told(&compress(&request(&steps), &options));
        let (engine, session) = (Engine::new(), Session::new(None));
        engine.compress(&request(&first), &options, StoreMode::DryRun, &Between).expect("not cancelled");
        for questions in [3, 5, 9] {
            let cancelled =
                engine.compress(&request(&steps), &options, StoreMode::DryRun, &Allows::new(questions));
            assert_eq!(
                cancelled.err(),
                Some(CompressError::Cancelled),
                "{name}, after {questions} questions"
            );
            let cancelled = session.compress(&request(&steps), &options, &Allows::new(questions));
            assert_eq!(
                cancelled.err(),
                Some(CompressError::Cancelled),
                "{name}, after {questions} questions in a session"
            );
        }
        let after = engine
            .compress(&request(&steps), &options, StoreMode::DryRun, &Between)
            .expect("not cancelled")
            .outcomes;
        assert_eq!(told(&after), cold, "{name}");
        let after = session
            .compress(&request(&steps), &options, &Between)
            .expect("not cancelled")
            .compressed
            .outcomes;
        let fresh = Session::new(None)
            .compress(&request(&steps), &options, &Between)
            .expect("not cancelled")
            .compressed
            .outcomes;
        assert_eq!(told(&after), told(&fresh), "{name} in a session");
    }
}

#[test]
fn other_work_ends_within_a_long_text() {
    let ends = |work: &dyn Fn()| {
        (2..6).all(|questions| watched(&Allows::new(questions), work) == Err(CompressError::Cancelled))
    };
    let json = format!(
        "[{}]",
        (0..20_000)
            .map(|id| format!(r#"{{"id":{id},"name":"name {}","at":{{"x":{},"y":null}}}}"#, id % 97, id * 7))
            .collect::<Vec<_>>()
            .join(",")
    );
    for format in [Format::Rows, Format::Columns, Format::Text] {
        let options = CrushOptions { format, ..CrushOptions::default() };
        assert!(
            ends(&|| drop(crush(&json, &options, Some("name 5"), StoreMode::DryRun))),
            "crush, {format:?}"
        );
        let crushed = crush(&json, &options, None, StoreMode::Off).output.unwrap_or_else(|| json.clone());
        assert!(ends(&|| drop(expand_text(&crushed, None, usize::MAX))), "expand, {format:?}");
    }
    assert!(ends(&|| drop(detect(&json))), "detect");
    let steps = steps(vec![json.clone(), json]);
    let sent = request(&sent(&steps, &compress(&request(&steps), &Options::default())));
    assert!(ends(&|| drop(expand_request(&sent, &Options::default(), None, usize::MAX))), "expand a request");
    checks::come_back(&steps, &compress(&request(&steps), &Options::default()), &Options::default())
        .expect("comes back");
}
