//! Compares counts with tiktoken-rs, a port of tiktoken.

use std::fs;
use std::path::{Path, PathBuf};

use headroom_testkit::{Random, seeds};
use headroom_tokens::Encoding;
use tiktoken_rs::{CoreBPE, cl100k_base_singleton, o200k_base_singleton};

/// Maximum number of parts of a random text.
const PARTS: usize = 40;

/// Parts that the patterns and merges distinguish, and their boundaries.
const TRICKY: &[&str] = &[
    "'s",
    "'S",
    "'\u{17f}",
    "'ll",
    "'LL",
    "'lL",
    "'Re",
    "'vE",
    "'m",
    "'D",
    "'T",
    "'",
    "'l",
    "\u{2019}s",
    "I'LL",
    "DON'T",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\n  ",
    "\u{b}",
    "\u{85}",
    "\u{a0}",
    "\u{3000}",
    "\u{2028}",
    "\u{feff}",
    "\u{200d}",
    "\u{301}",
    "\u{20e3}",
    "\u{fe0f}",
    "a",
    "b",
    "A",
    "Zz",
    "the",
    "The",
    "THE",
    "camelCase",
    "HTTPServer",
    "snake_case",
    "\u{1c5}",
    "\u{2b0}",
    "\u{aa}",
    "\u{df}",
    "\u{3c3}",
    "\u{416}",
    "\u{6587}",
    "\u{5b57}",
    "\u{3042}",
    "\u{d55c}",
    "\u{e01}\u{e33}",
    "\u{928}\u{940}",
    "\u{627}\u{644}",
    "0",
    "1",
    "12",
    "123",
    "1234",
    "\u{b2}",
    "\u{bd}",
    "\u{2167}",
    "\u{664}",
    ".",
    "..",
    "...",
    "/",
    "//",
    "\\",
    "(",
    ")",
    "[{",
    "}]",
    "\":\"",
    "=====",
    "-----",
    "_",
    "#",
    "\u{2500}",
    "\u{1f600}",
    "\u{1f468}\u{200d}\u{1f469}",
    "\u{fffd}",
    "\0",
    "\0\0\0",
    "\u{10ffff}",
    "<|endoftext|>",
    "<|im_start|>",
    "aaaa",
    "abab",
    "eJwVjE0K",
    "0x7f",
    "https://",
];

fn oracle(encoding: Encoding) -> &'static CoreBPE {
    match encoding {
        Encoding::O200kBase => o200k_base_singleton(),
        Encoding::Cl100kBase => cl100k_base_singleton(),
    }
}

fn check(text: &str) {
    for encoding in Encoding::ALL {
        assert_eq!(encoding.count(text), oracle(encoding).count_ordinary(text), "{encoding:?} {text:?}");
    }
}

/// Any character, without surrogates.
fn character(random: &mut Random, end: u32) -> char {
    loop {
        if let Some(character) = char::from_u32(random.below(end as usize) as u32) {
            return character;
        }
    }
}

#[test]
fn counts_match_for_adjacent_tricky_parts() {
    for seed in seeds(4000) {
        let mut random = Random::new(seed);
        let parts = 1 + random.below(PARTS);
        check(&(0..parts).map(|_| random.pick(TRICKY)).collect::<String>());
    }
}

#[test]
fn counts_match_for_random_characters() {
    for seed in seeds(2000) {
        let mut random = Random::new(seed);
        let end = [0x80, 0x250, 0x3000, 0x1_0000, 0x11_0000][random.below(5)];
        let length = 1 + random.below(PARTS);
        check(&(0..length).map(|_| character(&mut random, end)).collect::<String>());
    }
}

#[test]
fn counts_match_for_every_character_beside_letters() {
    // The planes of letters and emoji completely; of the other planes, which are uniform, some characters.
    for character in (0..0x2_0000).chain((0x2_0000..0x11_0000).step_by(97)).filter_map(char::from_u32) {
        check(&format!("a{character}b {character}B{character}{character}1"));
    }
}

/// Long pieces of few different letters, in which many tokens fit at each position.
#[test]
fn counts_match_for_long_pieces() {
    for seed in seeds(1000) {
        let mut random = Random::new(seed);
        let letters: Vec<char> = [
            "ab",
            "a",
            "aA",
            "etaoinsrh",
            "abcdefghijklmnopqrstuvwxyz",
            " ",
            " \t",
            "=-",
            "\u{301}",
            "\u{6587}\u{5b57}\u{4e2d}",
            "\u{1f600}\u{200d}",
            "\n",
            "0aF",
        ][random.below(13)]
        .chars()
        .collect();
        let length = 1 + random.below(400);
        let mut text: String = (0..length).map(|_| letters[random.below(letters.len())]).collect();
        if random.once_in(2) {
            text.push_str(random.pick(&["b", "x", "\n", " "]));
        }
        check(&text);
    }
}

/// The source code of this crate, line by line and as a whole.
#[test]
fn counts_match_for_source_code() {
    let mut files = vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))];
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")), &mut files);
    assert!(files.len() > 100);
    for file in files {
        let text = fs::read_to_string(file).expect("a file of text");
        check(&text);
        text.lines().for_each(check);
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            collect(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            files.push(entry);
        }
    }
}
