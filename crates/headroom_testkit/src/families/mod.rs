//! Families of texts made to be slow, large or misread: each gives a conversation of about any length. What takes longer than its length says is found by
//! making one twice as long.

mod forged;
mod json;
mod printed;
mod tables;
mod terminal;
mod text;

use std::fmt::Write;

/// Texts of one kind, of any length.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// What its texts are.
    pub name: &'static str,
    /// Results of tools, of about so many bytes together.
    pub make: fn(usize) -> Vec<String>,
}

/// What everything is compared with.
pub const PLAIN: Family = Family { name: "plain text", make: text::plain };

/// All families.
#[must_use]
pub fn families() -> Vec<Family> {
    [
        text::FAMILIES,
        json::FAMILIES,
        terminal::FAMILIES,
        tables::FAMILIES,
        printed::FAMILIES,
        forged::FAMILIES,
    ]
    .concat()
}

/// A number that tells little of `index`.
const fn number(index: usize) -> usize {
    let mut z = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (z ^ (z >> 31)) as usize
}

/// A word that stands for `index` alone.
fn word(index: usize) -> String {
    let mut rest = number(index) % 2_000_000_011;
    let mut letters = Vec::new();
    while rest > 0 || letters.is_empty() {
        letters.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36]);
        rest /= 36;
    }
    letters.into_iter().map(char::from).collect()
}

/// Parts up to a length, each from its index, with `between` between them.
fn joined(bytes: usize, between: &str, mut part: impl FnMut(usize) -> String) -> String {
    let mut out = String::with_capacity(bytes + 64);
    let mut index = 0;
    while out.len() < bytes {
        if index > 0 {
            out.push_str(between);
        }
        out.push_str(&part(index));
        index += 1;
    }
    out
}

fn lines(bytes: usize, line: impl FnMut(usize) -> String) -> String {
    joined(bytes, "\n", line)
}

/// So many parts, with `between` between them.
fn list(count: usize, between: &str, part: impl FnMut(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(between)
}

/// A text again and again, up to a length.
fn again(bytes: usize, text: &str) -> String {
    text.repeat((bytes / text.len()).max(1))
}

/// The square root: as many rows as columns.
fn root(number: usize) -> usize {
    number.isqrt().max(2)
}

/// `A`, `B`, … `AA`, `AB`, …
fn letters(index: usize) -> String {
    let mut out = String::new();
    let mut rest = index;
    loop {
        out.insert(0, char::from(b'A' + (rest % 26) as u8));
        if rest < 26 {
            return out;
        }
        rest = rest / 26 - 1;
    }
}

/// A time of a day.
fn time(index: usize) -> String {
    let mut out = String::new();
    let _ = write!(out, "{:02}:{:02}:{:02}", index / 3600 % 24, index / 60 % 60, index % 60);
    out
}
