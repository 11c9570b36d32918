//! Subjects measured in processes of their own, so that none finds memory or caches as another left them.

use std::env;
use std::process::Command;

use crate::is_wanted;
use crate::subjects::{Subject, subjects};

/// The argument that makes a process measure one run: the number of the subject and the size follow.
const ONCE: &str = "--once";

/// Prints the table of a benchmark: a line for each subject whose name has the word that the command was given, if one was. `once` measures a run in a
/// process of its own; `line` gets a function that has such a process measure a size, and the subject.
///
/// # Panics
/// Where a run does.
pub fn table(
    environment: &[(&str, &str)],
    once: impl FnOnce(&Subject, usize) -> f64,
    line: impl Fn(&dyn Fn(usize) -> f64, &Subject) -> String,
) {
    let subjects = subjects();
    let arguments: Vec<_> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == ONCE) {
        let number =
            |at: usize| arguments.get(at).and_then(|text| text.parse::<usize>().ok()).expect("a number");
        return println!("{}", once(&subjects[number(at + 1)], number(at + 2)));
    }
    for (number, subject) in subjects.iter().enumerate().filter(|(_, subject)| is_wanted(&subject.name)) {
        println!("{:<18} {}", subject.name, line(&|size| run(environment, number, size), subject));
    }
}

/// Has a process of its own measure a run.
fn run(environment: &[(&str, &str)], number: usize, size: usize) -> f64 {
    let own = env::current_exe().expect("this program");
    let told = Command::new(own)
        .envs(environment.iter().copied())
        .args([ONCE, &number.to_string(), &size.to_string()])
        .output()
        .expect("runs");
    String::from_utf8_lossy(&told.stdout)
        .trim()
        .parse()
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&told.stderr)))
}
