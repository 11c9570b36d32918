//! What each line is.

use std::collections::HashSet;

use headroom_core::work::step;

use super::state::{Mode, Settled, State};
use crate::output::parse::{Passed, goes_on, is_progress, passed, skipped, starts_test, warning};

/// So many warnings and reasons are known.
const KNOWN: usize = 4096;

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It stays.
    Kept,
    /// It goes with those around it.
    Blank,
    /// It tells of one test that passed.
    Test,
    /// It belongs to tests that passed.
    Part,
    /// Tests that passed have printed it.
    Printed,
    /// A test was skipped for a reason that is told above.
    Skipped,
    /// How far something is.
    Progress,
    /// A warning that stands above.
    Warned,
}

/// The roles of all lines, and whether results of runs within runs stay among what tests printed. For agents only tests that passed, and progress, have
/// another than [`Role::Kept`].
pub(super) fn roles(text: &str, starts: &[u32], agent: bool) -> (Vec<Role>, bool) {
    let mut reader =
        Reader { roles: Vec::with_capacity(starts.len()), agent, known: HashSet::new(), within: false };
    let mut state = State::default();
    let mut warned: Option<&str> = None;
    for index in 0..starts.len() {
        let line = line(text, starts, index);
        if let Some(until) = state.read(index, line) {
            reader.settle(until, index);
        }
        let role = match state.mode() {
            Mode::Failure => Role::Kept,
            Mode::Passes if agent || state.opens_passes(index) => Role::Kept,
            Mode::Passes => reader.printed(line),
            Mode::Plain => {
                warned = warned.filter(|head| goes_on(head, line));
                if warned.is_some() { Role::Warned } else { reader.role(line) }
            }
        };
        if role == Role::Warned && warned.is_none() {
            warned = Some(line);
        }
        // What a test is called can stand in front of what it is for.
        if matches!(role, Role::Test | Role::Skipped)
            && !starts_test(line.split(" ... ").next().unwrap_or_default())
            && index > 0
            && starts_test(self::line(text, starts, index - 1))
        {
            reader.roles[index - 1] = if role == Role::Test { Role::Part } else { role };
        }
        reader.roles.push(role);
    }
    if let Some(open) = state.open_passes() {
        // Its end was not found: nothing is known of what follows.
        reader.roles[open..].fill(Role::Kept);
    }
    (reader.roles, reader.within)
}

/// A line without its line end.
pub(super) fn line<'a>(text: &'a str, starts: &[u32], index: usize) -> &'a str {
    let end = starts.get(index + 1).map_or(text.len(), |start| *start as usize);
    step(end - starts[index] as usize);
    text[starts[index] as usize..end].trim_end_matches(['\n', '\r'])
}

struct Reader<'a> {
    roles: Vec<Role>,
    agent: bool,
    /// Warnings, reasons and results that stand above.
    known: HashSet<&'a str>,
    within: bool,
}

impl<'a> Reader<'a> {
    fn role(&mut self, line: &'a str) -> Role {
        if line.trim_start().is_empty() {
            return Role::Blank;
        }
        if let Some(passed) = passed(line) {
            return if passed == Passed::Test { Role::Test } else { Role::Part };
        }
        if is_progress(line) {
            return Role::Progress;
        }
        if self.agent {
            return Role::Kept;
        }
        match (skipped(line), warning(line)) {
            (Some(reason), _) if self.is_known(reason) => Role::Skipped,
            (_, Some(warning)) if self.is_known(warning) => Role::Warned,
            _ => Role::Kept,
        }
    }

    /// What tests that passed have printed: of runs of tests among it, what came of them stays once.
    fn printed(&mut self, line: &'a str) -> Role {
        if !State::ends_run(line) || self.is_known(line) {
            return Role::Printed;
        }
        self.within = true;
        Role::Kept
    }

    fn is_known(&mut self, what: &'a str) -> bool {
        self.known.contains(what) || self.known.len() < KNOWN && !self.known.insert(what)
    }

    /// The test that started at line `from` ended before `to`, well or not: what stands between belongs to it.
    fn settle(&mut self, from: Settled, to: usize) {
        let (start, role) = match from {
            Settled::Passed(start) if !self.agent => (start, Role::Printed),
            Settled::Passed(_) => return,
            Settled::Failed(start) => (start, Role::Kept),
        };
        for known in &mut self.roles[start..to] {
            if role == Role::Kept || *known == Role::Kept {
                *known = role;
            }
        }
    }
}
