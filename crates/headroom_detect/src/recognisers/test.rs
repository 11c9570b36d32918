//! What test runners print: pytest, unittest, cargo, Go, jest, vitest, mocha, `RSpec`, `JUnit`, Gradle, TAP and their like.

use headroom_core::Kind;
use headroom_formats::scan::{between, digits, ends_with_any, has_any, repeated, starts_with_any};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, MARK, NOTHING, Recogniser, STRONG};

/// Lines that only test runners print start so.
const MARKS: [&str; 18] = [
    "test result: ",
    "rspec ./",
    "Failed examples:",
    "--- PASS: ",
    "--- FAIL: ",
    "--- SKIP: ",
    "=== RUN ",
    "Test Suites: ",
    "Tests run: ",
    "Test Files  ",
    "Traceback of test",
    "TAP version ",
    "FAILED (failures=",
    "FAILED (errors=",
    "Ran all test suites",
    "collecting ... collected ",
    "not ok ",
    "platform linux -- Python ",
];
/// Lines that hardly anything else prints start so.
const STARTS: [&str; 21] = [
    "PASSED ",
    "Finished in ",
    "FAILED ",
    "XFAIL ",
    "XPASS ",
    "SKIPPED [",
    "ERROR tests/",
    "ERROR test_",
    "FAIL: ",
    "ERROR: test_",
    "=== PAUSE ",
    "=== CONT ",
    "Captured stdout",
    "Creating test database",
    "Destroying test database",
    "failures:",
    "Failures:",
    "Failure/Error: ",
    "rootdir: ",
    "cachedir: ",
    "Tests:  ",
];
/// What came of a test, at the end of its line.
const OUTCOMES: [&str; 14] = [
    " ... ok",
    " ... FAILED",
    " ... FAIL",
    " ... ERROR",
    " ... ignored",
    " ... skipped",
    " ... OK",
    " PASSED",
    " FAILED",
    " SKIPPED",
    " ... expected failure",
    " XFAIL",
    " XPASS",
    " ERROR",
];
/// What is said at the end: so many of these.
const SUMS: [&str; 17] = [
    " passed",
    " failed",
    " passing",
    " failing",
    " pending",
    " examples, ",
    " example, ",
    " failures",
    " tests ran",
    " tests finished",
    " deselected",
    " xfailed",
    " assertions",
    " skipped",
    " tests, ",
    " runs, ",
    " errors",
];
const TICKS: [char; 8] = ['✓', '✔', '✕', '✗', '✘', '×', '○', '√'];

/// Knows what test runners print.
pub(super) struct TestOutput;

impl Recogniser for TestOutput {
    fn kind(&self) -> Kind {
        Kind::TestOutput
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let (text, body) = (line.text, line.body);
        match line.first() {
            b'=' | b'_' | b'-' | b'!' if repeated(body, line.first()) > 2 => banner(body),
            b'E' if text.starts_with("E   ") => GOOD,
            b'>' if text.starts_with(">   ") => GOOD,
            b'.' | b'F' if body.len() > 3 && is_progress(body) => GOOD,
            b't' if text.starts_with("test ") && ends_with_any(text, &OUTCOMES) => MARK,
            b'r' if text.starts_with("running ") && (text.ends_with(" tests") || text.ends_with(" test")) => {
                MARK
            }
            b'c' if text.starts_with("collected ") && text.contains(" item") => MARK,
            b'R' if text.starts_with("Ran ") && text.contains(" test") => MARK,
            b'o' if text.starts_with("ok ") => {
                if go(text) || tap(text) {
                    STRONG
                } else {
                    FITS
                }
            }
            b'F' | b'P' if matches!(text, "FAIL" | "PASS" | "FAILED") => GOOD,
            b'O' if matches!(text, "OK") => FITS,
            b'F' | b'P' if starts_with_any(text, &["FAIL ", "PASS ", "FAIL\t"]) => {
                if has_any(text, &[".", "/"]) { STRONG } else { HINT }
            }
            b'1' if text.starts_with("1..") && text[3..].bytes().all(|byte| byte.is_ascii_digit()) => GOOD,
            _ if starts_with_any(body, &MARKS) => MARK,
            _ if starts_with_any(body, &STARTS) => STRONG,
            _ if body.starts_with(TICKS) || body.starts_with("● ") => {
                if line.indent > 0 || body.ends_with("ms)") || body.ends_with("ms") { STRONG } else { HINT }
            }
            _ => ending(line),
        }
    }
}

