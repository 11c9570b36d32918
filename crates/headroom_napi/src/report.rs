//! Reports of the texts of a conversation.

use std::sync::Arc;

use headroom_core::{Cost, Waste};
use headroom_engine::{Block, Outcome, PruneVerdict, Role, SkipReason};
use napi_derive::napi;
use serde::{Serialize, Serializer};

use crate::options::failure;

/// The outcome for one text of a conversation.
#[napi(object, object_from_js = false, object_to_js = false)]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockReport {
    /// The index of its message.
    pub message: u32,
    /// Its part in the conversation.
    #[napi(ts_type = "'user' | 'assistant' | 'argument' | 'result' | 'opaque'")]
    pub role: &'static str,
    /// The name by which the model knows it: the tool and the argument that identifies the call.
    pub name: String,
    /// Label used in references, e.g. `Read app.py #2`; empty if nothing can refer to the text.
    pub label: String,
    /// Its kind, as `detect` names it.
    #[napi(ts_type = "Detection['kind']")]
    pub kind: &'static str,
    /// How close to the original the expanded text is. `bytes`: the same. `values`: the same JSON, with other
    /// white space. `view`: the same on a terminal. `recoverable`: the store has it.
    #[napi(ts_type = "'bytes' | 'values' | 'view' | 'recoverable'")]
    pub fidelity: &'static str,
    /// Estimated tokens before.
    #[serde(serialize_with = "whole")]
    pub tokens_before: f64,
    /// Estimated tokens after.
    #[serde(serialize_with = "whole")]
    pub tokens_after: f64,
    /// The edits that were made, in order.
    pub edits: Vec<EditReport>,
    /// Why the text is unchanged. `not-a-result`: only tool results are compressed; `frozen`: inside
    /// `frozenMessageCount`, or its tool is skipped; `adopted`: the model read it in this form before the
    /// session began; `short`, `nothing-found`, `not-worth-it`: too little to save; `already-compressed`;
    /// `looks-compressed`: it looks like our notation, and is escaped; otherwise the code of what stopped the
    /// work.
    #[napi(
        ts_type = "'not-a-result' | 'frozen' | 'adopted' | 'short' | 'nothing-found' | 'not-worth-it' | 'already-compressed' | 'looks-compressed' | 'malformed' | 'too-deep' | 'too-large' | 'panicked' | 'cancelled' | 'lone-surrogate' | 'not-text'"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<&'static str>,
    /// In a turn of a session that pruned: the verdict on this tool result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pruning: Option<PruneVerdictReport>,
}

/// The verdict of a prune on a tool result.
#[napi(object, object_from_js = false, object_to_js = false)]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PruneVerdictReport {
    /// `pruned`: it was shortened. Otherwise the reason why it stays. `used`: the model used it in the turns that are
    /// kept; `protected`: it is never pruned, such as an error or a fetched original; `short`: a short form would not
    /// be shorter, perhaps because an earlier prune made one; `likely-fetched`: fetching it again is likely to cost
    /// more than shortening it saves; `costly-write`: the cache write from there on would cost more than it saves so
    /// far.
    #[napi(ts_type = "'pruned' | 'used' | 'protected' | 'short' | 'likely-fetched' | 'costly-write'")]
    pub verdict: &'static str,
    /// The number of turns that the model has made since it last used the result. 0: it has not read the result yet.
    pub unused_turns: u32,
}

/// One edit.
#[napi(object, object_from_js = false, object_to_js = false)]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EditReport {
    /// The unit that made it, such as `json`, `log` or `references`.
    pub unit: &'static str,
    /// The codec that decodes it. Absent for an elision: only the store has its original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codec: Option<&'static str>,
    /// How close to the original the expanded text is: `recoverable` for an elision.
    #[napi(ts_type = "'bytes' | 'values' | 'view' | 'recoverable'")]
    pub fidelity: &'static str,
    /// The waste that it removed, if that has a name.
    #[napi(ts_type = "'json' | 'repetition'")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waste: Option<&'static str>,
    /// What it did, in words.
    pub reason: &'static str,
    /// Start of the replaced span, in bytes of the original.
    #[serde(serialize_with = "whole")]
    pub start: f64,
    /// End of that span.
    #[serde(serialize_with = "whole")]
    pub end: f64,
    /// Start of its replacement, in bytes of the output.
    #[serde(serialize_with = "whole")]
    pub output_start: f64,
    /// End of the replacement.
    #[serde(serialize_with = "whole")]
    pub output_end: f64,
    /// Estimated tokens before.
    #[serde(serialize_with = "whole")]
    pub tokens_before: f64,
    /// Estimated tokens after.
    #[serde(serialize_with = "whole")]
    pub tokens_after: f64,
}

/// The sums over all texts.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sums {
    pub(crate) before: Cost,
    pub(crate) after: Cost,
}

/// The source of a report.
pub(crate) struct Reported<'a> {
    pub(crate) block: &'a Block,
    pub(crate) outcome: &'a Outcome,
    pub(crate) verdict: Option<PruneVerdict>,
}

impl Reported<'_> {
    /// The original, and the text that is sent in its place, if it changed.
    pub(crate) fn texts(&self) -> (Arc<str>, Option<Arc<str>>) {
        (Arc::clone(&self.block.text), self.outcome.output.clone())
    }

    pub(crate) fn report(&self) -> BlockReport {
        let Self { block, outcome, verdict } = self;
        BlockReport {
            message: block.message,
            role: role(block.role),
            name: block.called.to_string(),
            label: outcome.label.to_string(),
            kind: outcome.kind(&block.text).name(),
            fidelity: outcome.fidelity.name(),
            tokens_before: tokens(outcome.before),
            tokens_after: tokens(outcome.after),
            edits: outcome.edits.iter().map(edit).collect(),
            skipped: outcome.skipped.map(SkipReason::code),
            pruning: verdict.map(|verdict| PruneVerdictReport {
                verdict: verdict.code(),
                unused_turns: verdict.unused_turns as u32,
            }),
        }
    }
}

/// A report as JSON: V8 parses JSON ten times faster than this creates objects one by one.
pub(crate) fn in_json(report: &impl Serialize) -> napi::Result<String> {
    serde_json::to_string(report).map_err(|error| failure("internal", error))
}

/// Writes a whole number, which JavaScript has as `f64`.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn whole<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(*number as u64)
}

pub(crate) fn tokens(cost: Cost) -> f64 {
    cost.to_tokens() as f64
}

fn edit(edit: &headroom_engine::EditReport) -> EditReport {
    EditReport {
        unit: edit.unit,
        codec: edit.codec,
        fidelity: edit.fidelity.name(),
        waste: edit.waste.map(Waste::name),
        reason: edit.reason,
        start: edit.span.start as f64,
        end: edit.span.end as f64,
        output_start: edit.output.start as f64,
        output_end: edit.output.end as f64,
        tokens_before: tokens(edit.before),
        tokens_after: tokens(edit.after),
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::Argument => "argument",
        Role::Result => "result",
        Role::Opaque => "opaque",
    }
}
