//! Columns and cells: the nouns that every style of table shares.

/// A cell: what its column has in front of all, and its own text.
pub(in crate::table) type Cell<'a> = [&'a str; 2];

/// What the head says of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::table) struct Column<'a> {
    pub(in crate::table) name: &'a str,
    pub(in crate::table) align: Align,
    /// In characters; 0: the usual one.
    pub(in crate::table) width: usize,
    /// What a row has that says nothing else.
    pub(in crate::table) usual: Option<&'a str>,
    /// What cells that are not empty start with.
    pub(in crate::table) prefix: &'a str,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::table) enum Align {
    #[default]
    None,
    Left,
    Right,
    Center,
}

impl Align {
    /// What stands around the dashes.
    pub(super) const fn colons(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("", ""),
            Self::Left => (":", ""),
            Self::Right => ("", ":"),
            Self::Center => (":", ":"),
        }
    }

    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Left => "<",
            Self::Right => ">",
            Self::Center => "<>",
        }
    }
}

/// How the cells of a table are filled up with blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) enum Padding {
    /// Not at all.
    None,
    /// As their columns are aligned.
    Aligned,
    /// On the right.
    Left,
}

/// The places that a text takes: each character one, or if `wide`, those two that terminals show so.
pub(in crate::table) fn width(text: &str, wide: bool) -> usize {
    text.chars().map(|char| if wide { places(char) } else { 1 }).sum()
}

/// Of one character, as in Unicode's East Asian Width, by blocks.
fn places(char: char) -> usize {
    match char {
        '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}'
        | '\u{2705}'
        | '\u{274c}'
        | '\u{2728}'
        | '\u{2753}'..='\u{2755}'
        | '\u{2757}'
        | '\u{26a1}'
        | '\u{2b50}'
        | '\u{231a}'..='\u{231b}' => 2,
        _ => 1,
    }
}
