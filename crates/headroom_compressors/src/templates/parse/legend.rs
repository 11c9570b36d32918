//! Explains the notation to the reader, as far as a form uses it.

/// Explains rows.
const ROWS: &str = ": `#2 a b` is template 2 with a and b at its {}, and so are the lines below it";
const END: char = ']';

/// What a form may use beyond plain values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::templates) enum Sign {
    Padded,
    Again,
    Quoted,
    Literal,
}

impl Sign {
    const ALL: [Self; 4] = [Self::Padded, Self::Again, Self::Quoted, Self::Literal];

    const fn note(self) -> &'static str {
        match self {
            Self::Padded => "; {>3} is padded with blanks to 3 characters, {<3} behind the value",
            Self::Again => "; ^ is the last value at that {}, and the first {} is the same in all templates",
            Self::Quoted => "; a value with blanks is in quotes",
            Self::Literal => "; = is a whole line",
        }
    }
}

/// The signs that a form uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::templates) struct Legend([bool; Sign::ALL.len()]);

impl Legend {
    pub(in crate::templates) fn add(&mut self, sign: Sign) {
        self.0[sign as usize] = true;
    }

    pub(super) fn write(self, out: &mut String) {
        out.push_str(ROWS);
        out.extend(Sign::ALL.into_iter().filter(|sign| self.0[*sign as usize]).map(Sign::note));
        out.push(END);
    }

    /// What stands behind any legend at the start of `text`.
    pub(super) fn skip(text: &str) -> Option<&str> {
        let rows = text.strip_prefix(ROWS)?;
        let rest = Sign::ALL.iter().fold(rows, |rest, sign| rest.strip_prefix(sign.note()).unwrap_or(rest));
        rest.strip_prefix(END)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legends_are_read_back() {
        for bits in 0..16 {
            let mut legend = Legend::default();
            Sign::ALL
                .into_iter()
                .filter(|sign| bits >> *sign as u32 & 1 > 0)
                .for_each(|sign| legend.add(sign));
            let mut text = String::new();
            legend.write(&mut text);
            assert_eq!(Legend::skip(&format!("{text}\n#1:")), Some("\n#1:"), "{text}");
        }
        assert_eq!(Legend::skip("]"), None);
    }
}
