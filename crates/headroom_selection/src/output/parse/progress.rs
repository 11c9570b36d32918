//! Recognises lines that report progress.

/// Verbs of installers, build tools and similar programs, before the name of their object.
const STEPS: [&str; 66] = [
    "Compiling ",
    "Checking ",
    "Downloading ",
    "Downloaded ",
    "Fresh ",
    "Locking ",
    "Adding ",
    "Updating ",
    "Unpacking ",
    "Setting up ",
    "Selecting previously ",
    "Preparing to unpack ",
    "Get:",
    "Hit:",
    "Ign:",
    "Collecting ",
    "Using cached ",
    "Requirement already satisfied: ",
    "Installing build dependencies",
    "Installing backend dependencies",
    "Getting requirements to build",
    "Preparing metadata",
    "Preparing editable metadata",
    "Preparing wheel metadata",
    "Checking if build backend",
    "Building wheel",
    "Building editable",
    "Created wheel for ",
    "Stored in directory: ",
    "Attempting uninstall: ",
    "Found existing installation: ",
    "Uninstalling ",
    "Successfully uninstalled ",
    "Creating table ",
    "Creating tables...",
    "Running deferred SQL",
    "Applying ",
    "Progress: resolved ",
    "npm http ",
    "npm timing ",
    "npm sill ",
    "npm verb ",
    "[INFO] Downloading ",
    "[INFO] Downloaded ",
    "Download http",
    "Progress (",
    "-- Looking for ",
    "-- Detecting ",
    "-- Check for working ",
    "-- Checking ",
    "-- Performing Test ",
    "Resolving deltas: ",
    "Receiving objects: ",
    "remote: Compressing objects: ",
    "remote: Counting objects: ",
    "remote: Enumerating objects: ",
    "Unpacking objects: ",
    "copying ",
    "creating build/",
    "adding '",
    "transforming (",
    "rendering chunks (",
    "Removing intermediate container ",
    "Removed intermediate container ",
    "(Reading database ",
    "Generated ",
];
/// Verbs of quiet make runs, which are indented.
const QUIET: [&str; 9] = ["CC ", "CXX ", "LD ", "AR ", "AS ", "GEN ", "LINK ", "HOSTCC ", "HOSTLD "];
const COMMANDS: [&str; 12] = [
    "gcc ",
    "g++ ",
    "cc ",
    "c++ ",
    "clang ",
    "clang++ ",
    "/usr/bin/cc ",
    "/usr/bin/c++ ",
    "libtool: ",
    "ar ",
    "ranlib ",
    "rustc ",
];
/// States of the layers of an image, after their names.
const LAYERS: [&str; 8] = [
    ": Pulling fs layer",
    ": Waiting",
    ": Verifying Checksum",
    ": Download complete",
    ": Pull complete",
    ": Already exists",
    ": Downloading ",
    ": Extracting ",
];
const BARS: [&str; 3] = ["━━━", "████", "=====>"];
/// Words that a progress line never contains, in lower case.
const NEVER: [&str; 9] =
    ["error", "fail", "fatal", "warn", "denied", "exception", "undefined", "not found", "cannot"];

/// Reads a line without its line end.
pub(in crate::output) fn is_progress(line: &str) -> bool {
    let body = line.trim();
    let indent = line.len() - line.trim_start().len();
    // Steps of images have their number and time in front.
    let step = body.strip_prefix('#').and_then(number).map_or(body, |rest| {
        rest.trim_start_matches(|at: char| at == ' ' || at == '.' || at.is_ascii_digit())
    });
    let found = starts_with_any(step, &STEPS) && is_step(step)
        || indent > 1 && starts_with_any(body, &QUIET)
        || starts_with_any(body, &COMMANDS) && body.contains(" -")
        || counted(body)
        || body.starts_with("make[")
            && (body.contains("]: Entering directory ") || body.contains("]: Leaving directory "))
        || body.starts_with("> Task :")
        || body.starts_with("asset ") && body.contains("[emitted]")
        || body.contains(" kB") && body.contains("gzip:")
        || step.starts_with("sha256:")
        || step.starts_with("extracting sha256:")
        || body.starts_with("=> => ")
        || body.as_bytes().get(12) == Some(&b':')
            && LAYERS.iter().any(|layer| {
                body.split_once(layer).is_some_and(|(name, _)| {
                    name.len() == 12 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
                })
            })
        || BARS.iter().any(|bar| body.contains(bar)) && body.contains(['%', '/'])
        || body.strip_prefix("==> ").is_some_and(|name| !name.contains(' '));
    found && !NEVER.iter().any(|never| body.to_ascii_lowercase().contains(never))
}

/// Whether `text` starts with one of `starts`. Most of them differ in their first byte.
fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    starts.iter().any(|start| start.as_bytes().first() == Some(first) && text.starts_with(start))
}

/// Whether a step names its object: a version, a path, a name. Sentences only start with the same words.
fn is_step(step: &str) -> bool {
    const MAX_WORDS: usize = 6;
    let words = step.split(' ').count();
    let ends = [": started", "with status 'done'", "..."].iter().any(|end| step.contains(end));
    words <= MAX_WORDS
        || ends
        || step.contains(['/', '`', '=', '('])
        || step.bytes().any(|byte| byte.is_ascii_digit())
}

/// `[ 50%] Building a.o`, `[3/12] Compiling a`
fn counted(body: &str) -> bool {
    let Some(rest) = body.strip_prefix('[').map(str::trim_start).and_then(number) else { return false };
    rest.starts_with("%] ")
        || rest.strip_prefix('/').and_then(number).is_some_and(|rest| rest.starts_with("] "))
}

/// The text after a number.
fn number(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| &text[digits..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_apart_from_results() {
        for line in [
            "   Compiling serde v1.0.1",
            "  Downloading six-1.16.0-py2.py3-none-any.whl (11 kB)",
            "Requirement already satisfied: six in /usr/lib (1.16)",
            "    Creating table auth_user",
            "  Applying admin.0001_initial... OK",
            "[ 50%] Building C object a.o",
            "[3/12] CC a.o",
            "  CC  a.o",
            "gcc -O2 -c a.c -o a.o",
            "make[1]: Entering directory '/srv/a'",
            "> Task :compileJava UP-TO-DATE",
            "#12 sha256:ab 5MB / 10MB 0.3s",
            "#5 0.312 Get:1 http://deb.example.org stable InRelease",
            "a1b2c3d4e5f6: Pull complete",
            "     ━━━━━━ 11/11 kB",
            "==> ymlr",
        ] {
            assert!(is_progress(line), "{line}");
        }
        for line in [
            "",
            "    Finished dev in 3s",
            "Compiling this took much longer than we had thought it would",
            "Successfully installed six-1.16.0",
            "> Task :test FAILED",
            "[1/2] warning: x",
            "gcc: error: a.c",
            "-- Found Python",
            "error: could not compile",
            "[INFO] BUILD SUCCESS",
        ] {
            assert!(!is_progress(line), "{line}");
        }
    }
}
