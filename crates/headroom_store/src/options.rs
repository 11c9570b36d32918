//! The options of the store, with all their defaults.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The options of a store.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the database, which must contain nothing else; `None`: the store is in memory and ends
    /// with the process.
    pub folder: Option<PathBuf>,
    /// Maximum size of all originals, their index and the ledger, in bytes.
    pub limit_bytes: u64,
    /// How long an original is kept without being used.
    pub ttl: Duration,
    /// How long to wait for other processes.
    pub wait: Duration,
    /// The source of the current time.
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

/// Gives the time in seconds since 1970.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Clock {
    /// A clock that gives the time that `tell` returns.
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
