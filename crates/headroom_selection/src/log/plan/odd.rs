//! Finds odd entries: a value in only one entry of a kind whose other values are frequent, a number of another
//! magnitude, and the first path of each form.

use headroom_formats::log::mask;
use headroom_formats::time::Stamp;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::mine::{Mined, NONE};

/// Minimum number of entries of a kind for one of them to be odd.
const MIN_COUNT: u32 = 40;
/// Maximum number of values compared in an entry, and of different values counted in one place.
const MAX_VALUES: usize = 16;
const MAX_DIFFERENT: usize = 16;
/// A value is rare in at most this many entries and in at most one of `RARE_SHARE`, if other values are on
/// average in at least `MIN_TIMES`.
const RARE: u32 = 1;
const RARE_SHARE: u32 = 40;
const MIN_TIMES: u32 = 10;
/// Maximum number of rare values of one place: more of them are a distribution, not exceptions.
const MAX_RARE: usize = 3;
/// Maximum number of frequent numbers beside rare ones, and of forms of paths that are all kept.
const MAX_NUMBERS: u32 = 3;
const MAX_FORMS: usize = 4;
/// A number is odd if it has this many digits more or fewer than frequent ones.
const MIN_DIGITS: usize = 2;
/// Maximum number of digits of a number: longer ones are ids.
const MAX_DIGITS: usize = 12;

/// The values in one place of a kind's entries.
#[derive(Debug, Default)]
struct Place {
    exact: Tally,
    /// Values with their digits masked.
    forms: Tally,
    /// Numbers of digits.
    magnitudes: Tally,
    is_path: bool,
}

/// How often each of a few different values occurs.
#[derive(Debug, Default)]
struct Tally {
    values: Vec<Seen>,
    overflows: bool,
}

/// A value: its hash, its frequency, and the first entries that have it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    value: u64,
    count: u32,
    entries: [u32; RARE as usize],
}

impl Tally {
    fn push(&mut self, value: u64, entry: u32) {
        if self.overflows {
            return;
        }
        if let Some(seen) = self.values.iter_mut().find(|seen| seen.value == value) {
            if let Some(place) = seen.entries.get_mut(seen.count as usize) {
                *place = entry;
            }
            seen.count += 1;
        } else if self.values.len() < MAX_DIFFERENT {
            self.values.push(Seen { value, count: 1, entries: [entry; RARE as usize] });
        } else {
            (self.overflows, self.values) = (true, Vec::new());
        }
    }

    /// The rare values, if the others are frequent and at most this many.
    fn rare(&self, most: u32) -> impl Iterator<Item = &Seen> {
        let all: u32 = self.values.iter().map(|seen| seen.count).sum();
        let is_rare = move |seen: &&Seen| seen.count <= RARE && seen.count * RARE_SHARE <= all;
        let rare = self.values.iter().filter(is_rare).count();
        let usual = (self.values.len() - rare) as u32;
        let entries = all - self.values.iter().filter(is_rare).map(|seen| seen.count).sum::<u32>();
        let stands_out = rare <= MAX_RARE && usual > 0 && usual <= most && entries >= usual * MIN_TIMES;
        self.values.iter().filter(move |seen| stands_out && is_rare(seen))
    }
}

impl Seen {
    fn entries(&self) -> &[u32] {
        &self.entries[..self.count.min(RARE) as usize]
    }
}

