//! Recognises warnings.

/// The warning of a line, without the location before it.
pub(in crate::output) fn warning(line: &str) -> Option<&str> {
    let body = line.trim_start();
    if body.starts_with("warning: ")
        || body.starts_with("WARNING: ")
        || body.starts_with("npm warn ")
        || body.starts_with("npm WARN ")
    {
        return Some(body);
    }
    for mark in [": warning: ", ": warning C", ": warning TS", "  warning  ", "Warning: "] {
        if let Some(at) = body.find(mark).filter(|at| body[..*at].bytes().any(|byte| byte.is_ascii_digit())) {
            return Some(&body[at..]);
        }
    }
    None
}

/// Whether a line continues the warning `head`: it is indented further or quotes code, and reports no error.
pub(in crate::output) fn goes_on(head: &str, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let body = line.trim_start();
    let behind = body.trim_start_matches(|at: char| at.is_ascii_digit()).trim_start();
    let further = indent(line) > indent(head) || indent(head) == 0 && behind.starts_with('|');
    further && !body.is_empty() && warning(line).is_none() && !body.contains("error")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_compared_without_their_places() {
        assert_eq!(
            warning("a.c:3:5: warning: unused variable 'x' [-Wunused]"),
            warning("b.c:9:1: warning: unused variable 'x' [-Wunused]")
        );
        assert_eq!(
            warning("  12:5  warning  Unexpected console statement  no-console"),
            Some("  warning  Unexpected console statement  no-console")
        );
        assert_eq!(warning("/srv/a.py:3: DeprecationWarning: use b"), Some("Warning: use b"));
        for line in ["", "3 warnings", "error: a", "no warning: here"] {
            assert_eq!(warning(line), None, "{line}");
        }
        assert!(
            goes_on("w", "  from a import b")
                && goes_on("w", "12 | x")
                && !goes_on("w", "x")
                && !goes_on("w", "")
                && !goes_on("  1:2  warning  a", "  1:3  error  b")
        );
    }
}
