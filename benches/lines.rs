//! Throughput of planning and applying, as a share of the throughput of splitting texts into lines and
//! hashing each. The figures are printed without a verdict.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::hint::black_box;

use headroom_benches::{is_wanted, named, time};
use headroom_core::{Compressor, History, Input, Kind, apply, cost};
use headroom_engine::{CODECS, COMPRESSORS};
use headroom_testkit::Printed;
use xxhash_rust::xxh3::xxh3_64;

const SIZES: [usize; 3] = [1_000_000, 10_000_000, 100_000_000];
const NAMES: [&str; 6] = ["search", "diff", "listing", "log", "runs", "terminal"];

/// The minimum work of every compressor of lines.
fn hash_lines(text: &str) -> u64 {
    let mut start = 0;
    let mut all = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        all ^= xxh3_64(&text.as_bytes()[start..end]);
        start = end + 1;
    }
    all
}

fn compressors() -> impl Iterator<Item = &'static dyn Compressor> {
    NAMES.iter().filter_map(|name| COMPRESSORS.iter().copied().find(|compressor| compressor.name() == *name))
}

fn main() {
    let history = History::new();
    for size in SIZES {
        println!(
            "{}: the speed of hashing lines, and shares of it: of `cost`; of `plan`, then with `apply` where edits are planned",
            named(size)
        );
        println!("{:<10} {:>9} {:>6} {}", "", "", "cost", NAMES.map(|name| format!("{name:>13}")).concat());
        for printed in Printed::ALL.into_iter().filter(|printed| is_wanted(printed.name())) {
            let text = printed.text(size);
            let base = time(|| {
                black_box(hash_lines(&text));
            })
            .as_secs_f64();
            let share = |run: &mut dyn FnMut()| base / time(run).as_secs_f64();
            let kind = if printed == Printed::Terminal { Kind::Terminal } else { Kind::Text };
            let input = Input { text: &text, kind, quotable: false, source: &[], history: &history };
            let cells = compressors().map(|compressor| {
                if !compressor.accepts(kind) {
                    return format!("{:>13}", "");
                }
                let plan = || compressor.plan(&input).unwrap_or_default();
                let planned = share(&mut || drop(black_box(plan())));
                if plan().is_empty() {
                    return format!("{planned:>7.2}      ");
                }
                format!(
                    "{planned:>7.2} {:<5.2}",
                    share(&mut || drop(black_box(apply(&text, plan(), &history, CODECS))))
                )
            });
            let cells = cells.collect::<String>();
            let speed = f64::from(text.len() as u32) / base / 1e9;
            println!(
                "{:<10} {speed:>4.1} GB/s {:>6.2} {cells}",
                printed.name(),
                share(&mut || {
                    black_box(cost(&text));
                })
            );
        }
    }
}
