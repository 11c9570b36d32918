//! Recognises texts that reveal a credential: `the password is …`, `X-Api-Key: …`, `--token …`,
//! `Password=…;`.

use super::name::{is_likely_in, is_ordinary, may_have};

/// Words between a name and its value.
const LINKS: [&str; 6] = ["is", "was", "are", "to", "be", "->"];
/// Minimum length of a value with a digit that follows its name directly, in bytes.
const UNLINKED: usize = 4;
/// Options that take a password.
const OPTIONS: [&str; 2] = ["-p", "-u"];
/// Programs with these options.
const PROGRAMS: [&str; 7] = ["mysql", "mysqldump", "mysqladmin", "mariadb", "curl", "sshpass", "redis-cli"];

/// Whether a text names a credential and gives its value.
pub(super) fn gives_away(text: &str) -> bool {
    has_pair(text) || has_sentence(text) || has_option(text)
}

/// Whether a text contains `name: value` or `name=value`, possibly several.
fn has_pair(text: &str) -> bool {
    text.split([';', '&', ',', '?', '\n']).any(|part| {
        let Some((name, value)) = part.split_once([':', '=']) else { return false };
        let (name, value) = (name.trim(), value.trim());
        // A name is a word, or the last of a few words. A scheme is followed by a host.
        let name = name.rsplit(' ').next().unwrap_or(name);
        let is_value = !value.is_empty() && !value.starts_with("//");
        let first = value.split(' ').next().unwrap_or(value);
        is_value && if is_likely_in(name) { !is_ordinary(first) } else { !may_have(name, value) }
    })
}

/// Whether a text contains `the password is hunter2` or `new pin 4711`.
fn has_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| {
        let means_one = is_likely_in(word)
            || *word == "key" && at > 0 && is_likely_in(&[words[at - 1], word].concat())
            || ["pin", "pass", "PIN"].contains(word);
        let option = word.starts_with("--");
        let (Some(next), true) = (words.get(at + 1), means_one) else { return false };
        if LINKS.contains(next) {
            return words.get(at + 2).is_some_and(|value| !is_ordinary(value));
        }
        option && !next.starts_with('-')
            || next.len() >= UNLINKED && next.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether a text contains `mysql -psecret` or `curl -u user:secret`.
fn has_option(text: &str) -> bool {
    let mut words = text.split(' ').skip_while(|word| !PROGRAMS.contains(word)).skip(1).peekable();
    while let Some(word) = words.next() {
        let Some(behind) = OPTIONS.iter().find_map(|option| word.strip_prefix(option)) else { continue };
        if !behind.is_empty() && word.starts_with("-p")
            || word == "-p" && words.peek().is_some()
            || word.starts_with("-u")
                && [behind, words.peek().unwrap_or(&"")].iter().any(|user| user.contains(':'))
        {
            return true;
        }
    }
    false
}
