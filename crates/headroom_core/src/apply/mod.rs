//! The only module that carries edits out, and so the only one that could lose a byte. It decodes every
//! rewrite and compares it with the original before it uses the rewrite.
//!
//! An encoded text is read from left to right. An opener that its codec can read starts an encoding;
//! everything else is literal. A text that was not encoded but would be read as if it were is sent after
//! [`VERBATIM`], so that [`expand`] returns every text. [`CRLF`] precedes the output for a text whose
//! carriage returns were removed.

mod budget;
mod openers;
mod read;
mod write;

use std::ops::Range;

use self::openers::Openers;
use crate::codec::Codec;
use crate::edit::Edit;
use crate::fidelity::Fidelity;
use crate::history::History;
use crate::line_ends::CRLF;
use crate::plan::Plan;
use crate::verified::Verified;

pub use budget::{Budget, EXPANSION_BYTES, EXPANSION_FACTOR};
pub use read::{expand, looks_encoded, said_verbatim, verbatim};

/// The mark in front of a text that looks encoded and is not.
const VERBATIM: &str = "[verbatim]\n";
/// The marks in front of JSON whose strings are written out: strings as JavaScript, Python and Go write them. The engine
/// writes and reads them, because what stands behind them may have been elided.
pub const WRITTEN_OUT: [&str; 3] = [
    "[texts in JSON: from \" at the end of a line to \" at the start of one]\n",
    "[texts in JSON, ASCII: from \" at the end of a line to \" at the start of one]\n",
    "[texts in JSON, HTML-safe: from \" at the end of a line to \" at the start of one]\n",
];
/// Maximum number of edits that may fail before the whole plan is dropped: a plan with so many bad edits
/// comes from a broken compressor.
const PATIENCE: usize = 8;

/// The result of applying a plan.
#[derive(Debug)]
pub struct Applied {
    /// The edited text; `None` if no edit was made.
    pub text: Option<String>,
    /// The edits that were made.
    pub edits: Vec<AppliedEdit>,
    /// How many edits were dropped because they did not decode. Each one is a bug of its compressor, unless
    /// it exceeds the expansion limit.
    pub dropped: usize,
    /// The parts of the original that stay readable.
    pub shown: Verified,
}

/// An edit that was made.
#[derive(Clone, Debug)]
pub struct AppliedEdit {
    /// The replaced bytes of the original.
    pub span: Range<usize>,
    /// The bytes of the replacement in the edited text.
    pub output: Range<usize>,
    /// The codec that reads the replacement back.
    pub codec: &'static dyn Codec,
    /// How closely the decoded replacement matches the original.
    pub fidelity: Fidelity,
    /// The reason for the edit.
    pub reason: &'static str,
}

impl AppliedEdit {
    /// The edit with its replacement taken from `output`.
    fn again<'a>(&self, output: &'a str) -> Edit<'a> {
        Edit::Rewrite {
            span: self.span.clone(),
            text: output[self.output.clone()].into(),
            codec: self.codec,
            reason: self.reason,
        }
    }
}

