//! What says that lines are of a kind.

use headroom_core::Kind;

use crate::line::Line;

/// A line that cannot stand in a text of the kind.
pub(crate) const NEVER: i32 = -12;
/// A line that says nothing: worse than being no text of the kind.
pub(crate) const NOTHING: i32 = 0;
/// What any line is worth as plain text, and a blank line as anything.
pub(crate) const PLAIN: i32 = 2;
/// A line that may stand in a text of the kind as well as in many others.
pub(crate) const FITS: i32 = 3;
/// A line that is more likely to be of the kind than not.
pub(crate) const HINT: i32 = 5;
/// A line with the form of the kind: two of them convince.
pub(crate) const GOOD: i32 = 8;
/// A line that is hardly anything else.
pub(crate) const STRONG: i32 = 12;
/// A line that cannot be mistaken: one convinces.
pub(crate) const MARK: i32 = 24;

/// Knows one kind of text by its lines.
///
/// It sees each line that is not blank, in order, and says what it is worth as a line of the kind. It may remember a bounded amount of
/// what it saw. It never learns where a section starts or ends, so it has to find back by itself after any line.
pub(crate) trait Recogniser {
    /// The kind it knows.
    fn kind(&self) -> Kind;

    /// What `line` is worth, in points.
    fn points(&mut self, line: &Line<'_>) -> i32;
}
