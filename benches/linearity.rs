//! How much longer ten times the input takes: 10 is linear. Printed, not judged.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use headroom_benches::{named, request};
use headroom_core::{Unwatched, cost};
use headroom_engine::{CrushOptions, Engine, Format, Options, crush};
use headroom_testkit::{Sample, session};

const SIZES: [usize; 5] = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const SESSIONS: [usize; 3] = [41_000, 410_000, 4_100_000];
/// Each size is done at least so often, and for so long.
const TIMES: u32 = 3;
const LEAST: Duration = Duration::from_millis(500);

/// The time that this thread had a core, where Linux tells it: what else the machine does must not show. Else any clock.
fn now(start: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The mean of several runs.
fn time(mut run: impl FnMut()) -> Duration {
    let clock = Instant::now();
    let start = now(clock);
    let mut times = 0;
    loop {
        run();
        times += 1;
        let taken = now(clock).saturating_sub(start);
        if times >= TIMES && taken >= LEAST {
            return taken / times;
        }
    }
}

fn print(name: &str, sizes: &[usize], mut run: impl FnMut(usize) -> Duration) {
    let times: Vec<_> = sizes.iter().map(|size| run(*size)).collect();
    let cells = sizes.iter().zip(&times).map(|(size, time)| format!("{} {:.2} ms", named(*size), time.as_secs_f64() * 1e3));
    let ratios = times.windows(2).map(|pair| format!("{:.1}", pair[1].as_secs_f64() / pair[0].as_secs_f64()));
    println!("{name:<16} {} | ratios {}", cells.collect::<Vec<_>>().join(", "), ratios.collect::<Vec<_>>().join(" "));
}

fn main() {
    for sample in Sample::ALL {
        let texts = SIZES.map(|size| sample.json(size));
        let text = |size: usize| &texts[SIZES.iter().position(|own| *own == size).unwrap_or(0)];
        print(&format!("{} cost", sample.name()), &SIZES, |size| time(|| { black_box(cost(text(size))); }));
        for format in [Format::Rows, Format::Columns, Format::Text] {
            print(&format!("{} {format:?}", sample.name()), &SIZES, |size| time(|| drop(black_box(crush(text(size), CrushOptions { format, min_tokens_to_crush: 0 })))));
        }
    }
    print("session", &SESSIONS, |size| {
        let request = request(&session(size));
        time(|| drop(black_box(Engine::new().compress(&request, Options::default(), &Unwatched))))
    });
}
