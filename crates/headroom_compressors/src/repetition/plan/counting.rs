//! Lines that differ only in numbers that count in even steps.

use super::{Fold, Folds, Kind, Mark, Page, mark_cost};
use crate::repetition::parse::{Count, Form, MAX_DIGITS, is_padded};

/// Minimum number of lines.
const MIN_COUNT: u32 = 3;
/// Maximum number of numbers in a line.
const MAX_NUMBERS: usize = 6;

/// Finds lines that count.
pub(super) fn find<'a>(page: &Page<'a>, folds: &mut Folds<'a>) {
    let mut at = 0;
    while at + MIN_COUNT <= page.count() {
        let end = end_of_run(page, folds, at);
        let form = if end - at >= MIN_COUNT {
            form(page.line(at), page.line(at + 1), page.line(end - 1), end - at)
        } else {
            None
        };
        let pays = form.filter(|form| {
            page.pays(&(at..end), mark_cost(&Mark::Formed { lines: (end - at) as usize, form: form.clone() }))
        });
        match pays {
            Some(form) => {
                folds.push(Fold { lines: at..end, kind: Kind::Formed(form.into()) });
                at = end;
            }
            // The last line of a run may start another run.
            None => at = (end - 1).max(at + 1),
        }
    }
}

/// The end of the lines from `at` on that count like the first two.
fn end_of_run(page: &Page<'_>, folds: &Folds<'_>, at: u32) -> u32 {
    let is_plain = |line: u32| line < page.count() && folds.is_free(line) && page.id(line) != page.id(at);
    if !folds.is_free(at) || !is_plain(at + 1) {
        return at + 1;
    }
    let Some(steps) = steps(page.line(at), page.line(at + 1)) else { return at + 1 };
    let mut end = at + 2;
    while is_plain(end) && self::steps(page.line(end - 1), page.line(end)).is_some_and(|next| next == steps) {
        end += 1;
    }
    end
}

/// The difference of each number from the number in the line before. `None` if anything else differs.
fn steps(before: &str, line: &str) -> Option<Vec<i64>> {
    let (mut before, mut line) = (before, line);
    let mut steps = Vec::new();
    loop {
        let (text, number, rest) = split(before);
        let (other_text, other_number, other_rest) = split(line);
        if text != other_text || number.is_empty() != other_number.is_empty() {
            return None;
        }
        if number.is_empty() {
            return Some(steps).filter(|steps| steps.iter().any(|step| *step != 0));
        }
        steps.push(step(number, other_number)?);
        (before, line) = (rest, other_rest);
    }
}

fn step(before: &str, number: &str) -> Option<i64> {
    if before == number {
        return Some(0);
    }
    let padded = is_padded(before) || is_padded(number);
    if before.len().max(number.len()) > MAX_DIGITS || (padded && before.len() != number.len()) {
        return None;
    }
    Some(number.parse::<i64>().ok()? - before.parse::<i64>().ok()?)
}

/// The text of a line before its first number, the number, and the rest.
fn split(line: &str) -> (&str, &str, &str) {
    let start = line.bytes().position(|byte| byte.is_ascii_digit()).unwrap_or(line.len());
    let length = line[start..].bytes().take_while(u8::is_ascii_digit).count();
    (&line[..start], &line[start..start + length], &line[start + length..])
}

/// The form of lines, derived from the first two and the last of them.
fn form<'a>(first: &'a str, second: &str, last: &str, lines: u32) -> Option<Form<'a>> {
    if first.contains(['{', '}', '\r']) {
        return None;
    }
    let (mut counts, mut start, mut at) = (Vec::new(), 0, 0);
    let (mut second, mut last) = (second, last);
    loop {
        let (text, number, rest) = split(&first[at..]);
        let (_, next, second_rest) = split(second);
        let (_, end, last_rest) = split(last);
        if number.is_empty() {
            break;
        }
        let number_at = at + text.len();
        at = first.len() - rest.len();
        (second, last) = (second_rest, last_rest);
        if number == next {
            continue;
        }
        let padded = is_padded(number) || is_padded(next) || is_padded(end);
        if (padded && number.len() != end.len()) || counts.len() == MAX_NUMBERS {
            return None;
        }
        let (from, to): (u64, u64) = (number.parse().ok()?, end.parse().ok()?);
        let count = Count {
            first: from,
            last: to,
            step: from.abs_diff(next.parse().ok()?),
            width: if padded { number.len() } else { 0 },
        };
        counts.push((&first[start..number_at], count));
        start = at;
    }
    // A text may have very many forms.
    counts.shrink_to_fit();
    let form = Form::Counting(counts, &first[start..]);
    // The form must be read back as it was meant. For example, lines whose numbers are padded only in the
    // middle would not be decoded correctly.
    form.stands_for(lines as usize).then_some(form)
}
