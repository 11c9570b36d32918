//! What may be a credential, and is not repeated in a note.

/// What keys and tokens of well-known services start with.
const PREFIXES: [&str; 32] = [
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "sk-", "sk_", "pk_", "rk_", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "AKIA", "ASIA", "AIza", "ya29.", "eyJ", "-----BEGIN",
    "npm_", "hf_", "SG.", "dop_v1_", "shpat_", "pypi-", "Bearer", "bearer", "Basic ", "basic ",
];
/// What fields that hold credentials are called, somewhere in their names.
const NAMES: [&str; 14] = ["password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "accesskey", "authorization", "credential", "private", "cookie", "signature", "ssn"];
/// What only counts them.
const COUNTS: &str = "tokens";
/// A word with letters and digits that is so long may have been drawn at random, in bytes.
const LONGEST: usize = 16;

/// Whether a value, or any part of it, looks like a credential. When in doubt: yes.
pub(crate) fn is_likely(value: &str) -> bool {
    let starts = |part: &str| PREFIXES.iter().any(|prefix| part.starts_with(prefix));
    starts(value) || value.split(|c: char| !c.is_alphanumeric() && !"_-.".contains(c)).any(starts) || value.split(|c: char| !c.is_alphanumeric()).any(is_random)
}

/// Whether a field of this name holds credentials.
pub(crate) fn is_likely_in(name: &str) -> bool {
    let squashed: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let squashed = squashed.replace(COUNTS, "");
    NAMES.iter().any(|word| squashed.contains(word))
}

fn is_random(word: &str) -> bool {
    word.len() >= LONGEST && word.contains(|c: char| c.is_ascii_digit()) && word.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_known() {
        for value in ["ghp_x8Kq2Lm9", "AKIAQZ7XW3M5N8P2R4T6", "eyJhbGciOiJIUzI1NiJ9.eyJz", "key=sk-live", "Bearer abc", "9f86d081884c7d659a2feaa0", "x ghp_1", "-----BEGIN RSA"] {
            assert!(is_likely(value), "{value}");
        }
        for name in ["password", "API_KEY", "x-api-key", "accessToken", "Set-Cookie"] {
            assert!(is_likely_in(name), "{name}");
        }
    }

    #[test]
    fn plain_values_are_none() {
        for value in ["active", "2026-03-01T10:00:04Z", "eu-west-1", "asia-east1", "v1.4.2", "", "in review", "12345678901234567890", "internationalisation", "asking"] {
            assert!(!is_likely(value), "{value}");
        }
        for name in ["status", "max_tokens", "tokensUsed", "key", "id"] {
            assert!(!is_likely_in(name), "{name}");
        }
    }
}
