//! Explains the notation to the reader, as far as a form uses it.

/// Explains rows.
const ROWS: &str = ": `#2 a b` is template 2 with a and b at its {}, and so are the lines below it";
const PADDED: &str = "; {>3} is padded with blanks to 3 characters, {<3} behind the value";
const AGAIN: &str = "; ^ is the last value at that {}, and the first {} is the same in all templates";
const QUOTED: &str = "; a value with blanks is in quotes";
const LITERAL: &str = "; = is a whole line";
const END: char = ']';

/// The signs that a form uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::templates) struct Legend {
    pub(in crate::templates) is_padded: bool,
    pub(in crate::templates) has_again: bool,
    pub(in crate::templates) has_quotes: bool,
    pub(in crate::templates) has_literals: bool,
}

impl Legend {
    pub(super) fn write(self, out: &mut String) {
        out.push_str(ROWS);
        let notes = [
            (self.is_padded, PADDED),
            (self.has_again, AGAIN),
            (self.has_quotes, QUOTED),
            (self.has_literals, LITERAL),
        ];
        out.extend(notes.into_iter().filter(|(is_used, _)| *is_used).map(|(_, note)| note));
        out.push(END);
    }

    /// What stands behind any legend at the start of `text`.
    pub(super) fn skip(text: &str) -> Option<&str> {
        let rows = text.strip_prefix(ROWS)?;
        let rest = [PADDED, AGAIN, QUOTED, LITERAL]
            .into_iter()
            .fold(rows, |rest, note| rest.strip_prefix(note).unwrap_or(rest));
        rest.strip_prefix(END)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legends_are_read_back() {
        for bits in 0..16 {
            let legend = Legend {
                is_padded: bits & 1 > 0,
                has_again: bits & 2 > 0,
                has_quotes: bits & 4 > 0,
                has_literals: bits & 8 > 0,
            };
            let mut text = String::new();
            legend.write(&mut text);
            assert_eq!(Legend::skip(&format!("{text}\n#1:")), Some("\n#1:"), "{text}");
        }
        assert_eq!(Legend::skip("]"), None);
    }
}
