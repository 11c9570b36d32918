//! The trait of recognisers, and the points that they give.

use headroom_core::Kind;

use crate::line::Line;

/// A line that cannot occur in a text of the kind.
pub(crate) const NEVER: i32 = -12;
/// A line without evidence: worse than a plain line.
pub(crate) const NOTHING: i32 = 0;
/// The value of any line as plain text, and of a blank line as any kind.
pub(crate) const PLAIN: i32 = 2;
/// A line that fits the kind as well as many others.
pub(crate) const FITS: i32 = 3;
/// A line that is more likely to be of the kind than not.
pub(crate) const HINT: i32 = 5;
/// A line in the form of the kind: two of them suffice.
pub(crate) const GOOD: i32 = 8;
/// A line that is rarely anything else.
pub(crate) const STRONG: i32 = 12;
/// A line that cannot be mistaken: one suffices.
pub(crate) const MARK: i32 = 24;

/// Recognises one kind of text by its lines.
///
/// It receives each line that is not blank, in order, and returns the line's value as a line of its kind. It
/// may remember a bounded amount of what it has read. It never learns where a section starts or ends, so it
/// must recover by itself after any line.
pub(crate) trait Recogniser {
    /// The kind that it recognises.
    fn kind(&self) -> Kind;

    /// The value of `line`, in points.
    fn points(&mut self, line: &Line<'_>) -> i32;
}
