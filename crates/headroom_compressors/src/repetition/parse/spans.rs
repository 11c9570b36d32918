//! `… failed: [A «%Error{type:» … «original: nil}»], using fallback`: a line with parts that stand in the line named `A`.

use super::name::MAX_NAME_LEN;
use crate::quoted_span::QuotedSpan;

/// What stands between the name and the part.
const MARK: &[u8] = " «".as_bytes();

/// A piece of such a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repetition) enum Piece<'a> {
    /// It stands there as it is.
    Own(&'a str),
    /// It stands in the line of this name.
    Of { name: &'a str, part: QuotedSpan<'a> },
}

/// The pieces of a line; only one of its own where no part stands elsewhere.
pub(in crate::repetition) fn pieces(line: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = line;
    let mut next = None;
    std::iter::from_fn(move || {
        if let Some(piece) = next.take() {
            return Some(piece);
        }
        if rest.is_empty() {
            return None;
        }
        let (own, behind) = match first(rest) {
            Some((at, length, piece)) => {
                next = Some(piece);
                (&rest[..at], &rest[at + length..])
            }
            None => (rest, ""),
        };
        rest = behind;
        if own.is_empty() { next.take() } else { Some(Piece::Own(own)) }
    })
}

/// Whether parts of a line stand elsewhere.
pub(in crate::repetition) fn has_spans(line: &str) -> bool {
    first(line).is_some()
}

/// Writes a piece that stands elsewhere.
pub(in crate::repetition) fn write_span(name: &str, part: QuotedSpan<'_>, out: &mut String) {
    out.extend(["[", name, " ", &part.to_string(), "]"]);
}

/// The first piece that stands elsewhere: where its mark starts, and how long that is.
fn first(line: &str) -> Option<(usize, usize, Piece<'_>)> {
    // A search for the whole mark would be made ready anew for each line.
    memchr::memchr_iter(MARK[MARK.len() - 1], line.as_bytes())
        .filter(|end| line.as_bytes()[..=*end].ends_with(MARK))
        .find_map(|end| {
            let at = end + 1 - MARK.len();
            let name = &line[..at];
            let start = name.bytes().rev().take(MAX_NAME_LEN).take_while(u8::is_ascii_uppercase).count();
            let name = &name[at - start..];
            let open = (at - start)
                .checked_sub(1)
                .filter(|open| !name.is_empty() && line.as_bytes()[*open] == b'[')?;
            let (part, length) = QuotedSpan::read(&line[at + 1..])?;
            let end = at + 1 + length;
            line[end..].starts_with(']').then_some((open, end + 1 - open, Piece::Of { name, part }))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_as_they_are_written() {
        let part = QuotedSpan { from: "%Error{", to: "nil}" };
        let mut line = "failed: ".to_owned();
        write_span("A", part, &mut line);
        write_span("BC", part, &mut line);
        line.push_str(", «B» again");
        let expected = [
            Piece::Own("failed: "),
            Piece::Of { name: "A", part },
            Piece::Of { name: "BC", part },
            Piece::Own(", «B» again"),
        ];
        assert_eq!(pieces(&line).collect::<Vec<_>>(), expected);
        assert!(has_spans(&line));
    }

    #[test]
    fn other_lines_are_one_piece() {
        for line in [
            "a",
            "[A «b»]",
            "[ABCDE «a» … «b»]",
            "[a «a» … «b»]",
            "A «a» … «b»]",
            "[A «a» … «b»",
            "[A «a» … «b» ]",
            "[ «a» … «b»]",
            "«a» … «b»]",
            " «",
        ] {
            assert_eq!(pieces(line).collect::<Vec<_>>(), [Piece::Own(line)]);
        }
        assert_eq!(pieces("").count(), 0);
    }
}
