//! Commits, as version control lists them.

/// What `git log --graph` draws in front of a commit.
const GRAPH: [char; 5] = ['*', '|', '/', '\\', ' '];

/// The hexadecimal name at the start of `commit 9f2c1d7…`, of whatever length, perhaps behind a graph.
#[must_use]
pub fn commit_name(line: &str) -> Option<&str> {
    line.trim_start_matches(GRAPH).strip_prefix("commit ").map(|name| &name[..digits(name)])
}

/// The hexadecimal name at the start of `1a2b3c4 text`, perhaps behind a graph. Digits and lower letters are among it: neither a number nor a word.
#[must_use]
pub fn short_commit(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(GRAPH);
    let (name, rest) = line.split_at(digits(line));
    let is_mixed =
        name.bytes().any(|byte| byte.is_ascii_digit()) && name.bytes().any(|byte| byte.is_ascii_lowercase());
    (is_mixed && rest.starts_with(' ')).then_some(name)
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_hexdigit).count()
}