/// [`Budget::apply`] with a budget of its own.
#[must_use]
pub fn apply(text: &str, plan: Plan, history: &History, codecs: &[&'static dyn Codec]) -> Applied {
    Budget::default().apply(text, plan, history, codecs)
}

impl Budget {
    /// Makes the edits of `plan` to `text` and drops those that do not decode to the original.
    #[must_use]
    pub fn apply(
        &mut self,
        text: &str,
        mut plan: Plan,
        history: &History,
        codecs: &[&'static dyn Codec],
    ) -> Applied {
        let mut dropped = plan.misplaced();
        while !plan.is_empty() && dropped <= PATIENCE {
            let Some((output, mut edits)) = write::write(text, plan) else { break };
            match check(text, &output, &edits, history, codecs, self) {
                Ok(verified) => return finish(text, output, edits, verified, dropped),
                Err(Fault::Edit(index)) => {
                    edits.remove(index);
                    dropped += 1;
                    plan = Plan::new(text, edits.iter().map(|edit| edit.again(&output)));
                }
                Err(Fault::LooksEncoded) => break,
            }
        }
        Applied { text: None, edits: Vec::new(), dropped, shown: Verified::as_is(text.len()) }
    }
}

/// Whether `text` starts with a mark that applies to the whole text.
fn is_marked(text: &str) -> bool {
    [VERBATIM, CRLF].iter().chain(&WRITTEN_OUT).any(|mark| text.starts_with(mark))
}

enum Fault {
    Edit(usize),
    LooksEncoded,
}

/// Reads `output` as [`expand`] would and compares: its encodings must be exactly those of the edits.
fn check(
    text: &str,
    output: &str,
    edits: &[AppliedEdit],
    history: &History,
    codecs: &[&'static dyn Codec],
    budget: &mut Budget,
) -> Result<Vec<Verified>, Fault> {
    if is_marked(output) {
        return Err(Fault::LooksEncoded);
    }
    let mut verified = Vec::with_capacity(edits.len());
    let mut openers = Openers::new(output, history, codecs, usize::MAX, budget);
    loop {
        let next = edits.get(verified.len());
        let fault = Fault::Edit(verified.len());
        // A replacement that stands for itself is no encoding: no opener in it may start one.
        if let Some(edit) = next.filter(|edit| edit.codec.openers().is_empty()) {
            verified.push(
                edit.codec
                    .verify(&output[edit.output.clone()], &text[edit.span.clone()], history)
                    .ok_or(fault)?,
            );
            continue;
        }
        let Some((start, found)) = openers.next() else { break };
        if let Some(edit) = next.filter(|edit| edit.output.start == start) {
            let fits = edit.span.len() <= openers.limit() && found.name() == edit.codec.name();
            let how =
                if fits { found.verify(&output[start..], &text[edit.span.clone()], history) } else { None };
            verified.push(how.filter(|how| how.length == edit.output.len()).ok_or(fault)?);
            openers.pass(edit.output.end, edit.span.len());
        } else if openers.decode(start, found).is_some() || openers.is_unsure {
            return Err(Fault::LooksEncoded);
        }
    }
    if verified.len() < edits.len() { Err(Fault::Edit(verified.len())) } else { Ok(verified) }
}

fn finish(
    text: &str,
    output: String,
    mut edits: Vec<AppliedEdit>,
    verified: Vec<Verified>,
    dropped: usize,
) -> Applied {
    let (mut verbatim, mut visible) = (Parts::default(), Parts::default());
    let mut refers = false;
    let mut countable = text.len();
    let mut at = 0;
    for (edit, how) in edits.iter_mut().zip(verified) {
        let Range { start, end } = edit.span;
        verbatim.push(at..start);
        visible.push(at..start);
        how.verbatim.into_iter().for_each(|part| verbatim.push(start + part.start..start + part.end));
        how.visible.into_iter().for_each(|part| visible.push(start + part.start..start + part.end));
        if how.countable < end - start {
            countable = countable.min(start + how.countable);
        }
        at = end;
        refers |= how.refers;
        edit.fidelity = how.fidelity;
    }
    verbatim.push(at..text.len());
    visible.push(at..text.len());
    let fidelity = edits.iter().map(|edit| edit.fidelity).max().unwrap_or(Fidelity::Bytes);
    Applied {
        shown: Verified {
            length: output.len(),
            fidelity,
            verbatim: verbatim.0,
            visible: visible.0,
            refers,
            countable,
        },
        text: Some(output),
        edits,
        dropped,
    }
}

/// Parts of a text, in order. Parts that touch are one.
#[derive(Default)]
struct Parts(Vec<Range<usize>>);

impl Parts {
    fn push(&mut self, part: Range<usize>) {
        match self.0.last_mut() {
            Some(last) if last.end == part.start => last.end = part.end,
            _ if part.is_empty() => {}
            _ => self.0.push(part),
        }
    }
}
