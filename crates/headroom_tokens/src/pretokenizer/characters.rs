//! Classifies characters.

use super::class::Class;

/// The table of the build script: the page of each 256 characters, and then the pages.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/classes"));
const PAGE: usize = 256;
const PAGES: usize = 0x11_0000 / PAGE;

/// The class of the character at `at`, and its length in bytes; `None` at the end.
#[inline]
pub(super) fn look(text: &str, at: usize) -> Option<(Class, usize)> {
    crate::work::count();
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((TABLE[PAGES + byte as usize], 1));
    }
    let character = text[at..].chars().next()?;
    let (page, place) = (TABLE[character as usize / PAGE] as usize, character as usize % PAGE);
    Some((TABLE[PAGES + page * PAGE + place], character.len_utf8()))
}

/// The end of the characters of these classes from `at` on.
#[inline]
pub(super) fn end_of_run(text: &str, mut at: usize, classes: Class) -> usize {
    while let Some((class, length)) = look(text, at) {
        if class & classes == 0 {
            break;
        }
        at += length;
    }
    at
}
