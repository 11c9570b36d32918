//! Banners that divide the output of tests.

/// The meaning of `=== … ===`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::output) enum Banner {
    /// A test run starts.
    Start,
    /// Failures follow.
    Failures,
    /// The output of passed tests follows.
    Passes,
    /// The result of a test run, at its end.
    End,
    /// Anything else.
    Other,
}

/// Reads a line such as `=== 3 passed in 0.12s ===`.
pub(in crate::output) fn banner(line: &str) -> Option<Banner> {
    let title = line.strip_prefix("===")?.strip_suffix("===")?.trim_matches('=').trim();
    Some(match title {
        "" => return None,
        "test session starts" | "test process starts" => Banner::Start,
        "FAILURES" | "ERRORS" => Banner::Failures,
        "PASSES" => Banner::Passes,
        _ if is_end(title) => Banner::End,
        _ => Banner::Other,
    })
}

fn is_end(title: &str) -> bool {
    const SUMS: [&str; 10] = [
        " passed",
        " failed",
        " error",
        " errors",
        " skipped",
        " deselected",
        " xfailed",
        " xpassed",
        " warning",
        " warnings",
    ];
    let counted = title.starts_with("no tests ran")
        || title.starts_with(|first: char| first.is_ascii_digit())
            && SUMS.iter().any(|sum| title.contains(sum));
    counted && title.contains(" in ")
}

/// Whether a line is `____ test_name ____`.
pub(in crate::output) fn is_framed(line: &str) -> bool {
    line.starts_with("___") && line.ends_with("___") && line.contains(' ')
        || line.starts_with("_ ") && line.ends_with(" _")
}

/// Whether a line consists of `=`.
pub(in crate::output) fn is_rule(line: &str) -> bool {
    line.len() >= 60 && line.bytes().all(|byte| byte == b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_banners() {
        for (line, read) in [
            ("==== test session starts ====", Some(Banner::Start)),
            ("=== FAILURES ===", Some(Banner::Failures)),
            ("====== PASSES ======", Some(Banner::Passes)),
            ("=== 1 failed, 2 passed in 3.20s ===", Some(Banner::End)),
            ("=== no tests ran in 0.01s ===", Some(Banner::End)),
            ("=== short test summary info ===", Some(Banner::Other)),
            ("=== RUN   TestA", None),
            ("======", None),
            ("==== 3 passed", None),
        ] {
            assert_eq!(banner(line), read, "{line}");
        }
        assert!(
            is_framed("____ test_a ____")
                && !is_framed("________")
                && is_rule(&"=".repeat(70))
                && !is_rule("====")
        );
    }
}
