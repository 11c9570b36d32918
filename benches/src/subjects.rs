//! The subjects of measurements of the engine, in several sizes.

use std::hint::black_box;

use headroom_core::{History, Input, Kind, Policy, Selectable, Selector, Unwatched, apply, cost};
use headroom_engine::{CODECS, COMPRESSORS, CrushOptions, Engine, Format, Options, StoreMode, crush};
use headroom_selection::Lexical;
use headroom_testkit::{Printed, Sample, session};

use crate::{QUESTION, request, selector_of};

const SIZES: [usize; 5] = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const SESSIONS: [usize; 3] = [41_000, 410_000, 4_100_000];
const DOUBLED: [usize; 4] = [12_500_000, 25_000_000, 50_000_000, 100_000_000];

/// A subject: its name, its sizes, and a function that prepares a run of a size.
pub struct Subject {
    /// The name of the input and of the format or the step.
    pub name: String,
    /// In bytes, ascending.
    pub sizes: &'static [usize],
    /// Makes the input and returns the run.
    pub run: Box<dyn Fn(usize) -> Box<dyn FnOnce()>>,
}

impl Subject {
    /// A subject that runs `run` on a text of each size, made by `text`.
    fn of(
        name: String,
        sizes: &'static [usize],
        text: impl Fn(usize) -> String + 'static,
        run: impl Fn(&str) + Copy + 'static,
    ) -> Self {
        let make = move |size| -> Box<dyn FnOnce()> {
            let text = text(size);
            Box::new(move || run(&text))
        };
        Self { name, sizes, run: Box::new(make) }
    }

    fn selection(
        name: &str,
        sizes: &'static [usize],
        text: impl Fn(usize) -> String + 'static,
        selector: Box<dyn Selector>,
    ) -> Self {
        // It is used until the process ends.
        let selector: &'static dyn Selector = Box::leak(selector);
        Self::of(format!("{name} selection"), sizes, text, move |text| {
            let input = Selectable {
                text,
                kind: selector.accepts()[0],
                language: None,
                lines_before: 0,
                policy: Policy::Oneshot,
                query: Some(QUESTION),
                is_document: false,
                earlier: &[],
                scorer: &Lexical,
            };
            drop(black_box(selector.select(&input)));
        })
    }
}

/// All subjects.
#[must_use]
pub fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for sample in Sample::ALL {
        let (name, text) = (sample.name(), move |size| sample.json(size));
        subjects.push(Subject::of(format!("{name} cost"), &SIZES, text, |text| {
            black_box(cost(text));
        }));
        subjects.extend(selector_of("json").map(|selector| Subject::selection(name, &SIZES, text, selector)));
        for format in [Format::Rows, Format::Columns, Format::Text] {
            subjects.push(Subject::of(format!("{name} {format:?}"), &SIZES, text, move |text| {
                let options = CrushOptions { format, min_tokens_to_crush: 0, ..CrushOptions::default() };
                drop(black_box(crush(text, &options, None, StoreMode::Off)));
            }));
        }
    }
    for printed in Printed::ALL {
        let (name, text) = (printed.name(), move |size| printed.text(size));
        if let Some(compressor) = COMPRESSORS.iter().find(|compressor| compressor.name() == name) {
            let kind = if printed == Printed::Terminal { Kind::Terminal } else { Kind::Text };
            subjects.push(Subject::of(name.to_owned(), &DOUBLED, text, move |text| {
                let history = History::new();
                let input = Input { text, kind, quotable: false, source: &[], history: &history };
                drop(black_box(apply(text, compressor.plan(&input).unwrap_or_default(), &history, CODECS)));
            }));
        }
        if let Some(selector) = selector_of(name) {
            subjects.push(Subject::selection(name, &DOUBLED, text, selector));
        }
    }
    subjects.push(Subject {
        name: "session".to_owned(),
        sizes: &SESSIONS,
        run: Box::new(|size| {
            let request = request(&session(size));
            Box::new(move || {
                drop(black_box(Engine::new().compress(
                    &request,
                    &Options::default(),
                    StoreMode::Off,
                    &Unwatched,
                )));
            })
        }),
    });
    subjects
}
