//! What the system gave this process; where it is not Linux nothing is known of it.

use std::fs;

/// Has the kernel forget the peak so far.
pub fn forget_peak() {
    let _unknown_elsewhere = fs::write("/proc/self/clear_refs", "5");
}

/// How much memory the process has, in bytes.
#[must_use]
pub fn resident() -> f64 {
    bytes("VmRSS:")
}

/// How much it had at most, in bytes.
#[must_use]
pub fn peak() -> f64 {
    bytes("VmHWM:")
}

/// A figure that the system knows of this process.
fn bytes(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok()).unwrap_or_default() * 1024.0
}
