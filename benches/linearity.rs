//! How much longer ten times the input takes, or twice the input where what programs print is made shorter: 10 and 2 are linear. Printed, not judged.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::hint::black_box;
use std::time::Duration;

use headroom_benches::{named, request, time};
use headroom_compressors::{CODECS, COMPRESSORS};
use headroom_core::{Earlier, Input, Unwatched, apply, cost};
use headroom_engine::{CrushOptions, Engine, Format, Options, crush};
use headroom_testkit::{Printed, Sample, session};

const SIZES: [usize; 5] = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const SESSIONS: [usize; 3] = [41_000, 410_000, 4_100_000];
const DOUBLED: [usize; 4] = [12_500_000, 25_000_000, 50_000_000, 100_000_000];

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
    let earlier = Earlier::new();
    for compressor in COMPRESSORS {
        for printed in Printed::ALL.into_iter().filter(|printed| printed.name() == compressor.name()) {
            print(printed.name(), &DOUBLED, |size| {
                let text = printed.text(size);
                let input = Input { text: &text, kind: compressor.accepts()[0], quotable: false, earlier: &earlier };
                time(|| drop(black_box(apply(&text, compressor.plan(&input).unwrap_or_default(), &earlier, CODECS))))
            });
        }
    }
    print("session", &SESSIONS, |size| {
        let request = request(&session(size));
        time(|| drop(black_box(Engine::new().compress(&request, Options::default(), &Unwatched))))
    });
}
