//! What a query asks for besides its words: everything, rows by position, numbers above or below a bound, and
//! ranges of time.

use super::times::Period;
use crate::decimal::Decimal;

/// Maximum number of bytes and of words read of a query, and of conditions found in it.
const MAX_LEN: usize = 4096;
const MAX_WORDS: usize = 512;
const MAX_CONDITIONS: usize = 8;
/// Maximum position, and maximum number of rows at the start or end, that a query may ask for.
const MAX_ROWS: usize = 1000;

const ALL: [&str; 6] = ["all", "each", "every", "everything", "enumerate", "list"];
const ABOVE: [&str; 12] = [
    "above",
    "over",
    "than",
    "exceeds",
    "exceed",
    "exceeding",
    "exceeded",
    ">",
    ">=",
    "least",
    "beyond",
    "greater",
];
const EQUAL: [&str; 5] = ["=", "==", "===", "equals", "equal"];
const BELOW: [&str; 6] = ["below", "under", "<", "<=", "most", "beneath"];
/// Words that ask for a number, or say nothing.
const FRAME: [&str; 14] = [
    "how", "many", "count", "number", "of", "the", "are", "were", "is", "there", "show", "what", "which",
    "me",
];
const ITEMS: [&str; 10] =
    ["row", "rows", "line", "lines", "item", "entry", "entries", "items", "record", "records"];

/// A bound of numbers, inclusive: a few rows more do no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Least(Decimal),
    Most(Decimal),
    Exactly(Decimal),
}

/// What a query asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Whether it asks for all items, so that nothing may be elided.
    pub all: bool,
    /// Whether it asks for a number of items.
    pub count: bool,
    /// Positions from 1.
    ordinals: Vec<usize>,
    /// How many items at the start and at the end.
    first: usize,
    last: usize,
    bounds: Vec<Bound>,
    periods: Vec<Period>,
    /// The words of the query in lower case.
    words: Vec<String>,
}

impl Question {
    /// Reads a query.
    #[must_use]
    pub fn of(query: &str) -> Self {
        let query = query[..query.floor_char_boundary(MAX_LEN)].to_lowercase();
        let is_end = |c: char| matches!(c, ',' | '.' | '?' | '!' | ';' | ':' | '"' | '\'' | '(' | ')' | '`');
        let query = spaced(&query);
        let words: Vec<&str> = query
            .split_whitespace()
            .map(|word| word.trim_matches(is_end))
            .filter(|word| !word.is_empty())
            .take(MAX_WORDS)
            .collect();
        let mut question = Self::default();
        for (at, word) in words.iter().enumerate() {
            let before = |by: usize| at.checked_sub(by).map_or("", |at| words[at]);
            let after = words.get(at + 1).copied().unwrap_or_default();
            question.all |= ALL.contains(word) && !matches!(before(1), "at" | "after" | "a" | "the");
            question.count |=
                *word == "count" || matches!((before(1), *word), ("how", "many") | ("number", "of"));
            question.position(word, before(1), after);
            question.bound(word, before(1), before(2));
        }
        question.periods = Period::all(&words);
        question.periods.truncate(MAX_CONDITIONS);
        question.words = words.into_iter().map(str::to_owned).collect();
        question
    }

    /// Whether it asks for items by position, number or time.
    #[must_use]
    pub fn has_conditions(&self) -> bool {
        self.has_positions() || self.has_bounds() || self.has_periods()
    }

    /// The words of the query but those that ask for all items or for their number.
    #[must_use]
    pub fn subject(&self) -> String {
        let is_frame = |word: &str| ALL.contains(&word) || FRAME.contains(&word);
        let words = self.words.iter().map(String::as_str).filter(|word| !is_frame(word));
        words.collect::<Vec<_>>().join(" ")
    }

