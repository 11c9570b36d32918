//! The header of a hunk: `@@ -46,7 +48,7 @@ context`.

/// The parts of a header, as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HunkHeader<'a> {
    /// The [range] of lines in the old file: `46,7`.
    pub old: &'a str,
    /// The range of lines in the new file.
    pub new: &'a str,
    /// The text behind the second `@@`, with the blank in front.
    pub context: &'a str,
}

impl<'a> HunkHeader<'a> {
    /// Reads a line. What the ranges hold is not checked.
    #[must_use]
    pub fn read(line: &'a str) -> Option<Self> {
        let (ranges, context) = line.strip_prefix("@@ -")?.split_once(" @@")?;
        let (old, new) = ranges.split_once(" +")?;
        Some(Self { old, new, context })
    }
}

/// The first line of a range and how many lines it has: `12,3`, or `12` for one line.
#[must_use]
pub fn range(text: &str) -> (&str, &str) {
    text.split_once(',').unwrap_or((text, "1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_have_two_ranges_and_a_context() {
        let header = HunkHeader::read("@@ -46,7 +48 @@ fn a() @@");
        assert_eq!(header, Some(HunkHeader { old: "46,7", new: "48", context: " fn a() @@" }));
        assert_eq!((range("46,7"), range("48")), (("46", "7"), ("48", "1")));
        for line in ["", "@@ -1 +2", "@@ -1 @@", "@@@ -1 -1 +1 @@@", "@@ +1 -1 @@"] {
            assert_eq!(HunkHeader::read(line), None, "{line}");
        }
    }
}
