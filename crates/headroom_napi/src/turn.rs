//! Turns of a session whose store JavaScript provides: recall, compress, record, settle.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headroom_core::{Chain, Digest, StoreError};
use headroom_engine::{Options, Settled};
use headroom_store::{StagedLedger, TextEntry, key_of_sent, standing};
use headroom_tokens::Counts;
use napi::Result;
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::control::Control;
use crate::options::{failure, not_compressed};
use crate::request::Steps;
use crate::staged::{LedgerEntry, Staged, Unstored};
use crate::store::stored;
use crate::text::MAX_EXPANSION;
use crate::texts::Texts;
use crate::work::{Work, long_work};

/// One request of a session. Its methods are called one after another.
#[napi]
pub struct Turn {
    inner: Arc<Inner>,
}

struct Inner {
    session: Arc<headroom_engine::Session>,
    ledger: Arc<StagedLedger>,
    counts: Arc<Counts>,
    options: Options,
    shard: u32,
    state: Mutex<State>,
}

/// The number of conversations that may be compressed at the same time.
const SHARDS: u32 = 64;

#[derive(Default)]
struct State {
    steps: Steps,
    request: Option<Arc<headroom_engine::Request>>,
    /// The chains that were asked for, by key.
    asked: HashMap<String, Chain>,
    absent: HashSet<Chain>,
    open: Option<headroom_engine::Turn>,
}

impl Turn {
    pub(crate) fn new(
        session: Arc<headroom_engine::Session>,
        ledger: Arc<StagedLedger>,
        counts: Arc<Counts>,
        options: Options,
        steps: Steps,
    ) -> Self {
        let shard = u32::from(Digest::of(steps.start()).0[0]) % SHARDS;
        let state = Mutex::new(State { steps, ..State::default() });
        Self { inner: Arc::new(Inner { session, ledger, counts, options, shard, state }) }
    }
}

#[napi]
impl Turn {
    /// A number that all turns of one conversation share. They are made one after another; turns with other
    /// numbers need not wait.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn shard(&self) -> u32 {
        self.inner.shard
    }

    /// The keys of entries that the session does not know. The caller recalls them and calls `learn`, until
    /// there are none left.
    #[napi(catch_unwind, ts_return_type = "Promise<Array<string>>")]
    #[must_use]
    pub fn unknown(&self, control: &Control) -> AsyncTask<Work<Vec<String>>> {
        let turn = Arc::clone(&self.inner);
        long_work(Some(control), move || {
            let request = turn.request();
            let absent = turn.state().absent.clone();
            let chains = turn.session.unknown(&request, &absent);
            let asked: Vec<(String, Chain)> =
                chains.into_iter().map(|chain| (key_of_sent(&chain), chain)).collect();
            let keys = asked.iter().map(|(key, _)| key.clone()).collect();
            turn.state().asked.extend(asked);
            Ok(keys)
        })
    }

    /// Supplies the recalled entries. Every other key of `unknown` has no entry.
    #[napi(catch_unwind)]
    pub fn learn(&self, entries: Vec<LedgerEntry>) {
        let mut asked = std::mem::take(&mut self.inner.state().asked);
        for entry in entries {
            let entry = TextEntry::from(entry);
            if let (Some(sent), Some(chain)) = (entry.sent(), asked.get(&entry.key).copied()) {
                self.inner.session.learn(chain, sent);
                asked.remove(&entry.key);
            }
        }
        self.inner.state().absent.extend(asked.into_values());
    }

    /// Compresses the request, and returns the texts and entries that must be stored before `settle` is called.
    #[napi(catch_unwind, ts_return_type = "Promise<Unstored>")]
    #[must_use]
    pub fn open(&self, control: &Control) -> AsyncTask<Work<Unstored>> {
        let (turn, own) = (Arc::clone(&self.inner), control.clone());
        long_work(Some(control), move || {
            let request = turn.request();
            let open = turn.session.open(&request, &turn.options, &own).map_err(not_compressed)?;
            Ok(turn.keep(open))
        })
    }

    /// Ends the turn. `failed`: nothing was stored. `others`: entries that have other values in the store, so
    /// that nothing was recorded. Null if something else must be stored now: see `reopen`.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts | null>")]
    #[must_use]
    pub fn settle(
        &self,
        failed: bool,
        others: Vec<LedgerEntry>,
        control: &Control,
    ) -> AsyncTask<Work<Option<Texts>>> {
        let (turn, own) = (Arc::clone(&self.inner), control.clone());
        long_work(Some(control), move || {
            let open = turn.state().open.take();
            let open = open.ok_or_else(|| failure("internal", "no turn is open"))?;
            let (new, history) = open.unrecorded();
            let others: Vec<TextEntry> = others.into_iter().map(Into::into).collect();
            let recorded = if failed { Err(StoreError::Backend) } else { Ok(standing(&new, &others)) };
            if recorded.as_ref().is_ok_and(Vec::is_empty) {
                if !others.is_empty() {
                    // They are about earlier turns. The turn goes on without recording them again.
                    turn.ledger.skip(&others);
                    turn.state().open = Some(open);
                    return Ok(None);
                }
                turn.ledger.store(&new, &history);
            }
            let request = turn.request();
            match turn.session.settle(&request, open, recorded, &own).map_err(not_compressed)? {
                Settled::Sent(result) => {
                    Ok(Some(Texts::new(Arc::clone(&request), result.into(), &turn.counts)))
                }
                Settled::Open(again) => {
                    turn.state().open = Some(again);
                    Ok(None)
                }
            }
        })
    }

    /// The texts and entries that must be stored now, after `settle` returned null.
    #[napi(catch_unwind)]
    pub fn reopen(&self) -> Result<Unstored> {
        let open = self.inner.state().open.take();
        Ok(self.inner.keep(open.ok_or_else(|| failure("internal", "no turn is open"))?))
    }

    /// Expands the compressed conversation. Originals come from `staged`, as far as it has them.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
    #[must_use]
    pub fn expand(&self, staged: &Staged, control: &Control) -> AsyncTask<Work<Texts>> {
        let (turn, originals) = (Arc::clone(&self.inner), staged.shared());
        long_work(Some(control), move || {
            turn.session
                .expand_from(&turn.request(), Some(&*originals), MAX_EXPANSION)
                .map(Texts::expanded)
                .map_err(stored)
        })
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The request, which is assembled once.
    fn request(&self) -> Arc<headroom_engine::Request> {
        let mut state = self.state();
        let steps = std::mem::take(&mut state.steps);
        Arc::clone(state.request.get_or_insert_with(|| Arc::new(steps.build())))
    }

    /// Keeps an open turn, and returns the texts and entries that must be stored for it.
    fn keep(&self, open: headroom_engine::Turn) -> Unstored {
        let (new, history) = open.unrecorded();
        let unstored = self.ledger.unstored(&new, &history);
        self.state().open = Some(open);
        unstored.into()
    }
}
