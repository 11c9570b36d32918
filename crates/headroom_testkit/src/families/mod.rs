//! Families of texts made to be slow, large or misread. Each gives a conversation of about any length. Work
//! that is not linear in the length is found by doubling the length.

mod again;
mod forged;
mod json;
mod printed;
mod tables;
mod terminal;
mod text;

use std::fmt::Write;

/// A family of texts of any length.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// A description of the texts.
    pub name: &'static str,
    /// Makes tool results of about this total length, in bytes.
    pub make: fn(usize) -> Vec<String>,
}

/// The family with which all others are compared.
pub const PLAIN: Family = Family { name: "plain text", make: text::plain };

/// All families.
#[must_use]
pub fn families() -> Vec<Family> {
    let printed = [
        again::FAMILIES,
        text::FAMILIES,
        json::FAMILIES,
        terminal::FAMILIES,
        tables::FAMILIES,
        printed::FAMILIES,
    ];
    [printed.concat(), forged::families()].concat()
}

/// A pseudorandom number for `index`.
const fn number(index: usize) -> usize {
    let mut z = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (z ^ (z >> 31)) as usize
}

/// A word that is unique for `index`.
fn word(index: usize) -> String {
    let mut rest = number(index) % 2_000_000_011;
    let mut letters = Vec::new();
    while rest > 0 || letters.is_empty() {
        letters.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36]);
        rest /= 36;
    }
    letters.into_iter().map(char::from).collect()
}

/// Parts up to a total length, each made from its index, separated by `between`.
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

/// This number of parts, separated by `between`.
fn list(count: usize, between: &str, part: impl FnMut(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(between)
}

/// Repetitions of a text up to a length.
fn again(bytes: usize, text: &str) -> String {
    text.repeat((bytes / text.len()).max(1))
}

/// The square root, for as many rows as columns.
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

/// A time of day.
fn time(index: usize) -> String {
    let mut out = String::new();
    let _ = write!(out, "{:02}:{:02}:{:02}", index / 3600 % 24, index / 60 % 60, index % 60);
    out
}
