//! Derives the form of records: lines with gaps.

use std::ops::Range;

use super::find::{Repetition, Source};
use crate::config::parse::{Form, MAX_VALUES, Part, SEPARATORS};

/// A variant of a line that at least this percentage of the records have becomes fixed. The other records are
/// kept as they are.
const MIN_SHARE: usize = 75;
/// Minimum average length of values that are looked up elsewhere in the record, in bytes.
const MIN_LEN_AGAIN: usize = 3;
/// Characters before which a value is not cut off.
const BEFORE: [char; 9] = ['"', '\'', '>', ' ', '/', '#', '@', '=', '\\'];
/// Characters after which a value is not cut off.
const BEHIND: [char; 6] = [':', '<', ',', ')', ']', '}'];
/// Prefixes of hashes.
const HASHES: [&str; 3] = ["sha1-", "sha256-", "sha512-"];

/// Records and their form.
#[derive(Debug)]
pub(super) struct Formed<'a> {
    pub(super) form: Form<'a>,
    /// The first line of each record.
    pub(super) starts: Vec<usize>,
    /// The values of each record.
    pub(super) values: Vec<Vec<&'a str>>,
}

impl Formed<'_> {
    /// The lines from the first record to the last.
    pub(super) fn lines(&self) -> Range<usize> {
        let first = self.starts.first().copied().unwrap_or_default();
        first..self.starts.last().map_or(first, |last| last + self.form.lines)
    }
}

/// The form that most of the found records share; `None` if fewer than `fewest` share one.
pub(super) fn form<'a>(source: &Source<'a>, found: Repetition, fewest: usize) -> Option<Formed<'a>> {
    let Repetition { mut starts, length } = found;
    for offset in 0..length {
        let major = major(starts.iter().map(|start| source.text(start + offset)));
        let often = starts.iter().filter(|start| source.text(*start + offset) == major).count();
        if often * 100 >= starts.len() * MIN_SHARE {
            starts.retain(|start| source.text(start + offset) == major);
        }
    }
    if starts.len() < fewest {
        return None;
    }
    let mut gaps = Gaps { parts: Vec::new(), values: Vec::new() };
    for offset in 0..length {
        if offset > 0 {
            gaps.parts.push(Part::Text("\n"));
        }
        let texts: Vec<_> = starts.iter().map(|start| source.text(start + offset)).collect();
        gaps.line(&texts, source.line(starts[0] + offset).end)?;
    }
    let separator = SEPARATORS.into_iter().find(|separator| {
        gaps.values
            .iter()
            .flatten()
            .all(|value| !value.contains(separator) && (!value.is_empty() || *separator != SEPARATORS[0]))
    })?;
    let values =
        (0..starts.len()).map(|record| gaps.values.iter().map(|values| values[record]).collect()).collect();
    let form = Form { values: gaps.values.len(), parts: gaps.parts, lines: length, separator };
    (form.values > 0).then_some(Formed { form, starts, values })
}

/// The text that more than half of the items are, if there is one (Boyer and Moore's majority vote).
fn major<'a>(texts: impl Iterator<Item = &'a str>) -> &'a str {
    let (mut major, mut lead) = ("", 0);
    for text in texts {
        if lead == 0 {
            major = text;
        }
        lead = if text == major { lead + 1 } else { lead - 1 };
    }
    major
}

struct Gaps<'a> {
    parts: Vec<Part<'a>>,
    /// The values of all records, by gap.
    values: Vec<Vec<&'a str>>,
}

