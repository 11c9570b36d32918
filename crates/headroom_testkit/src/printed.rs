//! Program output of about any size, the same each time, for benchmarks.

use std::fmt::Write;

use crate::output::output;
use crate::{Random, log, matches, source};

/// The program that printed a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// A search in many files.
    Search,
    /// A comparison of two versions of many files.
    Diff,
    /// Lists of paths, and of files with their sizes.
    Listing,
    /// A server.
    Log,
    /// Tests and builds.
    Runs,
    /// A build that colours and overwrites its lines.
    Terminal,
    /// None: source code that somebody wrote.
    Source,
}

const FOLDERS: [&str; 6] =
    ["src/", "src/api/handlers/", "src/api/handlers/session/", "src/storage/", "tests/integration/", "docs/"];
const NAMES: [&str; 8] = ["mod", "request", "session_store", "config", "user_agent", "index", "retry", "lib"];

impl Printed {
    /// All programs.
    pub const ALL: [Self; 7] =
        [Self::Search, Self::Diff, Self::Listing, Self::Log, Self::Runs, Self::Terminal, Self::Source];

    /// The name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Diff => "diff",
            Self::Listing => "listing",
            Self::Log => "log",
            Self::Runs => "runs",
            Self::Terminal => "terminal",
            Self::Source => "source",
        }
    }

    /// A text of at least this length, and not much more.
    #[must_use]
    pub fn text(self, bytes: usize) -> String {
        let mut random = Random::new(1);
        let mut out = String::with_capacity(bytes + bytes / 8);
        while out.len() < bytes {
            self.part(&mut random, &mut out);
        }
        out
    }

    fn part(self, random: &mut Random, out: &mut String) {
        match self {
            Self::Search => {
                let (path, lines) = (path(random), source(random, 120));
                out.push_str(&matches(random, &path, &lines));
            }
            Self::Diff => diff(random, out),
            Self::Listing => listing(random, out),
            Self::Log => out.push_str(&log(random, 100)),
            Self::Runs => out.extend([&output(random, 20), "\n"]),
            Self::Terminal => terminal(random, out),
            Self::Source => out.extend([&source(random, 100).join("\n"), "\n"]),
        }
    }
}

fn path(random: &mut Random) -> String {
    format!("{}{}_{}.rs", random.pick(&FOLDERS), random.pick(&NAMES), random.below(1000))
}

fn diff(random: &mut Random, out: &mut String) {
    let path = path(random);
    let _ = writeln!(
        out,
        "diff --git a/{path} b/{path}\nindex {:07x}..{:07x} 100644\n--- a/{path}\n+++ b/{path}",
        random.below(1 << 28),
        random.below(1 << 28)
    );
    let mut start = 1;
    for _ in 0..=random.below(4) {
        let lines: Vec<_> = source(random, 10)
            .into_iter()
            .map(|line| format!("{}{line}", random.pick(&[" ", " ", " ", "+", "-"])))
            .collect();
        let count = |sign| lines.iter().filter(|line| line.starts_with([' ', sign])).count();
        start += random.below(200);
        let _ = writeln!(
            out,
            "@@ -{start},{} +{start},{} @@ fn {}() {{\n{}",
            count('-'),
            count('+'),
            random.pick(&NAMES),
            lines.join("\n")
        );
    }
}

fn listing(random: &mut Random, out: &mut String) {
    let folder = random.pick(&FOLDERS);
    let files: Vec<_> = (0..10 + random.below(40))
        .map(|_| format!("{}_{}.rs", random.pick(&NAMES), random.below(1000)))
        .collect();
    if random.once_in(2) {
        out.extend(files.iter().flat_map(|file| ["./", folder, file, "\n"]));
    } else {
        let _ = writeln!(out, "\n{folder}:\ntotal {}", files.len());
        out.extend(files.iter().map(|file| {
            format!(
                "-rw-r--r--  1 ada  staff {:>8} Feb {:>2} 15:{:02} {file}\n",
                random.below(100_000),
                1 + random.below(28),
                random.below(60)
            )
        }));
    }
}

fn terminal(random: &mut Random, out: &mut String) {
    for step in 0..20 {
        let _ = writeln!(
            out,
            "\x1b[1m\x1b[32m   Compiling\x1b[0m {}_{} v1.{step}.0",
            random.pick(&NAMES),
            random.below(1000)
        );
        let _ =
            write!(out, "\x1b[1m\x1b[36m    Building\x1b[0m [{:<20}] {step}/20\r\x1b[K", "=".repeat(step));
    }
}
