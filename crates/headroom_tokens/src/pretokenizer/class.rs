//! The character classes of the patterns, one bit each. The build script uses this file, too.

/// A set of classes.
pub(crate) type Class = u8;

/// `\p{Lu}`, `\p{Lt}`: letters only of the first half of a cased word.
pub(crate) const UPPER: Class = 1;
/// `\p{Ll}`: letters only of its second half.
pub(crate) const LOWER: Class = 2;
/// `\p{Lm}`, `\p{Lo}`: letters of both halves.
pub(crate) const CASELESS: Class = 4;
/// `\p{M}`: also in both halves, but not letters.
pub(crate) const MARK: Class = 8;
/// `\p{N}`.
pub(crate) const NUMBER: Class = 16;
/// `\s` without carriage returns and line feeds.
pub(crate) const BLANK: Class = 32;
/// Carriage returns and line feeds.
pub(crate) const NEWLINE: Class = 64;
/// All other characters.
pub(crate) const SYMBOL: Class = 128;
