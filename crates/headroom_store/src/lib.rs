//! Stores originals and decisions beyond a request: a [`Originals`](headroom_core::Originals) and
//! [`Ledger`](headroom_core::Ledger) in SQLite, the originals of elided texts, and retrieval of parts of an
//! original.

mod decision;
mod folder;
mod notice;
mod options;
mod originals;
mod retrieve;
mod staged;
mod store;
mod words;

pub use folder::{state_folder, workspace};
pub use notice::Notice;
pub use options::{Clock, Options};
pub use originals::ScopedStore;
pub use retrieve::{Ask, NoPart, Part, Passage, Retrieved, Unretrieved, find, part_of, retrieve};
pub use staged::{Staged, StagedLedger, TextEntry, Unstored, key_of_sent, key_of_shown, standing};
pub use store::{Hit, SearchResult, Store, Verified};
