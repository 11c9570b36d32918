//! Columns and cells: the types that every style of table shares.

/// A cell: the common start of its column, and its own text.
pub(in crate::table) type Cell<'a> = [&'a str; 2];

/// A column as the head declares it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::table) struct Column<'a> {
    pub(in crate::table) name: &'a str,
    pub(in crate::table) align: Align,
    /// The width in characters; 0: the usual width.
    pub(in crate::table) width: usize,
    /// The cell of a row that gives none.
    pub(in crate::table) usual: Option<&'a str>,
    /// The common start of all cells that are not empty.
    pub(in crate::table) prefix: &'a str,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::table) enum Align {
    #[default]
    None,
    Left,
    Right,
    Center,
}

impl Align {
    /// The colons around the dashes.
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

/// How cells are padded with blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) enum Padding {
    /// Without padding.
    None,
    /// According to the alignment of the column.
    Aligned,
    /// On the right.
    Left,
}

/// The places that a text takes on a screen: one for each character, or, if `wide`, two for those that
/// terminals show as wide.
pub(in crate::table) fn width(text: &str, wide: bool) -> usize {
    text.chars().map(|char| if wide { places(char) } else { 1 }).sum()
}

/// The places of one character, by blocks, according to Unicode's East Asian Width.
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
