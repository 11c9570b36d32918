//! Measures the ratio of times for ten times the input, or for twice the input where program output is
//! compressed: 10 and 2 are linear. The figures are printed without a verdict.
//!
//! Each time is that of the second run in a process of its own, with cold caches: a small text would stay in
//! the caches and look faster than it is. The memory is left from the first run, because getting memory from
//! the system takes longer than writing to it, and the time is not proportional to its size.
//!
//! `cargo bench --bench linearity -- columns` measures only the subjects whose name contains that word.

use std::hint::black_box;
use std::time::Instant;

use headroom_benches::alone::table;
use headroom_benches::subjects::Subject;
use headroom_benches::{named, now};

/// Number of processes. The fastest counts, because other load on the machine only adds to a time.
const TIMES: usize = 5;
/// More than the caches of current processors hold, in bytes.
const CACHES: usize = 64 << 20;
/// Makes glibc keep all freed memory.
const KEEPING: [(&str, &str); 2] = [("MALLOC_MMAP_MAX_", "0"), ("MALLOC_TRIM_THRESHOLD_", "1000000000000")];

/// The time of one run, in milliseconds.
fn once(subject: &Subject, size: usize) -> f64 {
    (subject.run)(size)();
    let run = (subject.run)(size);
    drop(black_box(vec![1_u8; CACHES]));
    let clock = Instant::now();
    let start = now(clock);
    run();
    now(clock).saturating_sub(start).as_secs_f64() * 1e3
}

fn main() {
    table(&KEEPING, once, |run, subject| {
        let times: Vec<_> = subject
            .sizes
            .iter()
            .map(|&size| (0..TIMES).map(|_| run(size)).fold(f64::INFINITY, f64::min))
            .collect();
        let cells =
            subject.sizes.iter().zip(&times).map(|(size, time)| format!("{} {time:.2} ms", named(*size)));
        let ratios = times.windows(2).map(|pair| format!("{:.1}", pair[1] / pair[0]));
        format!("{} | ratios {}", cells.collect::<Vec<_>>().join(", "), ratios.collect::<Vec<_>>().join(" "))
    });
}
