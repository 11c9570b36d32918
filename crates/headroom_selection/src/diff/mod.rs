//! Diffs without most of the unchanged lines.
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
//! Every changed line is kept, also in generated files, because file names do not tell which files are
//! generated. Notes on modes and binary files and the description of the change are kept, too. Ids of
//! contents are elided, and so is the table of changed files if the changes follow. The header of a shortened
//! hunk has new counts, so the result is a diff that applies. One note before the first file says how many
//! lines were elided. This is done only in single requests: an agent may quote a diff that it reads.

mod headers;
mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector};

pub use options::Options;

/// Elides unchanged lines of diffs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Diff {
    options: Options,
}

impl Diff {
    /// The selector with these options.
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
