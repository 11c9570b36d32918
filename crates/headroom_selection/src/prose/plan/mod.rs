//! Decides which sentences are elided.

mod choose;
mod earlier;
mod facts;
mod notes;
mod outline;
mod salience;

use headroom_core::{CompressError, Cost, Cut, Selectable, cost};

use super::Options;
use super::parse::units;

/// Texts that cost less stay whole, in tokens; and documents that are read once.
const MIN_TOKENS: u64 = 200;
const MIN_DOCUMENT_TOKENS: u64 = 1000;

/// The cuts of the sentences that tell least.
pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Result<Vec<Cut>, CompressError> {
    if cost(input.text) < Cost::tokens(MIN_TOKENS) {
        return Ok(Vec::new());
    }
    let units = units(input.text);
    let goes = choose::goes(input, &units, options)?;
    Ok(notes::cuts(input, &units, &goes))
}

/// The cuts that make the outline of a document.
pub(super) fn outline(input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
    if cost(input.text) < Cost::tokens(MIN_DOCUMENT_TOKENS) {
        return Ok(Vec::new());
    }
    let units = units(input.text);
    let goes = outline::goes(input, &units)?;
    Ok(notes::cuts(input, &units, &goes))
}
