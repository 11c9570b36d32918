//! Comments that compilers and interpreters read. They are code to a reader.

use std::ops::Range;

/// How directives begin that do not have the form of Go's.
const DIRECTIVES: [&str; 7] = [
    "#!",
    "/// <reference ",
    "///<reference ",
    "// +build ",
    "//export ",
    "# frozen_string_literal:",
    "// swift-tools-version",
];
/// What follows a comment that is C code within Go.
const CGO: &str = "\nimport \"C\"";

/// Whether a comment is a directive: it names the interpreter, includes something, or says how the file is built.
pub(super) fn is_directive(text: &str, comment: &Range<usize>) -> bool {
    let own = &text[comment.clone()];
    DIRECTIVES.iter().any(|begin| own.starts_with(begin))
        || is_of_go(own)
        || text[comment.end..].starts_with(CGO)
}

/// `//go:embed logo.png`: a word, a colon and another word, without blanks between them.
fn is_of_go(comment: &str) -> bool {
    let Some((word, rest)) = comment.strip_prefix("//").and_then(|comment| comment.split_once(':')) else {
        return false;
    };
    !word.is_empty()
        && word.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit())
        && rest.starts_with(|sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit())
}
