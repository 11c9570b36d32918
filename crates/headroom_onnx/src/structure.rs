//! Lines whose form carries meaning: code, tables, records. A model for prose must not take words out of them.

/// A text of this many gaps of two spaces within a line stands in columns.
const MIN_COLUMN_GAPS: usize = 2;

/// The state of a reader of lines.
#[derive(Default)]
pub(crate) struct Structure {
    in_fence: bool,
}

impl Structure {
    /// Whether the words of the next line stay.
    pub(crate) fn stays(&mut self, line: &str) -> bool {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.in_fence = !self.in_fence;
            return true;
        }
        self.in_fence || is_indented(line) || is_record(trimmed) || is_row(trimmed)
    }
}

/// Code that Markdown indents, and the bodies of blocks.
fn is_indented(line: &str) -> bool {
    line.starts_with('\t') || line.starts_with("    ")
}

/// A line of JSON, code, Markdown's headings or a table.
fn is_record(line: &str) -> bool {
    line.starts_with(['{', '[', '}', ']', '|', '#', '<', '$', '+'])
        || line.ends_with(['{', ';', '}', '|'])
        || (line.starts_with('"') && line.contains("\":"))
}

/// A row of a table whose columns are aligned by spaces.
fn is_row(line: &str) -> bool {
    line.split("  ").filter(|part| !part.is_empty()).count() > MIN_COLUMN_GAPS
        || line.matches('\t').count() >= MIN_COLUMN_GAPS
}

#[cfg(test)]
mod tests {
    use super::Structure;

    #[test]
    fn code_tables_and_records_stay() {
        let mut structure = Structure::default();
        for line in
            ["    let x = 1", "| a | b |", "{\"a\": 1,", "NAME      READY   STATUS", "# Title", "return x;"]
        {
            assert!(structure.stays(line), "{line}");
        }
        assert!(!structure.stays("This sentence is prose, and may be shortened."));
    }

    #[test]
    fn a_fence_holds_until_it_is_closed() {
        let mut structure = Structure::default();
        assert_eq!(
            ["```", "plain words", "```", "plain words"].map(|line| structure.stays(line)),
            [true, true, true, false]
        );
    }
}
