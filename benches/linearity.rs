//! How much longer ten times the input takes, or twice the input where what programs print is made shorter: 10 and 2 are
//! linear. Printed, not judged.
//!
//! Each time is that of the second run in a process of its own, with cold caches: a text that is small enough would stay in the cache, which would
//! make it look faster than it is. Memory is what the first run left: getting it from the system, and a virtual machine's from its host, takes longer than
//! writing to it, and not in proportion to how much it is.
//!
//! `cargo bench --bench linearity -- columns` measures those whose name has that word.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::env;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use headroom_benches::{named, now, request};
use headroom_compressors::{CODECS, COMPRESSORS};
use headroom_core::{Earlier, Input, Kind, Policy, Selectable, Selector, Unwatched, apply, cost};
use headroom_engine::{CrushOptions, Engine, Format, Keeping, Options, crush};
use headroom_selection::SELECTORS;
use headroom_selection::json::Json;
use headroom_testkit::{Printed, Sample, session};

const SIZES: [usize; 5] = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const SESSIONS: [usize; 3] = [41_000, 410_000, 4_100_000];
const DOUBLED: [usize; 4] = [12_500_000, 25_000_000, 50_000_000, 100_000_000];
/// The fastest of so many processes counts: whatever else runs on the machine only adds to a time.
const TIMES: usize = 5;
/// More than the caches of today's processors hold, in bytes.
const CACHES: usize = 64 << 20;
/// Has glibc keep all memory that it was given back.
const KEEPING: [(&str, &str); 2] = [("MALLOC_MMAP_MAX_", "0"), ("MALLOC_TRIM_THRESHOLD_", "1000000000000")];
/// The argument that makes a process measure one run: the number of the subject and the size follow.
const ONCE: &str = "--once";

/// What is measured: its name, its sizes, and what makes a run of a size.
struct Subject {
    name: String,
    sizes: &'static [usize],
    run: Box<dyn Fn(usize) -> Box<dyn FnOnce()>>,
}

fn subjects() -> Vec<Subject> {
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

/// Measures one run, in nanoseconds.
fn once(subject: &Subject, size: usize) -> u128 {
    (subject.run)(size)();
    let run = (subject.run)(size);
    drop(black_box(vec![1_u8; CACHES]));
    let clock = Instant::now();
    let start = now(clock);
    run();
    now(clock).saturating_sub(start).as_nanos()
}

/// The fastest of several processes that do `once`.
fn time(number: usize, size: usize) -> Duration {
    let times = (0..TIMES).map(|_| {
        let own = env::current_exe().expect("this program");
        let told = Command::new(own).envs(KEEPING).args([ONCE, &number.to_string(), &size.to_string()]).output().expect("runs").stdout;
        String::from_utf8_lossy(&told).trim().parse().expect("nanoseconds")
    });
    Duration::from_nanos(times.min().unwrap_or_default())
}

fn main() {
    let subjects = subjects();
    let arguments: Vec<_> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == ONCE) {
        let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<usize>().ok()).expect("a number");
        return println!("{}", once(&subjects[number(at + 1)], number(at + 2)));
    }
    let wanted = arguments.iter().skip(1).find(|argument| !argument.starts_with('-'));
    let is_wanted = |name: &str| wanted.is_none_or(|word| name.to_lowercase().contains(&word.to_lowercase()));
    for (number, Subject { name, sizes, .. }) in subjects.iter().enumerate().filter(|(_, subject)| is_wanted(&subject.name)) {
        let times: Vec<_> = sizes.iter().map(|&size| time(number, size)).collect();
        let cells = sizes.iter().zip(&times).map(|(size, time)| format!("{} {:.2} ms", named(*size), time.as_secs_f64() * 1e3));
        let ratios = times.windows(2).map(|pair| format!("{:.1}", pair[1].as_secs_f64() / pair[0].as_secs_f64()));
        println!("{name:<16} {} | ratios {}", cells.collect::<Vec<_>>().join(", "), ratios.collect::<Vec<_>>().join(" "));
    }
}
