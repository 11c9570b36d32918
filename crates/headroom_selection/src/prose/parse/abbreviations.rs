//! Words with a full stop that ends no sentence.

/// Abbreviations of some languages, without their last full stop, in small letters.
const ABBREVIATIONS: [&str; 62] = [
    "abb", "abs", "al", "approx", "art", "aug", "bspw", "bzgl", "bzw", "ca", "cap", "cf", "co", "corp",
    "d.h", "dec", "dept", "dr", "e.g", "ed", "eds", "eq", "etc", "evtl", "feb", "fig", "figs", "ggf", "hrsg",
    "i.e", "inc", "inkl", "jan", "jr", "ltd", "max", "min", "mio", "mr", "mrs", "ms", "mt", "no", "nov",
    "nr", "oct", "p", "pp", "prof", "sec", "sept", "sog", "sr", "st", "str", "u.a", "u.s", "usw", "vgl",
    "vol", "vs", "z.b",
];

/// Whether a text that ends with a full stop ends with an abbreviation, an initial or the number of an item.
pub(super) fn ends_in_abbreviation(text: &str) -> bool {
    let Some(body) = text.strip_suffix('.') else { return false };
    let start = body.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„'));
    let word = &body[start.map_or(0, |at| at + body[at..].chars().next().map_or(1, char::len_utf8))..];
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let is_number = !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_initial || is_number || word.len() <= 6 && ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_end_no_sentence() {
        for text in ["Ask Mr.", "(e.g.", "so z.B.", "by J.", "see Fig.", "am 3."] {
            assert!(ends_in_abbreviation(text), "{text}");
        }
        for text in ["It works.", "done", "", ".", "in 1998.", "あ。"] {
            assert!(!ends_in_abbreviation(text), "{text}");
        }
    }
}
