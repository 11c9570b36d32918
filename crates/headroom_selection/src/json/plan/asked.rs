//! Rows that a question asks for.

use memchr::memmem;

use crate::json::Options;
use crate::json::parse::Rows;
use crate::statistics::Corpus;

/// Questions are read so far, in bytes: what is asked stands at the start or the end of long ones.
const MAX_LEN: usize = 4096;
/// Ids, paths, times and numbers of a question that are looked for as they are written.
const MAX_EXACT: usize = 16;
/// A shorter word is no id, in bytes.
const MIN_LEN: usize = 3;
/// A word that is so long may be the start of what is meant, in bytes.
const MIN_START_LEN: usize = 12;
/// A word that is in more than one of so many rows tells none of them from the others.
const COMMON: u32 = 4;

/// A question, as far as it is read, and what counts its words in rows.
#[derive(Debug)]
pub(super) struct Asked {
    question: String,
    pub(super) corpus: Corpus,
}

impl Asked {
    pub(super) fn new(question: &str) -> Self {
        let start = &question[..question.floor_char_boundary(MAX_LEN)];
        let end =
            &question[question.ceil_char_boundary(question.len().saturating_sub(MAX_LEN)).max(start.len())..];
        let question = [start, " ", end].concat();
        Self { corpus: Corpus::new(&question), question }
    }

    /// The rows that are asked for when the corpus has taken in all of them, the best first: what holds an id or number that the question names, the best row
    /// for each of its words that tells rows apart, and rows that fit nearly as well as the best one.
    pub(super) fn find(&self, rows: &Rows<'_, '_>, options: &Options) -> Vec<u32> {
        let most = options.max_items_after_crush as usize;
        let exact: Vec<Vec<u32>> = ids(&self.question).map(|id| holding(rows, id)).collect();
        let ranks = rank(rows.count(), &self.corpus, most);
        let mut found: Vec<u32> = Vec::new();
        let add = |found: &mut Vec<u32>, row: u32| {
            if !found.contains(&row) {
                found.push(row);
            }
        };
        for row in exact.into_iter().filter(|held| held.len() <= most).flatten() {
            add(&mut found, row);
        }
        ranks.best.iter().take(most).for_each(|&(_, row)| add(&mut found, row));
        let top = ranks.top.first().map_or(0, |(score, _)| *score);
        let is_near =
            |&&(score, _): &&(u64, u32)| score * 1000 >= top * u64::from(options.relevance_threshold);
        ranks.top.iter().take(most / 3).filter(is_near).for_each(|&(_, row)| add(&mut found, row));
        found.truncate(2 * most);
        found
    }
}

/// What in a question is written like an id, a path, a time or a number.
fn ids(question: &str) -> impl Iterator<Item = &str> {
    let trimmed = question.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_id = |word: &&str| {
        word.len() >= MIN_LEN && word.bytes().any(|byte| byte.is_ascii_digit() || b"/@_.-:".contains(&byte))
    };
    trimmed.filter(is_id).take(MAX_EXACT)
}

/// The rows that hold `id`, not as a part of a longer word.
fn holding(rows: &Rows<'_, '_>, id: &str) -> Vec<u32> {
    let text = rows.tape.text();
    let span = rows.span(0, rows.count() - 1);
    let bytes = &text.as_bytes()[..span.end];
    let mut found: Vec<u32> = Vec::new();
    for at in memmem::find_iter(&bytes[span.start..], id).map(|at| at + span.start) {
        let end = at + id.len();
        let goes_on = bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) && id.len() < MIN_START_LEN;
        if goes_on || bytes[at - 1].is_ascii_alphanumeric() {
            continue;
        }
        let row = rows.values.partition_point(|&value| rows.tape.end(value) <= at) as u32;
        if found.last() != Some(&row) {
            found.push(row);
        }
    }
    found
}

/// Rows by how well they fit.
#[derive(Default)]
struct Ranks {
    /// The best ones.
    top: Vec<(u64, u32)>,
    /// For each word of the question that tells rows apart the best one that has it; the rarest word first.
    best: Vec<(u64, u32)>,
}

fn rank(rows: usize, corpus: &Corpus, most: usize) -> Ranks {
    let mut ranks = Ranks::default();
    let mut best: Vec<Option<(u64, u32)>> = vec![None; corpus.found().len()];
    corpus.scores(|row, score, parts| {
        for &(term, _) in parts {
            if best[term].is_none_or(|(known, _)| score > known) {
                best[term] = Some((score, row));
            }
        }
        if score > 0 && (ranks.top.len() < most || ranks.top.last().is_some_and(|(least, _)| *least < score))
        {
            let at = ranks.top.partition_point(|(known, _)| *known >= score);
            ranks.top.insert(at, (score, row));
            ranks.top.truncate(most);
        }
    });
    let mut terms: Vec<(u32, u64, u32)> = corpus
        .found()
        .iter()
        .zip(best)
        .filter_map(|(found, best)| best.map(|(score, row)| (*found, score, row)))
        .collect();
    terms.retain(|(found, _, _)| *found == 1 || *found * COMMON <= rows as u32);
    terms.sort_by_key(|&(found, score, row)| (found, std::cmp::Reverse(score), row));
    for (_, score, row) in terms {
        if !ranks.best.iter().any(|(_, known)| *known == row) {
            ranks.best.push((score, row));
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use super::*;
    use crate::json::plan::read::read;

    fn asked(question: &str) -> Vec<u32> {
        let row = |at: usize| {
            format!(
                r#"{{"id":"ord-{at:04}","who":"{}","at":"2026-03-01T10:{:02}:00Z","n":{}}}"#,
                ["ada", "bo", "cy"][at % 3],
                at % 60,
                at * 31
            )
        };
        let text = format!("[{}]", (0..200).map(row).collect::<Vec<_>>().join(","));
        let tape = Tape::new(&text).expect("JSON");
        let rows = Rows::of(&tape, 0, false, 1).expect("rows");
        read(&rows, Some(question), &Options::DEFAULT).1.expect("a question").find(&rows, &Options::DEFAULT)
    }

    #[test]
    fn ids_and_numbers_are_found_as_they_are_written() {
        assert_eq!(asked("What is with ord-0123?")[0], 123);
        assert_eq!(asked("the one with 4061")[0], 131);
        assert!(asked("Where is 406?").is_empty());
        let at = asked("What happened at 2026-03-01T10:17:00Z?");
        assert!([17, 77, 137, 197].iter().all(|row| at.contains(row)), "{at:?}");
        assert!(asked("ord-0007 and ord-0150").starts_with(&[7, 150]));
    }

    #[test]
    fn a_question_about_nothing_asks_for_nothing() {
        for question in ["", "???", "please summarize", "ada"] {
            assert!(asked(question).len() <= 5, "{question}: {:?}", asked(question));
        }
    }
}
