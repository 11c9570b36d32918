//! The outcomes for the texts of a conversation.

use std::collections::HashSet;
use std::sync::Arc;

use headroom_core::{Handle, StoreError};
use headroom_engine::{Compressed, Expanded, Lineage, Prune, PruneVerdict, SkipReason, TurnResult};
use headroom_tokens::Counts;
use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Uint32Array};
use napi_derive::napi;

use crate::control::Control;
use crate::report::{BlockReport, Reported, Sums, in_json, tokens};
use crate::request::Request;
use crate::tokens::{CountedTexts, encoding};
use crate::work::{Work, long_work};

/// The approximate size of the parts in which texts cross over, in bytes. JavaScript may do other work
/// between two parts.
const PART_BYTES: usize = 1 << 18;

/// A prune: old results of the conversation were replaced by short forms.
#[napi(object)]
pub struct PruneReport {
    /// The tokens that the conversation is shorter from this turn on, estimated.
    pub tokens_saved: f64,
    /// The tokens that the provider's cache must write again because of the prune, estimated.
    pub tokens_rewritten: f64,
}

/// The texts that changed, and reports of all texts.
#[napi]
pub struct Texts {
    changed: Vec<(u32, Arc<str>)>,
    sums: Sums,
    request: Arc<headroom_engine::Request>,
    /// An outcome for each text of the request; none where it was expanded.
    outcomes: Vec<Arc<headroom_engine::Outcome>>,
    handles: Vec<Handle>,
    /// With a prune: its verdict on each text.
    verdicts: Vec<Option<PruneVerdict>>,
    store_error: Option<StoreError>,
    lineage: Option<Lineage>,
    forgotten: usize,
    prune: Option<Prune>,
    pruned_before: u64,
    counts: Arc<Counts>,
    unresolved: Vec<String>,
}

#[napi]
impl Texts {
    /// The indexes of the texts that changed, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn places(&self) -> Uint32Array {
        self.changed.iter().map(|(place, _)| *place).collect::<Vec<_>>().into()
    }

    /// As `places`, without the texts that `earlier` sent in the same form, by their indexes in `places`. `earlier` are
    /// texts with which these begin. Null if one that had changed there is now sent as it is.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn changed_since(&self, earlier: &Texts) -> Option<Uint32Array> {
        let mut before = earlier.changed.iter().peekable();
        let mut changed = Vec::new();
        for (index, (place, text)) in self.changed.iter().enumerate() {
            match before.peek() {
                Some((earlier, _)) if earlier < place => return None,
                Some((earlier, same)) if earlier == place => {
                    if !Arc::ptr_eq(text, same) {
                        changed.push(index as u32);
                    }
                    before.next();
                }
                _ => changed.push(index as u32),
            }
        }
        before.next().is_none().then(|| changed.into())
    }

    /// The next turn of the conversation. It begins with all texts of this one, so that only what follows has to be
    /// handed over.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn next_request(&self) -> Request {
        Request::after(Arc::clone(&self.request))
    }

    /// A part of the `index`th text that changed; null behind its last part.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn part(&self, index: u32, part: u32) -> Option<&str> {
        let (_, text) = self.changed.get(index as usize)?;
        let edge = |part: usize| text.floor_char_boundary(part.saturating_mul(PART_BYTES).min(text.len()));
        Some(&text[edge(part as usize)..edge(part as usize + 1)]).filter(|part| !part.is_empty())
    }

    /// The cost of the originals, in estimated tokens.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn tokens_before(&self) -> f64 {
        tokens(self.sums.before)
    }

    /// The cost of the texts that are sent, in estimated tokens.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn tokens_after(&self) -> f64 {
        tokens(self.sums.after)
    }

    /// The handles of the originals of elided texts, each once, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn handles(&self) -> Vec<String> {
        self.handles.iter().map(ToString::to_string).collect()
    }

    /// The number of `handles`.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn handle_count(&self) -> u32 {
        self.handles.len() as u32
    }

    /// The handles of markers whose originals were not found, each once, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn unresolved(&self) -> Vec<String> {
        self.unresolved.clone()
    }

    /// Why nothing was elided although it could be: the code of the error that kept the store from storing an
    /// original.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn store_error(&self) -> Option<&'static str> {
        self.store_error.map(StoreError::code)
    }

    /// Says that nothing is elided because a store that JavaScript provides failed.
    #[napi(catch_unwind)]
    pub fn withhold(&mut self) {
        self.store_error = Some(StoreError::Backend);
    }

    /// In a session: how the request continues earlier ones.
    #[napi(getter, catch_unwind, ts_return_type = "'new' | 'continued' | 'adopted' | 'rewritten' | null")]
    #[must_use]
    pub fn lineage(&self) -> Option<&'static str> {
        self.lineage.map(Lineage::code)
    }

    /// In a session: by how much the conversation is shorter than without the prunes of earlier turns in this
    /// session, in estimated tokens.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn pruned_before(&self) -> f64 {
        self.pruned_before as f64
    }

    /// In a session: the number of results that are sent unchanged because the session forgot the text that
    /// it sent for them.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn forgotten(&self) -> u32 {
        self.forgotten as u32
    }

    /// In a session: the prune that was made in this turn.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn pruned(&self) -> Option<PruneReport> {
        let Prune { gain, rewritten, .. } = self.prune?;
        Some(PruneReport { tokens_saved: gain as f64, tokens_rewritten: rewritten as f64 })
    }

    /// The codes of failures that left texts unchanged, each once, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn failures(&self) -> Vec<&'static str> {
        let mut failures = Vec::new();
        for outcome in &self.outcomes {
            if let Some(SkipReason::Failed(error)) = outcome.skipped
                && !failures.contains(&error.code())
            {
                failures.push(error.code());
            }
        }
        failures
    }

    /// Counts the tokens of the originals and of the texts that are sent, off the event loop. `control` may
    /// end the work.
    #[napi(
        catch_unwind,
        ts_args_type = "encoding: 'o200k_base' | 'cl100k_base', control?: Control | undefined | null",
        ts_return_type = "Promise<CountedTexts>"
    )]
    pub fn count(
        &self,
        encoding: String,
        control: Option<&Control>,
    ) -> Result<AsyncTask<Work<CountedTexts>>> {
        let encoding = self::encoding(&encoding)?;
        let counts = Arc::clone(&self.counts);
        let texts: Vec<_> = self.reports(0, self.outcomes.len()).map(|reported| reported.texts()).collect();
        Ok(long_work(control, move || Ok(CountedTexts::new(encoding, &counts, &texts))))
    }

    /// The number of reports.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn reported(&self) -> u32 {
        self.outcomes.len() as u32
    }

    /// The reports from `start` to before `end`: a list of `BlockReport` as JSON, which V8 parses ten times
    /// faster than objects are created one by one.
    #[napi(catch_unwind)]
    pub fn report(&self, start: u32, end: u32) -> Result<String> {
        let page: Vec<BlockReport> =
            self.reports(start as usize, end as usize).map(|reported| reported.report()).collect();
        in_json(&page)
    }

    /// The indexes of texts that look compressed but are not, and are sent unchanged, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn look_alikes(&self) -> Uint32Array {
        let is_one = |outcome: &headroom_engine::Outcome| {
            outcome.skipped == Some(SkipReason::LooksCompressed) && outcome.output.is_none()
        };
        (0_u32..)
            .zip(&self.outcomes)
            .filter(|(_, outcome)| is_one(outcome))
            .map(|(place, _)| place)
            .collect::<Vec<_>>()
            .into()
    }

    /// The units of all edits, each once, in the order of their first edit: `log` for an exact rewrite,
    /// `elide:log` for an elision.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn transforms(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let edits = self.outcomes.iter().flat_map(|outcome| &outcome.edits);
        let transforms = edits.filter(|edit| seen.insert((edit.codec.is_none(), edit.unit)));
        transforms
            .map(|edit| if edit.codec.is_some() { edit.unit.into() } else { format!("elide:{}", edit.unit) })
            .collect()
    }
}

