//! Files that a tool showed with their line numbers: they are read without the numbers, and cut with them.

use headroom_core::{Cut, Kind, Lines, Selectable};
use headroom_detect::detect;

use super::options::Options;
use super::outline;

/// The cuts that make the outline of the longest run of numbered lines. Its notes name the lines as the file does.
pub(crate) fn cuts(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let lines = Lines::new(input.text);
    let Some(run) = lines.runs().iter().max_by_key(|run| run.lines.len()) else { return Vec::new() };
    let mut bare = Bare::default();
    for index in run.lines.clone() {
        let line = lines.line(index);
        bare.starts.push(Start { bare: bare.text.len(), whole: line.whole.start, body: line.body.start });
        bare.text.push_str(&input.text[line.body]);
        bare.text.push('\n');
    }
    let Some(language) = detect(&bare.text).language else { return Vec::new() };
    let file = Selectable {
        text: &bare.text,
        kind: Kind::Source,
        lines_before: (run.first as usize).saturating_sub(1),
        ..*input
    };
    outline::cuts(&file, language, options).into_iter().map(|cut| bare.numbered(cut)).collect()
}

/// Where a line starts: in the text without numbers, and with its number and behind it in the text with numbers.
#[derive(Clone, Copy)]
struct Start {
    bare: usize,
    whole: usize,
    body: usize,
}

/// A text without its line numbers.
#[derive(Default)]
struct Bare {
    text: String,
    starts: Vec<Start>,
}

impl Bare {
    /// The same cut in the text with numbers. Whole lines go with their numbers. Otherwise the number of the first line
    /// stays, and what follows the cut stands on that line.
    fn numbered(&self, Cut { span, stub }: Cut) -> Cut {
        let (start, end) = (self.line_of(span.start), self.line_of(span.end));
        let span = if start.bare == span.start && end.bare == span.end {
            start.whole..end.whole
        } else {
            start.body + (span.start - start.bare)..end.body + (span.end - end.bare)
        };
        Cut { span, stub }
    }

    /// The line in which a byte stands. The end of the text belongs to the last line.
    fn line_of(&self, at: usize) -> Start {
        self.starts[self.starts.partition_point(|start| start.bare <= at) - 1]
    }
}
