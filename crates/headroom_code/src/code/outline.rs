//! Puts the parts of an outline together, and checks it.

use headroom_core::query::places;
use headroom_core::{Cost, Cut, Selectable, cost, counted, elide};
use headroom_detect::Language;

use super::choose::{Candidate, goes};
use super::comments;
use super::fit::read;
use super::grammar::Grammar;
use super::options::{Comments, Options};
use super::parse::{Parsed, parse};
use super::parts::{Parts, parts};
use super::stub::{Piece, first, pieces, stub};

/// The cuts that make the outline of a text that is likely in this language. None if the outline would have errors that the
/// text does not have.
pub(crate) fn cuts(input: &Selectable<'_>, language: Language, options: Options) -> Vec<Cut> {
    let Some((grammar, parsed)) = read(input.text, language) else { return Vec::new() };
    let cuts = Outline::new(input, grammar, &parsed, options).cuts();
    let is_valid = elide(input.text, cuts.clone())
        .and_then(|outline| parse(&outline.text, grammar))
        .is_some_and(|outline| outline.errors <= parsed.errors);
    if is_valid { cuts } else { Vec::new() }
}

/// What an outline is made of.
struct Outline<'a> {
    input: &'a Selectable<'a>,
    grammar: &'a Grammar,
    options: Options,
    parts: Parts,
    /// The pieces of each function's body.
    bodies: Vec<Vec<Piece>>,
}

impl<'a> Outline<'a> {
    fn new(input: &'a Selectable<'a>, grammar: &'a Grammar, parsed: &Parsed, options: Options) -> Self {
        let text = input.text;
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        let line_of = |at: usize| input.lines_before + ends.partition_point(|end| *end < at) + 1;
        let parts = parts(text, &parsed.tree, grammar);
        let bodies =
            parts.functions.iter().map(|function| pieces(text, function, grammar, &line_of)).collect();
        Self { input, grammar, options, parts, bodies }
    }

    fn cuts(&self) -> Vec<Cut> {
        let text = self.input.text;
        let target = cost(text).thousandths(self.options.target_rate);
        let candidates = self.candidates();
        let rest = cost(text).saturating_sub(candidates.iter().map(|body| body.saving).sum());
        let shortened = comments::shortened(text, &self.parts.comments);
        let mut cuts = match self.options.comments {
            Comments::Full => Vec::new(),
            Comments::FirstLine => shortened,
            Comments::Auto if rest.saturating_sub(saving(text, &shortened)) <= target => shortened,
            Comments::Auto | Comments::Remove => comments::removed(text, &self.parts),
        };
        let room = target.saturating_sub(rest.saturating_sub(saving(text, &cuts)));
        let goes = goes(self.input, &self.parts.functions, &candidates, room, self.options);
        let mut lines: usize = cuts.iter().map(|cut| text[cut.span.clone()].matches('\n').count()).sum();
        let has_comments = !cuts.is_empty();
        let gone = || self.bodies.iter().zip(&goes).filter(|(_, goes)| **goes).map(|(pieces, _)| pieces);
        for piece in gone().flatten() {
            lines += piece.count();
            cuts.push(Cut { span: piece.span.clone(), stub: stub(piece, self.grammar) });
        }
        cuts.sort_by_key(|cut| cut.span.start);
        first(text, &mut cuts, &described(lines, gone().count(), has_comments), self.grammar);
        cuts
    }

    fn candidates(&self) -> Vec<Candidate> {
        let text = self.input.text;
        let asked = sorted(places(text, self.input.query));
        let of = |(function, pieces): (&super::parts::Function, &Vec<Piece>)| Candidate {
            saving: pieces.iter().map(|piece| piece.saving(text, self.grammar)).sum(),
            lines: pieces.iter().map(Piece::count).sum(),
            is_asked_for: is_in(&asked, &(function.head.start..function.body.end)),
        };
        self.parts.functions.iter().zip(&self.bodies).map(of).collect()
    }
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places
}

/// Whether one of the sorted places is in a span.
fn is_in(places: &[usize], span: &std::ops::Range<usize>) -> bool {
    let first = places.partition_point(|place| *place < span.start);
    places.get(first).is_some_and(|place| *place < span.end)
}

/// The cost of what is cut, less that of the stubs.
fn saving(text: &str, cuts: &[Cut]) -> Cost {
    cuts.iter().map(|cut| cost(&text[cut.span.clone()]).saturating_sub(cost(&cut.stub.before))).sum()
}

/// What is said of all cuts together. The text may go on with something else, which has a note of its own.
fn described(lines: usize, bodies: usize, has_comments: bool) -> String {
    let lines = counted(lines, "line");
    let bodies = if bodies == 1 { "1 body".to_owned() } else { format!("{bodies} bodies") };
    let what = match (bodies.as_str(), has_comments) {
        ("0 bodies", _) => format!("{lines} of comments"),
        (_, true) => format!("{lines} of {bodies} and of comments"),
        (_, false) => format!("{lines} of {bodies}"),
    };
    format!("{what} in this code")
}
