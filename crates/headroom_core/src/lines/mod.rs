//! The lines of a text, with their line numbers told apart from their content.

mod numbering;

use std::ops::Range;

use crate::work::step;

pub use self::numbering::Numbering;

/// Minimum number of consecutive numbered lines. Numbers before fewer lines are content.
const MIN_RUN_LEN: u32 = 3;
/// Consecutive lines whose numbers count up by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The indexes of the lines.
    pub lines: Range<u32>,
    /// The number of the first line.
    pub first: u32,
    /// The format of the numbers.
    pub numbering: Numbering,
}

/// The bytes of one line, with and without its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The whole line, without the line feed.
    pub whole: Range<usize>,
    /// The line without its number and line feed.
    pub body: Range<usize>,
}

/// The lines of a text. The lines joined by line feeds are the text, so an empty line follows a last line
/// feed.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The start of each line, then the length of the text plus one.
    starts: Vec<u32>,
    runs: Vec<Run>,
    numbered: bool,
}

impl Lines {
    /// Finds the lines of `text`, which must be shorter than 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 2);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        starts.push(text.len() as u32 + 1);
        let mut lines = Self { starts, runs: Vec::new(), numbered: false };
        lines.runs = lines.find_runs(text);
        lines.numbered = lines.is_mostly_numbered();
        lines
    }

    /// The number of lines, at least one.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    /// The runs of numbered lines.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Whether most lines are numbered in ascending order. Those lines are then named by their numbers, and
    /// the other lines have no name.
    #[must_use]
    pub const fn numbered(&self) -> bool {
        self.numbered
    }

    /// The bytes of the line with this index, without the line feed. The line counts as work.
    #[must_use]
    pub fn whole(&self, index: u32) -> Range<usize> {
        let whole = self.span(index);
        // The caller is going to read the line.
        step(whole.len() + 1);
        whole
    }

    /// Like [`Lines::whole`], for callers that do not read all of the line: it counts no work.
    fn span(&self, index: u32) -> Range<usize> {
        self.starts[index as usize] as usize..self.starts[index as usize + 1] as usize - 1
    }

    /// The line with this index.
    #[must_use]
    pub fn line(&self, index: u32) -> Line {
        let whole = self.whole(index);
        Line { body: self.body(index), whole }
    }

    /// The bytes of the line with this index, without its number. It counts no work, for callers that do not
    /// read all of the line.
    #[must_use]
    pub fn body(&self, index: u32) -> Range<usize> {
        let prefix = self
            .run_of(index)
            .map_or(0, |run| run.numbering.prefix_length(run.first + (index - run.lines.start)));
        let span = self.span(index);
        span.start + prefix..span.end
    }

    /// The index of the line that contains the byte `at`.
    #[must_use]
    pub fn index_of(&self, at: usize) -> u32 {
        self.starts.partition_point(|&start| start as usize <= at) as u32 - 1
    }

    /// The run that contains the line with this index.
    #[must_use]
    pub fn run_of(&self, index: u32) -> Option<&Run> {
        let at = self.runs.partition_point(|run| run.lines.end <= index);
        self.runs.get(at).filter(|run| run.lines.start <= index)
    }

    /// The line number by which a reader knows the line: its own number where lines are numbered, else its
    /// position from 1.
    #[must_use]
    pub fn name_of(&self, index: u32) -> Option<u32> {
        if self.numbered {
            self.run_of(index).map(|run| run.first + (index - run.lines.start))
        } else {
            Some(index + 1)
        }
    }

    /// The index of the line that a reader knows by the number `name`.
    #[must_use]
    pub fn index_named(&self, name: u32) -> Option<u32> {
        if !self.numbered {
            return name.checked_sub(1).filter(|&index| index < self.count());
        }
        let at = self.runs.partition_point(|run| run.first + (run.lines.end - run.lines.start) <= name);
        let run = self.runs.get(at).filter(|run| run.first <= name)?;
        Some(run.lines.start + (name - run.first))
    }

    /// The indexes of the whole lines within `span`.
    #[must_use]
    pub fn within(&self, span: &Range<usize>) -> Range<u32> {
        let first = self.starts.partition_point(|&start| (start as usize) < span.start) as u32;
        // A line ends one byte before the next starts: its line feed need not be within the span.
        let last = self.starts.partition_point(|&start| start as usize <= span.end + 1) as u32;
        first..last.saturating_sub(1).max(first)
    }

    fn find_runs(&self, text: &str) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut open: Option<Run> = None;
        let keep = |run: Option<Run>, runs: &mut Vec<Run>| {
            runs.extend(
                run.filter(|run| run.lines.len() as u32 >= MIN_RUN_LEN && !self.is_column(text, run)),
            );
        };
        for index in 0..self.count() {
            let line =
                &text[self.starts[index as usize] as usize..self.starts[index as usize + 1] as usize - 1];
            if let Some(run) = &mut open {
                let next = run.first + (run.lines.end - run.lines.start);
                if run.numbering.is_prefix(next, line) {
                    run.lines.end = index + 1;
                    continue;
                }
                keep(open.take(), &mut runs);
            }
            open = Numbering::read(line).map(|(first, numbering)| Run {
                lines: index..index + 1,
                first,
                numbering,
            });
        }
        keep(open, &mut runs);
        runs
    }

    /// Whether the numbers of a run are the first column of a table.
    fn is_column(&self, text: &str, run: &Run) -> bool {
        let line = |index: u32| &text[self.span(index)];
        let columns = run.numbering.columns(line(run.lines.start));
        run.numbering.is_column(columns, run.lines.start.checked_sub(1).map(line))
            && run.lines.clone().all(|index| run.numbering.columns(line(index)) == columns)
    }

    fn is_mostly_numbered(&self) -> bool {
        let within: u32 = self.runs.iter().map(|run| run.lines.end - run.lines.start).sum();
        let upwards = self
            .runs
            .windows(2)
            .all(|pair| pair[0].first + (pair[0].lines.end - pair[0].lines.start) <= pair[1].first);
        upwards && within > 0 && within >= self.count() / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies<'a>(text: &'a str, lines: &Lines) -> Vec<&'a str> {
        (0..lines.count()).map(|i| &text[lines.line(i).body]).collect()
    }

    #[test]
    fn line_numbers_of_every_style_are_recognised() {
        for text in [
            "     8→a\n     9→  b\n    10→\n    11→d",
            "     8\ta\n     9\t  b\n    10\t\n    11\td",
            "8:a\n9:  b\n10:\n11:d",
            "8|a\n9|  b\n10|\n11|d",
            "   8 | a\n   9 |   b\n  10 | \n  11 | d",
        ] {
            let lines = Lines::new(text);
            assert_eq!(bodies(text, &lines), ["a", "  b", "", "d"], "{text}");
            assert_eq!(lines.name_of(2), Some(10));
            assert_eq!(lines.index_named(11), Some(3));
            assert_eq!(lines.index_named(12), None);
            let mut again = String::new();
            for (index, body) in bodies(text, &lines).into_iter().enumerate() {
                lines.runs()[0].numbering.write_prefix(8 + index as u32, &mut again);
                again.push_str(body);
                again.push('\n');
            }
            assert_eq!(again.trim_end_matches('\n'), text);
        }
    }

    #[test]
    fn numbers_that_do_not_count_up_are_content() {
        for text in ["12:a\n45:b\n46:c", "1. a\n2. b\n3. c", "007:a\n008:b\n009:c", "99999999:a\n100000000:b"]
        {
            let lines = Lines::new(text);
            assert!(lines.runs().is_empty(), "{text}");
            assert_eq!(bodies(text, &lines).join("\n"), text);
        }
    }

    #[test]
    fn a_column_of_numbers_is_content() {
        for text in [
            "part\tqty\n1\tbolt\n2\tnut\n3\trivet",
            "1\tbolt\t7\n2\tnut\t12\n3\trivet\t4",
            "id|part\n1|bolt\n2|nut\n3|rivet",
            "id:part:qty\n1:bolt:7\n2:nut:12\n3:rivet:4",
            " id | part  \n----+-------\n  9 | bolt\n 10 | nut\n 11 | rivet\n(3 rows)",
            " id | part  | qty\n----+-------+-----\n  1 | bolt  |  7\n  2 | nut   |\n  3 | rivet |  4",
            " id │ part  \n────┼───────\n  1 │ bolt\n  2 │ nut\n  3 │ rivet",
            "  1 | bolt | 7\n  3 | nut | 12\n  4 | nut | 12\n  5 | nut | 4",
        ] {
            assert!(Lines::new(text).runs().is_empty(), "{text}");
        }
        for text in [
            "     1\tpart\tqty\n     2\tbolt\t7\n     3\tnut\t12",
            "1\tfn a() {\n2\t\tb();\n3\t}",
            "7:a: 1,\n8:b: 2,\n9:c: 3,",
            "  1 | | a | b |\n  2 | |---|---|\n  3 | | 1 | 2 |",
            "error: a\n   --> src/a.rs\n  7 | a\n  8 | b\n  9 | c",
            "     3\ta\n     5\tb\n     6\tc\n     7\td",
            "a.rs:\n7:a\n8:b\n9:c",
        ] {
            assert_eq!(Lines::new(text).runs().len(), 1, "{text}");
        }
    }

    #[test]
    fn unnumbered_lines_around_a_numbered_file_have_no_name() {
        let text = "[File: a.py]\n1:x\n2:y\n3:z\n4:w\n(end)";
        let lines = Lines::new(text);
        assert!(lines.numbered());
        assert_eq!(lines.name_of(0), None);
        assert_eq!(lines.name_of(1), Some(1));
        assert_eq!(lines.name_of(5), None);
    }

    #[test]
    fn within_gives_the_whole_lines_of_a_span() {
        let lines = Lines::new("ab\ncd\nef");
        assert_eq!(lines.within(&(0..8)), 0..3);
        assert_eq!(lines.within(&(0..2)), 0..1);
        assert_eq!(lines.within(&(1..5)), 1..2);
        assert_eq!(lines.within(&(1..4)), 1..1);
        assert_eq!(lines.within(&(3..3)), 1..1);
        assert_eq!(lines.within(&(6..8)), 2..3);
    }
}
