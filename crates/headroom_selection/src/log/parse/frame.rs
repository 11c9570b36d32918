//! Lines of stack traces.

use std::ops::Range;

/// Packages and folders of libraries.
const LIBRARIES: [&str; 34] = [
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "jakarta.",
    "kotlin.",
    "kotlinx.",
    "scala.",
    "groovy.",
    "clojure.",
    "akka.",
    "android.",
    "androidx.",
    "com.android.internal.",
    "dalvik.",
    "org.springframework.",
    "org.apache.",
    "org.eclipse.",
    "org.hibernate.",
    "org.jboss.",
    "io.netty.",
    "reactor.",
    "io.undertow.",
    "com.google.common.",
    "System.",
    "Microsoft.",
    "java.base/",
    "std::",
    "core::",
    "tokio::",
    "alloc::",
    "runtime.",
    "net/http.",
];
/// Folders of libraries within the path of a file.
const FOLDERS: [&str; 10] = [
    "/site-packages/",
    "/dist-packages/",
    "/node_modules/",
    "(node:",
    "(internal/",
    "/lib/python",
    "/usr/local/go/src/",
    "/rustc/",
    "/.cargo/registry/",
    "/gems/",
];

/// Minimum number of consecutive calls that are elided.
const MIN_COUNT: usize = 4;

/// The runs of lines of an entry that are calls within libraries.
pub(in crate::log) fn library_calls(entry: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut start, mut at, mut calls) = (0, 0, 0);
    let mut in_call = false;
    for line in entry.split_inclusive('\n') {
        // Python shows the line of code below its call.
        let quoted = in_call
            && line.starts_with("    ")
            && !line.trim_start().starts_with("File ")
            && !line.trim_start().starts_with("at ");
        in_call = is_of_library(line);
        if !in_call && !quoted {
            if calls >= MIN_COUNT {
                found.push(start..at);
            }
            calls = 0;
        } else if calls == 0 {
            start = at;
        }
        calls += usize::from(in_call);
        at += line.len();
    }
    if calls >= MIN_COUNT && entry.ends_with('\n') {
        found.push(start..at);
    }
    found
}

/// Whether a line is a call within a library: `at java.util.ArrayList.get(ArrayList.java:427)`.
fn is_of_library(line: &str) -> bool {
    let body = line.trim_start_matches([' ', '\t']);
    let call = body.strip_prefix("at ").or_else(|| body.strip_prefix("File \""));
    call.is_some_and(|call| {
        LIBRARIES.iter().any(|name| call.starts_with(name)) || FOLDERS.iter().any(|name| body.contains(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn library_calls_are_told_apart_from_calls_of_the_program() {
        for line in [
            "\tat java.util.ArrayList.get(ArrayList.java:427)",
            "    at next (/srv/app/node_modules/express/lib/router/route.js:144:13)",
            "    at processTicks (node:internal/process:95:5)",
            "  File \"/usr/lib/python3.12/site-packages/x.py\", line 1, in y",
        ] {
            assert!(is_of_library(line), "{line}");
        }
        let entry = "E\n\tat java.a(A:1)\n\tat java.b(A:1)\n\tat java.c(A:1)\n\tat java.d(A:1)\n\tat shop.e(A:1)\n\tat java.f(A:1)\n";
        assert_eq!(
            library_calls(entry).into_iter().map(|calls| entry[calls].lines().count()).collect::<Vec<_>>(),
            [4]
        );
        for line in [
            "\tat shop.rates.Rates.find(Rates.java:88)",
            "  File \"/srv/app/main.py\", line 3, in run",
            "java.io.IOException: at java.util",
            "    return a",
        ] {
            assert!(!is_of_library(line), "{line}");
        }
    }
}