impl Texts {
    /// The sources of the reports from `start` to before `end`.
    fn reports(&self, start: usize, end: usize) -> impl Iterator<Item = Reported<'_>> {
        let texts = self.request.blocks().iter().zip(&self.outcomes).enumerate();
        texts.skip(start).take(end.saturating_sub(start)).map(|(at, (block, outcome))| Reported {
            block,
            outcome,
            verdict: self.verdicts.get(at).copied().flatten(),
        })
    }

    /// Texts that were compressed.
    pub(crate) fn new(
        request: Arc<headroom_engine::Request>,
        outcome: Outcome,
        counts: &Arc<Counts>,
    ) -> Self {
        let Outcome {
            compressed: Compressed { outcomes, store_error },
            lineage,
            forgotten,
            prune,
            verdicts,
            pruned_before,
        } = outcome;
        let changed = outcomes
            .iter()
            .enumerate()
            .filter_map(|(place, outcome)| Some((place as u32, Arc::clone(outcome.output.as_ref()?))))
            .collect();
        let sums = Sums {
            before: outcomes.iter().map(|outcome| outcome.before).sum(),
            after: outcomes.iter().map(|outcome| outcome.after).sum(),
        };
        let mut seen = HashSet::new();
        let elided = outcomes.iter().filter_map(|outcome| Some(outcome.elision.as_deref()?.handle));
        let handles = elided.filter(|handle| seen.insert(*handle)).collect();
        Self {
            changed,
            sums,
            request,
            outcomes,
            handles,
            verdicts,
            store_error,
            lineage,
            forgotten,
            prune,
            pruned_before,
            counts: Arc::clone(counts),
            unresolved: Vec::new(),
        }
    }

    /// Texts that were expanded.
    pub(crate) fn expanded(Expanded { texts, unresolved }: Expanded) -> Self {
        let changed =
            texts.into_iter().enumerate().filter_map(|(place, text)| Some((place as u32, text?))).collect();
        Self {
            changed,
            sums: Sums::default(),
            request: Arc::default(),
            outcomes: Vec::new(),
            handles: Vec::new(),
            verdicts: Vec::new(),
            store_error: None,
            lineage: None,
            forgotten: 0,
            prune: None,
            pruned_before: 0,
            counts: Arc::default(),
            unresolved,
        }
    }
}

/// The outcome for a request.
pub(crate) struct Outcome {
    compressed: Compressed,
    lineage: Option<Lineage>,
    forgotten: usize,
    prune: Option<Prune>,
    verdicts: Vec<Option<PruneVerdict>>,
    pruned_before: u64,
}

impl From<Compressed> for Outcome {
    fn from(compressed: Compressed) -> Self {
        Self { compressed, lineage: None, forgotten: 0, prune: None, verdicts: Vec::new(), pruned_before: 0 }
    }
}

impl From<TurnResult> for Outcome {
    fn from(
        TurnResult { compressed, lineage, forgotten, prune, verdicts, pruned_before }: TurnResult,
    ) -> Self {
        Self { compressed, lineage: Some(lineage), forgotten, prune, verdicts, pruned_before }
    }
}
