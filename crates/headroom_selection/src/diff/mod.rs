//! Diffs with fewer of the lines that did not change.
//!
//! ```text
//! --- a/lib/store/cache.ts                                [7 lines (6 unchanged, 1 of headers) left out: headroom_retrieve c9nm2qr89pvsn2tp]
//! +++ b/lib/store/cache.ts                                --- a/lib/store/cache.ts
//! @@ -12,7 +12,7 @@ export class Cache {                  +++ b/lib/store/cache.ts
//!    private readonly entries = new Map()              ⇒  @@ -15 +15 @@ export class Cache {
//!    private readonly limit: number                       -    const entry = this.entries.get(key)
//!    get(key: string): Entry | undefined {                +    const entry = this.peek(key)
//! -    const entry = this.entries.get(key)
//! +    const entry = this.peek(key)
//!      if (!entry) return undefined
//!      entry.used = this.clock()
//!      return entry
//! ```
//!
//! Every changed line stays, those of generated files, too: which they are is not told by their names. So do notes on modes and binary files, and what was
//! written about the change. Ids of contents go, and the table of changed files where the changes follow. Where a part ends its header counts again, so what
//! is left is a diff that applies. One note in front of the first file says how many lines are gone. Only in single requests: an agent may quote what it
//! reads in a diff.

mod headers;
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

    /// With these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Diff {
    fn name(&self) -> &'static str {
        "diff"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Diff]
    }

    fn reason(&self) -> &'static str {
        "lines beside the changes"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        Ok(if input.policy == Policy::Oneshot { plan::plan(input.text, self.options) } else { Vec::new() })
    }
}
