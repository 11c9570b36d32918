//! Measures subjects in processes of their own, so that none finds the memory or caches of another.

use std::env;
use std::process::Command;

use crate::is_wanted;
use crate::subjects::{Subject, subjects};

/// The argument that makes a process measure one run. The number of the subject and the size follow it.
const ONCE: &str = "--once";

/// Prints the table of a benchmark: one line for each subject whose name contains the word in the command
/// line, or for all subjects. `once` measures a run within a process of its own. `line` gets a function that
/// starts such a process for a size, and the subject.
///
/// # Panics
/// If a run does.
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

/// Measures a run in a process of its own.
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
