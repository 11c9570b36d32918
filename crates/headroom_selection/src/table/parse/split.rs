//! Splits lines into cells.

/// How cells are separated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::table) enum Form {
    /// By a separator; cells may have quotes (RFC 4180, without line breaks in quotes).
    Separated(char),
    /// By vertical bars. In a frame, they are at the ends of a row, too, where they do not separate anything.
    Bars { bar: char, is_framed: bool },
    /// By position: the starts of the columns, in characters.
    Fixed(Vec<usize>),
}

impl Form {
    /// Splits a line into `cells`. `false`: it cannot be a row.
    pub(in crate::table) fn split<'a>(&self, line: &'a str, cells: &mut Vec<&'a str>) -> bool {
        cells.clear();
        match self {
            Self::Separated(separator) => separated(line, *separator, cells),
            Self::Bars { bar, is_framed } => bars(line, *bar, *is_framed, cells),
            Self::Fixed(starts) => fixed(line, starts, cells),
        }
    }
}

fn separated<'a>(line: &'a str, separator: char, cells: &mut Vec<&'a str>) -> bool {
    let (mut start, mut is_quoted) = (0, false);
    for (at, character) in line.char_indices() {
        if character == '"' {
            is_quoted = !is_quoted;
        } else if character == separator && !is_quoted {
            cells.push(&line[start..at]);
            start = at + separator.len_utf8();
        }
    }
    cells.push(&line[start..]);
    !is_quoted
}

fn bars<'a>(line: &'a str, bar: char, is_framed: bool, cells: &mut Vec<&'a str>) -> bool {
    let line = line.trim();
    let ends = if is_framed { bar } else { '\n' };
    let inner = line.strip_prefix(ends).unwrap_or(line);
    let inner = inner.strip_suffix(ends).unwrap_or(inner);
    cells.extend(inner.split(bar).map(str::trim));
    line.contains(bar)
}

/// A cell ends where the next column starts, and a blank precedes each column.
fn fixed<'a>(line: &'a str, starts: &[usize], cells: &mut Vec<&'a str>) -> bool {
    let mut rest = line;
    for pair in starts.windows(2) {
        let width = pair[1] - pair[0];
        let end = rest.char_indices().nth(width).map_or(rest.len(), |(at, _)| at);
        let (cell, behind) = rest.split_at(end);
        if !behind.is_empty() && !cell.ends_with([' ', '\t']) {
            return false;
        }
        cells.push(cell.trim());
        rest = behind;
    }
    cells.push(rest.trim());
    cells.first().is_some_and(|cell| !cell.is_empty() && !line.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(form: &Form, line: &str) -> Option<Vec<String>> {
        let mut cells = Vec::new();
        form.split(line, &mut cells).then(|| cells.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn lines_are_split_into_cells() {
        let some = |cells: &[&str]| Some(cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        assert_eq!(cells(&Form::Separated(','), "1,\"a, b\","), some(&["1", "\"a, b\"", ""]));
        assert_eq!(cells(&Form::Separated(','), "1,\"a"), None);
        let (framed, open) = (true, false);
        let bars = |bar, is_framed| Form::Bars { bar, is_framed };
        assert_eq!(cells(&bars('|', framed), "| 1 | a b |"), some(&["1", "a b"]));
        assert_eq!(cells(&bars('|', framed), "  1 | a"), some(&["1", "a"]));
        assert_eq!(cells(&bars('│', framed), "│ é │   │"), some(&["é", ""]));
        assert_eq!(cells(&bars('|', open), " 1 | a b"), some(&["1", "a b"]));
        assert_eq!(cells(&bars('|', open), "   |   | "), some(&["", "", ""]));
        assert_eq!(cells(&bars('|', open), "(2 rows)"), None);
        let fixed = Form::Fixed(vec![0, 5, 9]);
        assert_eq!(cells(&fixed, "é    1/1 up"), some(&["é", "1/1", "up"]));
        assert_eq!(cells(&fixed, "ab   1"), some(&["ab", "1", ""]));
        assert_eq!(cells(&fixed, "abcdefgh up"), None);
        assert_eq!(cells(&fixed, "     1/1 up"), None);
    }
}
