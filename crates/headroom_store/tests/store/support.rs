//! Helpers that the tests share.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use headroom_core::{Handle, HandleInput, Missing, Originals, Scope};
use headroom_store::{Clock, Options, Store};
use headroom_testkit::{Random, Scratch};

/// A store for one test, and its folder.
pub(crate) struct Fixture {
    pub(crate) store: Store,
    pub(crate) time: Arc<AtomicU64>,
    pub(crate) _scratch: Scratch,
}

impl Fixture {
    /// One store in a file, and one in memory.
    pub(crate) fn both(name: &str, change: impl Fn(&mut Options)) -> [Self; 2] {
        [true, false].map(|lasting| Self::new(name, lasting, &change))
    }

    /// A store in a file, or in memory.
    pub(crate) fn new(name: &str, lasting: bool, change: impl Fn(&mut Options)) -> Self {
        let scratch = Scratch::new(name);
        let (clock, time) = clock();
        let mut options = options(lasting.then(|| scratch.path()));
        options.clock = clock;
        change(&mut options);
        let store = Store::open(options).expect("a store");
        assert_eq!(store.take_notices(), []);
        assert_eq!(store.path().is_some(), lasting);
        Self { store, time, _scratch: scratch }
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.time.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// Options that wait long enough for a busy machine.
pub(crate) fn options(folder: Option<&Path>) -> Options {
    Options {
        folder: folder.map(|folder| folder.join("state")),
        wait: Duration::from_secs(5),
        ..Options::default()
    }
}

pub(crate) fn open(folder: &Path) -> Store {
    let store = Store::open(options(Some(folder))).expect("a store");
    assert_eq!(store.take_notices(), []);
    store
}

/// A clock that the test sets.
fn clock() -> (Clock, Arc<AtomicU64>) {
    let time = Arc::new(AtomicU64::new(1_800_000_000));
    let told = Arc::clone(&time);
    (Clock::new(move || told.load(Ordering::Relaxed)), time)
}

pub(crate) fn scope(id: &str) -> Scope {
    Scope::named(id).expect("a scope")
}

/// The original of a handle.
pub(crate) fn redeem(store: &Store, scope: &Scope, handle: Handle) -> Result<String, Missing> {
    store.get(scope, &HandleInput::from(handle)).expect("a store that works").map(|original| original.text)
}

/// A text of about this length, with a moderate compression ratio.
pub(crate) fn text(random: &mut Random, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 32);
    while text.len() < bytes {
        text.push_str(random.pick(&["error ", "ok ", "warning ", "GET /v1/items/", "retry after ", "\n"]));
        text.push_str(&random.below(1 << 40).to_string());
        text.push(' ');
    }
    text
}

/// The number of repetitions: `short` in usual test runs, `long` if `HEADROOM_TORTURE` is set.
pub(crate) fn times(short: usize, long: usize) -> usize {
    if std::env::var_os("HEADROOM_TORTURE").is_some() { long } else { short }
}
