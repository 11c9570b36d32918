//! What is measured of the engine, in several sizes.

use std::hint::black_box;

use headroom_compressors::{CODECS, COMPRESSORS};
use headroom_core::{Earlier, Input, Kind, Policy, Selectable, Selector, Unwatched, apply, cost};
use headroom_engine::{CrushOptions, Engine, Format, Keeping, Options, crush};
use headroom_selection::SELECTORS;
use headroom_selection::json::Json;
use headroom_testkit::{Printed, Sample, session};

use crate::request;

const SIZES: [usize; 5] = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const SESSIONS: [usize; 3] = [41_000, 410_000, 4_100_000];
const DOUBLED: [usize; 4] = [12_500_000, 25_000_000, 50_000_000, 100_000_000];

/// What is measured: its name, its sizes, and what makes a run of a size.
pub struct Subject {
    /// As people say it, with the format or the step.
    pub name: String,
    /// In bytes, ascending.
    pub sizes: &'static [usize],
    /// Makes the input; what it returns is the run.
    pub run: Box<dyn Fn(usize) -> Box<dyn FnOnce()>>,
}

/// All that is measured.
#[must_use]
pub fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for sample in Sample::ALL {
        subjects.push(Subject {
            name: format!("{} cost", sample.name()),
            sizes: &SIZES,
            run: Box::new(move |size| {
                let text = sample.json(size);
                Box::new(move || { black_box(cost(&text)); })
            }),
        });
        subjects.push(Subject {
            name: format!("{} selection", sample.name()),
            sizes: &SIZES,
            run: Box::new(move |size| {
                let text = sample.json(size);
                Box::new(move || {
                    let input = Selectable { text: &text, kind: Kind::Json, lines_before: 0, policy: Policy::Oneshot, query: Some("Which request of user_17 failed?") };
                    drop(black_box(Json::DEFAULT.select(&input)));
                })
            }),
        });
        for format in [Format::Rows, Format::Columns, Format::Text] {
            subjects.push(Subject {
                name: format!("{} {format:?}", sample.name()),
                sizes: &SIZES,
                run: Box::new(move |size| {
                    let text = sample.json(size);
                    let options = CrushOptions { format, min_tokens_to_crush: 0, ..CrushOptions::default() };
                    Box::new(move || drop(black_box(crush(&text, &options, None, Keeping::Nowhere))))
                }),
            });
        }
    }
    for compressor in COMPRESSORS {
        for printed in Printed::ALL.into_iter().filter(|printed| printed.name() == compressor.name()) {
            subjects.push(Subject {
                name: printed.name().to_owned(),
                sizes: &DOUBLED,
                run: Box::new(move |size| {
                    let text = printed.text(size);
                    Box::new(move || {
                        let earlier = Earlier::new();
                        let input = Input { text: &text, kind: compressor.accepts()[0], quotable: false, earlier: &earlier };
                        drop(black_box(apply(&text, compressor.plan(&input).unwrap_or_default(), &earlier, CODECS)));
                    })
                }),
            });
        }
    }
    for selector in SELECTORS {
        for printed in Printed::ALL.into_iter().filter(|printed| printed.name() == selector.name()) {
            subjects.push(Subject {
                name: format!("{} selection", printed.name()),
                sizes: &DOUBLED,
                run: Box::new(move |size| {
                    let text = printed.text(size);
                    Box::new(move || {
                        let input = Selectable { text: &text, kind: selector.accepts()[0], lines_before: 0, policy: Policy::Oneshot, query: Some("Which request of user_17 failed?") };
                        drop(black_box(selector.select(&input)));
                    })
                }),
            });
        }
    }
    subjects.push(Subject {
        name: "session".to_owned(),
        sizes: &SESSIONS,
        run: Box::new(|size| {
            let request = request(&session(size));
            Box::new(move || drop(black_box(Engine::new().compress(&request, &Options::default(), Keeping::Nowhere, &Unwatched))))
        }),
    });
    subjects
}
