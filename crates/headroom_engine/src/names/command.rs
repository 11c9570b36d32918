//! Commands of a shell, as far as they say what a call prints.

/// Maximum number of words of a command in its name.
const MAX_WORDS: usize = 28;
/// Tools, and programs in a shell, that print files unchanged.
pub(super) const READERS: [&str; 14] = [
    "read", "view", "open", "cat", "head", "tail", "less", "sed", "bat", "nl", "more", "type", "goto",
    "scroll",
];

/// Programs that print what stands at an address on the web.
const DOWNLOADERS: [&str; 5] = ["curl", "wget", "lynx", "w3m", "links"];

/// Parts of the names of files that programs write for people to read. Nobody edits them, so nobody quotes
/// them in an edit.
const LOGS: [&str; 3] = ["log", "out", "err"];

/// The first program of a shell command, after changes of the folder and assignments of variables.
pub(super) fn program(command: &str) -> &str {
    let mut rest = command.trim_start();
    loop {
        let first = rest.split_whitespace().next().unwrap_or_default();
        let skipped = if matches!(first, "cd" | "export" | "source" | "set") {
            rest.find("&&").map(|at| at + 2).or_else(|| rest.find(['\n', ';']).map(|at| at + 1))
        } else if first.contains('=') && !first.starts_with(['-', '=']) {
            Some(first.len())
        } else {
            None
        };
        match skipped {
            Some(at) if at < rest.trim_end().len() => rest = rest[at..].trim_start(),
            _ => return rest,
        }
    }
}

/// Whether the first program of a command prints a file unchanged.
pub(super) fn prints_a_file(command: &str) -> bool {
    let mut words = command.split_whitespace();
    match words.next() {
        // A file of a commit: `git show HEAD:src/main.rs`.
        Some("git") => {
            words.next() == Some("show")
                && words.next().is_some_and(|revision| !revision.starts_with('-') && revision.contains(':'))
        }
        first => first.is_some_and(|first| READERS.contains(&first)),
    }
}

/// Whether the first program of a command prints what stands at an address on the web.
pub(super) fn downloads(command: &str) -> bool {
    let program = command.split(['|', ';', '>', '<', '&', '\n']).next().unwrap_or_default();
    let mut words = program.split_whitespace();
    words.next().is_some_and(|first| DOWNLOADERS.contains(&first))
        && words.any(|word| is_web(word.trim_start_matches(['"', '\''])))
}

pub(super) fn is_web(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme))
}

/// Whether all files in the arguments of the first program of a command are logs.
pub(super) fn reads_logs(command: &str) -> bool {
    let program = command.split(['|', ';', '>', '<', '&', '\n']).next().unwrap_or_default();
    let mut files = program
        .split_whitespace()
        .skip(1)
        .filter(|word| !word.starts_with(['-', '\'', '"']) && word.contains(['.', '/']))
        .peekable();
    files.peek().is_some() && files.all(is_log)
}

/// Whether a path is that of a log: `app.log`, `error.log.1`, `build.out`, `app.log-20240501.gz`, anything in
/// `/var/log`.
pub(super) fn is_log(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let rotated = |part: &&str| {
        matches!(*part, "gz" | "xz" | "zst" | "bz2" | "old")
            || part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    let kind = name.split_once('.').and_then(|(_, endings)| endings.rsplit('.').find(|part| !rotated(part)));
    path.starts_with("/var/log/")
        || kind.is_some_and(|kind| {
            LOGS.contains(&kind.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-'))
        })
}

/// The first program of a command with its arguments, up to a pipe or redirection. Paths and addresses are
/// cut to their ends, which distinguish commands.
pub(super) fn short_command(command: &str) -> String {
    let program = command
        .lines()
        .next()
        .unwrap_or_default()
        .split(['|', ';', '>', '<', '&'])
        .next()
        .unwrap_or_default();
    let words = program.trim_end_matches([' ', '1', '2']).split_whitespace().take(MAX_WORDS);
    let end = |word: &str| {
        let bare = word.trim_matches(['"', '\'']).trim_end_matches('/');
        let end = bare.rsplit_once('/').map_or(bare, |(_, end)| end);
        if end.is_empty() { word.to_owned() } else { end.to_owned() }
    };
    words.map(end).collect::<Vec<_>>().join(" ")
}
