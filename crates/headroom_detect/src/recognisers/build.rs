//! Output of compilers, linters, build tools and installers.

use headroom_core::Kind;
use headroom_formats::path::{is_path, place};
use headroom_formats::scan::{digits, ends_with_any, has_any, name, starts_with_any};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, MARK, NOTHING, Recogniser, STRONG};

/// Starts of lines that only such programs print.
const MARKS: [&str; 22] = [
    "make: ***",
    "make: Entering directory",
    "make: Leaving directory",
    "make: Nothing to be done",
    "BUILD SUCCESSFUL",
    "BUILD FAILED",
    "[INFO] BUILD ",
    "[INFO] Scanning for projects",
    "> Task :",
    "npm ERR! ",
    "npm error ",
    "npm warn ",
    "npm WARN ",
    "error: could not compile",
    "error: aborting due to",
    "In file included from ",
    "Requirement already satisfied: ",
    "Successfully installed ",
    "Successfully built ",
    "FAILURE: Build failed",
    "ninja: ",
    "collect2: error:",
];
/// Words of cargo, gcc and others for their activities, before the name of their object.
const VERBS: [&str; 29] = [
    "Compiling ",
    "Finished ",
    "Checking ",
    "Downloading ",
    "Downloaded ",
    "Installing ",
    "Collecting ",
    "Updating ",
    "Building ",
    "Linking ",
    "Documenting ",
    "Fresh ",
    "Running `",
    "Locking ",
    "Adding ",
    "Packaging ",
    "Unpacking ",
    "Setting up ",
    "Preparing to unpack ",
    "Get:",
    "Selecting previously ",
    "  CC ",
    "  LD ",
    "  AR ",
    "CMake ",
    "Scanning dependencies ",
    "Resolving ",
    "Fetching ",
    "Using cached ",
];
const COMMANDS: [&str; 16] = [
    "gcc ",
    "g++ ",
    "cc ",
    "c++ ",
    "clang ",
    "clang++ ",
    "ld ",
    "ar ",
    "rustc ",
    "javac ",
    "/usr/bin/cc ",
    "/usr/bin/c++ ",
    "/usr/bin/ld: ",
    "libtool: ",
    "cmake ",
    "ranlib ",
];
const SEVERITIES: [&str; 10] = [
    " error",
    " warning",
    " note",
    " fatal error",
    " Error",
    " Warning",
    " info",
    "error",
    "warning",
    "note: ",
];

/// Recognises the output of builds.
#[derive(Default)]
pub(super) struct BuildOutput {
    /// How many lines of quoted code may follow a location.
    quoted: u8,
    /// Whether the line before was the path of a file: findings follow it.
    under: bool,
    /// How many lines of a plan of changes may follow.
    plan: u16,
}

/// Maximum number of lines of a resource in a plan of changes.
const PLAN: u16 = 400;

/// Maximum number of lines of code that a finding quotes.
const QUOTED: u8 = 12;

impl Recogniser for BuildOutput {
    fn kind(&self) -> Kind {
        Kind::BuildOutput
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        if is_planned(line.body) {
            self.plan = PLAN;
            return MARK;
        }
        self.plan = self.plan.saturating_sub(1);
        if self.plan > 0
            && (line.indent > 1 && starts_with_any(line.body, &["+", "-", "~", "}", "]", "#", "<="]))
        {
            return STRONG;
        }
        let under = std::mem::replace(
            &mut self.under,
            line.indent == 0 && line.counts.colons < 2 && line.counts.blanks < 3 && is_path(line.text),
        );
        if under && finding(line) {
            self.under = true;
            return STRONG;
        }
        let points = own(line);
        if points >= GOOD {
            self.quoted = QUOTED;
            return points;
        }
        self.quoted = self.quoted.saturating_sub(1);
        if self.quoted > 0 && is_quoted(line.body) { GOOD } else { points }
    }
}

/// Whether a line announces what happens to a resource: `# aws_instance.web will be updated in-place`.
fn is_planned(body: &str) -> bool {
    let announces = |body: &str| {
        [" will be ", " must be ", " has been ", " has changed"].iter().any(|verb| body.contains(verb))
            && [
                "created",
                "destroyed",
                "updated in-place",
                "replaced",
                "read during apply",
                "changed",
                "deleted",
            ]
            .iter()
            .any(|done| body.contains(done))
    };
    body.strip_prefix("# ").is_some_and(|resource| {
        resource.split(' ').next().is_some_and(|name| name.contains('.')) && announces(body)
    }) || body.starts_with("Terraform will perform the following actions")
        || body.starts_with("OpenTofu will perform the following actions")
}

