//! Stack traces, of Python, Java, JavaScript, Rust, Go, C#, Ruby, PHP and native debuggers.

use headroom_core::Kind;
use headroom_formats::path::{has_ending, place};
use headroom_formats::scan::{digits, has_any, name, starts_with_any};

use crate::line::Line;
use crate::recogniser::{GOOD, HINT, MARK, NOTHING, Recogniser, STRONG};

const MARKS: [&str; 9] = [
    "Traceback (most recent call last):",
    "stack backtrace:",
    "Exception in thread \"",
    "goroutine ",
    "During handling of the above exception",
    "The above exception was the direct cause",
    "Unhandled exception. ",
    "PHP Fatal error: ",
    "Stack trace:",
];
/// How many lines behind a frame still belong to it: the code at that place.
const BEHIND: u8 = 2;

/// Knows stack traces.
#[derive(Default)]
pub(super) struct StackTrace {
    /// How many lines may follow without being frames.
    left: u8,
}

impl Recogniser for StackTrace {
    fn kind(&self) -> Kind {
        Kind::StackTrace
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let points = frame(line);
        if points > 0 {
            self.left = BEHIND;
            return points;
        }
        if self.left == 0 {
            return NOTHING;
        }
        self.left -= 1;
        if line.indent > 0 {
            return HINT + 1;
        }
        // What it was that failed ends the trace.
        if is_failure(line.body) { GOOD + 2 } else { NOTHING }
    }
}

fn frame(line: &Line<'_>) -> i32 {
    let (text, body) = (line.text, line.body);
    match line.first() {
        b'a' if line.indent > 0 && body.starts_with("at ") => at(&body[3..]),
        b'F' if body.starts_with("File \"") => {
            if body.contains("\", line ") {
                STRONG
            } else {
                NOTHING
            }
        }
        b'.' if line.indent > 0
            && body.starts_with("... ")
            && has_any(body, &[" more", "common frames omitted"]) =>
        {
            STRONG
        }
        b'#' => php_or_native(&body[1..]),
        b'0'..=b'9' => rust(body, line.indent),
        b'/' | b'C' if line.indent > 0 && go(body) => STRONG,
        _ if starts_with_any(body, &MARKS) => mark(body),
        b'C' if body.starts_with("Caused by: ") => STRONG,
        b't' if text.starts_with("thread '") && text.contains(" panicked at ") => MARK,
        b'p' if text.starts_with("panic: ") => STRONG,
        b'm' | b'r' | b'n' | b'g' | b'c'
            if line.indent == 0 && body.ends_with(')') && body.contains("(0x") && !body.contains(' ') =>
        {
            GOOD
        }
        b'f' if ruby_from(body) => STRONG,
        _ if is_ruby(body) => STRONG,
        b'A'..=b'Z' if line.indent == 0 && is_failure(body) => HINT,
        b'j' | b'o' if line.indent == 0 && is_failure(body) => GOOD,
        _ => NOTHING,
    }
}

fn mark(body: &str) -> i32 {
    let goroutine = body
        .strip_prefix("goroutine ")
        .map(|rest| digits(rest).is_some_and(|(_, rest)| rest.starts_with(" [")));
    if goroutine == Some(false) { NOTHING } else { MARK }
}

/// Java `a.b.C.d(C.java:12)`, JavaScript `fn (file:1:2)` and `file:1:2`, C# `A.B(C d) in file:line 12`, Rust `/rustc/…:12:5`.
fn at(rest: &str) -> i32 {
    let java = rest.ends_with(')')
        && (rest.contains(".java:")
            || rest.contains(".kt:")
            || rest.contains(".scala:")
            || rest.contains("(Native Method)")
            || rest.contains("(Unknown Source)"));
    let numbered = |text: &str| {
        text.rsplit_once(':').is_some_and(|(path, number)| {
            digits(number).is_some_and(|(_, rest)| rest.is_empty()) && path.contains(['/', '\\', ':', '.'])
        })
    };
    let script = numbered(rest)
        || rest.strip_suffix(')').is_some_and(numbered)
        || rest.ends_with("(<anonymous>)")
        || rest.ends_with("(native)");
    let sharp = rest.contains(" in ") && rest.contains(":line ")
        || (rest.ends_with(')') && rest.contains('(') && rest.contains('.') && !rest.contains("; "));
    if java || script {
        STRONG
    } else if sharp {
        GOOD
    } else {
        NOTHING
    }
}

/// `#0 /srv/a.php(12): f()`, `#1  0x00007f in f () from lib.so`, `#0 {main}`
fn php_or_native(rest: &str) -> i32 {
    let Some((_, rest)) = digits(rest) else { return NOTHING };
    let rest = rest.trim_start();
    if rest.starts_with("0x")
        || rest.starts_with("{main}")
        || has_any(rest, &["): ", ") at ", "[internal function]"])
    {
        STRONG
    } else {
        NOTHING
    }
}

/// `   0: std::panicking::begin_panic`, `  12:     0x55d - main::f`
fn rust(body: &str, indent: usize) -> i32 {
    let found = indent > 0
        && digits(body).is_some_and(|(number, rest)| {
            number.len() < 4
                && rest.strip_prefix(": ").is_some_and(|rest| {
                    rest.contains("::")
                        || rest.trim_start().starts_with("0x")
                        || rest.ends_with("_start")
                        || rest == "main"
                })
        });
    if found { GOOD + 2 } else { NOTHING }
}

/// `/src/main.go:12 +0x1d`
fn go(body: &str) -> bool {
    body.contains(".go:")
        && body.rsplit_once(".go:").is_some_and(|(_, rest)| {
            digits(rest).is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(" +0x"))
        })
}

fn ruby_from(body: &str) -> bool {
    body.strip_prefix("from ").is_some_and(is_ruby)
}

/// ``a.rb:12:in `f'``
fn is_ruby(body: &str) -> bool {
    body.contains(":in ")
        && place(body, b':')
            .is_some_and(|place| place.text.starts_with("in `") || place.text.starts_with("in '"))
}

/// `ValueError: text`, `java.lang.IllegalStateException: text`, `Error`
fn is_failure(body: &str) -> bool {
    let Some((kind, rest)) = name(body, b".$:") else { return false };
    let kind = kind.strip_suffix(':').unwrap_or(kind);
    let named = ["Error", "Exception", "Interrupt", "Exit", "Warning", "Failure"]
        .iter()
        .any(|end| kind.ends_with(end));
    named
        && (rest.is_empty() || rest.starts_with([' ', ':']))
        && !has_ending(kind.rsplit('.').next().unwrap_or(kind))
}
