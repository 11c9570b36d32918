//! What a caller may set. Every default of the store stands here.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How a store is kept.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the database, which holds nothing else; `None`: memory, gone with the process.
    pub folder: Option<PathBuf>,
    /// The most that all originals, their index and the ledger take up, in bytes.
    pub limit_bytes: u64,
    /// How long an original is kept that nobody uses.
    pub ttl: Duration,
    /// How long to wait for other processes.
    pub wait: Duration,
    /// What time it is.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            folder: crate::state_folder(),
            limit_bytes: 512 << 20,
            ttl: Duration::from_hours(7 * 24),
            wait: Duration::from_millis(20),
            clock: Clock::default(),
        }
    }
}

/// Tells the time, in seconds since 1970.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Clock {
    /// One that tells what `tell` returns.
    pub fn new(tell: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    pub(crate) fn now(&self) -> u64 {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
