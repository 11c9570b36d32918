//! Finds the grammar that fits a text, whatever language it was said to be in.

use headroom_detect::Language;

use super::grammar::{Grammar, grammars};
use super::parse::{Parsed, parse};

/// Maximum number of errors in 1,000 nodes of a text in the language of the grammar. Code with macros has up to 3;
/// code in another language has 5 and more.
const MAX_ERRORS: usize = 5;
/// The same if no grammar fits better: a header may be full of macros. Objective-C has 50 and more in every grammar.
const MAX_ERRORS_OF_BEST: usize = 40;
/// A text that is short or cut off may have more errors in 1,000 nodes, but never more errors than this.
const FEW_ERRORS: usize = 3;
/// Other grammars than that of the language are tried with this part of the text, in bytes.
const MAX_SAMPLE: usize = 16 << 10;
/// What stands before code in PHP. Everything else is text to its grammar.
const PHP: &str = "<?";

/// The grammar that fits best, and the text as it reads it. `None`: no grammar fits, or the text takes more work than
/// code does.
pub(crate) fn read(text: &str, language: Language) -> Option<(&'static Grammar, Parsed)> {
    let own = best(text, language);
    if let Some((_, parsed)) = &own
        && parsed.errors * 1000 <= parsed.nodes * MAX_ERRORS
    {
        return own;
    }
    let sample = &text[..text.floor_char_boundary(MAX_SAMPLE)];
    let fits = |language: &Language| {
        best(sample, *language).is_some_and(|(_, parsed)| parsed.errors * 1000 <= parsed.nodes * MAX_ERRORS)
    };
    let other = Language::ALL.into_iter().filter(|other| *other != language).find(fits);
    let (grammar, parsed) = other.and_then(|other| best(text, other)).or(own)?;
    let most = (parsed.nodes * MAX_ERRORS_OF_BEST / 1000).max(FEW_ERRORS);
    let fits = parsed.errors <= most && !parsed.tree.root_node().is_error();
    fits.then_some((grammar, parsed))
}

/// The grammar of a language with the fewest errors.
fn best(text: &str, language: Language) -> Option<(&'static Grammar, Parsed)> {
    if language == Language::Php && !text.contains(PHP) {
        return None;
    }
    grammars(language)
        .iter()
        .filter_map(|grammar| Some((grammar, parse(text, grammar)?)))
        .min_by_key(|(_, parsed)| parsed.errors)
}
