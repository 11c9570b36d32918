//! Counts in words, with the plural form of the noun.

/// `1 line`, `1,204 lines`.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `4,113`.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `(57 more like this`: what opens the note behind an entry that stays for others like it.
#[must_use]
pub fn more_like_this(count: usize) -> String {
    format!("({} {MORE}", grouped(count))
}

/// Whether a line is a note of what was left out, or looks like one: it is to be read as it stands, so nothing folds it.
#[must_use]
pub fn is_note(line: &str) -> bool {
    let behind_count = |open| {
        line.strip_prefix(open).filter(|rest: &&str| rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    let says_more = |rest: &str| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',')
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(MORE))
    };
    behind_count('(').is_some_and(says_more)
        || behind_count('[')
            .and_then(|rest| rest.split_once(']'))
            .is_some_and(|(said, _)| said.contains(" left out"))
}

const MORE: &str = "more like this";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_known() {
        for line in [
            "[1,204 lines left out] 3-1206",
            "[2 lines left out: headroom_retrieve q9w1dfwf077ymga1] 8-9",
            "(57 more like this, last 16:16:08)",
            "(1,057 more like this)",
        ] {
            assert!(is_note(line), "{line}");
        }
        assert!(is_note(&more_like_this(1057)));
        for line in [
            "",
            "(57 more",
            "(more like this)",
            "[17] what was left out]",
            "[left out]",
            "[5 lines] left out",
            "left out",
            "[3 lines: test {1..3} ... ok]",
        ] {
            assert!(!is_note(line), "{line}");
        }
    }

    #[test]
    fn numbers_are_read_in_groups() {
        assert_eq!(
            [1, 2, 999, 1000, 1_234_567].map(|count| counted(count, "line")),
            ["1 line", "2 lines", "999 lines", "1,000 lines", "1,234,567 lines"]
        );
    }
}
