//! Diffs with fewer of the lines that did not change: what `git diff -U1` would print.
//!
//! ```text
//! @@ -12,7 +12,7 @@ export class Cache {                  [5 unchanged lines left out: headroom_retrieve q9w1dfwf077ymga1]
//!    private readonly entries = new Map()                @@ -14,2 +14,2 @@ export class Cache {
//!                                                     ⇒     get(key: string): Entry | undefined {
//!    get(key: string): Entry | undefined {               -    const entry = this.entries.get(key)
//! -    const entry = this.entries.get(key)               +    const entry = this.peek(key)
//! +    const entry = this.peek(key)
//!      if (!entry) return undefined
//!      return entry
//!    }
//! ```
//!
//! Every changed line stays, those of generated files, too: which they are is not told by their names. So do headers, notes on modes and binary files, and
//! what was written about the change. Where a part ends its header counts again, so what is left is a diff that applies. One note in front of the first
//! file says how many lines are gone. Only in single requests: an agent may quote what it reads in a diff.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector};

pub use options::Options;

/// Leaves out lines around changes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Diff {
    options: Options,
}

impl Diff {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Selector for Diff {
    fn name(&self) -> &'static str {
        "diff"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Diff]
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        Ok(if input.policy == Policy::Oneshot { plan::plan(input.text, self.options) } else { Vec::new() })
    }
}
