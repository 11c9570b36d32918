//! The memory of this process. It is unknown on systems other than Linux.

use std::fs;

/// Resets the peak that the kernel has recorded.
pub fn forget_peak() {
    let _unknown_elsewhere = fs::write("/proc/self/clear_refs", "5");
}

/// The current memory of the process, in bytes.
#[must_use]
pub fn resident() -> f64 {
    bytes("VmRSS:")
}

/// The peak memory of the process, in bytes.
#[must_use]
pub fn peak() -> f64 {
    bytes("VmHWM:")
}

/// A figure that the system reports about this process.
fn bytes(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok()).unwrap_or_default() * 1024.0
}
