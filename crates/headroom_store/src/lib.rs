//! Originals and decisions that outlive a request: a [`Vault`](headroom_core::Vault) and
//! [`Ledger`](headroom_core::Ledger) in SQLite, what is shown in place of an original, and how parts of one are found.

mod decision;
mod folder;
mod notice;
mod options;
mod originals;
mod retrieve;
mod store;
mod words;

pub use folder::{state_folder, workspace};
pub use notice::Notice;
pub use options::{Clock, Options};
pub use originals::ScopedStore;
pub use retrieve::{Ask, NoPart, Part, Passage, Retrieved, Unretrieved, find, part_of, retrieve};
pub use store::{Hit, SearchResult, Store, Verified};
