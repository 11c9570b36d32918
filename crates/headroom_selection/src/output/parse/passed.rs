//! Recognises lines about passed tests.

/// The meaning of a line about passed tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::output) enum Passed {
    /// One test passed.
    Test,
    /// A test starts or continues, or several tests passed.
    Part,
}

const TICKS: [char; 3] = ['✓', '✔', '√'];
/// Words that such a line must not contain: it would be a summary, or report other results, too.
const NOT: [&str; 6] = [" built in ", "failed", "skipped", " problem", "todo", "flaky"];
const STARTS: [&str; 7] =
    ["=== RUN ", "=== PAUSE ", "=== CONT ", "=== NAME ", "[ RUN      ] ", "[INFO] Running ", "Start "];

/// Reads a line without its line end.
pub(in crate::output) fn passed(line: &str) -> Option<Passed> {
    let body = line.trim();
    let (shown, share) = match body.rsplit_once('[') {
        Some((shown, share)) if share.trim_start().strip_suffix("%]").is_some_and(is_number) => {
            (shown.trim_end(), true)
        }
        _ => (body, false),
    };
    if STARTS.iter().any(|start| body.starts_with(start))
        && (!body.starts_with("Start ") || line.starts_with("  ") && body.contains(": "))
    {
        return Some(Passed::Part);
    }
    if dots(shown, share) {
        return Some(Passed::Part);
    }
    let named = |end: &str, marks: &[&str]| {
        shown.strip_suffix(end).is_some_and(|name| marks.iter().any(|mark| name.contains(mark)))
    };
    let test = body.starts_with("PASSED ")
        || named(" PASSED", &["::", " > "])
        || body.starts_with("[gw") && body.contains("] PASSED ")
        || body.ends_with(" ... ok")
        || summed(body)
        || ["--- PASS: ", "[       OK ] "].iter().any(|start| body.starts_with(start))
        || body.starts_with(TICKS) && !NOT.iter().any(|not| body.contains(not))
        || body.starts_with("PASS ") && body.contains(['.', '/']) && line.starts_with('P')
        || tap(line)
        || body.contains(" Test ") && body.contains("   Passed  ") && body.ends_with(" sec")
        || body.starts_with("[INFO] Tests run: ")
            && body.contains("Failures: 0, Errors: 0")
            && body.contains("Time elapsed")
        || line.starts_with("  Passed ") && body.ends_with(']')
        || body.starts_with("Test Case '") && (body.ends_with(" started.") || body.contains("' passed ("));
    test.then_some(Passed::Test)
}

/// Whether a line is `test_a ok`, followed by `[OK]` at the end of a file.
fn summed(body: &str) -> bool {
    body.split_once(' ').is_some_and(|(name, rest)| {
        name.starts_with("test_")
            && matches!(rest.split_ascii_whitespace().collect::<Vec<_>>()[..], ["ok"] | ["ok", "[OK]"])
    })
}

/// Whether a line is `tests/test_a.py ....` or `.....  [ 42%]`.
fn dots(shown: &str, share: bool) -> bool {
    let (path, marks) = shown.rsplit_once(' ').unwrap_or(("", shown));
    let all = !marks.is_empty() && marks.bytes().all(|byte| byte == b'.');
    let file = path.trim_end();
    all && if file.is_empty() {
        share && marks.len() > 1 || marks.len() > 9
    } else {
        !file.contains(' ') && file.contains('.') && (share || file.strip_suffix(".py").is_some())
    }
}

/// Whether a line is `ok 3 - reads`.
fn tap(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix("ok ") else { return false };
    let number = rest.split(' ').next().unwrap_or_default();
    is_number(number) && !rest.contains(" # ")
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line names a test whose description is on the next line: `test_a (tests.OrderTests)`.
pub(in crate::output) fn starts_test(line: &str) -> bool {
    line.starts_with("test")
        && line.ends_with(')')
        && line
            .split_once(" (")
            .is_some_and(|(name, class)| !name.contains(' ') && !class.contains(' ') && class.contains('.'))
}

/// The reason why a test was skipped, if the line gives one.
pub(in crate::output) fn skipped(line: &str) -> Option<&str> {
    line.split_once(" ... skipped ").map(|(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_tests_are_told_apart_from_others() {
        for line in [
            "PASSED tests/test_a.py::test_error[x y]",
            "tests/test_a.py::test_b PASSED   [ 12%]",
            "[gw0] [ 12%] PASSED tests/a.py::b",
            "test_a (tests.OrderTests) ... ok",
            "test io::fails ... ok",
            "test_a ok",
            "test_a ok        [OK]",
            "    --- PASS: TestA/b (0.00s)",
            "[       OK ] A.B (0 ms)",
            "  ✓ fails on errors (3 ms)",
            "PASS src/a.test.js",
            "ok 3 - reads",
            " 1/10 Test  #1: a .......   Passed    0.01 sec",
            "OrderTest > charges() PASSED",
            "[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s - in A",
            "  Passed A.B [3 ms]",
        ] {
            assert_eq!(passed(line), Some(Passed::Test), "{line}");
        }
        for line in [
            "=== RUN   TestA",
            "tests/test_a.py ....... [ 14%]",
            "........... [ 14%]",
            "[ RUN      ] A.B",
            "      Start  1: a",
        ] {
            assert_eq!(passed(line), Some(Passed::Part), "{line}");
        }
        for line in [
            "",
            ".",
            "...",
            "FAILED tests/a.py::b",
            "tests/test_a.py ...F... [ 14%]",
            "test_a (tests.OrderTests) ... ERROR",
            "test_a X",
            "test_a F   [FAIL]",
            "not ok 3 - reads",
            "ok 4 - x # SKIP no",
            "--- FAIL: TestA",
            "Tests run: 4, Failures: 0, Errors: 0, Skipped: 0",
            "✓ built in 3.2s",
            "✖ 3 problems",
            "All PASSED",
            "is it ... ok?",
            "PASS",
            "XPASS a::b",
        ] {
            assert_eq!(passed(line), None, "{line}");
        }
    }
}
