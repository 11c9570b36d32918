//! Output of shells: tests, builds, retries.

use std::fmt::Write;

use crate::Random;

const FORMS: [(&str, &str); 6] = [
    ("PASSED tests/test_io.py::", ""),
    ("    Creating table shop_", ""),
    ("", " (shop.tests.OrderTests) ... ok"),
    ("test io::", " ... ok"),
    ("FAILED tests/test_io.py::", " - assert 3 == 4"),
    ("Compiling {", "} v1.0.0 ... done"),
];
const NAMES: [&str; 8] = ["read", "write[utf-8]", "naïve", "order", "order_line", "", "日本", "a b"];
const BLOCK: [&str; 7] = [
    "",
    "---------- Captured stdout call ----------",
    "platform linux -- Python 3.12.1, pytest-8.2.2",
    "    def test_read(tmp_path):",
    "[A]",
    "\"[A again, 2 lines]",
    "[previous line repeated 2 more times]",
];

/// Lines that repeat, count or have a common form, and lines that only nearly do.
pub(crate) fn output(random: &mut Random, parts: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for _ in 0..parts {
        match random.below(9) {
            0 => equal(random, &mut out),
            1 => counting(random, &mut out),
            2 => formed(random, &mut out),
            3 => again(random, &mut out),
            4 => out.extend((0..random.below(8)).map(|_| (*random.pick(&BLOCK)).to_owned())),
            5 => runner(random, &mut out),
            6 => build(random, &mut out),
            7 => out.push(format!("took {} ms", random.below(1000))),
            _ => out.extend(BLOCK.map(str::to_owned)),
        }
        if random.once_in(12) && !out.is_empty() {
            let at = random.below(out.len());
            out[at].push('\r');
        }
    }
    out.join(random.pick(&["\n", "\n", "\n", "\r\n"]))
}

/// Output of test runners, as a whole or in part.
fn runner(random: &mut Random, out: &mut Vec<String>) {
    const BANNERS: [&str; 9] = [
        "test session starts",
        "FAILURES",
        "PASSES",
        "ERRORS",
        "short test summary info",
        "warnings summary",
        "3 passed in 0.12s",
        "1 failed, 2 passed in 0.02s",
        "no tests ran in 0.01s",
    ];
    const LINES: [&str; 22] = [
        "PASSED tests/a.py::test_{}",
        "FAILED tests/a.py::test_{} - assert 3 == 4",
        "tests/a.py .....  [ 42%]",
        "tests/a.py ..F..s [ 43%]",
        "test_{} (a.B) ... ok",
        "test_{} (a.B)",
        "What it is for ... ok",
        "test_{} (a.B) ... skipped 'no browser'",
        "test_{} (a.B) ... ERROR",
        "--- PASS: Test{} (0.00s)",
        "--- FAIL: Test{} (0.00s)",
        "=== RUN   Test{}",
        "=== PAUSE Test{}",
        "    a_test.go:12: {}",
        "___ test_{} ___",
        "ERROR: test_{} (a.B)",
        "Ran 3 tests in 0.1s",
        "ok {} - reads",
        "  ✓ works {} (3 ms)",
        "[ RUN      ] A.{}",
        "[       OK ] A.{} (0 ms)",
        "  ● fails",
    ];
    for _ in 0..random.below(40) {
        match random.below(12) {
            0 => out.push(format!("=== {} ===", random.pick(&BANNERS))),
            1 => out.push("=".repeat(70)),
            2 => out.push(String::new()),
            3 => out.push(
                (*random.pick(&[
                    "failures:",
                    "test result: FAILED. 1 passed; 1 failed",
                    "    return a",
                    "Traceback (most recent call last):",
                ]))
                .to_owned(),
            ),
            _ => {
                let again = 1 + random.below(5);
                let line = random.pick(&LINES);
                out.extend((0..again).map(|number| line.replace("{}", &number.to_string())));
            }
        }
    }
}

/// Output of installers, compilers and linters.
fn build(random: &mut Random, out: &mut Vec<String>) {
    const LINES: [&str; 14] = [
        "   Compiling naïve v1.0.{}",
        "Requirement already satisfied: six in /usr/lib ({})",
        "[ {}%] Building C object a.o",
        "  CC  a{}.o",
        "gcc -O2 -c a{}.c -o a{}.o",
        "a.c:{}:5: warning: unused variable 'x' [-Wunused]",
        "    int x = {};",
        "  {}:5  warning  Unexpected console statement  no-console",
        "  {}:7  error  'a' is not defined  no-undef",
        "a.c:{}:5: error: expected ';'",
        "make[1]: Entering directory '/srv/{}'",
        "a1b2c3d4e5f{}: Pull complete",
        "> Task :compile{}",
        "Successfully installed six-1.{}",
    ];
    for _ in 0..random.below(20) {
        let line = random.pick(&LINES);
        out.extend((0..=random.below(6)).map(|number| line.replace("{}", &number.to_string())));
    }
}

/// A few lines that repeat.
fn equal(random: &mut Random, out: &mut Vec<String>) {
    let period = 1 + random.below(5);
    let block: Vec<_> = (0..period)
        .map(|_| format!("waiting for {} at db.internal:{}", random.pick(&NAMES), random.below(3)))
        .collect();
    out.extend(block.iter().cycle().take(random.below(6 * period)).cloned());
}

/// Numbers in steps, sometimes with a gap, leading zeros or too many digits.
fn counting(random: &mut Random, out: &mut Vec<String>) {
    let first = *random.pick(&[&0_usize, &1, &8, &95, &999_999_999_999_990, &999_999_999_999_999_999]);
    let (step, width) = (random.below(4), *random.pick(&[&0_usize, &0, &2, &3]));
    let down = random.once_in(3);
    let lines = random.below(14);
    for index in 0..lines {
        let skip = usize::from(random.once_in(20));
        let up = first + (index + skip) * step;
        let number = if down { first + lines * step - index * step } else { up };
        let mut line = String::new();
        let _ = write!(
            line,
            "[{}/{lines}] step {number:0width$} of {{x}} at 10:00:{:02}",
            index + 1,
            index * step
        );
        out.push(if random.once_in(3) { line } else { line.replace(['{', '}'], "") });
    }
}

fn formed(random: &mut Random, out: &mut Vec<String>) {
    let (before, behind) = FORMS[random.below(FORMS.len())];
    for _ in 0..random.below(12) {
        let dot = if random.once_in(10) { "." } else { "" };
        out.push(format!("{before}{}{}{behind}{dot}", random.pick(&NAMES), random.pick(&NAMES)));
    }
}

/// A copy of earlier lines.
fn again(random: &mut Random, out: &mut Vec<String>) {
    if out.is_empty() {
        return;
    }
    let start = random.below(out.len());
    let end = out.len().min(start + random.below(20));
    out.extend_from_within(start..end);
}
