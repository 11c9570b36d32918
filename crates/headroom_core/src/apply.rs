//! The only place that carries edits out, and so the only one that could lose a byte: every rewrite is decoded and
//! compared before it is used.
//!
//! An encoded text is read from left to right: where an opener stands and its codec can read on, there is an encoding;
//! everything else is literal. A text in which that would find something although nothing was encoded is sent behind
//! [`VERBATIM`], so that [`expand`] gives every text back. Behind [`CRLF`] stands what was made of a text without its carriage returns.

use std::ops::Range;

use crate::line_ends::{CRLF, with_cr};
use crate::plan::Planned;
use crate::{Codec, Earlier, Edit, Fidelity, Plan, Unreadable, Verified};

/// Stands in front of a text that looks encoded and is not.
const VERBATIM: &str = "[verbatim]\n";
/// How many bytes may be read in vain, as a multiple of the text and besides: openers that open nothing must not make
/// reading quadratic.
const VAIN_FACTOR: usize = 4;
const VAIN_BYTES: usize = 4096;
/// What a text may expand to, as a multiple of it and besides, over what came earlier: a forged text must not fill the
/// memory. An edit that would be past it is not made.
pub(crate) const EXPANSION_FACTOR: usize = 16;
/// What a text may stand for besides, in bytes: see [`Edit::excess`].
pub const EXPANSION_BYTES: usize = 4 << 20;
/// How many edits of a plan may fail before all are given up: a plan is right or its compressor is broken.
const PATIENCE: usize = 8;

/// What became of a plan.
#[derive(Debug)]
pub struct Applied {
    /// The edited text; `None` where no edit was made.
    pub text: Option<String>,
    /// The edits that were made.
    pub edits: Vec<AppliedEdit>,
    /// How many edits did not decode and were dropped: each one a bug of its compressor, unless it stands for more than it may.
    pub dropped: usize,
    /// What can still be read as it was.
    pub shown: Verified,
}

/// An edit that was made.
#[derive(Clone, Debug)]
pub struct AppliedEdit {
    /// What it replaced, in the original.
    pub span: Range<usize>,
    /// What stands there now, in the edited text.
    pub output: Range<usize>,
    /// The codec that reads it back.
    pub codec: &'static dyn Codec,
    /// How close that comes to the original.
    pub fidelity: Fidelity,
    /// Why it was proposed.
    pub reason: &'static str,
}

impl AppliedEdit {
    /// The edit that was made in `output`.
    fn again<'a>(&self, output: &'a str) -> Edit<'a> {
        Edit::Rewrite { span: self.span.clone(), text: output[self.output.clone()].into(), codec: self.codec, reason: self.reason }
    }
}

