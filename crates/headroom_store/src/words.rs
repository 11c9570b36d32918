//! The words of a text, for search. They are hashes, so an index of them does not reveal the text.

use xxhash_rust::xxh3::xxh3_64;

/// Calls `found` with each word of `text`: consecutive letters and digits in lower case, without the s of a
/// plural. Compounds such as `user_id` and `userId` give the whole and its parts; scripts without blanks give
/// their characters.
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

/// A word under construction.
#[derive(Default)]
struct Word {
    letters: String,
    /// The ends of its parts.
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

/// Whether a character of a script without blanks between words counts as a word.
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
    fn words_match_in_every_spelling() {
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
