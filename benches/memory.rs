//! Measures peak memory as a multiple of the input, including the input itself. The figures are printed
//! without a verdict, and are available only on Linux.
//!
//! It is the memory that the system gave to the process, including memory that the allocator keeps for later.
//!
//! `cargo bench --bench memory -- columns` measures only the subjects whose name contains that word.

use headroom_benches::alone::table;
use headroom_benches::memory::{forget_peak, peak, resident};
use headroom_benches::named;
use headroom_benches::subjects::Subject;

/// The peak memory of the process during a run, less the other memory it had before, as a multiple of the
/// input.
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
