//! The vocabulary of the engine: what a text is, what may be proposed for it, and the one place that carries a
//! proposal out. No I/O, no threads, no clock.

mod apply;
mod bm25;
mod codec;
mod compressor;
mod content;
pub mod cost;
mod earlier;
mod edit;
mod error;
mod generations;
mod hashed;
mod input;
mod kind;
pub mod line_ends;
mod lines;
pub mod marker;
mod plan;
mod ports;
mod selection;
mod sink;
mod table;
mod vault;
mod wording;
pub mod work;

pub use apply::{
    Applied, AppliedEdit, Budget, EXPANSION_BYTES, EXPANSION_FACTOR, apply, expand, looks_encoded,
    said_verbatim, verbatim,
};
pub use bm25::Bm25;
pub use codec::{Codec, Decoded, Reading, Unreadable, Verified};
pub use compressor::Compressor;
pub use content::{ContentKind, Fidelity};
pub use cost::{Balance, Cost, by_pieces, cost, cost_behind};
pub use earlier::{Earlier, Shown, Spot, Windows, anchors, is_long};
pub use edit::Edit;
pub use error::CompressError;
pub use generations::Generations;
pub use hashed::{Hashed, Identity};
pub use input::{Input, Policy};
pub use kind::Kind;
pub use lines::{Line, Lines, Numbering, Run};
pub use plan::Plan;
pub use ports::{Decision, Keeper, SentAs, Unwatched, Watch};
pub use selection::{Cut, Kept, LeftOut, Selectable, Selector, Stub, leave_out};
pub use sink::Sink;
pub use table::Table;
pub use vault::{
    Chain, Digest, Echo, Entry, Handle, Ledger, Listed, Missing, Original, Prefix, Purged, Scope, Standing,
    StoreError, Vault, VaultStats,
};
pub use wording::{counted, grouped, is_note, more_like_this};
