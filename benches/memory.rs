//! How much memory each thing takes at most, as a multiple of its input, which is part of it. Printed, not judged; where the system is not Linux, nothing
//! is known of it.
//!
//! It is what the system gave the process, so what the allocator keeps for later counts as well.
//!
//! `cargo bench --bench memory -- columns` measures those whose name has that word.

use headroom_benches::alone::table;
use headroom_benches::memory::{forget_peak, peak, resident};
use headroom_benches::named;
use headroom_benches::subjects::Subject;

/// The most that the process has during a run, as a multiple of the input, as if it had nothing but that before.
fn once(subject: &Subject, size: usize) -> f64 {
    let run = (subject.run)(size);
    forget_peak();
    let before = resident();
    run();
    1.0 + (peak() - before) / f64::from(size as u32)
}

fn main() {
    table(&[], once, |run, subject| {
        let cells =
            subject.sizes.iter().rev().take(2).map(|&size| format!("{} {:.2}x", named(size), run(size)));
        cells.collect::<Vec<_>>().join(", ")
    });
}
