//! Recognises the language of a program.

mod marks;

use marks::{BEGINS, CONTAINS, FIRM, SOFT, WORDS};

use headroom_core::Language;
use headroom_formats::lines::lines;

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT};
use headroom_formats::scan::{has, starts_with_any};

/// Maximum number of bytes read of a line.
const READ: usize = 160;
/// Minimum number of points that name a language.
const MIN_POINTS: usize = 3;

/// The language of a program, recognised by its first lines. Each line read is taken from `budget`.
pub(crate) fn language(text: &str, budget: &mut usize) -> Option<Language> {
    let mut points = [0; Language::ALL.len()];
    let mut scratch = String::new();
    for span in lines(text).take(*budget) {
        *budget -= 1;
        let Some(line) = Line::new(text[span].trim_end_matches('\n'), 0, &mut scratch) else { continue };
        let body = &line.body[..line.body.floor_char_boundary(READ)];
        if matches!(line.first(), b'*') || body.starts_with("//") || body.starts_with("# ") {
            continue;
        }
        for (language, weight) in BEGINS
            .iter()
            .filter(|(start, ..)| body.starts_with(start))
            .flat_map(|(_, languages, weight)| languages.iter().map(move |language| (language, weight)))
        {
            points[*language as usize] += weight;
        }
        for (language, weight) in CONTAINS
            .iter()
            .filter(|(part, ..)| has(body, part))
            .flat_map(|(_, languages, weight)| languages.iter().map(move |language| (language, weight)))
        {
            points[*language as usize] += weight;
        }
    }
    // A language that shares marks with another is decided by its own marks.
    let best = (0..points.len())
        .fold(0, |best, language| if points[language] > points[best] { language } else { best });
    (points[best] >= MIN_POINTS).then_some(Language::ALL[best])
}

/// The points of a line that starts like a statement.
pub(crate) fn starts_statement(body: &str) -> Option<i32> {
    let signs = || body.bytes().filter(|byte| b"(){};=<>[]\"'".contains(byte)).count();
    let ends = || body.ends_with(['{', ';', ':', '(', ')', ',', '}', '\'', '"', '>']);
    if starts_with_any(body, FIRM) {
        if body.starts_with("from ") && has(body, " import ") {
            return Some(GOOD + 1);
        }
        return Some(if signs() > 0 || ends() || body.split(' ').count() < 4 { GOOD + 1 } else { FITS });
    }
    if WORDS.contains(&body) {
        return Some(HINT);
    }
    if starts_with_any(body, SOFT) {
        let short = body.split(' ').count() < 5;
        return (ends() && (signs() > 0 || short) || signs() > 1 && !body.ends_with('.')).then_some(HINT + 1);
    }
    None
}
