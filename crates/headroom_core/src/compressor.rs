//! The one trait.

use std::fmt::Debug;

use crate::error::CompressError;
use crate::input::Input;
use crate::kind::Kind;
use crate::plan::Plan;

/// Makes texts of some kinds cheaper by proposing edits; it never builds the output.
///
/// An implementation is a folder of `headroom_compressors` and passes the battery in that crate's
/// `tests/conformance.rs`:
///
/// 1. The same input gives the same plan: no clock, no randomness, no state, nothing later than the input.
/// 2. Any text at all is answered with a plan or an error, in time linear in its length.
/// 3. Each edit's text decodes to its span, with its own codec, given the same [`Input::history`].
pub trait Compressor: Debug + Send + Sync {
    /// Folder, registry key, metric label and case folder: one name.
    fn name(&self) -> &'static str;
    /// Whether it looks at texts of this kind.
    fn accepts(&self, kind: Kind) -> bool;
    /// Proposes edits. An empty plan leaves the text alone.
    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError>;
}
