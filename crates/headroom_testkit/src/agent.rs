//! An agent that works on files, and the results of its tools.

use std::fmt::Write;

use crate::{Random, Step, changed, log, matches, minified, prose, text, wild};

/// Generates this number of lines of a file.
pub(crate) type Code = fn(&mut Random, usize) -> Vec<String>;

/// The steps of the agent, and the current files.
pub(crate) struct Agent {
    files: Vec<(String, Vec<String>)>,
    /// Generates lines of files.
    code: Code,
    bundle: String,
    /// The separator between a line number and its line.
    separator: &'static str,
    line_end: &'static str,
    pub(crate) steps: Vec<Step>,
    /// The total length of all results, in bytes.
    pub(crate) length: usize,
}

impl Agent {
    pub(crate) fn new(random: &mut Random, code: Code, files: Vec<(String, usize)>, bundle: usize) -> Self {
        Self {
            files: files.into_iter().map(|(path, lines)| (path, code(random, lines))).collect(),
            code,
            bundle: minified(random, bundle),
            separator: random.pick(&["→", "→", "\t", ":", "|", " | "]),
            line_end: if random.once_in(6) { "\r\n" } else { "\n" },
            steps: vec![Step::Message { user: true, text: text(random) }],
            length: 0,
        }
    }

    pub(crate) fn turn(&mut self, random: &mut Random) {
        let which = random.below(self.files.len());
        let path = format!("/repo/{}", self.files[which].0);
        match random.below(14) {
            0..=2 => self.read(random, which, path),
            3 => {
                let old = self.edit(random, which);
                self.call(
                    "Edit",
                    vec![("file_path", path.clone()), ("old_string", old.0), ("new_string", old.1)],
                    format!("The file {path} has been updated successfully."),
                );
            }
            4 => self.write(random, which, path),
            5 => self.call(
                "Bash",
                vec![("command", "cargo test".into())],
                self.files[which].1.join(self.line_end),
            ),
            6 => self.steps.push(Step::Message {
                user: random.once_in(3),
                text: if random.once_in(2) { prose(random, 6) } else { text(random) },
            }),
            7 => {
                let found = matches(random, &self.files[which].0, &self.files[which].1);
                self.call("Grep", vec![("pattern", "fn".into()), ("output_mode", "content".into())], found);
            }
            8 => {
                if random.once_in(2) {
                    self.bundle = changed(random, &self.bundle);
                }
                self.call("Bash", vec![("command", "cat dist/app.min.js".into())], self.bundle.clone());
            }
            9 => {
                let lines = random.below(60);
                let printed = log(random, lines);
                self.call("Bash", vec![("command", "docker logs api | tail".into())], printed);
            }
            10 => self.again(random),
            11 => {
                let plain = text(random);
                let answer = wild(random, &plain);
                self.call("Bash", vec![("command", "make".into())], answer);
            }
            _ => {
                let answer = text(random);
                self.call("query", vec![("id", random.below(9).to_string())], answer);
            }
        }
    }

    pub(crate) fn call(
        &mut self,
        tool: &'static str,
        arguments: Vec<(&'static str, String)>,
        result: String,
    ) {
        self.length += result.len();
        self.steps.push(Step::Call { tool, arguments });
        self.steps.push(Step::Result(result));
    }

    /// Reads a file or its end, with line numbers.
    fn read(&mut self, random: &mut Random, which: usize, path: String) {
        let lines = &self.files[which].1;
        let start = if lines.is_empty() || random.once_in(2) { 0 } else { random.below(lines.len()) };
        let width = if matches!(self.separator, "→" | "\t") { 6 } else { 0 };
        let mut out = String::new();
        for (index, line) in lines.iter().enumerate().skip(start) {
            let _ = write!(out, "{:>width$}{}{line}{}", index + 1, self.separator, self.line_end);
        }
        self.call("Read", vec![("file_path", path)], out);
    }

    /// Changes, inserts, removes or moves lines, and returns the text before and after.
    fn edit(&mut self, random: &mut Random, which: usize) -> (String, String) {
        let length = random.below(5);
        let new = (self.code)(random, length);
        let lines = &mut self.files[which].1;
        let at = random.below(lines.len() + 1);
        let end = (at + random.below(4)).min(lines.len());
        let old: Vec<_> = lines.splice(at..end, new.clone()).collect();
        if random.once_in(4) {
            let to = random.below(lines.len() + 1);
            lines.splice(to..to, old.clone());
        }
        (old.join("\n"), new.join("\n"))
    }

    /// Writes a file anew. The result shows its start.
    fn write(&mut self, random: &mut Random, which: usize, path: String) {
        let lines = (self.code)(random, 40);
        let numbered = lines.iter().take(12).enumerate().fold(String::new(), |mut out, (index, line)| {
            let _ = writeln!(out, "{}\t{line}", index + 1);
            out
        });
        self.call(
            "Write",
            vec![("file_path", path), ("content", lines.join("\n"))],
            format!("Here is a snippet:\n{numbered}"),
        );
        self.files[which].1 = lines;
    }

    /// A tool result that repeats an earlier text, whole or in part, unchanged or changed.
    fn again(&mut self, random: &mut Random) {
        let known = match &self.steps[random.below(self.steps.len())] {
            Step::Message { text, .. } | Step::Result(text) => text.clone(),
            Step::Call { arguments, .. } => {
                arguments.last().map_or_else(String::new, |(_, text)| text.clone())
            }
        };
        let answer = match random.below(4) {
            0 => known,
            1 => changed(random, &known),
            2 => wild(random, &known),
            _ => format!("{}\n{known}\n{}", prose(random, 2), text(random)),
        };
        self.call("fetch", vec![("url", "https://example.com/page".into())], answer);
    }
}