impl<'a> Gaps<'a> {
    /// Reads one line of all records from left to right. A value without quotes ends before `end`.
    fn line(&mut self, texts: &[&'a str], end: Option<char>) -> Option<()> {
        let mut rests = texts.to_vec();
        // The common text since the last value. It ends where the rests start.
        let mut said = texts[0];
        let mut is_quoted = false;
        while rests.iter().any(|rest| !rest.is_empty()) {
            let length = said.len() - rests[0].len();
            if let Some(value) = self.again(&said[..length], &rests) {
                self.parts.extend([Part::Text(&said[..length]), Part::Value(value)]);
                for (rest, value) in rests.iter_mut().zip(&self.values[value]) {
                    *rest = &rest[value.len()..];
                }
                said = rests[0];
                continue;
            }
            let first = rests[0].chars().next();
            if let Some(char) = first.filter(|char| rests.iter().all(|rest| rest.starts_with(*char))) {
                is_quoted ^= char == '"';
                for rest in &mut rests {
                    *rest = &rest[char.len_utf8()..];
                }
                continue;
            }
            // The value starts where it is a whole word, which may include the end of the common text.
            let start = value_start(&said[..length], said.len() < texts[0].len());
            let end = if is_quoted { Some('"') } else { end };
            let closing = closing(&rests);
            let mut values = Vec::with_capacity(rests.len());
            for (rest, text) in rests.iter_mut().zip(texts) {
                let from = text.len() - rest.len() - (length - start);
                let to = end
                    .and_then(|end| rest.find(end))
                    .map_or(text.len() - closing, |at| text.len() - rest.len() + at);
                values.push(&text[from..to]);
                *rest = &text[to..];
            }
            if self.values.len() == MAX_VALUES || values.iter().all(|value| value.len() == length - start) {
                return None;
            }
            self.parts.extend([Part::Text(&said[..start]), Part::Value(self.values.len())]);
            self.values.push(values);
            said = rests[0];
        }
        self.parts.push(Part::Text(said));
        Some(())
    }

    /// The longest known value that occurs here in every record as a whole word. Part of a name does not
    /// count, because a search for the name would then miss it.
    fn again(&self, said: &str, rests: &[&str]) -> Option<usize> {
        let stands_alone =
            |char: Option<char>| char.is_none_or(|char| BEFORE.contains(&char) || BEHIND.contains(&char));
        if !stands_alone(said.chars().next_back()) {
            return None;
        }
        let length = |index: &usize| self.values[*index].iter().map(|value| value.len()).sum::<usize>();
        let ends = |(rest, value): (&&str, &&str)| {
            rest.strip_prefix(value)
                .is_some_and(|rest| !value.is_empty() && stands_alone(rest.chars().next()))
        };
        (0..self.values.len())
            .filter(|index| {
                length(index) >= MIN_LEN_AGAIN * rests.len()
                    && rests.iter().zip(&self.values[*index]).all(ends)
            })
            .max_by_key(length)
    }
}

/// The start of the value that continues after `said`. A value is not cut within a word, because a search for
/// the word would then miss it. `behind`: the text follows another value.
fn value_start(said: &str, behind: bool) -> usize {
    if HASHES.iter().any(|hash| said.ends_with(hash)) {
        return said.len();
    }
    let is_before = |(at, char): &(usize, char)| {
        let in_front = said[..*at].chars().next_back();
        BEFORE.contains(char)
            || matches!(char, '.' | ':') && in_front.is_some_and(|char| !char.is_ascii_digit())
    };
    let between = if behind {
        said.len() - said.trim_start_matches(|char: char| !char.is_alphanumeric()).len()
    } else {
        0
    };
    said.char_indices().rfind(is_before).map_or(between, |(at, char)| at + char.len_utf8())
}

/// The number of brackets and quotes at the end of all texts.
fn closing(texts: &[&str]) -> usize {
    let length = |text: &str| text.len() - text.trim_end_matches(['}', ']', ')', '\'']).len();
    let first = texts[0];
    let most = texts.iter().map(|text| length(text)).min().unwrap_or_default();
    (0..=most)
        .rev()
        .find(|length| texts.iter().all(|text| text.ends_with(&first[first.len() - length..])))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_whole_words() {
        for (said, behind, start) in [
            ("name = \"a", false, 8),
            ("  host: 2026-03-04T10:1", false, 8),
            ("<g>org.example.", false, 15),
            ("url: https://e.org/x/", false, 21),
            ("v: 1.", false, 3),
            ("-x", true, 1),
            ("integrity sha512-", false, 17),
        ] {
            assert_eq!(value_start(said, behind), start, "{said}");
        }
        assert_eq!([closing(&["a}}", "b'}"]), closing(&["a", "b"]), closing(&["", "}"])], [1, 0, 0]);
    }

    #[test]
    fn repeated_values_are_written_once() {
        let text = "- name: alder\n  image: e.org/alder:1.2\n- name: beech\n  image: e.org/beech:3.0\n- name: fir\n  image: e.org/fir:0.1";
        let found = Repetition { starts: vec![0, 2, 4], length: 2 };
        let formed = form(&Source::new(text), found, 3).expect("a form");
        assert_eq!(formed.values, [["alder", "1.2"], ["beech", "3.0"], ["fir", "0.1"]]);
        let head = formed.form.write(6);
        assert_eq!(
            head.as_deref(),
            Some("[records 6 lines: * {1} {2} for the next 2]\n- name: {1}\n  image: e.org/{1}:{2}")
        );
    }
}
