//! The second half of a turn: its decisions are recorded, or not, and it is sent.

use std::collections::HashSet;
use std::mem;

use headroom_core::{Chain, CompressError, Decision, SentAs, StoreError, Watch};

use super::decisions::Known;
use super::result::{Lineage, Settled, TurnResult};
use super::turn::{Decisions, Pruned, Turn};
use super::{Session, is_decided};
use crate::outcome::Compressed;
use crate::request::Request;

impl Session {
    /// The second half of a turn. `recorded` says what recording the decisions gave, as
    /// [`OriginalStore::record`] does: after a failure, nothing is elided that is not stored.
    pub fn settle(
        &self,
        request: &Request,
        mut turn: Turn,
        recorded: Result<Vec<(usize, SentAs)>, StoreError>,
        watch: &dyn Watch,
    ) -> Result<Settled, CompressError> {
        let standing = match recorded {
            Ok(standing) => standing,
            Err(error) => return self.withhold(request, turn, error, watch).map(Settled::Sent),
        };
        if standing.is_empty() {
            return Ok(Settled::Sent(self.send(request, turn, None)));
        }
        if turn.pruned.is_some() {
            // Another session decided about the same texts at the same time: this one does not prune now.
            turn.unprune(request, watch)?;
            turn.is_outdated = true;
            return Ok(Settled::Open(turn));
        }
        let count = turn.waiting.len();
        let late: HashSet<usize> =
            standing.iter().map(|(index, _)| *index).filter(|index| *index < count).collect();
        if !late.is_empty() {
            // A waiting decision was sent before another session decided otherwise: this session sends it
            // again, and after a restart the standing decision is sent.
            let mut index = 0..;
            turn.waiting.retain(|_| index.next().is_none_or(|index| !late.contains(&index)));
            return Ok(Settled::Open(turn));
        }
        // Another session was faster: its decision is sent here, too.
        self.wait(&mem::take(&mut turn.waiting));
        let changes: Vec<_> = standing
            .into_iter()
            .map(|(index, sent)| (turn.decisions.new[index - count].chain, Some(sent)))
            .collect();
        turn.change(changes);
        self.decide(request, turn, watch).map(Settled::Open)
    }

    /// Ends a turn whose decisions could not be recorded. New texts are sent without elisions, and texts
    /// whole whose originals are lost. The decisions wait for the next turn.
    pub(super) fn withhold(
        &self,
        request: &Request,
        mut turn: Turn,
        error: StoreError,
        watch: &dyn Watch,
    ) -> Result<TurnResult, CompressError> {
        self.wait(&mem::take(&mut turn.waiting));
        turn.unprune(request, watch)?;
        let lost = self.lost(&turn.decisions.history);
        let is_withheld =
            !lost.is_empty() || turn.decisions.new.iter().any(|decision| decision.elision.is_some());
        if is_withheld {
            let exactly = turn.options.exactly();
            if let Err(error) = turn.send_whole(request, &lost, exactly, watch) {
                self.abandon(turn);
                return Err(error);
            }
        }
        self.wait(&turn.decisions.new);
        self.wait(&turn.decisions.resent);
        Ok(self.send(request, turn, is_withheld.then_some(error)))
    }

    /// Ends a turn: it is sent.
    pub(super) fn send(
        &self,
        request: &Request,
        mut turn: Turn,
        store_error: Option<StoreError>,
    ) -> TurnResult {
        self.remember(mem::take(&mut turn.decisions));
        let Turn {
            chains, epochs, pruned, known, mut conversation, is_broken, forgotten, is_outdated, ..
        } = turn;
        conversation.set_chains(&chains);
        let (known, prune, verdicts) = match pruned {
            Some(Pruned { prune, verdicts, known }) => (known, Some(prune), verdicts),
            None => (known, None, Vec::new()),
        };
        let gained: u64 = epochs.iter().map(|epoch| epoch.gain).sum();
        let pruned_before = gained.saturating_sub(prune.map_or(0, |prune| prune.gain));
        conversation.set_epochs(epochs);
        let outcomes = conversation.outcomes(request.blocks().len());
        if !is_outdated {
            self.memory.put(conversation);
        }
        let lineage = if is_broken { Lineage::Rewritten } else { lineage(request, &known) };
        let compressed = Compressed { outcomes, store_error };
        TurnResult { compressed, lineage, forgotten, prune, verdicts, pruned_before }
    }

    /// The chains of decisions whose originals can no longer be fetched. A store that is only busy is asked
    /// again in the next turn.
    pub(super) fn lost(&self, history: &[Decision]) -> Vec<Chain> {
        let Some(originals) = &self.originals else { return Vec::new() };
        let (chains, elision): (Vec<Chain>, Vec<_>) = history
            .iter()
            .filter_map(|decision| Some((decision.chain, decision.elision.as_deref()?)))
            .unzip();
        match originals.lost(&elision) {
            Ok(lost) => lost.into_iter().map(|index| chains[index]).collect(),
            Err(StoreError::Busy) => Vec::new(),
            Err(_) => chains,
        }
    }

    /// Remembers new decisions, and the texts of earlier ones if they were forgotten.
    pub(super) fn remember(&self, Decisions { new, resent, remade, .. }: Decisions) {
        let decided = new.into_iter().chain(resent).map(|decision| (decision.chain, decision.sent));
        for (chain, sent) in remade.into_iter().chain(decided) {
            self.decisions.insert(chain, sent);
        }
    }
}

fn lineage(request: &Request, known: &[Option<Known>]) -> Lineage {
    let read = request.blocks()[..request.answered()]
        .iter()
        .zip(known)
        .filter(|(block, known)| is_decided(block) && (block.open || known.is_some()));
    let (known, unknown): (Vec<_>, Vec<_>) = read.partition(|(_, known)| known.is_some());
    match (known.is_empty(), unknown.is_empty()) {
        (true, true) => Lineage::New,
        (false, true) => Lineage::Continued,
        (true, false) => Lineage::Adopted,
        (false, false) => Lineage::Rewritten,
    }
}
