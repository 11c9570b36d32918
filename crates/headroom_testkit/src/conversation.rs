//! Conversations of an agent that reads, edits and reads again.

use std::fmt::Write;

use crate::{Random, file, text};

/// One text of a conversation.
#[derive(Clone, Debug)]
pub enum Step {
    /// The user or the model writes.
    Message {
        /// Whether it is the user.
        user: bool,
        /// What.
        text: String,
    },
    /// The model calls a tool.
    Call {
        /// Which.
        tool: &'static str,
        /// With these arguments.
        arguments: Vec<(&'static str, String)>,
    },
    /// The last call's answer.
    Result(String),
}

/// A conversation about two files, with so many turns.
pub fn conversation(random: &mut Random, turns: usize) -> Vec<Step> {
    let mut files = [("src/a.rs", file(random, 60)), ("src/b.rs", file(random, 25))];
    let mut steps = vec![Step::Message { user: true, text: text(random) }];
    for _ in 0..turns {
        let which = random.below(2);
        let (path, lines) = &mut files[which];
        match random.below(7) {
            0 | 1 => {
                steps.push(Step::Call { tool: "Read", arguments: vec![("file_path", format!("/repo/{path}"))] });
                let first = random.below(lines.len());
                let shown = if random.once_in(2) { &lines[..] } else { &lines[first..] };
                let start = lines.len() - shown.len();
                let mut out = String::new();
                for (index, line) in shown.iter().enumerate() {
                    let _ = writeln!(out, "{:>6}→{line}", start + index + 1);
                }
                steps.push(Step::Result(out));
            }
            2 => {
                let at = random.below(lines.len());
                let length = 1 + random.below(4);
                let new = file(random, length);
                let old = lines.splice(at..=at, new.clone()).collect::<Vec<_>>().join("\n");
                steps.push(Step::Call { tool: "Edit", arguments: vec![("file_path", format!("/repo/{path}")), ("old_string", old), ("new_string", new.join("\n"))] });
                steps.push(Step::Result(format!("The file /repo/{path} has been updated successfully.")));
            }
            3 => {
                *lines = file(random, 40);
                steps.push(Step::Call { tool: "Write", arguments: vec![("file_path", format!("/repo/{path}")), ("content", lines.join("\n"))] });
                let numbered = lines.iter().take(12).enumerate().fold(String::new(), |mut out, (index, line)| {
                    let _ = writeln!(out, "{}\t{line}", index + 1);
                    out
                });
                steps.push(Step::Result(format!("Here is a snippet:\n{numbered}")));
            }
            4 => {
                steps.push(Step::Call { tool: "Bash", arguments: vec![("command", "cargo test".into())] });
                steps.push(Step::Result(lines.join("\n")));
            }
            5 => {
                steps.push(Step::Message { user: false, text: text(random) });
            }
            _ => {
                steps.push(Step::Call { tool: "query", arguments: vec![("id", random.below(9).to_string())] });
                steps.push(Step::Result(text(random)));
            }
        }
    }
    steps
}
