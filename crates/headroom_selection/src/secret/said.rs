//! Texts in which somebody gives a credential away: `the password is …`, `X-Api-Key: …`, `--token …`, `Password=…;`.

use super::name::{is_likely_in, is_ordinary, may_have};

/// What may stand between what is meant and what it is.
const LINKS: [&str; 6] = ["is", "was", "are", "to", "be", "->"];
/// What follows a name without a link may be its value if it is so long, in bytes, and has a digit.
const UNLINKED: usize = 4;
/// Options of programs that a password is written behind.
const OPTIONS: [&str; 2] = ["-p", "-u"];
/// Programs that have them.
const PROGRAMS: [&str; 7] = ["mysql", "mysqldump", "mysqladmin", "mariadb", "curl", "sshpass", "redis-cli"];

/// Whether a text names a credential and says what it is.
pub(super) fn gives_away(text: &str) -> bool {
    has_pair(text) || has_sentence(text) || has_option(text)
}

/// `name: value`, `name=value`, several of them perhaps.
fn has_pair(text: &str) -> bool {
    text.split([';', '&', ',', '?', '\n']).any(|part| {
        let Some((name, value)) = part.split_once([':', '=']) else { return false };
        let (name, value) = (name.trim(), value.trim());
        // A name is a word, or the last of a few; behind a scheme there is a host.
        let name = name.rsplit(' ').next().unwrap_or(name);
        let is_value = !value.is_empty() && !value.starts_with("//");
        let first = value.split(' ').next().unwrap_or(value);
        is_value && if is_likely_in(name) { !is_ordinary(first) } else { !may_have(name, value) }
    })
}

/// `the password is hunter2`, `new pin 4711`.
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

/// `mysql -psecret`, `curl -u user:secret`.
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