/// `=== FAILURES ===`, `____ test_a ____`, `--- Captured log call ---`, `=== 3 passed in 0.1s ===`
fn banner(body: &str) -> i32 {
    let byte = body.as_bytes()[0];
    let title = body.trim_matches(char::from(byte)).trim();
    let framed =
        body.as_bytes().last() == Some(&byte) && body.as_bytes()[repeated(body, byte)..].starts_with(b" ");
    if starts_with_any(body, &["--- PASS: ", "--- FAIL: ", "--- SKIP: ", "=== RUN "]) {
        return MARK;
    }
    if title.is_empty() {
        return if body.len() == 70 { HINT } else { NOTHING };
    }
    let known = starts_with_any(
        title,
        &[
            "test session starts",
            "short test summary",
            "FAILURES",
            "ERRORS",
            "Captured ",
            "warnings summary",
            "live log ",
            "slowest ",
            "test process starts",
            "tests finished",
            "Failed Tests",
            "PASSES",
            "Interrupted: ",
        ],
    );
    let sum = sums(title) > 0 || title.starts_with("no tests ran");
    match byte {
        _ if framed && (known || sum) => MARK,
        b'_' if framed => STRONG,
        _ if framed => HINT,
        _ if starts_with_any(body, &["---- "]) && ends_with_any(title, &[" stdout", " stderr"]) => MARK,
        _ => NOTHING,
    }
}

/// What a line tells by its end.
fn ending(line: &Line<'_>) -> i32 {
    let (text, body) = (line.text, line.body);
    if ends_with_any(text, &OUTCOMES) {
        return if has_any(text, &[" ... ", "::", " > ", "test", "Test"]) { STRONG } else { HINT };
    }
    if text.ends_with("%]") && has_any(text, &[".py", "::", "...", "[100%]"]) {
        return STRONG;
    }
    if body.contains(" ... skipped ") {
        return STRONG;
    }
    let counted = line.counts.digits > 0 && line.counts.commas + line.words() < 24;
    match if counted { sums(body) } else { 0 } {
        0 => {}
        1 if !digits(body).is_some_and(|(_, rest)| starts_with_any(rest, &SUMS)) => {}
        1 => return STRONG,
        _ => return MARK,
    }
    let name = body.split([' ', ':']).next().unwrap_or(body);
    let tested = name.starts_with("test_") || name.starts_with("Test");
    match body[name.len()..].trim_start() {
        "ok" | "E" | "F" | "f" | "X" | "s" | "w" if tested => GOOD + 2,
        "" if tested && line.indent == 0 && body.len() > 8 && !body.contains('.') => FITS,
        rest if tested
            && rest.starts_with('(')
            && rest.ends_with(')')
            && rest.contains('.')
            && !rest.contains(',') =>
        {
            GOOD
        }
        _ => {
            let place = text.contains(".py:")
                && line.counts.blanks < 3
                && ends_with_any(text, &["Error", "Exception", "Failed"]);
            if place { GOOD } else { NOTHING }
        }
    }
}

/// How many times a number stands before what is counted.
fn sums(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b' ', bytes)
        .filter(|at| *at > 0 && bytes[at - 1].is_ascii_digit() && starts_with_any(&text[*at..], &SUMS))
        .count()
}

/// `..F.s..`, perhaps with a share behind it.
fn is_progress(body: &str) -> bool {
    let marks =
        body.bytes().take_while(|byte| matches!(byte, b'.' | b'F' | b'E' | b's' | b'x' | b'X')).count();
    let rest = body[marks..].trim_start();
    marks > 3
        && body.starts_with("...") | rest.ends_with("%]")
        && (rest.is_empty() || between(rest, "[", "%]").is_some())
}

/// `ok      example.com/a  0.012s`
fn go(text: &str) -> bool {
    text.contains('\t') && (text.ends_with('s') || text.ends_with("(cached)")) || text.starts_with("ok  \t")
}

/// `ok 1 - reads`
fn tap(text: &str) -> bool {
    digits(&text[3..])
        .is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(" - ") || rest.starts_with(' '))
}
