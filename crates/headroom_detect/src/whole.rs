//! What a text is as a whole, told by its sections.

use headroom_core::Kind;

use crate::detection::{Section, UNSURE};
use crate::language::Language;

/// The share of a text, in percent, that a kind has to have.
const MAX: usize = 50;

/// The kind of most of the text, and how sure that is.
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
    if kind == Kind::Text || percent < MAX || confidence < UNSURE {
        (Kind::Text, 0)
    } else {
        (kind, confidence)
    }
}

/// The language of most of its programs.
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

/// How much of a text is of a kind.
#[derive(Clone, Copy, Default)]
struct Share {
    /// With what its own lines have between them, in bytes.
    held: usize,
    /// How sure its own sections are, each counted by its length, in hundredths.
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

/// Of what holds texts of other kinds between its own lines, the least part of it, in percent, that has to be its own.
const fn own_share(kind: Kind) -> Option<usize> {
    match kind {
        // What tests print, their failures and the code around them can be nearly all of it.
        Kind::TestOutput => Some(5),
        Kind::BuildOutput => Some(15),
        Kind::Log | Kind::Diff | Kind::Search | Kind::Markdown | Kind::Html => Some(30),
        _ => None,
    }
}
