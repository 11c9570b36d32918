//! Where in the output of tests a line stands.

use crate::output::parse::{Banner, banner, is_framed, is_rule};

/// What lines belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Failures: everything stays.
    Failure,
    /// What tests that passed have printed.
    Passes,
}

/// How a test ended, and the line at which it started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    Passed(usize),
    Failed(usize),
}

/// What ends failures that do not stand under a banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    Banner,
    /// `Ran 3 tests in 0.1s`
    Ran,
    /// `test result: FAILED.`
    Result,
    /// The next file, or sums.
    File,
    /// A line that does not belong to it by being further in.
    Margin,
}

/// The state after some lines.
#[derive(Debug, Default)]
pub(super) struct State<'a> {
    mode: Mode,
    until: Option<Until>,
    /// How many runs of tests are going on: tests of test runners print whole runs.
    depth: usize,
    /// The line at which what passed tests have printed starts.
    passes: usize,
    /// Whether the line before was a rule.
    rule: bool,
    /// The test that is going on: the line at which it starts, and its name.
    running: Option<(usize, &'a str)>,
}

impl<'a> State<'a> {
    pub(super) const fn mode(&self) -> Mode {
        self.mode
    }

    /// Where what passed tests have printed starts, if it has no end.
    pub(super) fn open_passes(&self) -> Option<usize> {
        (self.mode == Mode::Passes).then_some(self.passes)
    }

    /// Whether a line is the banner over what passed tests have printed.
    pub(super) const fn opens_passes(&self, index: usize) -> bool {
        matches!(self.mode, Mode::Passes) && self.passes == index + 1
    }

    /// Whether a line tells what came of a run of tests.
    pub(super) fn ends_run(line: &str) -> bool {
        banner(line.trim_end()) == Some(Banner::End)
    }

    /// Takes in a line; what it says of a test that was going on.
    pub(super) fn read(&mut self, index: usize, line: &'a str) -> Option<Settled> {
        let line = line.trim_end();
        let rule = std::mem::replace(&mut self.rule, is_rule(line));
        if line.starts_with('=')
            && let Some(banner) = banner(line)
        {
            self.banner(index, banner);
            return None;
        }
        if self.until.is_some_and(|until| ends(until, line)) {
            (self.mode, self.until) = (Mode::Plain, None);
        }
        if self.mode == Mode::Plain {
            let until = if rule && (line.starts_with("ERROR: ") || line.starts_with("FAIL: ")) {
                Some(Until::Ran)
            } else if is_framed(line) {
                Some(Until::Banner)
            } else if line == "failures:" {
                Some(Until::Result)
            } else if line.starts_with("  ● ") {
                Some(Until::File)
            } else if line.starts_with("--- FAIL: ") {
                Some(Until::Margin)
            } else {
                None
            };
            if until.is_some() {
                (self.mode, self.until) = (Mode::Failure, until);
            }
        }
        self.test(index, line)
    }

    fn banner(&mut self, index: usize, banner: Banner) {
        match banner {
            Banner::Start => self.depth += 1,
            Banner::End => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        // What is printed within another run of tests says nothing of this one.
        if self.depth > 1 || self.depth == 1 && banner == Banner::End {
            return;
        }
        (self.mode, self.until) = match banner {
            Banner::Failures => (Mode::Failure, None),
            Banner::Passes => (Mode::Passes, None),
            _ => (Mode::Plain, None),
        };
        if banner == Banner::Passes {
            self.passes = index + 1;
        }
    }

    /// `=== RUN   TestA` to `--- PASS: TestA (0.00s)`, and the same of other runners.
    fn test(&mut self, index: usize, line: &'a str) -> Option<Settled> {
        const STARTS: [&str; 2] = ["=== RUN   ", "[ RUN      ] "];
        const PASSES: [&str; 2] = ["--- PASS: ", "[       OK ] "];
        const FAILS: [&str; 2] = ["--- FAIL: ", "[  FAILED  ] "];
        let behind = |marks: [&str; 2]| marks.into_iter().find_map(|mark| line.strip_prefix(mark));
        if let Some(name) = behind(STARTS) {
            if !name.contains('/') {
                self.running = Some((index, name));
            }
            return None;
        }
        if line.starts_with("=== PAUSE ") {
            // Several at once: nothing tells whose lines are whose.
            self.running = None;
        }
        let (start, running) = self.running?;
        let is_it = |name: &str| {
            name.strip_prefix(running).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
        };
        if behind(PASSES).is_some_and(is_it) {
            self.running = None;
            Some(Settled::Passed(start))
        } else if behind(FAILS).is_some_and(is_it) {
            self.running = None;
            Some(Settled::Failed(start))
        } else {
            None
        }
    }
}

fn ends(until: Until, line: &str) -> bool {
    match until {
        Until::Banner => line.trim_start().starts_with("tests finished: "),
        Until::Ran => line
            .strip_prefix("Ran ")
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit())),
        Until::Result => line.starts_with("test result: "),
        Until::File => {
            ["PASS ", "FAIL ", "Test Suites:", "Tests:"].iter().any(|start| line.starts_with(start))
        }
        Until::Margin => !line.is_empty() && !line.starts_with([' ', '\t']),
    }
}
