//! What became of the texts of a conversation.

use std::collections::HashSet;
use std::sync::Arc;

use headroom_core::{CompressError, Keeper, StoreError};
use headroom_engine::{Compressed, Left, Lineage, Options};
use headroom_tokens::Counts;
use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Result, Task};
use napi_derive::napi;

use crate::control::Control;
use crate::guard::guarded;
use crate::options::failure;
use crate::report::{BlockReport, Reported, Sums, tokens};
use crate::request::Request;
use crate::slot::Slot;
use crate::store::{ScopedStore, stored};
use crate::tokens::{CountedTexts, encoding};
use crate::work::{Work, long_work};

/// What expanding gives back at most, in bytes.
pub(crate) const LONGEST_EXPANSION: usize = 1 << 30;

/// Texts cross over in parts of about so many bytes, between which JavaScript may do other work.
const PART_BYTES: usize = 1 << 18;

/// The texts that changed, and what became of all of them.
#[napi]
pub struct Texts {
    changed: Vec<(u32, Arc<str>)>,
    sums: Sums,
    reported: Vec<Reported>,
    withheld: Option<StoreError>,
    lineage: Option<Lineage>,
    counts: Arc<Counts>,
}

#[napi]
impl Texts {
    /// The places of the texts that changed, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn places(&self) -> Vec<u32> {
        self.changed.iter().map(|(place, _)| *place).collect()
    }

    /// A part of the `index`th text that changed, the first, the next and so on; null behind the last.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn part(&self, index: u32, part: u32) -> Option<&str> {
        let (_, text) = self.changed.get(index as usize)?;
        let edge = |part: usize| text.floor_char_boundary(part.saturating_mul(PART_BYTES).min(text.len()));
        Some(&text[edge(part as usize)..edge(part as usize + 1)]).filter(|part| !part.is_empty())
    }

    /// What the texts cost before, in estimated tokens.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn tokens_before(&self) -> f64 {
        tokens(self.sums.before)
    }

    /// What they cost now, in estimated tokens.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn tokens_after(&self) -> f64 {
        tokens(self.sums.after)
    }

    /// The handles of what was left out, each once, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn handles(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let left_out = self.reported.iter().filter_map(|reported| reported.outcome.left_out.as_deref());
        left_out.filter(|text| seen.insert(text.handle)).map(|text| text.handle.to_string()).collect()
    }

    /// Why nothing was left out where something would have been: the code of what keeps the store from storing it.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn withheld(&self) -> Option<&'static str> {
        self.withheld.map(StoreError::code)
    }

    /// In a session: how the conversation goes on from what was sent before.
    #[napi(getter, catch_unwind, ts_return_type = "'new' | 'continued' | 'adopted' | 'rewritten' | null")]
    #[must_use]
    pub fn lineage(&self) -> Option<&'static str> {
        self.lineage.map(Lineage::code)
    }

    /// Why texts went as they are that could not be looked at to the end: each code once, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn failures(&self) -> Vec<&'static str> {
        let mut failures = Vec::new();
        for reported in &self.reported {
            if let Some(Left::Failed(error)) = reported.outcome.left && !failures.contains(&error.code()) {
                failures.push(error.code());
            }
        }
        failures
    }

    /// How many tokens of an encoding the texts were and are, off the event loop. `control` may end it.
    #[napi(catch_unwind, ts_args_type = "encoding: 'o200k_base' | 'cl100k_base', control?: Control | undefined | null", ts_return_type = "Promise<CountedTexts>")]
    pub fn count(&self, encoding: String, control: Option<&Control>) -> Result<AsyncTask<Work<CountedTexts>>> {
        let encoding = self::encoding(&encoding)?;
        let counts = Arc::clone(&self.counts);
        let texts: Vec<_> = self.reported.iter().map(Reported::texts).collect();
        Ok(long_work(control, move || Ok(CountedTexts::new(encoding, &counts, &texts))))
    }

    /// What became of each text.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn report(&self) -> Vec<BlockReport> {
        self.reported.iter().map(Reported::report).collect()
    }
}

type Worked = std::result::Result<(Compressed, Option<Lineage>), CompressError>;
type Working = dyn FnOnce(&headroom_engine::Request, &Control) -> Worked + Send;

/// Compressing, on a thread of the pool.
pub struct Compress {
    counts: Arc<Counts>,
    request: headroom_engine::Request,
    control: Control,
    work: Option<Box<Working>>,
    slot: Option<Slot>,
}

/// Has `work` done for what `request` holds, which is left empty.
pub(crate) fn compress(request: &mut Request, control: &Control, counts: &Arc<Counts>, work: impl FnOnce(&headroom_engine::Request, &Control) -> Worked + Send + 'static) -> AsyncTask<Compress> {
    AsyncTask::new(Compress { request: request.take(), control: control.clone(), counts: Arc::clone(counts), work: Some(Box::new(work)), slot: Some(Slot::take()) })
}

impl Task for Compress {
    type Output = (Compressed, Option<Lineage>);
    type JsValue = Texts;

    fn compute(&mut self) -> Result<Self::Output> {
        let _slot = self.slot.take();
        let work = self.work.take();
        let done = guarded(|| work.map_or(Err(CompressError::Cancelled), |work| work(&self.request, &self.control)))?;
        done.map_err(|error| failure(error.code(), error))
    }

    fn resolve(&mut self, _env: Env, (Compressed { outcomes, withheld }, lineage): Self::Output) -> Result<Self::JsValue> {
        let changed = outcomes.iter().enumerate().filter_map(|(place, outcome)| Some((place as u32, Arc::clone(outcome.output.as_ref()?)))).collect();
        let sums = Sums { before: outcomes.iter().map(|outcome| outcome.before).sum(), after: outcomes.iter().map(|outcome| outcome.after).sum() };
        let blocks = std::mem::take(&mut self.request).into_blocks();
        let reported = blocks.into_iter().zip(outcomes).map(|(block, outcome)| Reported { block, outcome }).collect();
        Ok(Texts { changed, sums, reported, withheld, lineage, counts: Arc::clone(&self.counts) })
    }
}

/// Expands the compressed conversation that `request` holds, and leaves it empty. What was left out comes from the store, if there is one. `control` may end it.
#[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
pub fn expand_request(request: &mut Request, store: Option<&ScopedStore>, control: Option<&Control>) -> AsyncTask<Work<Texts>> {
    let request = request.take();
    let keeper = store.map(|store| Arc::clone(&store.inner));
    long_work(control, move || {
        let keeper = keeper.as_deref().map(|keeper| keeper as &dyn Keeper);
        let texts = headroom_engine::expand_request(&request, &Options::default(), keeper, LONGEST_EXPANSION).map_err(stored)?;
        let changed = texts.into_iter().enumerate().filter_map(|(place, text)| Some((place as u32, text?))).collect();
        Ok(Texts { changed, sums: Sums::default(), reported: Vec::new(), withheld: None, lineage: None, counts: Arc::default() })
    })
}