fn own(line: &Line<'_>) -> i32 {
    let (text, body) = (line.text, line.body);
    match line.first() {
        b'-' if body.starts_with("--> ") => STRONG,
        b'-' if text.starts_with("-- ") => {
            if starts_with_any(
                &text[3..],
                &[
                    "The ",
                    "Detecting ",
                    "Check ",
                    "Looking ",
                    "Found ",
                    "Configuring ",
                    "Generating ",
                    "Build files",
                    "Performing ",
                ],
            ) {
                STRONG
            } else {
                NOTHING
            }
        }
        b'[' if percent(text) => STRONG + 4,
        b'[' if starts_with_any(
            text,
            &[
                "[INFO] ---",
                "[ERROR] COMPILATION",
                "[INFO] Building ",
                "[INFO] Compiling ",
                "[WARNING] ",
                "[ERROR] Failed to execute",
            ],
        ) =>
        {
            STRONG
        }
        b'e' | b'w' if text.starts_with("error[") || text.starts_with("warning[") => MARK,
        b'e' if starts_with_any(text, &["error: ", "error TS"]) => GOOD,
        b'w' if starts_with_any(text, &["warning: "]) => GOOD,
        b'=' if starts_with_any(body, &["= note: ", "= help: "]) => STRONG,
        b'=' | b'#' if starts_with_any(text, &["=> [", "#1 ["]) => STRONG,
        b'=' if line.indent == 1 && body.starts_with("=> ") => STRONG,
        b'S' if text.starts_with("Step ") && text.contains(" : ") => MARK,
        b'#' if stage(text) => STRONG,
        b'm' if make(text) => MARK,
        0xe2 if starts_with_any(body, &["✖ ", "✓ "])
            && has_any(body, &[" problem", "modules transformed", "built in"]) =>
        {
            MARK
        }
        b'a' if starts_with_any(text, &["added "]) && text.contains(" package") => STRONG,
        b'F' if starts_with_any(text, &["Found "]) && has_any(text, &[" error", " warning"]) => STRONG,
        _ if starts_with_any(text, &COMMANDS) => {
            if text.contains(" -") || text.contains(": ") {
                STRONG
            } else {
                NOTHING
            }
        }
        _ if starts_with_any(body, &MARKS) => MARK,
        _ if starts_with_any(body, &VERBS) || (line.indent > 1 && starts_with_any(&text[1..], &VERBS)) => {
            verb(line)
        }
        _ => said(line),
    }
}

/// `   Compiling serde v1.0`, `Collecting six`: a verb that does not start a sentence.
fn verb(line: &Line<'_>) -> i32 {
    let known =
        has_any(line.body, &[" v", "`", "/", ".", "==", ">=", "(", "[", "package", "index", "target"]);
    if line.indent > 1 && known {
        STRONG
    } else if known || line.words() < 5 {
        GOOD
    } else {
        FITS
    }
}

/// `a.c:3:5: error: …`, `a.ts(3,5): error TS2304: …`, `a.c: In function 'main':`
fn said(line: &Line<'_>) -> i32 {
    let text = line.text;
    if line.counts.colons == 0 && !text.contains(") error ") {
        return if ends_with_any(text, &[" compiled successfully", " vulnerabilities"]) {
            GOOD
        } else {
            NOTHING
        };
    }
    if has_any(text, &[" - error TS", ": undefined reference to `"]) {
        return MARK;
    }
    if let Some(found) = place(line.body, b':') {
        if starts_with_any(found.text, &SEVERITIES) || found.text.starts_with(" - error ") {
            return STRONG + 4;
        }
        let word = found.text.trim_start().split(' ').next().unwrap_or_default();
        let coded = code(word.trim_end_matches(':'));
        return if coded || word.ends_with("Warning:") {
            STRONG
        } else if found.column && found.text.starts_with(' ') && !found.text.starts_with("  ") {
            GOOD + 2
        } else {
            NOTHING
        };
    }
    if let Some((path, rest)) = text.split_once('(') {
        let position = digits(rest).and_then(|(_, rest)| rest.split_once(')'));
        if position.is_some_and(|(_, rest)| starts_with_any(rest.trim_start_matches(':'), &SEVERITIES))
            && is_path(path)
        {
            return STRONG + 4;
        }
    }
    if has_any(text, &[": In function ", ": In member function ", ": At top level:"]) {
        STRONG
    } else if text.starts_with("webpack ") {
        GOOD
    } else {
        NOTHING
    }
}

/// `E501`, `TS2304`, `SC2086`, `W0611`: letters, then digits.
fn code(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    (1..5).contains(&letters)
        && word.len() >= letters + 3
        && word[letters..].bytes().all(|byte| byte.is_ascii_digit())
}

/// `  12:5  error  text  rule`
fn finding(line: &Line<'_>) -> bool {
    let place = digits(line.body).and_then(|(_, rest)| digits(rest.strip_prefix(':')?));
    line.indent > 0
        && place.is_some_and(|(_, rest)| {
            starts_with_any(rest.trim_start_matches([' ', ':', '-']), &["error", "warning", "info", "warn"])
        })
}

/// `12 | let x = 1;`, `   |     ^^^ here`, `      ^~~~`, `+++ |+#include <a.h>`
fn is_quoted(body: &str) -> bool {
    let behind = digits(body).map_or(body, |(_, rest)| rest).trim_start();
    behind.starts_with('|') || starts_with_any(body, &["^", "~", "...", "= "])
}

/// `[ 50%] Building CXX object a.o`, `[3/12] Compiling a`
fn percent(text: &str) -> bool {
    digits(text[1..].trim_start()).is_some_and(|(_, rest)| {
        rest.starts_with("%] ")
            || rest.strip_prefix('/').and_then(digits).is_some_and(|(_, rest)| rest.starts_with("] "))
    })
}

/// `#12 [internal] load build definition`, `#5 DONE 0.1s`
fn stage(text: &str) -> bool {
    digits(&text[1..]).is_some_and(|(_, rest)| {
        starts_with_any(rest, &[" [", " DONE", " CACHED", " sha256:", " ERROR", " exporting", " naming"])
            || rest.strip_prefix(' ').and_then(digits).is_some_and(|(_, rest)| rest.starts_with('.'))
    })
}

/// `make[2]: *** [all] Error 1`
fn make(text: &str) -> bool {
    text.strip_prefix("make[").and_then(digits).is_some_and(|(_, rest)| rest.starts_with("]: "))
        || name(text, b"")
            .is_some_and(|(word, rest)| matches!(word, "make" | "gmake") && rest.starts_with(": ***"))
}
