//! Judges values by the names of their fields.

/// Parts of names of fields with credentials.
const NAMES: [&str; 19] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "accountkey",
    "authorization",
    "credential",
    "private",
    "cookie",
    "signature",
    "ssn",
    "sessionid",
    "sessid",
    "mnemonic",
];
/// The part of names of fields that only count tokens.
const COUNTS: &str = "tokens";
/// Whole words in names of fields with credentials.
const WORDS: [&str; 18] = [
    "pw",
    "otp",
    "totp",
    "cvv",
    "cvc",
    "sid",
    "jwt",
    "iban",
    "phone",
    "mobile",
    "telephone",
    "dob",
    "birthdate",
    "birthday",
    "bearer",
    "hmac",
    "psk",
    "creds",
];
/// Words for a credential or for a thing that has one: a value of letters alone names such a thing.
const OPEN: [&str; 4] = ["key", "session", "pin", "card"];
/// Words for a credential or for an event with one: any value may be the credential, unless it is an ordinary
/// word.
const CLOSED: [&str; 4] = ["pass", "auth", "login", "passkey"];
/// Words after such a word that keep its meaning: `session_id`, but not `session_count`.
const TAILS: [&str; 10] = ["id", "value", "code", "number", "no", "data", "string", "header", "info", "hash"];
/// Maximum number of digits of a number that cannot be a credential.
const MAX_DIGITS: usize = 3;
/// Words that are no credential in any field.
const ORDINARY: [&str; 64] = [
    "true",
    "false",
    "null",
    "none",
    "nil",
    "yes",
    "no",
    "on",
    "off",
    "ok",
    "active",
    "inactive",
    "open",
    "opened",
    "closed",
    "new",
    "valid",
    "invalid",
    "incorrect",
    "wrong",
    "expired",
    "revoked",
    "enabled",
    "disabled",
    "success",
    "succeeded",
    "successful",
    "failed",
    "failure",
    "fail",
    "error",
    "pending",
    "passed",
    "pass",
    "skipped",
    "denied",
    "allowed",
    "granted",
    "required",
    "optional",
    "missing",
    "unknown",
    "default",
    "guest",
    "anonymous",
    "empty",
    "set",
    "unset",
    "not",
    "too",
    "basic",
    "digest",
    "oauth",
    "oauth2",
    "oidc",
    "saml",
    "ldap",
    "kerberos",
    "ntlm",
    "mtls",
    "sso",
    "mfa",
    "password",
    "publickey",
];

/// Whether a field of this name holds credentials.
pub(crate) fn is_likely_in(name: &str) -> bool {
    let squashed: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let squashed = squashed.replace(COUNTS, "");
    NAMES.iter().any(|word| squashed.contains(word)) || is_about(&words(name), &WORDS)
}

/// Whether a value is clearly no credential although the name may refer to one; true for every value if the
/// name does not.
pub(super) fn may_have(name: &str, value: &str) -> bool {
    let words = words(name);
    let is_letters = |value: &str| value.chars().all(|c| c.is_alphabetic() || "_.".contains(c));
    let is_ordinary =
        is_ordinary(value) || value.len() <= MAX_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_about(&words, &CLOSED) {
        is_ordinary
    } else {
        !is_about(&words, &OPEN) || is_ordinary || is_letters(value)
    }
}

/// Whether a word is one of the ordinary words.
pub(super) fn is_ordinary(word: &str) -> bool {
    ORDINARY.iter().any(|ordinary| word.eq_ignore_ascii_case(ordinary))
}

/// Whether a name ends with one of these words, possibly written as two, or with one and a tail.
fn is_about(name: &[String], about: &[&str]) -> bool {
    let is_one = |words: &[String]| about.contains(&words.concat().as_str());
    let ends = |name: &[String]| (1..=2.min(name.len())).any(|count| is_one(&name[name.len() - count..]));
    let tail = name.len() - usize::from(name.last().is_some_and(|last| TAILS.contains(&last.as_str())));
    ends(name) || ends(&name[..tail])
}

/// The words of a name in lower case, without digits at their ends: `sessionId2` has `session` and `id`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphabetic() || c.is_uppercase() && was_lower {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphabetic(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