/// The odd entries among those of frequent kinds.
pub(super) fn find(text: &str, mined: &Mined) -> Vec<u32> {
    let mut places: Vec<Vec<Place>> = mined.kinds.iter().map(|_| Vec::new()).collect();
    let mut shape = Vec::new();
    let is_frequent = |kind: u32| kind != NONE && mined.kinds[kind as usize].count >= MIN_COUNT;
    for (index, entry) in (0_u32..).zip(&mined.entries).filter(|(_, entry)| is_frequent(entry.kind)) {
        let line = &text[mined.span(index as usize)];
        let time = Stamp::loose(line.as_bytes()).map_or(0..0, |(stamp, _)| stamp.whole());
        let places = &mut places[entry.kind as usize];
        let mut at = 0;
        shape.clear();
        mask(line.trim_end().as_bytes(), &mut shape, |span| {
            if span.start < time.end && span.end > time.start || at == MAX_VALUES {
                return;
            }
            if at == places.len() {
                places.push(Place::default());
            }
            places[at].push(&line.as_bytes()[span], index);
            at += 1;
        });
    }
    let mut found: Vec<u32> = places.iter().flatten().flat_map(Place::odd).collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Place {
    fn push(&mut self, value: &[u8], entry: u32) {
        self.exact.push(xxh3_64(value), entry);
        self.forms.push(form(value), entry);
        self.is_path |= value.first() == Some(&b'/');
        let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let fraction = value[digits..].strip_prefix(b".").unwrap_or(&value[digits..]);
        if (1..=MAX_DIGITS).contains(&digits) && fraction.iter().all(u8::is_ascii_digit) {
            self.magnitudes.push(digits as u64, entry);
        } else {
            self.magnitudes.overflows = true;
        }
    }

    fn odd(&self) -> Vec<u32> {
        // A few numbers may be ids, such as those of threads.
        let most = if self.magnitudes.overflows { MAX_DIFFERENT as u32 } else { MAX_NUMBERS };
        let rare = self.exact.rare(most).chain(self.forms.rare(MAX_DIFFERENT as u32)).flat_map(Seen::entries);
        let usual = |digits: usize| {
            let of_size =
                |seen: &Seen| seen.count > RARE && digits.abs_diff(seen.value as usize) < MIN_DIGITS;
            self.magnitudes.values.iter().any(of_size)
        };
        let sizes = Some(&self.magnitudes).filter(|sizes| !sizes.overflows).into_iter();
        let sizes = sizes
            .flat_map(|sizes| sizes.rare(MAX_DIFFERENT as u32))
            .filter(|seen| !usual(seen.value as usize));
        let are_few = self.is_path && self.forms.values.len() <= MAX_FORMS;
        let forms = self.forms.values.iter().filter(|_| are_few).map(|seen| &seen.entries[0]);
        rare.chain(sizes.flat_map(Seen::entries)).chain(forms).copied().collect()
    }
}

/// The hash of a value whose words with digits are replaced by marks.
fn form(value: &[u8]) -> u64 {
    let mut hash = Xxh3::new();
    for word in value.chunk_by(|a, b| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric()) {
        hash.update(if word.iter().any(u8::is_ascii_digit) { b"0" } else { word });
    }
    hash.digest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::plan::mine::mine;

    fn odd(line: impl Fn(usize) -> String) -> Vec<u32> {
        let lines: Vec<String> =
            (0..120).map(|at| format!("10:00:{:02} INFO {}\n", at % 60, line(at))).collect();
        let text = lines.concat();
        find(&text, &mine(&text).expect("a log"))
    }

    #[test]
    fn a_value_that_occurs_once_is_odd_where_others_dominate() {
        let hosts = |at: usize| if at == 70 { "192.0.2.9".to_owned() } else { format!("10.0.0.{}", at % 5) };
        assert_eq!(odd(|at| format!("request from {}", hosts(at))), [70]);
        assert_eq!(odd(|at| format!("request from 10.0.{}.{}", at % 7, at * 31 % 97)), []);
        assert_eq!(odd(|at| format!("took {} ms", if at == 33 { 94_000 } else { at % 70 })), [33]);
        assert_eq!(odd(|at| format!("order {at} taken")), []);
    }

    #[test]
    fn each_form_of_a_path_is_kept_once() {
        let path = |at: usize| match at % 40 {
            17 => format!("/v2/users/{at}/keys"),
            _ => format!("/v2/orders/{at}"),
        };
        assert_eq!(odd(|at| format!("GET {} done", path(at))), [0, 17]);
    }
}
