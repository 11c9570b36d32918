//! Recognises search results: rows that name a file and a line or what was found. They are kept as the results
//! in other forms are.

use crate::json::parse::{Rows, leaves};
use crate::search;

/// The number of rows that are read, and the minimum share of them that are results, in percent.
const SAMPLE: usize = 64;
const SHARE: usize = 50;
const FILES: [&str; 8] =
    ["path", "file", "filename", "fileName", "file_path", "filePath", "file_name", "uri"];
const PLACES: [&str; 11] = [
    "line",
    "lines",
    "line_number",
    "lineNumber",
    "start_line",
    "startLine",
    "text_matches",
    "matches",
    "fragment",
    "snippet",
    "submatches",
];

/// Whether rows are search results, and few enough to be read to the end.
pub(super) fn are_read(rows: &Rows<'_, '_>) -> bool {
    if rows.count() > search::Options::DEFAULT.max_matches as usize {
        return false;
    }
    let sample = rows.count().min(SAMPLE);
    let results = rows.values[..sample].iter().filter(|&&row| is_match(rows, row)).count();
    results * 100 >= sample * SHARE
}

fn is_match(rows: &Rows<'_, '_>, row: u32) -> bool {
    let (mut file, mut place) = (false, false);
    leaves(rows.tape, row, |key, _| {
        let name = key.map_or("", |key| rows.tape.raw(key).trim_matches('"'));
        file |= FILES.contains(&name);
        place |= PLACES.contains(&name);
    });
    file && place
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use super::*;

    #[test]
    fn search_results_name_a_file_and_a_line() {
        for (row, are_results) in [
            (r#"{"type":"match","data":{"path":{"text":"a.rs"},"line_number":3}}"#, true),
            (r#"{"file":"a.rs","line":3,"text":"x"}"#, true),
            (r#"{"file":"a.rs","size":3}"#, false),
            ("3", false),
        ] {
            let tape = format!("[{row},{row},{row}]");
            let tape = Tape::new(&tape).expect("JSON");
            assert_eq!(are_read(&Rows::of(&tape, 0, false, 1).expect("rows")), are_results, "{row}");
        }
    }
}
