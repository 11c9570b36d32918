//! Results in the form described in the module, and what that saves.

use headroom_core::cost::{cost_of_line, line_feed};
use headroom_core::{Balance, Cost, IndexTable, cost, cost_behind};
use headroom_formats::search::parts;
use xxhash_rust::xxh3::xxh3_64;

use super::results::Run;
use crate::search::parse::{MAX_MERGED, NAME_MARK, SEPARATOR, is_name, write_header};

/// No line.
const NONE: u32 = u32::MAX;
/// Any digit: they all cost the same.
const DIGIT: u8 = b'0';

/// Writes results, and says what they save of `original`.
pub(super) fn write(original: &str, run: &Run<'_>) -> (String, Cost) {
    let folder = common_folder(run);
    let mut writer = Writer { out: String::with_capacity(original.len()), ..Writer::default() };
    write_header(run.lines.len(), folder, &mut writer.out);
    writer.balance.after += cost_of_line(&writer.out);
    let ends = run.files.iter().skip(1).map(|(_, start)| *start).chain([run.lines.len()]);
    for ((path, start), end) in run.files.iter().zip(ends) {
        writer.file(path, &path[folder.len()..], &run.lines[*start..end]);
    }
    let saving = writer.balance.saving(original, &writer.out);
    (writer.out, saving)
}

/// What is written.
#[derive(Default)]
struct Writer {
    out: String,
    balance: Balance,
    table: IndexTable,
    /// Of each line in a group, the next that says the same, and of the first of these the last.
    next: Vec<u32>,
    last: Vec<u32>,
}

impl Writer {
    fn file(&mut self, path: &str, name: &str, lines: &[&str]) {
        let start = self.out.len() + 1;
        self.out.push('\n');
        if !is_name(name) {
            self.out.push(NAME_MARK);
        }
        self.out.push_str(name);
        self.balance.after += cost_of_line(&self.out[start..]);
        let mut rest = lines;
        while let Some(first) = rest.first() {
            let length =
                rest.iter().take_while(|own| own.as_bytes().first().is_some_and(u8::is_ascii_digit)).count();
            if length > 0 {
                self.group(path, &rest[..length]);
            } else {
                self.out.extend(["\n", first]);
                if *first != SEPARATOR {
                    self.balance.before += cost(path) + cost_behind(path.as_bytes()[path.len() - 1], ":");
                    self.balance.after += cost(":");
                }
            }
            rest = &rest[length.max(1)..];
        }
    }

    /// Writes lines of one file; equal texts once, if the numbers say in which order the lines stood.
    fn group(&mut self, path: &str, lines: &[&str]) {
        let in_front = |mark: &str| {
            cost(path)
                + cost_behind(path.as_bytes()[path.len() - 1], mark)
                + cost_behind(mark.as_bytes()[0], "0")
        };
        let [of_match, of_context] = [":", "-"].map(in_front);
        self.find_equal(lines);
        for (index, own) in lines.iter().enumerate() {
            let (number, text) = parts(own);
            self.balance.before += if text.starts_with(':') { of_match } else { of_context };
            if self.last.get(index) == Some(&NONE) {
                // It stands with an earlier one.
                self.balance.before +=
                    cost_behind(DIGIT, &number[1..]) + cost_behind(DIGIT, text) + line_feed(text);
                self.balance.after += cost_behind(DIGIT, " ") + cost_behind(b' ', number);
                continue;
            }
            self.balance.after += cost("0");
            self.out.push('\n');
            let mut next = self.next.get(index).copied().unwrap_or(NONE);
            if next == NONE {
                self.out.push_str(own);
                continue;
            }
            self.out.push_str(number);
            while next != NONE {
                self.out.extend([" ", parts(lines[next as usize]).0]);
                next = self.next[next as usize];
            }
            self.out.push_str(text);
        }
    }

    /// Finds the matches that say the same, if the numbers go up.
    fn find_equal(&mut self, lines: &[&str]) {
        self.next.clear();
        self.last.clear();
        if lines.len() < 2 || lines.len() > MAX_MERGED {
            return;
        }
        self.table.clear(lines.len());
        let mut before = "";
        for (index, own) in lines.iter().enumerate() {
            let (number, text) = parts(own);
            if (number.len(), number) <= (before.len(), before) {
                self.next.clear();
                self.last.clear();
                return;
            }
            before = number;
            self.next.push(NONE);
            self.last.push(index as u32);
            if text.starts_with('-') || text[1..].trim_end().is_empty() {
                continue;
            }
            let first = self
                .table
                .enter(xxh3_64(text.as_bytes()), index as u32, |other| parts(lines[other as usize]).1 == text)
                as usize;
            if first != index {
                let before = std::mem::replace(&mut self.last[first], index as u32);
                self.next[before as usize] = index as u32;
                self.last[index] = NONE;
            }
        }
    }
}

/// The folder that all files are in, with the slash at its end.
fn common_folder<'a>(run: &Run<'a>) -> &'a str {
    let mut paths = run.files.iter().map(|(path, _)| *path);
    let first = paths.next().unwrap_or_default();
    let length = paths.fold(first.len(), |length, path| {
        first.as_bytes()[..length].iter().zip(path.as_bytes()).take_while(|(a, b)| a == b).count()
    });
    let end = first.as_bytes()[..length]
        .iter()
        .rposition(|byte| matches!(byte, b'/' | b'\\'))
        .map_or(0, |at| at + 1);
    if first[..end].contains([']', '\n']) { "" } else { &first[..end] }
}
