//! The only place that carries edits out, and so the only one that could lose a byte: every rewrite is decoded and
//! compared before it is used.
//!
//! An encoded text is read from left to right: where an opener stands and its codec can read on, there is an encoding;
//! everything else is literal. A text in which that would find something although nothing was encoded is sent behind
//! [`VERBATIM`], so that [`expand`] gives every text back.

use std::ops::Range;

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

/// Makes the edits of `plan` to `text`, but for those that do not decode.
#[must_use]
pub fn apply(text: &str, plan: Plan, earlier: &Earlier, codecs: &[&'static dyn Codec]) -> Applied {
    let mut edits = plan.into_edits();
    let mut dropped = 0;
    while !edits.is_empty() && dropped <= PATIENCE {
        let (output, places) = write(text, &mut edits);
        match check(text, &output, &edits, &places, earlier, codecs) {
            Ok(verified) => return finish(text, output, edits, places, verified, dropped),
            Err(Fault::Edit(index)) => {
                for (Edit::Rewrite { text, .. }, place) in edits.iter_mut().zip(places) {
                    output[place].clone_into(text);
                }
                edits.remove(index);
                dropped += 1;
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
    if text.starts_with(VERBATIM) {
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

enum Fault {
    Edit(usize),
    LooksEncoded,
}

/// Moves the texts of the edits to their places in the output: nothing of it is in memory twice.
fn write(text: &str, edits: &mut [Edit]) -> (String, Vec<Range<usize>>) {
    if let [Edit::Rewrite { span, text: own, .. }] = edits && *span == (0..text.len()) {
        let places = std::iter::once(0..own.len()).collect();
        return (std::mem::take(own), places);
    }
    let length = edits.iter().fold(text.len(), |length, edit| length + edit.text().len() - edit.span().len());
    let mut output = String::with_capacity(length);
    let mut places = Vec::with_capacity(edits.len());
    let mut at = 0;
    for Edit::Rewrite { span, text: own, .. } in edits {
        output.push_str(&text[at..span.start]);
        places.push(output.len()..output.len() + own.len());
        output.push_str(&std::mem::take(own));
        at = span.end;
    }
    output.push_str(&text[at..]);
    (output, places)
}

/// Reads `output` as [`expand`] would and compares: the encodings must be those of the edits and no others.
fn check(text: &str, output: &str, edits: &[Edit], places: &[Range<usize>], earlier: &Earlier, codecs: &[&'static dyn Codec]) -> Result<Vec<Verified>, Fault> {
    if output.starts_with(VERBATIM) {
        return Err(Fault::LooksEncoded);
    }
    let mut verified = Vec::with_capacity(edits.len());
    let mut openers = Openers::new(output, earlier, codecs);
    loop {
        let index = verified.len();
        // What stands for itself is no encoding: nothing must open in it.
        if let Some(Edit::Rewrite { span, codec, .. }) = edits.get(index).filter(|edit| edit.codec().openers().is_empty()) {
            verified.push(codec.verify(&output[places[index].clone()], &text[span.clone()], earlier).ok_or(Fault::Edit(index))?);
            continue;
        }
        let Some((start, found)) = openers.next() else { break };
        if places.get(index).is_some_and(|place| place.start == start) {
            let Edit::Rewrite { span, codec, .. } = &edits[index];
            let fits = span.len() <= openers.limit && found.name() == codec.name();
            let how = if fits { found.verify(&output[start..], &text[span.clone()], earlier) } else { None };
            verified.push(how.filter(|how| how.length == places[index].len()).ok_or(Fault::Edit(index))?);
            openers.read(places[index].end, span.len());
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

fn finish(text: &str, output: String, edits: Vec<Edit>, places: Vec<Range<usize>>, verified: Vec<Verified>, dropped: usize) -> Applied {
    let mut visible: Vec<Range<usize>> = Vec::new();
    let mut show = |range: Range<usize>| match visible.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ if range.is_empty() => {}
        _ => visible.push(range),
    };
    let mut made = Vec::with_capacity(edits.len());
    let mut refers = false;
    let mut at = 0;
    for ((edit, output), how) in edits.into_iter().zip(places).zip(verified) {
        let Edit::Rewrite { span, codec, reason, .. } = edit;
        show(at..span.start);
        for part in how.visible {
            show(span.start + part.start..span.start + part.end);
        }
        at = span.end;
        refers |= how.refers;
        made.push(AppliedEdit { span, output, codec, fidelity: how.fidelity, reason });
    }
    show(at..text.len());
    let fidelity = made.iter().map(|edit| edit.fidelity).max().unwrap_or(Fidelity::Bytes);
    Applied { shown: Verified { length: output.len(), fidelity, visible, refers }, text: Some(output), edits: made, dropped }
}
