//! Builds the tables that ship: the vocabularies that tiktoken publishes, in a form that needs no parsing,
//! and the character classes of the patterns.

#[path = "src/pretokenizer/class.rs"]
mod class;

use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

use class::{BLANK, CASELESS, Class, LOWER, MARK, NEWLINE, NUMBER, SYMBOL, UPPER};
use regex_syntax::hir::{Class as HirClass, HirKind};
use tiktoken_rs::CoreBPE;

/// Number of characters in a page of the lookup table.
const PAGE: usize = 256;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/pretokenizer/class.rs");
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    let write = |name: &str, bytes: Vec<u8>| {
        fs::write(Path::new(&folder).join(name), bytes).expect("a file in the folder for output");
    };
    write("o200k_base", vocabulary(&tiktoken_rs::o200k_base().expect("it is embedded")));
    write("cl100k_base", vocabulary(&tiktoken_rs::cl100k_base().expect("it is embedded")));
    write("classes", classes());
}

/// The number of tokens in four bytes; the length of each; the length of the left part of the last merge that
/// makes it, or 0 for single bytes; their bytes.
fn vocabulary(bpe: &CoreBPE) -> Vec<u8> {
    let tokens: Vec<Vec<u8>> = (0..).map_while(|rank| bpe.decode_bytes(&[rank]).ok()).collect();
    let ranks: HashMap<&[u8], usize> =
        tokens.iter().enumerate().map(|(rank, token)| (token.as_slice(), rank)).collect();
    assert!(
        tokens[..256].iter().all(|token| token.len() == 1)
            && tokens[256..].iter().all(|token| token.len() > 1),
        "the first ranks are the single bytes"
    );
    let count = u32::try_from(tokens.len()).expect("a number of tokens");
    let mut out = count.to_le_bytes().to_vec();
    out.extend(tokens.iter().map(|token| u8::try_from(token.len()).expect("a short token")));
    out.extend(tokens.iter().map(|token| if token.len() == 1 { 0 } else { left_part(token, &ranks) }));
    out.extend(tokens.concat());
    out
}

/// The length of the left part of the last merge of a token: adjacent parts whose union has the lowest rank
/// are joined first.
fn left_part(token: &[u8], ranks: &HashMap<&[u8], usize>) -> u8 {
    let mut edges: Vec<usize> = (0..=token.len()).collect();
    while edges.len() > 3 {
        let (_, at) = (1..edges.len() - 1)
            .filter_map(|at| Some((ranks.get(&token[edges[at - 1]..edges[at + 1]])?, at)))
            .min()
            .expect("every token can be made by joining");
        edges.remove(at);
    }
    u8::try_from(edges[1]).expect("a part of a short token")
}

/// The page of each `PAGE` characters, and then the pages, which hold a class for each character.
fn classes() -> Vec<u8> {
    let mut all = vec![SYMBOL; 0x11_0000];
    for (pattern, class) in [
        (r"[\p{Lu}\p{Lt}]", UPPER),
        (r"\p{Ll}", LOWER),
        (r"[\p{Lm}\p{Lo}]", CASELESS),
        (r"\p{M}", MARK),
        (r"\p{N}", NUMBER),
        (r"\s", BLANK),
        (r"[\r\n]", NEWLINE),
    ] {
        mark(&mut all, pattern, class);
    }
    let mut pages: Vec<&[Class]> = Vec::new();
    let mut index = Vec::new();
    for page in all.chunks(PAGE) {
        let place = pages.iter().position(|known| *known == page).unwrap_or_else(|| {
            pages.push(page);
            pages.len() - 1
        });
        index.push(u8::try_from(place).expect("few different pages"));
    }
    index.extend(pages.concat());
    index
}

/// Sets the class of all characters that the pattern of one character matches.
fn mark(all: &mut [Class], pattern: &str, class: Class) {
    let hir = regex_syntax::parse(pattern).expect("a pattern");
    match hir.kind() {
        HirKind::Class(HirClass::Unicode(ranges)) => {
            for range in ranges.iter() {
                all[range.start() as usize..=range.end() as usize].fill(class);
            }
        }
        other => panic!("{pattern} is {other:?}"),
    }
}
