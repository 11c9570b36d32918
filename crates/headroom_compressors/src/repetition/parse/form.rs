//! Forms of lines: `test {1..12} ... ok`, `PASSED {}`.

use std::fmt::Write;

/// Maximum number of digits of a counting number.
pub(in crate::repetition) const MAX_DIGITS: usize = 15;

/// Numbers in even steps: `{first..last}` or `{first..last..step}`, as shells write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repetition) struct Count {
    pub(in crate::repetition) first: u64,
    pub(in crate::repetition) last: u64,
    pub(in crate::repetition) step: u64,
    /// Numbers are padded with zeros to this many digits; 0: no padding.
    pub(in crate::repetition) width: usize,
}

impl Count {
    /// Reads the text between the braces.
    fn read(text: &str) -> Option<Self> {
        let (first, rest) = text.split_once("..")?;
        let (last, step) = rest.split_once("..").map_or((rest, "1"), |(last, step)| (last, step));
        let is_number = |text: &str| {
            (1..=MAX_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(first) || !is_number(last) || !is_number(step) {
            return None;
        }
        let padded = is_padded(first) || is_padded(last);
        let width = if padded { first.len() } else { 0 };
        let count =
            Self { first: first.parse().ok()?, last: last.parse().ok()?, step: step.parse().ok()?, width };
        let fits = count.step > 0
            && count.first != count.last
            && count.first.abs_diff(count.last).is_multiple_of(count.step);
        (fits && (!padded || last.len() == first.len())).then_some(count)
    }

    /// The number of numbers.
    fn times(&self) -> u64 {
        self.first.abs_diff(self.last) / self.step + 1
    }

    fn write(&self, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{{{:0width$}..{:0width$}", self.first, self.last, width = self.width);
        if self.step != 1 {
            let _ = write!(out, "..{}", self.step);
        }
        out.push('}');
    }

    fn write_number(&self, index: u64, out: &mut String) {
        let offset = index * self.step;
        let number = if self.first < self.last { self.first + offset } else { self.first - offset };
        let _ = write!(out, "{number:0width$}", width = self.width);
    }
}

/// Whether a number has leading zeros.
pub(in crate::repetition) fn is_padded(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0')
}

/// The common form of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::repetition) enum Form<'a> {
    /// Numbers that count in step, each with the text before it, and the text after the last.
    Counting(Vec<(&'a str, Count)>, &'a str),
    /// The texts before and after the part that differs. The differing parts are listed.
    Listed(&'a str, &'a str),
}

impl<'a> Form<'a> {
    /// Reads the form of `lines` lines.
    pub(super) fn read(text: &'a str, lines: usize) -> Option<Self> {
        let mut counts = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            let (inner, behind) = behind.split_once('}')?;
            if inner.is_empty() && counts.is_empty() {
                return (!before.contains('}') && !behind.contains(['{', '}']))
                    .then_some(Self::Listed(before, behind));
            }
            let count =
                Count::read(inner).filter(|count| count.times() == lines as u64 && !before.contains('}'))?;
            counts.push((before, count));
            rest = behind;
        }
        (!counts.is_empty() && !rest.contains('}')).then_some(Self::Counting(counts, rest))
    }

    /// Whether the form, once written, is read back as the same form of this number of lines.
    pub(in crate::repetition) fn stands_for(&self, lines: usize) -> bool {
        let mut text = String::new();
        self.write(&mut text);
        Form::read(&text, lines).as_ref() == Some(self)
    }

    pub(super) fn write(&self, out: &mut String) {
        match self {
            Self::Counting(counts, end) => {
                for (before, count) in counts {
                    out.push_str(before);
                    count.write(out);
                }
                out.push_str(end);
            }
            Self::Listed(before, behind) => out.extend([*before, "{}", *behind]),
        }
    }

    /// Minimum length of a line of the form, in bytes.
    pub(super) fn least(&self) -> usize {
        match self {
            Self::Counting(counts, end) => {
                counts.iter().map(|(before, count)| before.len() + count.width.max(1)).sum::<usize>()
                    + end.len()
            }
            Self::Listed(before, behind) => before.len() + behind.len(),
        }
    }

    /// Writes the line at `index` of a counting form.
    pub(super) fn write_line(&self, index: u64, out: &mut String) {
        let Self::Counting(counts, end) = self else { return };
        for (before, count) in counts {
            out.push_str(before);
            count.write_number(index, out);
        }
        out.push_str(end);
    }
}
