//! Notes in place of elided entries.

use std::fmt::Write;
use std::ops::Range;

use headroom_core::line_ends::line_end;
use headroom_core::{Cut, Policy, Selectable, Stub, cost, counted, grouped, more_like_this};
use headroom_formats::time::Stamp;

use super::columns::Columns;
use super::mine::{Mined, NONE};
use crate::log::parse::library_calls;

/// Values of a kind are summarised if at least this many entries, and this many bytes, are elided.
const ENTRIES: u32 = 8;
const BYTES: usize = 800;
/// The length of a time of day with seconds.
const CLOCK: usize = 8;

/// The elided entries of a kind.
#[derive(Debug)]
struct Gone<'a> {
    count: u32,
    bytes: usize,
    last: u32,
    /// The last kept entry before them.
    example: u32,
    words: u32,
    columns: Option<Columns<'a>>,
}

pub(super) fn cuts(input: &Selectable<'_>, mined: &Mined, kept: &[bool]) -> Vec<Cut> {
    let gone = gone(input.text, mined, kept);
    let eol = line_end(input.text.split_inclusive('\n').next().unwrap_or_default());
    let mut writer = Writer {
        text: input.text,
        eol,
        whole: input.policy == Policy::Agent,
        line: input.lines_before + 1,
        counted: 0,
        cuts: Vec::new(),
    };
    let mut index = 0;
    while index < kept.len() {
        if kept[index] {
            let entry = mined.entries[index];
            let sum = (entry.kind != NONE)
                .then(|| &gone[entry.kind as usize])
                .filter(|gone| gone.count > 0 && gone.example as usize == index);
            writer.entry(mined.span(index), sum.map(|gone| sum_up(input.text, mined, gone)));
            index += 1;
        } else {
            let end = kept[index..].iter().position(|kept| *kept).map_or(kept.len(), |length| index + length);
            writer.gap(mined.span(index).start..mined.span(end - 1).end, "");
            index = end;
        }
    }
    if is_cheaper(input.text, &writer.cuts) { writer.cuts } else { Vec::new() }
}

/// The elided entries of each kind.
fn gone<'a>(text: &'a str, mined: &Mined, kept: &[bool]) -> Vec<Gone<'a>> {
    let mut gone: Vec<Gone<'a>> = mined
        .kinds
        .iter()
        .map(|kind| Gone { count: 0, bytes: 0, last: 0, example: NONE, words: kind.words, columns: None })
        .collect();
    for (index, (entry, kept)) in
        mined.entries.iter().zip(kept).enumerate().filter(|(_, (entry, _))| entry.kind != NONE)
    {
        let gone = &mut gone[entry.kind as usize];
        if !kept {
            gone.count += 1;
            gone.bytes += mined.span(index).len();
            gone.last = index as u32;
        } else if gone.count == 0 {
            gone.example = index as u32;
        }
    }
    let mut scratch = Vec::new();
    for gone in gone.iter_mut().filter(|gone| gone.count > 0) {
        gone.columns = Some(Columns::of(&text[mined.span(gone.example as usize)], &mut scratch));
    }
    for (index, entry) in mined.entries.iter().enumerate().filter(|(index, _)| !kept[*index]) {
        if let Some(columns) = &mut gone[entry.kind as usize].columns {
            columns.push(&text[mined.span(index)], &mut scratch);
        }
    }
    gone
}

/// `(57 more like this, last 16:16:08; port 1024-60836)`
fn sum_up(text: &str, mined: &Mined, gone: &Gone<'_>) -> String {
    let (example, last) = (&text[mined.span(gone.example as usize)], &text[mined.span(gone.last as usize)]);
    let mut sum = more_like_this(gone.count as usize);
    if let Some((end, _)) = Stamp::loose(last.as_bytes()) {
        let same_day = Stamp::loose(example.as_bytes())
            .is_some_and(|(first, _)| example[first.date] == last[end.date.clone()]);
        let from = if same_day { end.clock.start } else { end.date.start };
        let clock =
            if last[end.clock.clone()].contains(':') { end.clock.start + CLOCK } else { end.clock.end };
        // Writing to a string cannot fail.
        let _ = write!(sum, ", last {}", &last[from..clock]);
    }
    if gone.words > 1 {
        let _ = write!(sum, "; one word differs, {} in all", grouped(gone.words as usize));
    }
    if let Some(columns) = &gone.columns {
        columns.write(&mut sum, gone.count >= ENTRIES && gone.bytes >= BYTES);
    }
    sum + ")"
}

