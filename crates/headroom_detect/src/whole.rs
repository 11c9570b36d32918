//! Derives the kind of a whole text from its sections.

use headroom_core::Kind;

use crate::detection::{Section, UNSURE};
use headroom_core::Language;

/// Minimum share of a text that a kind must have, in percent.
const MIN_SHARE: usize = 50;

/// The kind of most of the text, and the confidence in it.
pub(crate) fn kind(sections: &[Section]) -> (Kind, u8) {
    let total = sections.iter().map(|section| section.span.len()).sum::<usize>();
    let found = Kind::ALL
        .map(|kind| share(sections, kind))
        .into_iter()
        .enumerate()
        .fold((0, Share::default()), |best, found| if found.1.held > best.1.held { found } else { best });
    let (kind, share) = (Kind::ALL[found.0], found.1);
    let percent = (100 * share.held).checked_div(total).unwrap_or(0);
    let confidence = share.confidence.min(percent) as u8;
    if kind == Kind::Text || percent < MIN_SHARE || confidence < UNSURE {
        (Kind::Text, 0)
    } else {
        (kind, confidence)
    }
}

/// The language of most of the programs in the text.
pub(crate) fn language(sections: &[Section]) -> Option<Language> {
    let written = |language: Language| {
        sections
            .iter()
            .filter(|section| section.language == Some(language))
            .map(|section| section.span.len())
            .sum::<usize>()
    };
    let most = Language::ALL.into_iter().map(written).max().filter(|most| *most > 0)?;
    Language::ALL.into_iter().find(|language| written(*language) == most)
}

/// The share of a kind in a text.
#[derive(Clone, Copy, Default)]
struct Share {
    /// Its bytes, including the sections between its own.
    held: usize,
    /// The confidence in its own sections, weighted by length, in percent.
    confidence: usize,
}

fn share(sections: &[Section], kind: Kind) -> Share {
    let own = || sections.iter().filter(move |section| section.kind == kind);
    let bytes: usize = own().map(|section| section.span.len()).sum();
    let (Some(first), Some(last)) = (own().next(), own().next_back()) else { return Share::default() };
    let between = last.span.end - first.span.start;
    let holds = own_share(kind).is_some_and(|least| 100 * bytes >= least * between);
    let sure: usize = own().map(|section| section.span.len() * usize::from(section.confidence)).sum();
    Share { held: if holds { between } else { bytes }, confidence: sure / bytes.max(1) }
}

/// Kinds that own the sections between their own lines: the minimum percentage of the text that must be their
/// own lines.
const fn own_share(kind: Kind) -> Option<usize> {
    match kind {
        // Failures and the code around them can make up nearly all of a test's output.
        Kind::TestOutput => Some(5),
        Kind::BuildOutput => Some(15),
        Kind::Log | Kind::Diff | Kind::Search | Kind::Markdown | Kind::Html => Some(30),
        _ => None,
    }
}
