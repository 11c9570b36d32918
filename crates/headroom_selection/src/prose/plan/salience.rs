//! What a sentence tells, by its words and its place.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use headroom_formats::words::{Form, words};

use super::super::parse::{Role, Unit};
use crate::statistics::SimHash;

/// Words that negate, oblige, restrict or warn.
const STRESSES: &str = "not no never none nothing without except unless only must should shall cannot required \
    requires forbidden deprecated warning important note default defaults error errors fails instead however \
    nicht kein keine nie niemals muss müssen darf dürfen nur ohne außer sollte wichtig standardmäßig \
    pas jamais doit doivent sans sauf seulement nunca debe deben sin excepto solo importante non mai deve";
/// The same in scripts without blanks between words, or with prefixes.
const WIDE_STRESSES: [&str; 16] = [
    "不",
    "没",
    "必须",
    "必須",
    "禁止",
    "只",
    "ない",
    "ません",
    "必ず",
    "のみ",
    "ไม่",
    "ต้อง",
    "ห้าม",
    "يجب",
    "ليس",
    "لا ",
];
/// Words that define.
const DEFINITIONS: [&str; 16] = [
    " is a ",
    " is an ",
    " is the ",
    " are the ",
    " means ",
    " called ",
    " refers to ",
    " defined ",
    " stands for ",
    " ist ein",
    " bedeutet ",
    " heißt ",
    "是",
    "とは",
    "คือ",
    " est un",
];
const STRESS: u64 = 120;
const DEFINITION: u64 = 80;
/// For the first sentence of a section and of a paragraph.
const FIRST_OF_SECTION: u64 = 240;
const FIRST_OF_PARAGRAPH: u64 = 60;
/// For a sentence all of whose words stand in no other.
const NOVELTY: u64 = 300;
/// Shorter words tell little, in bytes. Of fewer words no fingerprint is taken.
const MIN_LEN: usize = 4;
const MIN_WORDS: usize = 6;

static STRESSING: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let mut hashes = HashSet::new();
    words(STRESSES, Form::Plain, |word| {
        hashes.insert(word.hash);
    });
    hashes
});

/// What each unit tells, and whether it repeats what another one before it says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Salience {
    pub(super) points: u64,
    pub(super) fingerprint: Option<u64>,
}

/// The salience of each unit.
pub(super) fn salience(text: &str, units: &[Unit]) -> Vec<Salience> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for unit in units {
        words(&text[unit.span.clone()], Form::Plain, |word| *counts.entry(word.hash).or_insert(0) += 1);
    }
    let of = |(at, unit): (usize, &Unit)| {
        if unit.role != Role::Sentence {
            return Salience::default();
        }
        let own = of_words(&text[unit.span.clone()], &counts);
        Salience { points: own.points + place(units, at), ..own }
    };
    units.iter().enumerate().map(of).collect()
}

fn of_words(sentence: &str, counts: &HashMap<u64, u32>) -> Salience {
    let (mut all, mut long, mut new, mut is_stressed) = (0, 0, 0, false);
    let mut print = SimHash::default();
    words(sentence, Form::Plain, |word| {
        is_stressed |= STRESSING.contains(&word.hash);
        all += 1;
        print.push(word.hash);
        if word.length >= MIN_LEN {
            long += 1;
            new += u64::from(counts.get(&word.hash) == Some(&1));
        }
    });
    is_stressed |= !sentence.is_ascii() && WIDE_STRESSES.iter().any(|word| sentence.contains(word));
    let defines = DEFINITIONS.iter().any(|word| sentence.contains(word));
    Salience {
        points: STRESS * u64::from(is_stressed)
            + DEFINITION * u64::from(defines)
            + NOVELTY * new / long.max(1),
        fingerprint: (all >= MIN_WORDS).then(|| print.finish()),
    }
}

/// The fingerprint of a sentence. `None`: it has too few words.
pub(super) fn fingerprint(sentence: &str) -> Option<u64> {
    of_words(sentence, &HashMap::new()).fingerprint
}

/// The points for the place of a unit.
fn place(units: &[Unit], at: usize) -> u64 {
    let Some(before) = at.checked_sub(1).map(|before| &units[before]) else { return FIRST_OF_SECTION };
    match before.role {
        Role::Heading => FIRST_OF_SECTION,
        _ if before.paragraph != units[at].paragraph => FIRST_OF_PARAGRAPH,
        _ => 0,
    }
}