struct Writer<'a> {
    text: &'a str,
    eol: &'static str,
    /// Whether stack traces stay whole.
    whole: bool,
    /// The number of the line that starts at `counted`.
    line: usize,
    counted: usize,
    cuts: Vec<Cut>,
}

impl Writer<'_> {
    /// Writes a kept entry without calls in libraries, and the summary after it.
    fn entry(&mut self, span: Range<usize>, sum: Option<String>) {
        let calls = if self.whole { Vec::new() } else { library_calls(&self.text[span.clone()]) };
        for calls in calls {
            self.gap(span.start + calls.start..span.start + calls.end, ", calls within libraries");
        }
        let Some(sum) = sum else { return };
        let last = match self.cuts.last_mut() {
            Some(last) if last.span.end == span.end => last,
            _ => {
                // The summary needs a place, so the cut includes the last line of the entry and writes it
                // again.
                let end = self.text[span.clone()].trim_end_matches(['\r', '\n']).len();
                let start = span.start
                    + memchr::memrchr(b'\n', &self.text.as_bytes()[span.start..span.start + end])
                        .map_or(0, |at| at + 1);
                let after = self.text[start..span.end].into();
                self.cuts.push(Cut { span: start..span.end, stub: Stub { after, ..Stub::default() } });
                let made = self.cuts.len() - 1;
                &mut self.cuts[made]
            }
        };
        last.stub.after = [&last.stub.after, sum.as_str(), self.eol].concat().into();
    }

    /// Elides lines.
    fn gap(&mut self, span: Range<usize>, what: &str) {
        self.line += lines(&self.text[self.counted..span.start]);
        self.counted = span.start;
        let count = lines(&self.text[span.clone()]);
        let (first, last) = (self.line, self.line + count - 1);
        let range = if count == 1 { format!(" {first}") } else { format!(" {first}-{last}") };
        let note = Stub {
            what: Some(counted(count, "line").into()),
            after: [&range, what, self.eol].concat().into(),
            ..Stub::default()
        };
        match self.cuts.last_mut() {
            // The summary of the entry before needs no line of its own.
            Some(cut) if cut.span.end == span.start && cut.stub.what.is_none() => {
                cut.span.end = span.end;
                cut.stub = Stub { before: std::mem::take(&mut cut.stub.after), ..note };
            }
            _ => self.cuts.push(Cut { span, stub: note }),
        }
    }
}

/// Whether the notes cost less than the elided text.
fn is_cheaper(text: &str, cuts: &[Cut]) -> bool {
    let gone: usize = cuts.iter().map(|cut| cut.span.len()).sum();
    let said: usize = cuts
        .iter()
        .map(|cut| {
            cut.stub.before.len()
                + cut.stub.after.len()
                + cut.stub.what.as_ref().map_or(0, |what| what.len() + "[ left out]".len())
        })
        .sum();
    let before = || cuts.iter().map(|cut| cost(&text[cut.span.clone()])).sum::<headroom_core::Cost>();
    let after = || {
        cuts.iter()
            .map(|cut| {
                cost(&cut.stub.before)
                    + cost(&format!("[{} left out]", cut.stub.what.as_deref().unwrap_or_default()))
                    + cost(&cut.stub.after)
            })
            .sum()
    };
    gone > MANY * said || before() > after()
}

/// If the cuts have this many bytes for each byte of the notes, costs need not be estimated.
const MANY: usize = 4;

fn lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}
