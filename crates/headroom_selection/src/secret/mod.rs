//! Recognises values that may be credentials or identify a person. Notes do not repeat them. When in doubt a
//! value counts as one: a missing statistic costs little.

mod name;
mod number;
mod said;
#[cfg(test)]
mod tests;

pub(crate) use name::is_likely_in;

/// Prefixes of keys and tokens of well-known services.
const PREFIXES: [&str; 50] = [
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gldt-",
    "glrt-",
    "sk-",
    "sk_",
    "pk_",
    "rk_",
    "whsec_",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxr-",
    "xoxs-",
    "xapp-",
    "AKIA",
    "ASIA",
    "AIza",
    "ya29.",
    "GOCSPX-",
    "eyJ",
    "-----BEGIN",
    "npm_",
    "hf_",
    "SG.",
    "dop_v1_",
    "doo_v1_",
    "shpat_",
    "shpss_",
    "shpca_",
    "pypi-",
    "dckr_pat_",
    "sq0atp-",
    "sq0csp-",
    "ATATT3",
    "lin_api_",
    "ntn_",
    "hvs.",
    "hvb.",
    "AGE-SECRET-KEY-",
    "Bearer",
    "bearer",
    "Basic ",
    "basic ",
    "$2",
];
/// Minimum length of a word with letters and digits, or of hexadecimal digits alone, that may be random, in
/// bytes.
const RANDOM: usize = 16;

/// Whether a value, or a part of it, looks like a credential.
pub(crate) fn is_likely(value: &str) -> bool {
    let starts = |part: &str| PREFIXES.iter().any(|prefix| part.starts_with(prefix));
    starts(value)
        || value.split(|c: char| !c.is_alphanumeric() && !"_-.".contains(c)).any(starts)
        || value.split(|c: char| !c.is_alphanumeric()).any(is_random)
        || has_user_info(value)
        || number::is_personal(value)
        || said::gives_away(value)
}

/// Whether a value looks like a credential in a field of this name. If the name may refer to a credential,
/// every value counts that is not clearly something else.
pub(crate) fn is_likely_under(name: &str, value: &str) -> bool {
    is_likely(value) || !name::may_have(name, value)
}

fn is_random(word: &str) -> bool {
    let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
    word.len() >= RANDOM
        && (has(u8::is_ascii_digit) && word.contains(char::is_alphabetic)
            || word.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_digit()))
}

/// Whether a URL contains a user with a password: `scheme://user:password@host`.
fn has_user_info(value: &str) -> bool {
    value.match_indices("://").any(|(at, scheme)| {
        let authority = &value[at + scheme.len()..];
        let authority = &authority[..authority.find(['/', '?', '#', ' ']).unwrap_or(authority.len())];
        authority.split_once('@').is_some_and(|(user, _)| user.contains(':'))
    })
}
