//! HTML pages in single requests: the main content as Markdown stands in place of the page.
//!
//! ```text
//! <!doctype html><html><head><title>Tides</title>…
//! <nav>…</nav><article><h2>Why there are two</h2><p>The sea rises on both sides …
//!                       ⇓
//! [70,113 characters of an HTML page left out: headroom_retrieve q9w1dfwf077ymga1]; its main content as Markdown, 3,101 characters:
//!
//! # Tides
//!
//! ## Why there are two
//!
//! The sea rises on both sides …
//! ```
//!
//! In a conversation of an agent, only what no reader of the page sees is elided: scripts without data, styles,
//! drawings without text, and attributes that style an element.

mod options;
mod script;
mod unseen;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector, Stub, grouped};

use crate::page::{Main, extract};

pub use crate::page::MAX_LEN;
pub use options::Options;

/// Puts the main content in place of a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html {
    options: Options,
}

impl Html {
    /// The selector with these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Html]
    }

    fn reason(&self) -> &'static str {
        "what stands around the main content of a page"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        if input.text.len() > MAX_LEN {
            return Err(CompressError::TooLarge { limit: MAX_LEN });
        }
        if input.policy == Policy::Agent && !input.is_document {
            return Ok(unseen::cuts(input.text));
        }
        Ok(extract(input.text, self.options).map(|main| cut(input.text, &main)).into_iter().collect())
    }
}

/// The cut that puts the main content in place of the page.
fn cut(page: &str, main: &Main) -> Cut {
    let content = main.whole();
    let counted = |text: &str| grouped(text.chars().count());
    let what = format!("{} characters of an HTML page", counted(page));
    let after = format!("; its main content as Markdown, {} characters:\n\n{content}\n", counted(&content));
    Cut {
        span: 0..page.len(),
        stub: Stub { what: Some(what.into()), after: after.into(), ..Stub::default() },
    }
}
