//! What the patterns tell apart in characters, a bit each. The build script uses this file, too.

/// A set of classes.
pub(crate) type Class = u8;

/// `\p{Lu}`, `\p{Lt}`: letters that only the first half of a cased word may have.
pub(crate) const UPPER: Class = 1;
/// `\p{Ll}`: letters that only its second half may have.
pub(crate) const LOWER: Class = 2;
/// `\p{Lm}`, `\p{Lo}`: letters that both may have.
pub(crate) const CASELESS: Class = 4;
/// `\p{M}`: both may have them, too, but they are no letters.
pub(crate) const MARK: Class = 8;
/// `\p{N}`.
pub(crate) const NUMBER: Class = 16;
/// `\s`, but for carriage returns and line feeds.
pub(crate) const BLANK: Class = 32;
/// Carriage returns and line feeds.
pub(crate) const NEWLINE: Class = 64;
/// All else.
pub(crate) const SYMBOL: Class = 128;
