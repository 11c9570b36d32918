//! What is to be in the ledger.

use std::slice;

use headroom_core::{Chain, Decision, Digest, Elision, Handle, StoreError};
use xxhash_rust::xxh3::xxh3_64;

use crate::decision;
use crate::store::Needed;
use crate::store::Store;

/// Stands in front of what was shown where it is hashed, so that no other decision in the ledger has its place.
const SHOWN: &[u8] = b"shown\0";
/// The same, for texts of conversations.
const SENT: &[u8] = b"sent\0";

/// What is to be in the ledger.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'a> {
    /// What leads from what was shown of a text to the text. Of one text different parts may be shown.
    VisibleText(&'a Elision),
    /// What is sent for a text of a conversation.
    Sent(&'a Decision),
}

/// Tells what is wanted from all else in one scope, without the time that a [`Chain`] takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    VisibleText(Handle, u64),
    Sent(Chain),
}

impl<'a> Wanted<'a> {
    pub(super) fn key(&self) -> Key {
        match self {
            Self::VisibleText(text) => Key::VisibleText(text.handle, xxh3_64(text.shown.as_bytes())),
            Self::Sent(decision) => Key::Sent(decision.chain),
        }
    }

    pub(super) fn chain(&self) -> Chain {
        match self {
            Self::VisibleText(text) => chain_of_shown(&text.shown),
            Self::Sent(decision) => chain_of_sent(&decision.chain),
        }
    }

    pub(super) fn elision(&self) -> Option<&'a Elision> {
        match self {
            Self::VisibleText(text) => Some(text),
            Self::Sent(decision) => decision.elision.as_deref(),
        }
    }

    pub(super) fn needed(&self) -> Needed {
        Needed { chain: self.chain(), original: self.elision().map(|text| text.handle) }
    }

    pub(super) fn pins(&self) -> &'a [Handle] {
        self.elision().map_or(&[], |text| slice::from_ref(&text.handle))
    }

    /// What stands in the ledger.
    pub(super) fn edits(&self, store: &Store) -> Result<Vec<u8>, StoreError> {
        match self {
            Self::VisibleText(text) => Ok(text.handle.bytes().to_vec()),
            Self::Sent(decision) => decision::write(&decision.sent, &store.bodies),
        }
    }
}

/// Where the ledger has the handle of the text of which this was shown.
pub(super) fn chain_of_shown(shown: &str) -> Chain {
    Chain(Digest::of([SHOWN, shown.as_bytes()].concat()).0)
}

/// Where it has what is sent for a text of a conversation.
pub(super) fn chain_of_sent(text: &Chain) -> Chain {
    Chain(Digest::of([SENT, &text.0].concat()).0)
}
