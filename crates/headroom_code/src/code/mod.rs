//! Outlines of source code, for single requests: imports, types, signatures and comments stay, bodies of
//! functions are elided.
//!
//! ```text
//! pub fn orders(customer: u64) -> Vec<Order> {
//!     let rows = self.database.query(ORDERS, customer);
//!     …                       ⇓
//! pub fn orders(customer: u64) -> Vec<Order> {/*[41 lines of 3 bodies in this code left out: headroom_retrieve q9w1dfwf077ymga1]; numbers like these are lines of a body: 3-9*/}
//!
//! pub fn total(orders: &[Order]) -> u64 {/*12-31*/}
//! ```
//!
//! A text is parsed with [tree-sitter](https://tree-sitter.github.io). The outline is parsed again: if it has
//! more errors than the text, the text is kept whole. So the outline is valid wherever the text is.
//!
//! If a text does not fit the grammar of its language, it is read with the one that fits. A text that fits none
//! stays whole.
//!
//! A file that a tool showed with line numbers is read without them. The lines that stay keep their numbers.
//!
//! Bodies stay that the query names, that are as short as their comment would be, and, as far as the target
//! allows, those that handle errors, are public, or are called most.

mod choose;
mod comments;
mod directives;
mod fit;
pub(crate) mod grammar;
mod numbered;
mod options;
pub(crate) mod outline;
pub(crate) mod parse;
mod parts;
mod stub;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector};
use headroom_detect::detect;

pub use options::Comments;
pub use options::Options;

/// Maximum length of a text, in bytes. Source code that people write is shorter.
pub const MAX_LEN: usize = 2 << 20;

/// Elides bodies of functions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Code {
    options: Options,
}

impl Code {
    /// The selector with these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Code {
    fn name(&self) -> &'static str {
        "code"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Source, Kind::NumberedFile]
    }

    fn reason(&self) -> &'static str {
        "bodies of functions"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        if input.policy != Policy::Oneshot {
            return Ok(Vec::new());
        }
        if input.text.len() > MAX_LEN {
            return Err(CompressError::TooLarge { limit: MAX_LEN });
        }
        if input.kind == Kind::NumberedFile {
            return Ok(numbered::cuts(input, self.options));
        }
        // A caller that names the kind does not name the language.
        let language = input.language.or_else(|| detect(input.text).language);
        Ok(language.map_or_else(Vec::new, |language| outline::cuts(input, language, self.options)))
    }
}
