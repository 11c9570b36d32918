//! The sentences of a paragraph.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::abbreviations::ends_in_abbreviation;

/// The sentences of a paragraph, without the blanks between them. They are those of UAX #29, without the ends that
/// are none: line feeds, abbreviations, and stops within brackets, code and addresses.
pub(super) fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    // For UAX #29 a line feed ends a sentence. Both signs take one byte.
    let line = paragraph.replace(['\n', '\r'], " ");
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = Nesting::default();
    for (start, part) in line.split_sentence_bound_indices() {
        let own = start..start + part.trim_end().len();
        let continues =
            found.last().is_some_and(|last| !ends(&line[last.end..start], &line[last.clone()], part));
        match found.last_mut() {
            Some(last) if continues || open.is_within() => last.end = own.end,
            _ => {
                open = Nesting::default();
                found.push(own);
            }
        }
        open.read(part);
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Whether a sentence ends before `next`, with these blanks between them.
fn ends(blanks: &str, sentence: &str, next: &str) -> bool {
    let last = sentence.chars().next_back();
    // Stops within addresses and versions have no blanks behind them. Wide stops need none.
    let is_apart = !blanks.is_empty() || last.is_some_and(|last| !last.is_ascii());
    let is_start = next.chars().next().is_some_and(|first| !first.is_lowercase());
    is_apart && is_start && !ends_in_abbreviation(sentence)
}

/// The brackets and code spans that are open.
#[derive(Clone, Copy, Debug, Default)]
struct Nesting {
    brackets: usize,
    is_code: bool,
}

impl Nesting {
    fn read(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '`' => self.is_code = !self.is_code,
                '(' | '[' | '（' | '「' | '“' | '„' | '«' if !self.is_code => self.brackets += 1,
                ')' | ']' | '）' | '」' | '”' | '»' if !self.is_code => {
                    self.brackets = self.brackets.saturating_sub(1);
                }
                _ => {}
            }
        }
    }

    const fn is_within(self) -> bool {
        self.is_code || self.brackets > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn sentences_of_several_languages_are_told_apart() {
        for (text, count) in [
            ("Ask Dr. Smith (see e.g. Fig. 3). It works! Does it?", 3),
            ("Use `a. B` or https://a.example/b?c=D.E today. Then stop.", 2),
            ("It is\nwrapped. Every\nline is.", 2),
            ("Das gilt z.B. am 3. Mai nicht. Danach schon.", 2),
            ("今天下雨。我们不去。明天再说！", 3),
            ("雨が降る。行かない。", 2),
            ("هل يعمل؟ نعم يعمل. لا تحذفه.", 3),
            ("ฝนตกหนักมาก เราไม่ไป", 1),
            ("no ends at all and so on", 1),
            ("He said (it is late. Go home. Now) and left. Bye.", 2),
        ] {
            assert_eq!(read(text).len(), count, "{:?}", read(text));
        }
    }

    #[test]
    fn no_word_is_lost() {
        for text in ["", " ", "a. B. c. D", "((( A. B", "`` ` A. B. C", "a\r\nB.\r\n\r\nC."] {
            assert_eq!(
                read(text).concat().split_whitespace().collect::<String>(),
                text.split_whitespace().collect::<String>()
            );
        }
    }
}
