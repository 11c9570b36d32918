//! Output of a command that is run again and again: the same, changed a little, or grown.

use std::iter;

use crate::output::output;
use crate::{Random, Step, Value, diff, json, layouts, listing, log, matches, source, table};

/// What a command prints.
enum Printed {
    Lines(Vec<String>),
    /// JSON with these rows, in this layout.
    Rows(Vec<Value>, usize),
}

/// A conversation in which one or two commands run this number of times.
pub fn repeated(random: &mut Random, times: usize) -> Vec<Step> {
    let commands = ["kubectl get pods", "make test"];
    let mut printed: Vec<_> = (0..=random.below(2)).map(|_| Printed::any(random)).collect();
    let mut steps = Vec::new();
    for _ in 0..times {
        let which = random.below(printed.len());
        steps.push(Step::Call { tool: "Bash", arguments: vec![("command", commands[which].into())] });
        steps.push(Step::Result(printed[which].text()));
        for _ in 0..random.below(4) {
            printed[which].change(random);
        }
        if random.once_in(6) {
            printed[which] = Printed::any(random);
        }
    }
    steps
}

impl Printed {
    fn any(random: &mut Random) -> Self {
        let length = 1 + random.below(40);
        let text = match random.below(8) {
            0 => log(random, 3 * length),
            1 => table(random),
            2 => listing(random),
            3 => diff(random),
            4 => output(random, length / 2),
            5 => {
                let lines = source(random, 4 * length);
                ["src/cart.rs", "src/tax.rs"].map(|path| matches(random, path, &lines)).concat()
            }
            _ => {
                let row = json(random);
                let row = |index: usize| {
                    Value::Object(vec![
                        ("\"id\"".into(), Value::Scalar((index * 7919).to_string())),
                        ("\"of\"".into(), row.clone()),
                    ])
                };
                return Self::Rows((0..length).map(row).collect(), random.below(5));
            }
        };
        Self::Lines(text.split('\n').map(str::to_owned).collect())
    }

    fn text(&self) -> String {
        match self {
            Self::Lines(lines) => lines.join("\n"),
            Self::Rows(rows, layout) => layouts(&Value::Array(rows.clone())).swap_remove(*layout),
        }
    }

    /// Changes, adds or removes a line or a row.
    fn change(&mut self, random: &mut Random) {
        match self {
            Self::Lines(lines) => {
                let new = format!("{} took {} ms", random.pick(&["build", "größe", "|"]), random.below(900));
                splice(random, lines, new);
            }
            Self::Rows(rows, _) => {
                let new = json(random);
                splice(random, rows, new);
            }
        }
    }
}

/// Puts `new` in place of an item, before it or at the end, or takes an item away.
fn splice<T>(random: &mut Random, items: &mut Vec<T>, new: T) {
    let at = random.below(items.len().max(1));
    let end = (at + 1).min(items.len());
    match random.below(4) {
        0 => drop(items.splice(at..end, iter::once(new))),
        1 => items.insert(at.min(items.len()), new),
        2 => items.push(new),
        _ => drop(items.drain(at..end)),
    }
}