    /// `the 100th row`, `row 100`, `the last 20 lines`
    fn position(&mut self, word: &str, before: &str, after: &str) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = word[..digits].parse().ok().filter(|number| *number <= MAX_ROWS).unwrap_or(0);
        let is_plain = digits == word.len();
        if number == 0 {
            return;
        }
        if is_plain && matches!(before, "first" | "top") {
            self.first = self.first.max(number);
        } else if is_plain && before == "last" {
            self.last = self.last.max(number);
        } else if self.ordinals.len() < MAX_CONDITIONS
            && (matches!(&word[digits..], "st" | "nd" | "rd" | "th") || is_plain && ITEMS.contains(&before))
            && !matches!(after, "of" | "percentile")
        {
            self.ordinals.push(number);
        }
    }

    /// `above 1200`, `more than 5`, `>= 3`, `>30`
    fn bound(&mut self, word: &str, before: &str, second: &str) {
        let glued = word.trim_start_matches(['<', '>', '=']);
        let sign = &word[..word.len() - glued.len()];
        let bare = glued.trim_start_matches(['$', '€', '£']).replace(',', "");
        let length =
            bare.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(bare.len());
        let Some((number, _)) = Decimal::read(&bare[..length])
            .filter(|_| bare.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
        else {
            return;
        };
        let is_less = matches!(second, "less" | "fewer" | "lower" | "smaller") && before == "than";
        let above = sign.starts_with('>') || ABOVE.contains(&before) && !is_less;
        let below = sign.starts_with('<') || BELOW.contains(&before) || is_less;
        let exactly = !sign.is_empty() && sign.bytes().all(|byte| byte == b'=') || EQUAL.contains(&before);
        if self.bounds.len() < MAX_CONDITIONS && exactly {
            self.bounds.push(Bound::Exactly(number));
        } else if self.bounds.len() < MAX_CONDITIONS && above {
            self.bounds.push(Bound::Least(number));
        } else if self.bounds.len() < MAX_CONDITIONS && below {
            self.bounds.push(Bound::Most(number));
        }
    }

    /// Whether it asks for the item at an index among `count`.
    #[must_use]
    pub fn wants_position(&self, index: usize, count: usize) -> bool {
        index < self.first || index + self.last >= count || self.ordinals.contains(&(index + 1))
    }

    /// Whether it asks for items at the time in a text.
    #[must_use]
    pub fn wants_time(&self, text: &str) -> bool {
        self.periods.iter().any(|period| period.holds(text))
    }

    /// Whether it names periods of time.
    #[must_use]
    pub fn has_periods(&self) -> bool {
        !self.periods.is_empty()
    }

    /// Whether it asks for items by position.
    #[must_use]
    pub fn has_positions(&self) -> bool {
        self.first + self.last > 0 || !self.ordinals.is_empty()
    }

    /// Whether it sets bounds for numbers.
    #[must_use]
    pub fn has_bounds(&self) -> bool {
        !self.bounds.is_empty()
    }

    /// Whether a number is within one of its bounds.
    #[must_use]
    pub fn wants_number(&self, raw: &str) -> bool {
        Decimal::read(raw).is_some_and(|(number, _)| {
            self.bounds.iter().any(|bound| match bound {
                Bound::Least(least) => number >= *least,
                Bound::Most(most) => number <= *most,
                Bound::Exactly(own) => number == *own,
            })
        })
    }

    /// Whether it mentions a name, such as that of a field.
    #[must_use]
    pub fn mentions(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let stem = name.trim_end_matches('s');
        self.words.iter().any(|word| word.trim_end_matches('s') == stem)
    }
}

/// The query with blanks around its comparisons: `status>=500` has three words.
fn spaced(query: &str) -> String {
    let is_sign = |c: char| matches!(c, '<' | '>' | '=');
    let mut spaced = String::with_capacity(query.len());
    let mut before = ' ';
    for character in query.chars() {
        if is_sign(character) != is_sign(before) {
            spaced.push(' ');
        }
        spaced.push(character);
        before = character;
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_for_everything_are_recognised() {
        for query in ["List all records with their owners", "show every order", "What is each one's price?"] {
            assert!(Question::of(query).all, "{query}");
        }
        for query in ["Is the list sorted?", "not at all", "What failed?", "the installer"] {
            assert!(!Question::of(query).all, "{query}");
        }
    }

    #[test]
    fn positions_are_recognised() {
        for (query, index) in
            [("the 100th record", 99), ("what is in row 7?", 6), ("first 3 rows", 2), ("the last 2", 198)]
        {
            let question = Question::of(query);
            assert!(question.wants_position(index, 200) && !question.wants_position(150, 200), "{query}");
        }
        assert!(!Question::of("the 95th percentile of 7 rows").has_conditions());
    }

    #[test]
    fn bounds_are_recognised() {
        for (query, inside, outside) in [
            ("which took above 1200 ms?", "1200.5", "1199"),
            ("orders of more than $1,500", "1500", "900"),
            ("latency >= 3.5", "4", "3"),
            ("prices less than 10", "9.99", "11"),
            ("load <30", "-7", "31"),
            ("at least 5 retries", "5", "4"),
            ("status>=500", "503", "404"),
            ("those with code == 7", "7", "70"),
        ] {
            let question = Question::of(query);
            assert!(question.wants_number(inside) && !question.wants_number(outside), "{query}");
        }
        assert!(!Question::of("error 1200 in 3 files").has_bounds());
    }

    #[test]
    fn questions_for_a_number_are_recognised() {
        for (query, counts) in
            [("How many failed?", true), ("the number of errors", true), ("which failed?", false)]
        {
            assert_eq!(Question::of(query).count, counts, "{query}");
        }
    }
}
