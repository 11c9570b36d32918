//! Words whose loss would change what a text says, whatever a model thinks of them.

/// Words that negate, and words that say how binding something is.
const BINDING: [&str; 31] = [
    "ain't",
    "avoid",
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "except",
    "forbidden",
    "may",
    "might",
    "must",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "only",
    "optional",
    "required",
    "shall",
    "should",
    "shouldn't",
    "unless",
    "unlike",
    "will",
    "without",
    "would",
];

/// Whether a word always stays: a number, a path, an address, a flag, a name of code, or a word that negates or
/// binds.
pub(crate) fn always_stays(word: &str) -> bool {
    let bare = word.trim_matches(|char: char| !char.is_alphanumeric() && !"-_/\\.~$%@#".contains(char));
    bare.chars().any(|char| char.is_numeric() || "_/\\@$%#=<>`".contains(char))
        || is_flag(bare)
        || has_inner_dot(bare)
        || has_capital_inside(bare)
        || is_hex(bare)
        || is_binding(bare)
        || word.contains(['`', '=', '<', '>', '|'])
}

/// `-v`, `--force`.
fn is_flag(word: &str) -> bool {
    word.strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(|char: char| char == '-' || char.is_alphanumeric()))
}

/// `config.json`, `os.path`, but no end of a sentence.
fn has_inner_dot(word: &str) -> bool {
    word.trim_matches('.').contains('.')
}

/// `userId`, `HashMap`, `SELECT`, but not the first word of a sentence.
fn has_capital_inside(word: &str) -> bool {
    word.chars().filter(|char| char.is_alphabetic()).skip(1).any(char::is_uppercase)
}

/// `deadbeef`: hexadecimal digits in the length of an identifier.
fn is_hex(word: &str) -> bool {
    word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_binding(word: &str) -> bool {
    let lower = word.to_lowercase().replace('\u{2019}', "'");
    let lower = lower.trim_end_matches(|char: char| !char.is_alphabetic());
    lower.ends_with("n't") || BINDING.binary_search(&lower).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{BINDING, always_stays};

    #[test]
    fn what_carries_facts_stays() {
        for word in [
            "42",
            "3.5%",
            "0xff",
            "deadbeef",
            "src/main.rs",
            "C:\\x",
            "--force",
            "-v",
            "userId",
            "HashMap",
            "SELECT",
            "not",
            "Don\u{2019}t",
            "isn't,",
            "must",
            "https://a.b",
            "a@b.c",
            "snake_case",
            "`x`",
            "(never)",
            "config.json",
            "v2",
            "$HOME",
            "x=1",
        ] {
            assert!(always_stays(word), "{word}");
        }
    }

    #[test]
    fn plain_words_may_go() {
        for word in ["the", "The", "really", "house,", "end.", "\"quoted\"", "(and)", "well-known", "-", "I"]
        {
            assert!(!always_stays(word), "{word}");
        }
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(BINDING.is_sorted());
    }
}
