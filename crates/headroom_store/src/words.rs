//! The words of a text, for finding it: as hashes, so that an index of them says nothing of what it indexes.

use xxhash_rust::xxh3::xxh3_64;

/// Calls `found` with each word of `text`: runs of letters and digits in lower case, without the s of a plural. What is
/// joined, as in `user_id` and `userId`, is found whole and by its parts; scripts without blanks by their characters.
pub(crate) fn words(text: &str, mut found: impl FnMut(u64)) {
    let mut word = Word::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if is_ideograph(character) {
            word.end(&mut found);
            found(xxh3_64(character.encode_utf8(&mut [0; 4]).as_bytes()));
        } else if character.is_alphanumeric() {
            if character.is_uppercase()
                && (word.is_lower || characters.peek().is_some_and(|next| next.is_lowercase()))
            {
                word.break_here();
            }
            word.is_lower = !character.is_uppercase();
            word.letters.extend(character.to_lowercase());
        } else if character == '_' {
            word.break_here();
        } else {
            word.end(&mut found);
        }
    }
    word.end(&mut found);
}

/// A word so far.
#[derive(Default)]
struct Word {
    letters: String,
    /// Where parts end within it.
    breaks: Vec<usize>,
    is_lower: bool,
}

impl Word {
    fn break_here(&mut self) {
        if self.letters.len() > self.breaks.last().copied().unwrap_or(0) {
            self.breaks.push(self.letters.len());
        }
    }

    fn end(&mut self, found: &mut impl FnMut(u64)) {
        self.break_here();
        let mut start = 0;
        for &end in &self.breaks {
            found(xxh3_64(stem(&self.letters[start..end]).as_bytes()));
            start = end;
        }
        if self.breaks.len() > 1 {
            found(xxh3_64(stem(&self.letters).as_bytes()));
        }
        self.letters.clear();
        self.breaks.clear();
        self.is_lower = false;
    }
}

fn stem(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| rest.len() > 2 && !rest.ends_with('s')).unwrap_or(word)
}

/// Characters that are words, or nearly: no blanks stand between them.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all(text: &str) -> BTreeSet<u64> {
        let mut all = BTreeSet::new();
        words(text, |word| {
            all.insert(word);
        });
        all
    }

    #[test]
    fn a_word_is_found_however_it_is_written() {
        for (text, query) in [
            ("GET /api/Users?id=7", "user api 7 get"),
            ("user_id", "user id"),
            ("getUserName", "user name get getusername"),
            ("parseHTTPResponse", "http response parse"),
            ("Fehler: Größe", "GRÖßE größe fehler"),
            ("数据库错误", "错误"),
            ("ERR_CONNECTION_REFUSED", "connection refused err"),
        ] {
            let missing: Vec<_> = query.split(' ').filter(|word| all(word).is_disjoint(&all(text))).collect();
            assert!(missing.is_empty(), "{text}: {missing:?}");
        }
        assert!(all("connect").is_disjoint(&all("connection")));
        assert!(all("--- ... !!").is_empty());
    }
}
