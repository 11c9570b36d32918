//! The words of a text, and the text that some of them make.

use std::ops::Range;

use headroom_core::work::step;

/// The words of a text: what white space separates.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    step(text.len());
    let mut words = Vec::new();
    let mut start = None;
    for (at, char) in text.char_indices() {
        match (char.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

/// The text of the kept words. White space between words that stood side by side stays. Otherwise words are
/// separated by the blank line, the line break or the space that stood between them.
pub(crate) fn join(text: &str, words: &[Range<usize>], kept: &[bool]) -> String {
    step(text.len());
    let mut joined = String::with_capacity(text.len());
    // The first line's indentation belongs to its first word.
    let mut end = None;
    for (at, word) in words.iter().enumerate().filter(|&(at, _)| kept[at]) {
        let gap = &text[end.unwrap_or(0)..word.start];
        let is_next = at == 0 || kept[at - 1];
        joined.push_str(match (is_next, end) {
            (true, _) => gap,
            (false, None) => "",
            (false, Some(_)) => separator(gap),
        });
        joined.push_str(&text[word.clone()]);
        end = Some(word.end);
    }
    if let Some(last) = words.last() {
        joined.push_str(&text[last.end..]);
    } else {
        joined.push_str(text);
    }
    joined
}

/// The strongest separation in a gap, which may have words.
fn separator(gap: &str) -> &'static str {
    let mut lines = gap.split('\n');
    lines.next();
    let mut separator = " ";
    while let Some(line) = lines.next() {
        // The last part is the start of the next word's line.
        if line.trim().is_empty() && lines.clone().next().is_some() {
            return "\n\n";
        }
        separator = "\n";
    }
    separator
}

#[cfg(test)]
mod tests {
    use super::{join, words};

    #[test]
    fn all_words_make_the_text_itself() {
        for text in ["", " \n", "a", "  a  b\tc\n\n\nd ", "\u{a0}é\u{2028}x"] {
            let words = words(text);
            assert_eq!(join(text, &words, &vec![true; words.len()]), text);
        }
    }

    #[test]
    fn the_breaks_between_kept_words_remain() {
        let text = "one two\nthree four\n\nfive six";
        let words = words(text);
        assert_eq!(join(text, &words, &[true, false, false, true, false, true]), "one\nfour\n\nsix");
    }
}
