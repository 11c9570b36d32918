//! The ports to the store: originals by handle and scope, decisions about the blocks of a conversation, and
//! administration.

mod administration;
mod error;
mod handle;
mod handle_input;
mod ledger;
mod missing;
mod scope;

pub use administration::{Administration, Listed, Purged, StoreStats};
pub use error::StoreError;
pub use handle::{Digest, Handle};
pub use handle_input::{HandleInput, Prefix};
pub use ledger::{Chain, Entry, Ledger, Standing};
pub use missing::Missing;
pub use scope::Scope;

use std::fmt::Debug;

/// Keeps originals. A handle redeems only in the scope that stored it: membership of the scope authorizes,
/// knowing a handle does not.
///
/// Every method may wait for a disk and for other processes, for the latter at most the time set in the
/// backend's options. An original whose handle [`Originals::put`] returns has been stored. [`Originals::get`] returns
/// exactly the text that was put, or none.
///
/// An implementation passes `headroom_testkit::contract::originals`.
pub trait Originals: Debug + Send + Sync {
    /// Stores all `originals` in one batch and returns their handles in the same order. Storing an existing
    /// original again counts as a use. After a failure nothing needs to be undone: some originals may have
    /// been stored, each of them whole.
    fn put(&self, scope: &Scope, originals: &[&str]) -> Result<Vec<Handle>, StoreError>;

    /// The whole handle that a reader's `echo` means in this scope.
    fn find(&self, scope: &Scope, echo: &HandleInput) -> Result<Result<Handle, Missing>, StoreError>;

    /// The original that a reader's `echo` means in this scope. [`StoreError::Damaged`] if the stored text no
    /// longer matches its digest.
    fn get(&self, scope: &Scope, echo: &HandleInput) -> Result<Result<Original, Missing>, StoreError>;
}

/// A text as it was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its handle.
    pub handle: Handle,
    /// The whole text.
    pub text: String,
}
