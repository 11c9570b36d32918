//! The ledger entries that a request needs.

use std::slice;

use headroom_core::{Chain, Decision, Digest, Elision, Handle, StoreError};
use xxhash_rust::xxh3::xxh3_64;

use crate::decision;
use crate::store::Needed;
use crate::store::Store;

/// Precedes an elided text when it is hashed, so that its entry cannot collide with that of another decision.
const SHOWN: &[u8] = b"shown\0";
/// The same, for the texts of conversations.
const SENT: &[u8] = b"sent\0";

/// A ledger entry that a request needs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'a> {
    /// Leads from an elided text to its original. Several elided texts may share an original.
    Shown(&'a Elision),
    /// The text that is sent for a text of a conversation.
    Sent(&'a Decision),
}

/// Identifies an entry within one scope without computing its [`Chain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Shown(Handle, u64),
    Sent(Chain),
}

impl<'a> Wanted<'a> {
    pub(super) fn key(&self) -> Key {
        match self {
            Self::Shown(text) => Key::Shown(text.handle, xxh3_64(text.shown.as_bytes())),
            Self::Sent(decision) => Key::Sent(decision.chain),
        }
    }

    pub(super) fn chain(&self) -> Chain {
        match self {
            Self::Shown(text) => chain_of_shown(&text.shown),
            Self::Sent(decision) => chain_of_sent(&decision.chain),
        }
    }

    pub(super) fn elision(&self) -> Option<&'a Elision> {
        match self {
            Self::Shown(text) => Some(text),
            Self::Sent(decision) => decision.elision.as_deref(),
        }
    }

    pub(super) fn needed(&self) -> Needed {
        Needed { chain: self.chain(), original: self.elision().map(|text| text.handle) }
    }

    pub(super) fn pins(&self) -> &'a [Handle] {
        self.elision().map_or(&[], |text| slice::from_ref(&text.handle))
    }

    /// The value in the ledger.
    pub(super) fn edits(&self, store: &Store) -> Result<Vec<u8>, StoreError> {
        match self {
            Self::Shown(text) => Ok(text.handle.bytes().to_vec()),
            Self::Sent(decision) => decision::write(&decision.sent, &store.bodies),
        }
    }
}

/// The key of the entry that leads from an elided text to its original.
pub(crate) fn chain_of_shown(shown: &str) -> Chain {
    Chain(Digest::of([SHOWN, shown.as_bytes()].concat()).0)
}

/// The key of the entry for a text of a conversation.
pub(crate) fn chain_of_sent(text: &Chain) -> Chain {
    Chain(Digest::of([SENT, &text.0].concat()).0)
}
