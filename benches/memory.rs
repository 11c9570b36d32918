//! How much memory each thing takes at most, as a multiple of its input, which is part of it. Printed, not judged; where the system is not Linux, nothing
//! is known of it.
//!
//! It is what the system gave the process, so what the allocator keeps for later counts as well.
//!
//! `cargo bench --bench memory -- columns` measures those whose name has that word.

use std::fs;

use headroom_benches::alone::table;
use headroom_benches::named;
use headroom_benches::subjects::Subject;

/// Has the kernel forget the peak so far.
const FORGET: (&str, &str) = ("/proc/self/clear_refs", "5");

/// The most that the process has during a run, as a multiple of the input, as if it had nothing but that before.
fn once(subject: &Subject, size: usize) -> f64 {
    let run = (subject.run)(size);
    let _unknown_elsewhere = fs::write(FORGET.0, FORGET.1);
    let before = kilobytes("VmRSS:");
    run();
    1.0 + (kilobytes("VmHWM:") - before) * 1024.0 / f64::from(size as u32)
}

/// A figure that the system knows of this process.
fn kilobytes(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default()
}

fn main() {
    table(&[], once, |run, subject| {
        let cells = subject.sizes.iter().rev().take(2).map(|&size| format!("{} {:.2}x", named(size), run(size)));
        cells.collect::<Vec<_>>().join(", ")
    });
}
