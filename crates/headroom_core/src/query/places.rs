//! The places in a text that a query names.

/// Maximum number of words of a query, and minimum lengths of its words in bytes: with digits or signs, and
/// without.
const WORDS: usize = 32;
const WORD: usize = 3;
const PLAIN: usize = 6;
/// Maximum number of places of a word: a more frequent word identifies none of them.
const MAX_WORDS: usize = 12;

/// The places in `text` of query words that occur in few places.
#[must_use]
pub fn places(text: &str, query: Option<&str>) -> Vec<usize> {
    let is_part = |at: char| at.is_alphanumeric() || matches!(at, '_' | '-' | '.' | '/' | ':');
    let words = query
        .unwrap_or_default()
        .split(|at: char| !is_part(at))
        .map(|word| word.trim_matches(['.', ':', '-', '/']));
    // Short words without digits or signs occur in any query.
    let tells = |word: &&str| {
        word.len() >= PLAIN || word.len() >= WORD && word.bytes().any(|byte| !byte.is_ascii_alphabetic())
    };
    let mut found = Vec::new();
    for word in words.filter(tells).take(WORDS) {
        let before = found.len();
        found.extend(
            memchr::memmem::find_iter(text.as_bytes(), word)
                .filter(|at| stands_alone(text.as_bytes(), *at, word.len()))
                .take(MAX_WORDS + 1),
        );
        if found.len() - before > MAX_WORDS {
            found.truncate(before);
        }
    }
    found
}

fn stands_alone(text: &[u8], at: usize, length: usize) -> bool {
    let is_other = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    is_other(at.checked_sub(1).and_then(|before| text.get(before))) && is_other(text.get(at + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_of_the_query_are_found() {
        let text = format!("order 17 failed\norder 18 ok\n{}", "charge\n".repeat(20));
        assert_eq!(places(&text, Some("Why did order 17 fail in charge?")), []);
        assert_eq!(places(&text, Some("What about order 18, 117 and 181?")), []);
        assert_eq!(places(&text.replace("17", "1700"), Some("order 1700 / failed!")), [6, 11]);
        assert_eq!(places(&text, None), []);
    }
}
