//! How much of something there is, in words.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_groups() {
        assert_eq!([1, 2, 999, 1000, 1_234_567].map(|count| counted(count, "line")), ["1 line", "2 lines", "999 lines", "1,000 lines", "1,234,567 lines"]);
    }
}