/// Makes the edits of `plan` to `text`, but for those that do not decode.
#[must_use]
pub fn apply(text: &str, mut plan: Plan, earlier: &Earlier, codecs: &[&'static dyn Codec]) -> Applied {
    let mut dropped = plan.misplaced();
    while !plan.is_empty() && dropped <= PATIENCE {
        let Some((output, mut edits)) = write(text, plan) else { break };
        match check(text, &output, &edits, earlier, codecs) {
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

/// Gives back what stands behind every encoding in `text`; encodings of more than `limit` bytes together stay as they are.
#[must_use]
pub fn expand(text: &str, earlier: &Earlier, codecs: &[&'static dyn Codec], limit: usize) -> String {
    if let Some(rest) = text.strip_prefix(VERBATIM) {
        return rest.to_owned();
    }
    match text.strip_prefix(CRLF) {
        // It may become twice as long.
        Some(rest) => with_cr(&read(rest, earlier, codecs, limit / 2)),
        None => read(text, earlier, codecs, limit),
    }
}

/// The same, of what stands behind the marks.
fn read(text: &str, earlier: &Earlier, codecs: &[&'static dyn Codec], limit: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut written = 0;
    let mut openers = Openers::new(text, earlier, codecs);
    openers.limit = openers.limit.min(limit);
    while let Some((start, codec)) = openers.next() {
        match codec.decode(&text[start..], earlier, openers.limit) {
            Ok(decoded) => {
                out.push_str(&text[written..start]);
                out.push_str(&decoded.text);
                written = start + decoded.length;
                openers.read(written, decoded.text.len());
            }
            Err(unreadable) => openers.passed(unreadable),
        }
    }
    out.push_str(&text[written..]);
    out
}

/// Whether [`expand`] would not give `text` back as it is.
#[must_use]
pub fn looks_encoded(text: &str, earlier: &Earlier, codecs: &[&'static dyn Codec]) -> bool {
    if is_marked(text) {
        return true;
    }
    let mut openers = Openers::new(text, earlier, codecs);
    while let Some((start, codec)) = openers.next() {
        match codec.decode(&text[start..], earlier, openers.limit) {
            Ok(_) => return true,
            Err(unreadable) => openers.passed(unreadable),
        }
    }
    false
}

/// `text` in a form that [`expand`] gives back, whatever it looks like.
#[must_use]
pub fn verbatim(text: &str) -> String {
    [VERBATIM, text].concat()
}

/// Whether a mark says how to read the whole of `text`.
fn is_marked(text: &str) -> bool {
    text.starts_with(VERBATIM) || text.starts_with(CRLF)
}

enum Fault {
    Edit(usize),
    LooksEncoded,
}

/// The output, and where in it the edits are.
fn write(text: &str, plan: Plan) -> Option<(String, Vec<AppliedEdit>)> {
    let (planned, texts) = plan.into_parts();
    let mut edits = Vec::with_capacity(planned.len());
    let (mut end, mut own, mut at) = (0, 0, 0);
    for Planned { span, end: own_end, codec, reason } in planned {
        at += span.start - end;
        let output = at..at + own_end - own;
        (end, own, at) = (span.end, own_end, output.end);
        edits.push(AppliedEdit { span, output, codec, fidelity: Fidelity::Bytes, reason });
    }
    Some((spread(text, texts, &edits)?, edits))
}

/// Makes room between the texts of the edits for what stays: nothing of the output is in memory twice.
fn spread(text: &str, mut texts: String, edits: &[AppliedEdit]) -> Option<String> {
    if let [AppliedEdit { span, .. }] = edits {
        texts.insert_str(0, &text[..span.start]);
        texts.push_str(&text[span.end..]);
        return Some(texts);
    }
    let last = edits.last()?;
    let (mut own, mut end) = (texts.len(), text.len());
    let mut output = texts.into_bytes();
    let length = last.output.end + text.len() - last.span.end;
    output.reserve_exact(length - own);
    output.resize(length, 0);
    // From the last one on, no text is moved to where one that is still to be moved stands.
    for AppliedEdit { span, output: place, .. } in edits.iter().rev() {
        output[place.end..place.end + end - span.end].copy_from_slice(&text.as_bytes()[span.end..end]);
        let start = own - place.len();
        output.copy_within(start..own, place.start);
        (own, end) = (start, span.start);
    }
    output[..end].copy_from_slice(&text.as_bytes()[..end]);
    String::from_utf8(output).ok()
}

/// Reads `output` as [`expand`] would and compares: the encodings must be those of the edits and no others.
fn check(text: &str, output: &str, edits: &[AppliedEdit], earlier: &Earlier, codecs: &[&'static dyn Codec]) -> Result<Vec<Verified>, Fault> {
    if is_marked(output) {
        return Err(Fault::LooksEncoded);
    }
    let mut verified = Vec::with_capacity(edits.len());
    let mut openers = Openers::new(output, earlier, codecs);
    loop {
        let next = edits.get(verified.len());
        let fault = Fault::Edit(verified.len());
        // What stands for itself is no encoding: nothing must open in it.
        if let Some(edit) = next.filter(|edit| edit.codec.openers().is_empty()) {
            verified.push(edit.codec.verify(&output[edit.output.clone()], &text[edit.span.clone()], earlier).ok_or(fault)?);
            continue;
        }
        let Some((start, found)) = openers.next() else { break };
        if let Some(edit) = next.filter(|edit| edit.output.start == start) {
            let fits = edit.span.len() <= openers.limit && found.name() == edit.codec.name();
            let how = if fits { found.verify(&output[start..], &text[edit.span.clone()], earlier) } else { None };
            verified.push(how.filter(|how| how.length == edit.output.len()).ok_or(fault)?);
            openers.read(edit.output.end, edit.span.len());
        } else {
            match found.decode(&output[start..], earlier, openers.limit) {
                Ok(_) => return Err(Fault::LooksEncoded),
                Err(unreadable) => openers.passed(unreadable),
            }
        }
    }
    if verified.len() < edits.len() { Err(Fault::Edit(verified.len())) } else { Ok(verified) }
}

/// The openers in a text, from left to right.
struct Openers<'a> {
    text: &'a str,
    codecs: &'a [&'static dyn Codec],
    at: usize,
    /// How many more bytes may be looked at in vain.
    patience: usize,
    /// How many more bytes the encodings may stand for.
    limit: usize,
}

impl<'a> Openers<'a> {
    fn new(text: &'a str, earlier: &Earlier, codecs: &'a [&'static dyn Codec]) -> Self {
        Self { text, codecs, at: 0, patience: VAIN_FACTOR * text.len() + VAIN_BYTES, limit: EXPANSION_FACTOR * text.len() + EXPANSION_BYTES + earlier.bytes() }
    }

    /// The next opener, and whose it is. The one after it is looked for behind its first byte.
    fn next(&mut self) -> Option<(usize, &'static dyn Codec)> {
        let found = memchr::memchr_iter(b'[', &self.text.as_bytes()[self.at..]).map(|offset| self.at + offset).find_map(|start| {
            let opens = |codec: &&&'static dyn Codec| codec.openers().iter().any(|opener| self.text[start..].starts_with(opener));
            self.codecs.iter().find(opens).map(|codec| (start, *codec))
        });
        self.at = found.map_or(self.text.len(), |(start, _)| start + 1);
        found
    }

    /// The last opener opened an encoding that ends at `end` and stands for so many bytes.
    const fn read(&mut self, end: usize, bytes: usize) {
        self.at = end;
        self.limit = self.limit.saturating_sub(bytes);
    }

    /// The last opener opened nothing.
    const fn passed(&mut self, unreadable: Unreadable) {
        match self.patience.checked_sub(unreadable.read + 1) {
            Some(left) => self.patience = left,
            None => self.at = self.text.len(),
        }
    }
}

fn finish(text: &str, output: String, mut edits: Vec<AppliedEdit>, verified: Vec<Verified>, dropped: usize) -> Applied {
    let mut visible: Vec<Range<usize>> = Vec::new();
    let mut show = |range: Range<usize>| match visible.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ if range.is_empty() => {}
        _ => visible.push(range),
    };
    let mut refers = false;
    let mut at = 0;
    for (edit, how) in edits.iter_mut().zip(verified) {
        show(at..edit.span.start);
        for part in how.visible {
            show(edit.span.start + part.start..edit.span.start + part.end);
        }
        at = edit.span.end;
        refers |= how.refers;
        edit.fidelity = how.fidelity;
    }
    show(at..text.len());
    let fidelity = edits.iter().map(|edit| edit.fidelity).max().unwrap_or(Fidelity::Bytes);
    Applied { shown: Verified { length: output.len(), fidelity, visible, refers }, text: Some(output), edits, dropped }
}
