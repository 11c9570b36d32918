//! Differences between files, with what their headers say twice said once.
//!
//! ```text
//! diff --git a/src/api/node.ts b/src/api/node.ts      [diff src/api/node.ts, 95fc7fcb..b4b3e333]
//! index 95fc7fcb..b4b3e333 100644                     @@ -46 +48 export class Node {
//! --- a/src/api/node.ts                                  #index?: number
//! +++ b/src/api/node.ts                           ⇒   -  #kids = {}
//! @@ -46,2 +48,2 @@ export class Node {               +  #kids = none()
//!    #index?: number
//! -  #kids = {}
//! +  #kids = none()
//! ```
//!
//! What `git diff`, `git show`, `git log -p` and other tools print, merges too; every line of a change stays as it is.
//!
//! - Behind the path stand, in this order and where there are any: `from OLD`, `copy of OLD`, `95%` (how similar), `new`, `deleted` (with the mode,
//!   where it is not 100644), `mode OLD NEW`, `merge`, the ids of the contents (one for a file that is new or deleted), a mode that is not
//!   100644, `binary`, `no lines` (nothing follows). A path alone: only the lines with `---` and `+++`, without git's.
//! - `@@ -46 +48 export class Node {`: how many lines a part has can be counted. Without a function: the one above.
//!   A header that says something else than can be counted stays as it was: `@@ -46,7 +48,7 @@ export class Node {`.
//! - The table of changed files: `[stat 3 lines in src/api/]`, then `node.ts | 12 ++--`, without the padding.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 2] = [&parse::Files, &parse::Stat];

/// Shortens diffs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Diff {
    options: Options,
}

impl Diff {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Diff {
    fn name(&self) -> &'static str {
        "diff"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // The lines of a patch that is a file are quoted when it is edited.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text, self.options) })
    }
}
