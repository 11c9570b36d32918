//! Periods of time in queries: `between 10:15 and 10:20`, `after 2026-03-01`.

use std::cmp::Ordering;

/// A date (`2026-03-01`) or time of day (`10:15`, `10:15:30`), or both with a blank between.
type Moment = String;

/// A period: from its first to its last moment, inclusive. A moment is compared as far as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    from: Option<Moment>,
    to: Option<Moment>,
}

impl Period {
    /// The periods that the words of a query name.
    pub(super) fn all(words: &[&str]) -> Vec<Self> {
        let mut moments: Vec<(usize, usize, Moment)> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (day, time) = (words[at], words.get(at + 1).copied().unwrap_or_default());
            let joined = moment(day).filter(|day| is_date(day) && day.len() == DATE_LEN).and_then(|day| {
                moment(time).filter(|time| !is_date(time)).map(|time| format!("{day} {time}"))
            });
            let length = if joined.is_some() { 2 } else { 1 };
            if let Some(moment) = joined.or_else(|| moment(day)) {
                moments.push((at, at + length, moment));
            }
            at += length;
        }
        let before = |at: usize| at.checked_sub(1).map_or("", |at| words[at]);
        let mut found = Vec::new();
        let mut next = 0;
        while let Some((start, end, moment)) = moments.get(next) {
            next += 1;
            let other = moments.get(next).filter(|(other, _, to)| {
                *other == end + 1
                    && matches!(words[*end], "and" | "to" | "until" | "till" | "-" | "–" | "through")
                    && is_date(to) == is_date(moment)
            });
            let word = before(*start);
            let (from, to) = match (other, word) {
                (Some((_, _, to)), _) => {
                    next += 1;
                    (Some(moment.clone()), Some(to.clone()))
                }
                (None, "after" | "since" | "from") => (Some(moment.clone()), None),
                (None, "before" | "until" | "till") => (None, Some(moment.clone())),
                _ => (Some(moment.clone()), Some(moment.clone())),
            };
            found.push(Self { from, to });
        }
        found
    }

    /// Whether the first moment in a text that can be compared is in the period.
    pub(super) fn holds(&self, text: &str) -> bool {
        let Some(bound) = self.from.as_ref().or(self.to.as_ref()) else { return false };
        let Some(own) = first(text, bound) else { return false };
        // A bound that is written with fewer digits holds all moments that start with it.
        let against = |bound: &Moment| {
            let length = own.len().min(bound.len());
            own[..length].cmp(&bound[..length])
        };
        self.from.as_ref().is_none_or(|from| against(from) != Ordering::Less)
            && self.to.as_ref().is_none_or(|to| against(to) != Ordering::Greater)
    }
}

const DATE_LEN: usize = 10;
const CLOCK_LENS: [usize; 2] = [8, 5];

/// The first moment of the form of `like` in a text.
fn first(text: &str, like: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let has_clock = like.len() > DATE_LEN;
    (0..bytes.len())
        .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()))
        .find_map(|at| {
            if !is_date(like) {
                return clock(&bytes[at..]);
            }
            let date = date(&bytes[at..])?;
            let time = bytes.get(at + DATE_LEN + 1..).filter(|_| has_clock).and_then(clock);
            Some(time.map_or_else(|| date.clone(), |time| format!("{date} {time}")))
        })
}

/// A word that is a date, a time or both.
fn moment(word: &str) -> Option<Moment> {
    let bytes = word.as_bytes();
    match date(bytes) {
        Some(date) if bytes.len() == DATE_LEN => Some(date),
        Some(date) => clock(bytes.get(DATE_LEN + 1..)?).map(|time| format!("{date} {time}")),
        None => clock(bytes),
    }
}

fn is_date(moment: &str) -> bool {
    moment.as_bytes().get(4) == Some(&b'-')
}

/// The date at the start of a text: `2026-03-01`.
fn date(bytes: &[u8]) -> Option<Moment> {
    fits(bytes.get(..DATE_LEN)?, b"0000-00-00")
}

/// The time of day at the start of a text: `10:15:30`, `10:15`.
fn clock(bytes: &[u8]) -> Option<Moment> {
    CLOCK_LENS.into_iter().find_map(|length| {
        let ends = bytes.get(length).is_none_or(|next| !next.is_ascii_digit());
        bytes.get(..length).filter(|_| ends).and_then(|clock| fits(clock, &b"00:00:00"[..length]))
    })
}

fn fits(text: &[u8], form: &[u8]) -> Option<Moment> {
    let is_digit =
        |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
    text.iter().zip(form).all(is_digit).then(|| String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(query: &str, text: &str) -> bool {
        let words: Vec<&str> = query.split_whitespace().collect();
        Period::all(&words).iter().any(|period| period.holds(text))
    }

    #[test]
    fn periods_hold_the_moments_between_their_ends() {
        for (query, inside, outside) in [
            ("between 10:15 and 10:20", "2026-03-01 10:17:03 x", "2026-03-01 10:21:00 x"),
            ("from 10:15 to 10:20", "[10:20:59] x", "[10:14:59] x"),
            ("after 14:30:10", "14:30:11.250 x", "09:00:00 x"),
            ("before 2026-03-02", "2026-03-01T10:00:00Z", "2026-03-03T10:00:00Z"),
            ("on 2026-03-02", "{\"day\":\"2026-03-02\"}", "{\"day\":\"2026-03-12\"}"),
            ("from 2026-03-01 10:00 to 2026-03-01 11:00", "2026-03-01T10:30:00Z", "2026-03-02T10:30:00Z"),
            ("since 2026-03-01t10:00", "2026-03-01 10:00:00", "2026-03-01 09:59:59"),
        ] {
            assert!(holds(query, inside), "{query}: {inside}");
            assert!(!holds(query, outside), "{query}: {outside}");
        }
        assert!(!holds("what failed at line 10", "10:15:00"));
    }
}
